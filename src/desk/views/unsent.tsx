import { timeOf } from '../../cases/labels.ts'
import type { Unsent } from '../../digests/unsent.ts'
import { wordFor } from '../../locales/index.ts'
import { BackLink, Page, type Viewer, wordsOf } from './layout.tsx'

/** Messages that wait for a person: what each is, of whose case, and what the other side said. */
export const UnsentPage = ({ viewer, entries }: { viewer: Viewer; entries: Unsent[] }) => {
  const words = wordsOf({ viewer })
  const say = words.digest.unsentPage
  return (
    <Page title={say.title} viewer={viewer}>
      <h1>{say.title}</h1>
      {entries.length === 0 ? <p>{say.none}</p> : <p class="soft">{say.how}</p>}
      {entries.map(({ kind, state, cause, at, number, customer, ...one }) => (
        <article class="card">
          <h2 class="t">
            {one.case && number ? (
              <a href={`/desk/c/${one.case}`}>{words.digest.case(number, customer)}</a>
            ) : (
              (customer ?? wordFor(say.kinds, kind) ?? say.other)
            )}
          </h2>
          <p>{`${wordFor(say.kinds, kind) ?? say.other}: ${say.states[state]}, ${say.since(timeOf(viewer, at, words))}`}</p>
          {cause && <p class="soft t">{cause}</p>}
        </article>
      ))}
      <BackLink viewer={viewer} />
    </Page>
  )
}
