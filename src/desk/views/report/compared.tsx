import { driverLabel } from '../../../cases/labels.ts'
import { COMPARED } from '../../../figures/compare.ts'
import type { StaffWords } from '../../../locales/staff.ts'
import { dayOf, percentOf, pointsOf } from '../figures.ts'
import { type PartProps, Way, type Ways } from './parts.tsx'

/** What a compared share is of, by the words of its own figure. */
export const comparedLabel = (name: (typeof COMPARED)[number], { report: say }: StaffWords): string =>
  name === 'csat' ? say.satisfied : say[name]

/** What a share of the period before counted. */
const behind = (name: (typeof COMPARED)[number], { answers, cases }: Ways, driver = '') =>
  ({
    csat: answers({ kind: 'satisfied' }),
    named: answers({ driver }),
    response: answers({ by: 'invited' }),
    rate: cases({ by: 'ended', outcome: 'confirmed' }),
    promises: cases({ by: 'due', outcome: 'kept' }),
    reopened: cases({ by: 'reopened' }),
  })[name]

/** The shares and reasons of the period beside as many days before it. */
export const Compared = ({ report: { comparison, slice }, words, waysBefore }: PartProps) => {
  const say = words.report
  const of = say.compared
  const percent = (share: number) => percentOf(share * 100, words)
  const points = (share: number) => pointsOf(share, words)
  const { shares, drivers } = comparison
  const rows = COMPARED.flatMap((name) => (shares[name] ? [{ name, ...shares[name] }] : []))
  return (
    <>
      <p class="soft">{of.days(dayOf(comparison.from, words), dayOf(comparison.to, words))}</p>
      {rows.length === 0 && <p>{of.few}</p>}
      {rows.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{say.shareOf}</th>
              <th scope="col">{of.before}</th>
              <th scope="col">{of.difference}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, before, difference, low, high }) => (
              <tr>
                <th scope="row">{comparedLabel(name, words)}</th>
                <td>
                  <Way to={behind(name, waysBefore, slice.driver)}>{percent(before.share!)}</Way>
                </td>
                <td>{`${points(difference)} (${say.interval(points(low), points(high))})`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > 0 && <p class="soft">{of.note}</p>}
      {drivers.length > 0 && (
        <>
          <table>
            <caption>{of.effects}</caption>
            <thead>
              <tr>
                <th scope="col">{say.driver}</th>
                <th scope="col">{of.difference}</th>
                <th scope="col">{of.volume}</th>
                <th scope="col">{of.level}</th>
              </tr>
            </thead>
            <tbody>
              {drivers.map(({ driver, change, volume, level }) => (
                <tr>
                  <th scope="row">{driverLabel(driver, words)}</th>
                  <td>{points(change)}</td>
                  <td>{points(volume)}</td>
                  <td>{points(level)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="soft">{of.split}</p>
        </>
      )}
    </>
  )
}
