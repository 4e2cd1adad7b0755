import type { CaseState } from '../../../../db/schema/index.ts'
import type { RecoveryFigures } from '../../../figures/recovery.ts'
import type { StaffWords } from '../../../locales/staff.ts'
import { countOf, lastingOf, percentOf } from '../figures.ts'
import { shareNote, shareText, Tile, Way, type Ways } from './parts.tsx'
import { Remedies } from './remedies.tsx'

type Props = { figures: RecoveryFigures; words: StaffWords; ways: Ways }

/** What became of the cases: ends, promises, times and remedies. */
export const Recovery = ({ figures, words, ways }: Props) => {
  const say = words.report
  const number = (value: number) => countOf(value, words)
  const { opened, confirmed, rate, reopened, promises, otherEnds } = figures
  const ended = { by: 'ended' }
  const yes = Object.values(confirmed).reduce((sum, n) => sum + n, 0)
  const others = Object.entries(otherEnds).filter(([, n]) => n > 0)
  return (
    <>
      <dl class="tiles">
        <Tile
          label={say.opened}
          value={number(opened)}
          href={ways.cases({ by: 'opened', state: 'any counted' })}
          notes={[]}
        />
        <Tile
          label={say.confirmed}
          value={number(yes)}
          href={ways.cases({ ...ended, outcome: 'confirmed' })}
          notes={(['clicked', 'spoken', 'without receipt'] as const).map((how) => (
            <Way
              to={ways.cases({ ...ended, outcome: how })}
            >{`${number(confirmed[how])} ${say.how[how]}`}</Way>
          ))}
        />
        <Tile
          label={say.rate}
          value={shareText(rate, words)}
          href={ways.cases({ ...ended, outcome: 'confirmed' })}
          notes={[shareNote(rate, words) && `${shareNote(rate, words)} ${say.rateNote}`]}
        />
        <Tile
          label={say.promises}
          value={shareText(promises, words)}
          notes={[
            shareNote(promises, words),
            ...(['kept', 'missed'] as const).map(
              (outcome) =>
                promises.cases[outcome] > 0 && (
                  <Way to={ways.cases({ by: 'due', outcome })}>
                    {say.promiseCases[outcome](promises.cases[outcome])}
                  </Way>
                ),
            ),
          ]}
        />
        <Tile
          label={say.reopened}
          value={shareText(reopened, words)}
          href={ways.cases({ by: 'reopened' })}
          notes={[shareNote(reopened, words)]}
        />
        {others.length > 0 && (
          <Tile
            label={say.otherEnds}
            value={number(others.reduce((sum, [, n]) => sum + n, 0))}
            href={ways.cases({ ...ended, outcome: 'not confirmed' })}
            notes={others.map(([state, n]) => (
              <Way to={ways.cases({ ...ended, state })}>{`${number(n)} ${words.labels.state(state)}`}</Way>
            ))}
          />
        )}
      </dl>
      <Times figures={figures} words={words} ways={ways} />
      <Outcomes figures={figures} words={words} ways={ways} />
      <Remedies figures={figures} words={words} ways={ways} />
    </>
  )
}

/** The cases that a time is of, and those of them that got there. */
const BEHIND = {
  taken: [{ by: 'opened', state: 'any counted' }, { outcome: 'taken' }],
  apology: [{ by: 'opened', state: 'any counted' }, { outcome: 'apologised' }],
  confirmed: [{ by: 'opened', state: 'any counted' }, { outcome: 'confirmed' }],
  documented: [{ by: 'ended', outcome: 'to document' }, { outcome: 'documented' }],
} as const

const Times = ({ figures: { times }, words, ways }: Props) => {
  const say = words.report
  const steps = (['taken', 'apology', 'confirmed', 'documented'] as const).filter((step) => times[step].n > 0)
  if (steps.length === 0) return null
  const lasting = (minutes: number | null) => (minutes === null ? say.notYet : lastingOf(minutes, words))
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">{say.times.title}</th>
            <th scope="col">{say.median}</th>
            <th scope="col">{say.range}</th>
            <th scope="col">{say.cases}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => {
            const { n, ended, median, low, high } = times[step]
            const few = low === null && median === null
            const [all, there] = BEHIND[step]
            return (
              <tr>
                <th scope="row">{say.times[step]}</th>
                <td>{few ? say.chart.none : <Way to={ways.cases(all)}>{lasting(median)}</Way>}</td>
                <td>{few ? say.chart.none : say.interval(lasting(low), lasting(high))}</td>
                <td>
                  <Way to={ways.cases({ ...all, ...there })}>
                    {say.of(countOf(ended, words), countOf(n, words))}
                  </Way>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p class="soft">{say.timesNote}</p>
    </>
  )
}

const Outcomes = ({ figures: { outcomes }, words, ways }: Props) => {
  const say = words.report
  if (outcomes.length === 0) return null
  const states = [...new Set(outcomes.flatMap(({ by }) => Object.keys(by) as CaseState[]))]
  const percent = (share: number | undefined) => percentOf((share ?? 0) * 100, words)
  return (
    <table>
      <caption>{say.outcomes}</caption>
      <thead>
        <tr>
          <th scope="col">{say.outcome}</th>
          {outcomes.map(({ days }) => (
            <th scope="col">{say.after(days)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {states.map((state) => (
          <tr>
            <th scope="row">
              <Way
                to={ways.cases({
                  by: 'opened',
                  ...(state === 'confirmed' ? { outcome: 'confirmed' } : { state }),
                })}
              >
                {words.labels.state(state)}
              </Way>
            </th>
            {outcomes.map(({ by }) => (
              <td>{percent(by[state])}</td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">
            <Way to={ways.cases({ by: 'opened', state: 'any open' })}>{say.stillOpen}</Way>
          </th>
          {outcomes.map(({ open }) => (
            <td>{percent(open)}</td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}
