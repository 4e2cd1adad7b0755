import { driverLabel } from '../../../cases/labels.ts'
import { ofDriver } from '../../../improvements/reason.ts'
import { addressOf } from '../../filterFields.ts'
import { countOf, pointsOf } from '../figures.ts'
import { Improve } from './improve.tsx'
import { type PartProps, shareNote, shareText, Way } from './parts.tsx'

export const Drivers = (props: PartProps) => {
  const { report, words, ways, viewer } = props
  const improves = !viewer.visits && !report.wordless
  const say = words.report
  const [department, ...others] = report.slice.departments
  const one = others.length === 0 ? department : undefined
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">{say.driver}</th>
            <th scope="col">{say.dissatisfied}</th>
            <th scope="col">{say.impact}</th>
            {improves && <td class="noprint" />}
          </tr>
        </thead>
        <tbody>
          {report.figures.drivers.map(({ driver, dissatisfied, impact }) => (
            <tr>
              <th scope="row">{driverLabel(driver, words)}</th>
              <td>
                <Way to={ways.answers({ driver, kind: 'dissatisfied' })}>{countOf(dissatisfied, words)}</Way>
              </td>
              <td>
                {impact
                  ? `${pointsOf(impact.impact, words)} (${say.interval(pointsOf(impact.low, words), pointsOf(impact.high, words))})`
                  : say.chart.none}
              </td>
              {improves && (
                <td class="noprint">
                  <Improve {...props} subject={ofDriver(one, driver)} about={driverLabel(driver, words)} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="soft">{say.impactNote}</p>
    </>
  )
}

export const Departments = ({ report, words, ways }: PartProps) => {
  const say = words.report
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say.department}</th>
          <th scope="col">{say.answered}</th>
          <th scope="col">{say.satisfied}</th>
        </tr>
      </thead>
      <tbody>
        {report.departments.map(({ key, name, figures: { n, csat } }) => (
          <tr>
            <th scope="row">
              <a
                href={addressOf('/desk/report', {
                  department: key,
                  from: report.slice.from,
                  to: report.slice.to,
                })}
              >
                {name}
              </a>
            </th>
            <td>
              <Way to={ways.answers({ department: key })}>{countOf(n, words)}</Way>
            </td>
            <td>
              {n > 0 ? (
                <Way to={ways.answers({ department: key, kind: 'satisfied' })}>
                  {[shareText(csat, words), shareNote(csat, words)].filter(Boolean).join(' · ')}
                </Way>
              ) : (
                say.chart.none
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
