import { timeOf } from '../../../cases/labels.ts'
import { wordFor } from '../../../locales/index.ts'
import type { Listed } from '../../../outbox/list.ts'
import type { Shown } from '../../../outbox/page.ts'
import { type Flash, type Viewer, wordsOf } from '../layout.tsx'
import { CONSOLE, ConsolePage, NextPage, PostButton } from './page.tsx'

type Props = {
  viewer: Viewer
  show: Shown
  entries: Listed[]
  problems: { destination: string; problem: string }[]
  older?: string
  flash?: Flash
}

/** What needs somebody in the outbox, with what is known of each entry. */
export const OutboxPage = ({ viewer, show, entries, problems, older, flash }: Props) => {
  const words = wordsOf({ viewer })
  const say = words.console.outbox
  const kinds = words.digest.unsentPage.kinds
  return (
    <ConsolePage viewer={viewer} here="outbox" how={say.how} flash={flash}>
      {problems.length > 0 && (
        <section class="card bad">
          <h2>{say.problems}</h2>
          {problems.map(({ destination, problem }) => (
            <p class="t">{`${destination}: ${problem}`}</p>
          ))}
        </section>
      )}
      <nav aria-label={say.which}>
        {(['attention', 'late'] as const).map((one) => (
          <a href={`${CONSOLE.outbox}?show=${one}`} aria-current={one === show ? 'page' : undefined}>
            {say.show[one]}
          </a>
        ))}
      </nav>
      {entries.length === 0 && <p>{say.none[show]}</p>}
      {entries.map(({ id, kind, destination, state, attempts, cause, dueAt }) => (
        <article class="card">
          <h2>{say.entry(id, wordFor(kinds, kind) ?? kind)}</h2>
          <p>
            {[
              destination,
              say.states[state] ?? state,
              say.attempts(attempts),
              say.due(timeOf(viewer, dueAt, words)),
            ].join(' · ')}
          </p>
          {cause && <p class="soft t">{cause}</p>}
          <EntryActs viewer={viewer} id={id} fields={{ show }} />
        </article>
      ))}
      <NextPage viewer={viewer} to={older} />
    </ConsolePage>
  )
}

type ActsProps = { viewer: Viewer; id: number; fields: Record<string, string> }

/** Retry and drop of one entry; `fields` say to which page they lead back. */
export const EntryActs = ({ viewer, id, fields }: ActsProps) => {
  const say = wordsOf({ viewer }).console.outbox
  const given = { ...fields, id: String(id) }
  return (
    <div class="acts">
      <PostButton viewer={viewer} here="outbox" label={say.retry} fields={{ ...given, do: 'retry' }} />
      <PostButton viewer={viewer} here="outbox" label={say.drop} fields={{ ...given, do: 'drop' }} danger />
    </div>
  )
}
