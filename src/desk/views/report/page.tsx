import type { Child } from 'hono/jsx'
import type { Period } from '../../../figures/counts.ts'
import type { Slice } from '../../../figures/slice.ts'
import { addressOf, type Chosen, type FilterField } from '../../filterFields.ts'
import { chartsOf } from '../../report/buckets.ts'
import type { Report } from '../../report/read.ts'
import { Chart } from '../chart.tsx'
import { countOf, dayOf, shownOf } from '../figures.ts'
import { Filters } from '../filters.tsx'
import { type Flash, Page, type Viewer, wordsOf } from '../layout.tsx'
import { Answers, Scores } from './answers.tsx'
import { Compared } from './compared.tsx'
import { Findings, Found } from './found.tsx'
import { Improvements } from './improvements.tsx'
import { NO_WAYS, waysOf } from './parts.tsx'
import { Recovery } from './recovery.tsx'
import { Departments, Drivers } from './tables.tsx'

type ReportProps = {
  viewer: Viewer
  fields: FilterField[]
  chosen: Chosen
  most: number
  /** None where the address can't be used. */
  slice?: Slice
  /** Whose figures: a department's name, all or several. */
  of: string
  flash?: Flash
  children?: Child
}

/** What managers read on Monday morning: the numbers first, what stands out, then what is behind them. */
export const ReportPage = ({ viewer, fields, chosen, most, slice, of, flash, children }: ReportProps) => {
  const words = wordsOf({ viewer })
  const say = words.report
  const dates = slice && { from: slice.from, to: slice.to }
  return (
    <Page title={say.title} viewer={viewer} flash={flash} here="report" wide>
      <h1>{slice ? `${say.title}: ${of}` : say.title}</h1>
      {slice && (
        <p class="soft">
          {say.period(dayOf(slice.from, words), dayOf(slice.to, words))}
          {' · '}
          <a href={addressOf('/desk/report.csv', { ...chosen.values, ...dates })} class="noprint">
            {say.csv}
          </a>
        </p>
      )}
      <Filters
        path="/desk/report"
        viewer={viewer}
        fields={fields}
        chosen={chosen}
        most={most}
        dates={dates}
      />
      {children}
    </Page>
  )
}

/** `elsewhere`: the reader sees cases of other departments too. */
type BodyProps = { report: Report; viewer: Viewer; chosen: Chosen; now: Date; elsewhere: boolean }

/** The numbers, once they are read. */
export const ReportBody = ({ report, viewer, chosen, now, elsewhere }: BodyProps) => {
  const words = wordsOf({ viewer })
  const { from, to } = report.slice
  const waysIn = (period: Period) => (report.wordless ? NO_WAYS : waysOf(chosen, period, elsewhere))
  const ways = waysIn(report.slice)
  const here = addressOf('/desk/report', { ...chosen.values, from, to })
  const props = { report, words, ways, waysBefore: waysIn(report.comparison), now, viewer, here }
  const say = words.report
  const { figures, days } = report
  const { trend, volume } = chartsOf(days, words)
  const count = (n: number) => countOf(n, words)
  return (
    <>
      <section class="part">
        <h2>{say.sections.answers}</h2>
        <Answers {...props} />
        {figures.n > 0 && (
          <div class="pair">
            {!report.slice.driver && <Chart title={say.trend} series={trend} unit="percent" words={words} />}
            <Chart title={say.volume} series={volume} bars words={words} />
          </div>
        )}
        {figures.n > 0 && <Scores {...props} />}
        <p class="soft">{say.intervalNote}</p>
      </section>
      <Fold title={say.sections.found} count={count(report.found.length)} open={report.found.length > 0}>
        <Found {...props} />
      </Fold>
      <Fold title={say.sections.compared}>
        <Compared {...props} />
      </Fold>
      {figures.drivers.length > 0 && (
        <Fold title={say.sections.drivers} count={count(figures.drivers.length)}>
          <Drivers {...props} />
        </Fold>
      )}
      {report.departments.length > 1 && (
        <Fold title={say.sections.departments} count={count(report.departments.length)}>
          <Departments {...props} />
        </Fold>
      )}
      <Fold title={say.sections.recovery} count={words.lists.found.cases(figures.recovery.opened)}>
        <Recovery figures={figures.recovery} words={words} ways={ways} />
      </Fold>
      {report.wordless ? (
        <p class="soft">{say.wordless}</p>
      ) : (
        <>
          <Fold title={say.sections.improvements} count={count(report.improvements.length)}>
            <Improvements {...props} />
          </Fold>
          <Fold
            title={say.sections.findings}
            count={shownOf(report.findings.length, report.findingsInAll, words)}
          >
            <Findings {...props} />
          </Fold>
        </>
      )}
    </>
  )
}

/** What is beyond the first numbers unfolds; on paper all of it stands open. */
type FoldProps = { title: string; count?: string; open?: boolean; children?: Child }
const Fold = ({ title, count, open, children }: FoldProps) => (
  <details class="part" open={open}>
    <summary>
      <h2>{title}</h2>
      {count && <span class="soft">{count}</span>}
    </summary>
    {children}
  </details>
)
