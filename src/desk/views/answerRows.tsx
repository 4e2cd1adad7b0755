import { cut } from '../../../integrations/cut.ts'
import { maskNumbers } from '../../care/mask.ts'
import { driverLabel } from '../../cases/labels.ts'
import type { ListedAnswer } from '../../lists/answers.ts'
import { whenOf } from './figures.ts'
import { wordsOf } from './layout.tsx'
import type { RowsProps } from './lists.tsx'

const LONG = 600

const TONES = { satisfied: 'good', neutral: 'waiting', dissatisfied: 'bad' } as const

export const AnswerRows = ({ rows, viewer, now }: RowsProps<ListedAnswer>) => {
  const words = wordsOf({ viewer })
  const say = words.lists
  return (
    <ol class="answers">
      {rows.map((row) => {
        const { answers } = row
        const facts = [
          whenOf(row.answeredAt, row.timeZone, now, words),
          row.department,
          words.labels.channel(row.channel),
          row.reference,
        ]
        const drivers = (answers.drivers ?? []).map((driver) => driverLabel(driver, words))
        return (
          <li>
            <article class={`card ${TONES[row.kind]}`}>
              <h2 dir="auto">{`${say.score(row.score)} · ${row.customer ?? say.nobody}`}</h2>
              {drivers.length > 0 && <p>{drivers.join(', ')}</p>}
              {row.abusive && answers.words ? (
                <p class="soft">{say.abusive}</p>
              ) : (
                <>
                  <Said text={answers.words} rest={say.rest} />
                  <Said text={answers.wish} label={words.labels.wish} rest={say.rest} />
                  <Said text={answers.good} rest={say.rest} />
                </>
              )}
              {row.check && (
                <p>
                  <strong>{words.discoveries.check}</strong>
                </p>
              )}
              {answers.kudos && <p dir="auto">{say.kudos(cut(maskNumbers(answers.kudos), 200))}</p>}
              <p class="soft">
                {facts.filter(Boolean).join(' · ')}
                {row.case && (
                  <>
                    {' · '}
                    <a href={`/desk/c/${row.case.id}`}>{say.case(row.case.number, null)}</a>
                  </>
                )}
              </p>
            </article>
          </li>
        )
      })}
    </ol>
  )
}

/** A customer's own words, with numbers masked as in chat; a long text unfolds. */
const Said = ({ text: said, label, rest }: { text?: string; label?: string; rest: string }) => {
  if (!said) return null
  const text = maskNumbers(said)
  const short = text.length <= LONG
  return (
    <figure>
      {label && <figcaption>{label}</figcaption>}
      <blockquote class="t" dir="auto">
        {short ? text : cut(text, LONG)}
      </blockquote>
      {!short && (
        <details class="more">
          <summary>{rest}</summary>
          <blockquote class="t" dir="auto">
            {text}
          </blockquote>
        </details>
      )}
    </figure>
  )
}
