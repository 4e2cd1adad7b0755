import type { NotedChange } from '../../../../../db/schema/index.ts'
import { timeOf } from '../../../../cases/labels.ts'
import { wordFor } from '../../../../locales/index.ts'
import type { History } from '../../../../setup/history.ts'
import { type Viewer, wordsOf } from '../../layout.tsx'
import { CONSOLE } from '../page.tsx'
import { fieldInWords, lineInWords } from './historyLines.ts'

type Props = { viewer: Viewer; history: History }

/** How the set-up came to be: who changed what when. Values that are personal stand in no history. */
export const HistoryEntries = ({ viewer, history: { entries, names } }: Props) => {
  const words = wordsOf({ viewer })
  const say = words.setUp.history
  const nameOf = (id: string) => names.get(id) ?? id
  const lines = ({ field, lines, from, to }: NotedChange['fields'][number]) => {
    if (lines) return lines.map((line) => lineInWords(line, words))
    const title = fieldInWords(field, words)
    if (!from || !to) return [title]
    return [`${title}: ${from.map(nameOf).join(', ')} → ${to.map(nameOf).join(', ')}`]
  }
  return (
    <>
      <p>
        <a href={`${CONSOLE.audit}?kind=setup.applied`}>{say.marks}</a>
      </p>
      {entries.length === 0 && <p>{say.none}</p>}
      {entries.map(({ at, by, changes }) => (
        <article class="card">
          <h2>{timeOf(viewer, at, words)}</h2>
          <p class="soft">{by ? nameOf(by) : words.console.audit.doers.operator}</p>
          {changes.map(({ section, id, change, fields }) => (
            <>
              <p>
                <b>{`${wordFor<string>(words.setUpHistory.sections, section) ?? section}${id ? ` ${nameOf(id)}` : ''}: ${say.changes[change]}`}</b>
              </p>
              {fields.flatMap(lines).map((line) => (
                <p class="soft t">{line}</p>
              ))}
            </>
          ))}
        </article>
      ))}
    </>
  )
}
