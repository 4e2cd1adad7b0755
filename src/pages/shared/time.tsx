/** Stands for the time while a sentence is put together. No word holds it. */
const MARK = '\u0000'

/** A sentence of a language with a time in it, which a browser can read as a time. `shown`: as the customer reads it. */
export const WithTime = (props: { at: Date; shown: string; say?: (when: string) => string }) => {
  const { at, shown, say = (when) => when } = props
  const [before, after = ''] = say(MARK).split(MARK)
  return (
    <>
      {before}
      <time datetime={at.toISOString()}>{shown}</time>
      {after}
    </>
  )
}
