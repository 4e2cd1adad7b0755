import { type Random, randomFrom } from '../../src/insight/random.ts'
import { type Day, type Shift, shifts } from '../../src/insight/shifts.ts'
import { nextDay, weekdayOf } from '../../src/zone.ts'

/** Answers of many departments, for what is called a change: false ones while nothing changes, and how late true ones come. */
type Department = { perDay: number; dissatisfied: number; week: number[]; swing: number[] }

/** 40 departments of 3 to 200 answers a day, 3 to 45 % dissatisfied, some closed at weekends, some with bad weekdays. */
const departments = (random: Random): Department[] =>
  Array.from({ length: 40 }, () => {
    const weekend = random() < 0.5 ? 0 : 0.4
    const swings = random() < 0.5
    return {
      perDay: Math.exp(Math.log(3) + random() * Math.log(200 / 3)),
      dissatisfied: 0.03 + random() * 0.42,
      week: [0, 1.2, 1, 1, 1, 1, weekend, weekend],
      swing: Array.from({ length: 8 }, () => (swings ? Math.exp(random() - 0.5) : 1)),
    }
  })

const START = '2026-01-05'
/** Days before the spell, as many as the longest baseline. */
const BEFORE = 182
const dates = Array.from({ length: BEFORE + 182 }, (_, i) => nextDay(START, i))
const binomial = (random: Random, n: number, share: number) => {
  let hits = 0
  for (let i = 0; i < n; i++) if (random() < share) hits++
  return hits
}
const poisson = (random: Random, mean: number) => {
  let [count, left] = [0, mean - -Math.log(1 - random())]
  for (; left > 0; count++) left -= -Math.log(1 - random())
  return count
}

const dayOf = (random: Random, date: string, one: Department, points: number): Day => {
  const weekday = weekdayOf(date)
  const n = poisson(random, one.perDay * one.week[weekday]!)
  const odds = (one.dissatisfied / (1 - one.dissatisfied)) * one.swing[weekday]!
  return { date, n, dissatisfied: binomial(random, n, Math.min(0.99, odds / (1 + odds) + points)) }
}

/** Spells of 28 days of 40 departments where nothing changes, after half a year of the same: how many hold any signal. */
export function falseSpells(spells: number, seed: number, threshold?: number) {
  const random = randomFrom(seed)
  let [any, signals, claims] = [0, 0, 0]
  for (let spell = 0; spell < spells; spell++) {
    const found = departments(random).map((one) =>
      shifts(
        dates.slice(0, BEFORE + 28).map((date) => dayOf(random, date, one, 0)),
        { threshold },
      ).filter(({ seen }) => seen >= dates[BEFORE]!),
    )
    const here = found.filter((list) => list.length > 0).length
    signals += found.flat().length
    any += here > 0 ? 1 : 0
    claims += here
  }
  return { spells, any, departments: claims, signals }
}

/** Days until a fall of `points` is seen, over `runs`: the median and the ninth of ten, null where it takes over 182. */
export function delays(perDay: number, points: number, runs: number, seed: number, threshold?: number) {
  const random = randomFrom(seed)
  const one = { perDay, dissatisfied: 0.2, week: new Array(8).fill(1), swing: new Array(8).fill(1) }
  const late = Array.from({ length: runs }, () => {
    const worse = (shift: Shift) => shift.direction === 'worse' && shift.seen >= dates[BEFORE]!
    const seen = shifts(
      dates.map((date, i) => dayOf(random, date, one, i < BEFORE ? 0 : points)),
      { threshold },
    ).find(worse)?.seen
    return seen ? dates.indexOf(seen) - BEFORE + 1 : Number.POSITIVE_INFINITY
  }).sort((a, b) => a - b)
  const at = (part: number) => {
    const days = late[Math.ceil(part * runs) - 1]!
    return Number.isFinite(days) ? days : null
  }
  return { perDay, runs, median: at(0.5), nine: at(0.9) }
}
