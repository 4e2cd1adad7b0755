import { moreCommonP } from '../../src/insight/exact.ts'
import { type Answer, beginSearch, drawMore, patternsIn } from '../../src/insight/patterns.ts'
import { type Random, randomFrom } from '../../src/insight/random.ts'

/** How wide a search is: names of slices a row may be in, and of drivers a case may name. */
export type Width = { slices: string[][]; drivers: string[] }
export const NARROW: Width = { slices: [], drivers: [] }
export const WIDE: Width = {
  slices: [
    ['telephone', 'chat', 'mail'],
    ['delivery', 'invoice', 'return', 'account'],
    ['brand a', 'brand b'],
  ],
  drivers: ['waiting-time', 'not-solved', 'wrong-answer', 'delivery-late', 'rude', 'other'],
}

/** A Monday. */
const START = 20458
const pick = (random: Random, list: string[]) => list[Math.floor(random() * list.length)]!

/** Days of answers between 8 and 20 o'clock, more of them around noon and fewer at weekends, at one share of dissatisfied. */
const quietDays = (random: Random, days: number, perDay: number, share: number, width: Width): Answer[] =>
  Array.from({ length: days }, (_, at) => {
    const weekend = at % 7 > 4 ? 0.4 : 1
    const n = Math.round(perDay * weekend * (0.7 + 0.6 * random()))
    const hours = Array.from({ length: n }, () => 8 + Math.floor(6 * (random() + random()))).sort(
      (a, b) => a - b,
    )
    return hours.map((hour) => answer(random, START + at, hour, random() < share, width))
  }).flat()

const answer = (random: Random, day: number, hour: number, dissatisfied: boolean, width: Width): Answer => ({
  day,
  hour,
  slices: ['department', ...width.slices.map((names) => pick(random, names))],
  outcomes: dissatisfied
    ? ['dissatisfied', ...(width.drivers.length ? [pick(random, width.drivers)] : [])]
    : [],
})

const searched = (rows: Answer[], seed: number) => {
  const search = drawMore(rows, beginSearch(rows, seed), 999)
  return { search, patterns: patternsIn(search) }
}

/** Of one run: `src/insight/patterns.ts`. */
const LEVEL = 0.01
/** A month has up to five Mondays. */
const RUNS = 5

/** Months without a pattern, each searched once a week over the 28 days before: how many hold any finding. */
export function quietMonths(months: number, seed: number, width: Width) {
  const random = randomFrom(seed)
  let any = 0
  const least: number[] = []
  for (let month = 0; month < months; month++) {
    const share = 0.05 + random() * 0.3
    const rows = quietDays(random, 28 + 7 * (RUNS - 1), 4 + random() * 30, share, width)
    let [held, p] = [0, 1]
    for (let run = 0; run < RUNS; run++) {
      const last = START + 27 + 7 * run
      const { search, patterns } = searched(
        rows.filter(({ day }) => day <= last && day > last - 28),
        seed + month * RUNS + run,
      )
      held += patterns.length
      const best = search.found[0]?.worth ?? 0
      p = Math.min(
        p,
        (1 + search.maxima.filter((maximum) => maximum >= best - 1e-9).length) / (1 + search.maxima.length),
      )
    }
    any += held > 0 ? 1 : 0
    least.push(p)
  }
  least.sort((a, b) => a - b)
  return { months, any, p5: least[Math.floor(months * 0.05)] }
}

/**
 * Months with 12 cases on weekdays between 16 and 18 among as many answers as make that three times the share elsewhere:
 * how many are found. `windows`: if the search had only so many windows to look at, all different, and paid for each the
 * same (Bonferroni), it could find nine of ten, whatever its statistic: Fisher's exact test of the planted window says so.
 */
export function plantedMonths(months: number, seed: number, share: number, width: Width, cases = 12) {
  const random = randomFrom(seed)
  const inWindow = Math.round(cases / (3 * share))
  let found = 0
  const known: number[] = []
  for (let month = 0; month < months; month++) {
    const rows = quietDays(random, 28, (inWindow / 20) * 8, share, width).filter(
      ({ day, hour }) => (day - START) % 7 > 4 || hour < 16 || hour > 17,
    )
    for (let at = 0; at < inWindow; at++) {
      const day = START + 7 * Math.floor(random() * 4) + Math.floor(random() * 5)
      rows.push(answer(random, day, 16 + Math.floor(random() * 2), at < cases, width))
    }
    const all = rows.filter(({ outcomes }) => outcomes.length > 0).length
    known.push(
      moreCommonP({ successes: cases, n: inWindow }, { successes: all - cases, n: rows.length - inWindow }),
    )
    rows.sort((a, b) => a.day - b.day || a.hour - b.hour)
    const { patterns } = searched(rows, seed + month)
    if (patterns.some(({ week }) => week.from <= 17 && week.from + week.hours > 16)) found++
  }
  known.sort((a, b) => a - b)
  const windows = Math.floor(LEVEL / known[Math.ceil(0.9 * months) - 1]!)
  return { months, share, cases, found, part: found / months, windows }
}
