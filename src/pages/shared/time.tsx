/** Stands for the time while a sentence is put together. No word holds it. */
const MARK = '\u0000time\u0000'

/** A sentence of a language, and the time in it, if it names one, as a browser can read it. `shown`: as the customer reads it. */
export const WithTime = (props: { at: Date; shown: string; say?: (when: string) => string }) => {
  const { at, shown, say = (when) => when } = props
  const [before, after] = say(MARK).split(MARK)
  if (after === undefined) return <>{before}</>
  return (
    <>
      {before}
      <time datetime={at.toISOString()}>{shown}</time>
      {after}
    </>
  )
}
