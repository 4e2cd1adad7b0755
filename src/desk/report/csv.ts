import { maskNumbers } from '../../care/mask.ts'
import { driverLabel, remedyLabel } from '../../cases/labels.ts'
import { type Cell, csvOf } from '../../csv.ts'
import { sayDiscovery } from '../../discoveries/say.ts'
import { figureRows, shareRow } from '../../figures/table.ts'
import type { StaffWords } from '../../locales/staff.ts'
import { inAllOf } from '../views/figures.ts'
import { comparedLabel } from '../views/report/compared.tsx'
import type { Report } from './read.ts'

/**
 * What the report shows, a figure a line: the rows of the API under the names of the page, and each says its unit. Below 10
 * the value and its range are empty, as on the page. What stands out and findings follow, with columns of their own.
 */
export const reportCsv = (report: Report, words: StaffWords): string => {
  const say = words.report
  const { figures, comparison, days, slice } = report
  const { departments, found, findings } = say.sections
  const labels = labelsOf(words)
  const [, ...rows] = figureRows({ ...figures, comparison }, days)
  const shown = rows.flatMap(([figure, of, ...numbers]): Cell[][] => {
    const name = figure === 'csat' && figures.named ? undefined : labels[String(figure)]?.(String(of))
    return name ? [[...name, ...numbers]] : []
  })
  const table: Cell[][] = [
    ...shown,
    ...report.departments.map(({ name, figures: of }) => [departments, ...shareRow(name, of.csat)]),
  ].map((row) =>
    row.with(-1, (say.table.units as Record<string, string>)[String(row.at(-1))] ?? row.at(-1) ?? null),
  )
  const written: Cell[][] = [
    ...report.found
      .flatMap(({ one, alike }) => [one, ...alike])
      .map((one) => [found, `${one.department}: ${sayDiscovery(one, words, { timeZone: one.timeZone })}`]),
    ...(report.findings.length < report.findingsInAll
      ? [[findings, `${report.findings.length} / ${inAllOf(report.findingsInAll, words)}`]]
      : []),
    ...report.findings.map((one) => [
      findings,
      String(one.number),
      ...Array<Cell>(6).fill(null),
      ...[
        `${driverLabel(one.cause, words)}: ${one.causeWords}`,
        one.factors,
        one.solution,
        one.prevention,
      ].map(maskNumbers),
    ]),
  ]
  const { cause, factors, solution, prevention } = say.finding
  const head = [
    ...say.table.head,
    ...(report.findings.length > 0 ? [cause, factors, solution, prevention] : []),
  ]
  // A mark by which spreadsheets read it as UTF-8
  return `\uFEFF${csvOf([[say.period(slice.from, slice.to)], head, ...table, ...written])}`
}

type Named = [section: string, name: string]

/** Section and name of each of the API's figures, by what it is of. */
const labelsOf = (words: StaffWords): Record<string, (of: string) => Named> => {
  const { report: say, lists, labels } = words
  const { answers, drivers, compared, recovery } = say.sections
  const { how, times, compared: change, outcomes, remedies, stillOpen } = say
  const at = (section: string, label: (of: string) => string) => (of: string) => [section, label(of)] as Named
  const pick = (all: Record<string, unknown>) => (of: string) => String(all[of] ?? of)
  const effect = (part: string) => at(change.effects, (of) => `${driverLabel(of, words)}, ${part}`)
  const remedy = (ground: string) => at(remedies, (kind) => `${remedyLabel({ kind }, words)}, ${ground}`)
  const after = (days: number) =>
    at(outcomes, (of) => `${say.after(days)}, ${of === 'open' ? stillOpen : labels.state(of)}`)
  return {
    answers: at(answers, pick(say)),
    score: at(say.scores, (score) => lists.score(Number(score))),
    csat: at(answers, () => say.share),
    'mean score': at(answers, () => say.mean),
    response: at(answers, () => say.response),
    'silent dissatisfied': at(answers, () => say.silent),
    named: at(answers, () => say.named),
    driver: at(drivers, (driver) => driverLabel(driver, words)),
    'cases opened': at(recovery, () => say.opened),
    confirmed: at(recovery, (of) => `${say.confirmed}, ${pick(how)(of)}`),
    ended: at(recovery, labels.state),
    recovered: at(recovery, () => say.rate),
    reopened: at(recovery, () => say.reopened),
    'promises kept': at(recovery, () => say.promises),
    time: at(times.title, pick(times)),
    ...Object.fromEntries([7, 14, 30].map((days) => [`after ${days} days`, after(days)])),
    'remedy by right': remedy(say.right),
    goodwill: remedy(say.goodwill),
    change: at(compared, (of) => `${comparedLabel(of as 'csat', words)}, ${change.difference}`),
    'impact change': effect(change.difference),
    'impact volume': effect(change.volume),
    'impact level': effect(change.level),
    day: at(say.volume, (day) => day),
  }
}
