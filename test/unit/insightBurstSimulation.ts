import { bursts } from '../../src/insight/bursts.ts'
import { type Random, randomFrom } from '../../src/insight/random.ts'
import { drivers } from '../../surveys/drivers.ts'

const HOUR = 3_600_000
const START = Date.parse('2026-01-05T00:00:00Z')

/** Answers of `days` days between 8 and 20 o'clock, `perDay` of them on average; the share may depend on the time. */
const answersOf = (
  random: Random,
  days: number,
  perDay: number,
  share: (at: number) => number,
  from = START,
) => {
  const found: { at: Date; hit: boolean }[] = []
  for (let day = 0; day < days; day++) {
    const [opens, closes] = [8, 20].map((hour) => from + day * 24 * HOUR + hour * HOUR) as [number, number]
    for (let at = opens; ; ) {
      at += (-Math.log(1 - random()) * 12 * HOUR) / perDay
      if (at >= closes) break
      found.push({ at: new Date(at), hit: random() < share(at) })
    }
  }
  return found
}
const counted = (answers: { hit: boolean }[]) => ({
  n: answers.length,
  successes: answers.filter(({ hit }) => hit).length,
})

/** False alarms a month at a steady share: each month of 28 days against a baseline of the 28 before. */
export function falseAlarms(perDay: number, share: number, months: number, seed: number) {
  const random = randomFrom(seed)
  let alarms = 0
  for (let month = 0; month < months; month++) {
    const baseline = counted(answersOf(random, 28, perDay, () => share))
    const now = new Date(START + 30 * 24 * HOUR)
    alarms += bursts(
      answersOf(random, 28, perDay, () => share),
      baseline,
      now,
    ).length
  }
  return { perDay, share, months, alarms, aMonth: alarms / months }
}

/**
 * False incidents a month of a whole department, watched as the product watches it: all that is dissatisfied, and each driver
 * at the handicap of all. Each dissatisfied answer names one driver, a few of them most of the time.
 */
export function falseIncidents(perDay: number, share: number, months: number, seed: number) {
  const random = randomFrom(seed)
  const named = () => Math.floor(drivers.length * random() ** 3)
  const month = () =>
    answersOf(random, 28, perDay, () => share).map((one) => ({ ...one, driver: one.hit ? named() : -1 }))
  const now = new Date(START + 30 * 24 * HOUR)
  let alarms = 0
  for (let at = 0; at < months; at++) {
    const [before, after] = [month(), month()]
    for (let driver = -1; driver < drivers.length; driver++) {
      const of = (answers: ReturnType<typeof month>) =>
        driver < 0 ? answers : answers.map((one) => ({ ...one, hit: one.driver === driver }))
      const handicap = driver < 0 ? 0 : Math.log(drivers.length)
      alarms += bursts(of(after), counted(of(before)), now, { handicap }).length
    }
  }
  return { perDay, share, months, alarms, aMonth: alarms / months }
}

/** Minutes from a share that triples at ten in the morning to the signal: median and ninth of ten, null if not that day. */
export function minutesToSee(perHour: number, share: number, runs: number, seed: number) {
  const random = randomFrom(seed)
  const perDay = perHour * 12
  const begins = START + 10 * HOUR
  const late = Array.from({ length: runs }, () => {
    const baseline = counted(answersOf(random, 28, perDay, () => share))
    const day = answersOf(random, 1, perDay, (at) => (at >= begins ? share * 3 : share))
    const found = bursts(day, baseline, new Date(START + 24 * HOUR)).find(
      ({ seen }) => seen.getTime() >= begins,
    )
    return found ? (found.seen.getTime() - begins) / 60_000 : Number.POSITIVE_INFINITY
  }).sort((a, b) => a - b)
  const at = (part: number) => {
    const minutes = late[Math.ceil(part * runs) - 1]!
    return Number.isFinite(minutes) ? Math.round(minutes) : null
  }
  return { perHour, share, runs, median: at(0.5), nine: at(0.9) }
}
