import { countOf, meanOf } from '../figures.ts'
import { type PartProps, shareNote, shareText, Tile, Way } from './parts.tsx'

export const Answers = ({ report, words, ways }: PartProps) => {
  const say = words.report
  const { figures, before } = report
  const { n, csat, mean, response, silent, others, named } = figures
  const number = (value: number) => countOf(value, words)
  if (n === 0 && response.sent === 0) return <p>{say.empty}</p>
  return (
    <>
      <dl class="tiles">
        {named ? (
          <Tile
            label={say.named}
            value={shareText(named, words)}
            href={ways.answers({ driver: report.slice.driver ?? '' })}
            notes={[shareNote(named, words)]}
          />
        ) : (
          <Tile
            label={say.satisfied}
            value={shareText(csat, words)}
            href={ways.answers({ kind: 'satisfied' })}
            notes={[
              shareNote(csat, words),
              before.n > 0 &&
                say.earlier(
                  [shareText(before.csat, words), shareNote(before.csat, words)].filter(Boolean).join(' · '),
                ),
            ]}
          />
        )}
        <Tile
          label={say.dissatisfied}
          value={number(figures.dissatisfied)}
          href={ways.answers({ kind: 'dissatisfied' })}
          notes={[
            <Way to={ways.answers({ kind: 'neutral' })}>{`${say.neutral}: ${number(figures.neutral)}`}</Way>,
          ]}
        />
        <Tile
          label={say.answered}
          value={number(n)}
          href={ways.answers({})}
          notes={[
            mean.mean !== null &&
              mean.low !== null &&
              `${say.mean}: ${meanOf(mean.mean, words)} (${say.interval(meanOf(mean.low, words), meanOf(mean.high!, words))})`,
          ]}
        />
        <Tile
          label={say.response}
          value={shareText(response, words)}
          href={ways.answers({ by: 'invited' })}
          notes={[shareNote(response, words) && `${shareNote(response, words)} ${say.responseNote}`]}
        />
        {silent && silent.silent > 0 && (
          <Tile
            label={say.silent}
            value={`${number(Math.floor(silent.low))}–${number(Math.ceil(silent.high))}`}
            notes={[
              say.silentOf(number(silent.silent)),
              <small>{say.silentWhy[silent.assumption.kind]}</small>,
            ]}
          />
        )}
      </dl>
      {(['personal', 'unprompted'] as const).map(
        (how) =>
          others[how].n > 0 && (
            <p class="soft">
              <Way to={ways.answers({ asked: how })}>{say.others[how](number(others[how].n))}</Way>
            </p>
          ),
      )}
    </>
  )
}

export const Scores = ({ report, words, ways }: PartProps) => {
  const say = words.report
  const { n, scores } = report.figures
  return (
    <table class="slim">
      <caption>{say.scores}</caption>
      <tbody>
        {[5, 4, 3, 2, 1].map((score) => {
          const count = scores[score] ?? 0
          return (
            <tr>
              <th scope="row">{words.lists.score(score)}</th>
              <td class="bar" aria-hidden="true">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <path
                    class={score > 3 ? 'b2' : score < 3 ? 'b0' : 'b1'}
                    d={`M0 0H${n ? Math.round((1000 * count) / n) / 10 : 0}V10H0z`}
                  />
                </svg>
              </td>
              <td>
                <Way to={ways.answers({ score: String(score) })}>{countOf(count, words)}</Way>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
