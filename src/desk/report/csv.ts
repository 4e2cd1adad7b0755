import { maskNumbers } from '../../care/mask.ts'
import { driverLabel, remedyLabel } from '../../cases/labels.ts'
import { type Cell, csvOf } from '../../csv.ts'
import { sayDiscovery } from '../../discoveries/say.ts'
import { COMPARED } from '../../figures/compare.ts'
import type { Share } from '../../figures/share.ts'
import type { StaffWords } from '../../locales/staff.ts'
import { inAllOf } from '../views/figures.ts'
import { comparedLabel } from '../views/report/compared.tsx'
import type { Report } from './read.ts'

/**
 * What the report shows, a figure a line: section, name, count, of how many, the figure, and its range. Shares are
 * parts of 1, times business minutes. Below 10 the figure and its range are empty, as on the page.
 */
export const reportCsv = (report: Report, words: StaffWords): string => {
  const say = words.report
  const { figures, slice } = report
  const { recovery, csat, response, mean, named, silent } = figures
  const { answers, drivers, departments, compared, recovery: fixing, found, findings } = say.sections
  const share = (section: string, name: string, of: Share): Cell[] => [
    section,
    name,
    of.count,
    of.n,
    of.share,
    of.low,
    of.high,
  ]
  const count = (section: string, name: string, n: number): Cell[] => [section, name, n]
  const rows: Cell[][] = [
    [say.period(slice.from, slice.to)],
    ['', '', say.count, say.cases, say.share, say.low, say.high].map((cell, at) =>
      at === 2 ? 'n' : at === 3 ? 'of' : cell,
    ),
    ...(named ? [share(answers, say.named, named)] : [share(answers, say.satisfied, csat)]),
    count(answers, say.neutral, figures.neutral),
    count(answers, say.dissatisfied, figures.dissatisfied),
    [answers, say.mean, mean.n, null, mean.mean, mean.low, mean.high],
    share(answers, say.response, response),
    ...(silent ? [[answers, say.silent, null, silent.silent, null, silent.low, silent.high]] : []),
    ...[1, 2, 3, 4, 5].map((score) =>
      count(say.scores, words.lists.score(score), figures.scores[score] ?? 0),
    ),
    ...figures.drivers.map(({ driver, dissatisfied, impact }) => [
      drivers,
      driverLabel(driver, words),
      dissatisfied,
      null,
      impact?.impact ?? null,
      impact?.low ?? null,
      impact?.high ?? null,
    ]),
    ...COMPARED.flatMap((name): Cell[][] => {
      const change = report.comparison.shares[name]
      const label = `${comparedLabel(name, words)}, ${say.compared.difference}`
      return change
        ? [
            [
              compared,
              label,
              change.before.count,
              change.before.n,
              change.difference,
              change.low,
              change.high,
            ],
          ]
        : []
    }),
    ...report.comparison.drivers.flatMap(({ driver, ...parts }) =>
      (['change', 'volume', 'level'] as const).map((part): Cell[] => [
        say.compared.effects,
        `${driverLabel(driver, words)}, ${part === 'change' ? say.compared.difference : say.compared[part]}`,
        null,
        null,
        parts[part],
      ]),
    ),
    ...report.departments.map(({ name, figures: of }) => share(departments, name, of.csat)),
    count(fixing, say.opened, recovery.opened),
    ...(['clicked', 'spoken', 'without receipt'] as const).map((how) =>
      count(fixing, `${say.confirmed}, ${say.how[how]}`, recovery.confirmed[how]),
    ),
    ...Object.entries(recovery.otherEnds).map(([state, n]) => count(fixing, words.labels.state(state), n)),
    share(fixing, say.rate, recovery.rate),
    share(fixing, say.promises, recovery.promises),
    share(fixing, say.reopened, recovery.reopened),
    ...(['taken', 'apology', 'confirmed', 'documented'] as const).map((step) => {
      const { ended, n, median, low, high } = recovery.times[step]
      return [say.times.title, say.times[step], ended, n, median, low, high]
    }),
    ...recovery.remedies.map(({ kind, right, currency, promised, done, amount }) => [
      say.remedies,
      `${remedyLabel({ kind }, words)}, ${right ? say.right : say.goodwill}`,
      done,
      promised,
      amount === null ? null : Number(amount),
      currency,
    ]),
    ...report.days.map(({ day, n, satisfied }) => [say.volume, day, satisfied, n]),
    ...report.found
      .flatMap(({ one, alike }) => [one, ...alike])
      .map((one) => [found, sayDiscovery(one, words, { timeZone: one.timeZone })]),
    ...(report.findings.length < report.findingsInAll
      ? [[findings, '', report.findings.length, inAllOf(report.findingsInAll, words)]]
      : []),
    ...report.findings.map((one) => [
      findings,
      String(one.number),
      driverLabel(one.cause, words),
      ...[one.causeWords, one.factors, one.solution, one.prevention].map(maskNumbers),
    ]),
  ]
  // A mark by which spreadsheets read it as UTF-8
  return `\uFEFF${csvOf(rows)}`
}
