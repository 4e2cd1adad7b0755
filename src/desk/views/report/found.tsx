import { cut } from '../../../../integrations/cut.ts'
import { maskNumbers } from '../../../care/mask.ts'
import { driverLabel } from '../../../cases/labels.ts'
import { sayAlike, sayDiscovery } from '../../../discoveries/say.ts'
import { ofDiscovery } from '../../../improvements/reason.ts'
import { addressOf } from '../../filterFields.ts'
import type { Report } from '../../report/read.ts'
import { whenOf } from '../figures.ts'
import { Improve } from './improve.tsx'
import { type PartProps, Way } from './parts.tsx'

/** So many stand open; the others unfold. */
const FIRST = 5

export const Found = (props: PartProps) => {
  const { report, words } = props
  const rest = report.found.slice(FIRST)
  if (report.found.length === 0) return <p>{words.report.none.found}</p>
  return (
    <>
      {report.found.length > 1 && <p class="soft">{words.report.foundOrder}</p>}
      <Lines {...props} found={report.found.slice(0, FIRST)} />
      {rest.length > 0 && (
        <details class="more">
          <summary>{words.more(rest.length)}</summary>
          <Lines {...props} found={rest} />
        </details>
      )}
    </>
  )
}

const Lines = ({ found, ...props }: PartProps & { found: Report['found'] }) => (
  <ul class="lines">
    {found.map(({ one, alike }) => (
      <li>
        <Sentence found={one} {...props} />
        {alike.length > 0 && (
          <details class="more">
            <summary>{sayAlike({ one, alike }, props.words)}</summary>
            <ul class="lines">
              {alike.map((each) => (
                <li>
                  <Sentence found={each} {...props} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </li>
    ))}
  </ul>
)

const Sentence = ({ found, ...props }: PartProps & { found: Report['found'][number]['one'] }) => {
  const { words, now } = props
  const sentence = sayDiscovery(found, words, { timeZone: found.timeZone, now })
  const said = props.report.departments.length > 0 ? `${found.department}: ${sentence}` : sentence
  const way = addressOf('/desk/answers', { department: found.departmentKey, discovery: found.id })
  return (
    <>
      {said}{' '}
      {!props.report.wordless && (
        <>
          <a href={way}>{words.report.seeAnswers}</a>
          <Improve {...props} subject={ofDiscovery(found.id)} about={said} />
        </>
      )}
    </>
  )
}

export const Findings = ({ report, words, ways, now }: PartProps) => {
  const say = words.report
  if (report.findings.length === 0) return <p>{say.none.findings}</p>
  return (
    <>
      <ol class="answers">
        {report.findings.map((one) => (
          <li>
            <article class="card">
              <h3>
                <a href={`/desk/c/${one.caseId}`}>{words.lists.case(one.number, null)}</a>
                <span class="soft">{` · ${one.department} · ${whenOf(one.at, 'UTC', now, words)}`}</span>
              </h3>
              <dl>
                {(
                  [
                    [say.finding.cause, `${driverLabel(one.cause, words)}: ${one.causeWords}`],
                    [say.finding.factors, one.factors],
                    [say.finding.solution, one.solution],
                    [one.unpreventable ? say.finding.unpreventable : say.finding.prevention, one.prevention],
                  ] as const
                ).map(
                  ([label, value]) =>
                    value && (
                      <>
                        <dt>{label}</dt>
                        <dd class="t" dir="auto">
                          {cut(maskNumbers(value), 2000)}
                        </dd>
                      </>
                    ),
                )}
              </dl>
            </article>
          </li>
        ))}
      </ol>
      {/* Counted whatever the customer named, and whichever survey it was */}
      {report.findings.length < report.findingsInAll && (
        <p>
          <Way to={ways.cases({ by: 'documented', driver: undefined, survey: undefined })}>
            {say.allFindings}
          </Way>
        </p>
      )}
    </>
  )
}
