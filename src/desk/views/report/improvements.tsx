import { cut } from '../../../../integrations/cut.ts'
import { BEFORE_DAYS } from '../../../improvements/count.ts'
import { anchorOf, type Improvement, standingOf } from '../../../improvements/improvement.ts'
import { countOf, dateOf, verdictOf } from '../../../improvements/shown.ts'
import { localDate, nextDay } from '../../../zone.ts'
import { addressOf } from '../../filterFields.ts'
import { type PartProps, Way } from './parts.tsx'

/** Each improvement with where it stands, and what was counted before and after it with the way to those answers. */
export const Improvements = ({ report, words, now, viewer }: PartProps) => {
  const say = words.report
  const { title, standing: standings, facts: labels } = words.improvements
  if (report.improvements.length === 0) return <p>{say.none.improvements}</p>
  return (
    <ul class="lines">
      {report.improvements.slice(0, 20).map((one) => {
        const { look, inPlaceOn } = one
        const standing = standingOf(one, localDate(one.timeZone, now))
        const facts = [
          standings[standing],
          ...(inPlaceOn ? [verdictOf(look, words)] : [say.due(dateOf(one.dueOn, words))]),
          say.owner(one.owner),
          one.department,
        ]
        const ways = viewer.visits ? { before: undefined, after: undefined } : answersOf(one)
        return (
          <li id={anchorOf(one)}>
            <b dir="auto">{cut(title(one.number, one.what), 300)}</b>
            <br />
            {`${labels.before}: `}
            <Way to={ways.before}>{countOf(look.before, words)}</Way>
            {inPlaceOn && (
              <>
                {` · ${labels.after}: `}
                <Way to={ways.after}>{countOf(look.after, words)}</Way>
              </>
            )}
            <br />
            <span class="soft">{facts.join(' · ')}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** Where the answers are that were counted: the dissatisfied ones of `improvements/count`. */
const answersOf = ({ departmentKey, measure, inPlaceOn, lookedOn }: Improvement) => {
  const start = inPlaceOn ?? nextDay(lookedOn)
  const of = (from: string, to: string) =>
    addressOf('/desk/answers', {
      department: departmentKey,
      ...measure,
      asked: 'routine',
      kind: 'dissatisfied',
      from,
      to,
    })
  return { before: of(nextDay(start, -BEFORE_DAYS), nextDay(start, -1)), after: of(start, lookedOn) }
}
