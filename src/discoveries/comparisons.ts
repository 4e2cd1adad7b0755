import type { Tx } from '../../db/client.ts'
import { sqlOf } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import { readAnswers } from '../figures/answers.ts'
import { type Compared, compareAll } from '../insight/comparisons.ts'
import { nextDay } from '../zone.ts'
import type { Among, Period } from './discovery.ts'
import { type Due, type Found, sweepRuns } from './runs.ts'

/** Below it counts are no share. */
const FEWEST = 10
/** A month that is less covered, since the product began in it, is no month to compare with. */
const COVERED = 20

type Key = { among: Among; driver: string | null }
type Span = { from: string; to: string }

/** Each week against the four before it, each month against the one before: all that a department's report shows. */
export const compareWeeks = compareEvery('week')
export const compareMonths = compareEvery('month')

function compareEvery(every: 'week' | 'month') {
  return (deps: Pick<Deps, 'db' | 'log'>, { now }: { now: Date }): Promise<void> =>
    sweepRuns(deps, { kind: every, every, now, most: 5 }, async (tx, due) => {
      const [before, after] = spans(every, due.to)
      if (every === 'month' && (await coveredIn(tx, due, before)) < COVERED) return {}
      const slices = await amongIn(tx, due, before.from)
      const counted = await Promise.all(slices.map((among) => countedIn(tx, due, among, [before, after])))
      const compared = compareAll(counted.flat())
      return {
        found: compared
          .filter(({ changed }) => changed)
          .map((one) => changeOf(every, one, { before, after, comparisons: compared.length })),
      }
    })
}

const spans = (every: 'week' | 'month', to: string): [before: Span, after: Span] => {
  const from = every === 'week' ? nextDay(to, -6) : `${to.slice(0, 7)}-01`
  const last = nextDay(from, -1)
  return [
    { from: every === 'week' ? nextDay(from, -28) : `${last.slice(0, 7)}-01`, to: last },
    { from, to },
  ]
}

/** The days from the first to the last with answers: a department need not be open on all of them. */
const coveredIn = async (tx: Tx, { key }: Due, { from, to }: Span): Promise<number> => {
  const [row] = await sqlOf(tx)<{ days: number | null }[]>`
    select max(day) - min(day) + 1 as days from rollups
    where department_key = ${key} and day between ${from} and ${to} and answered > 0`
  return row!.days ?? 0
}

/** The department as a whole, and each of its channels and brands where it has several. */
const amongIn = async (tx: Tx, { key, to }: Due, from: string): Promise<Among[]> => {
  const [names] = await sqlOf(tx)<{ channels: string[]; brands: string[] }[]>`
    select coalesce(array_agg(distinct channel order by channel), '{}') as channels,
      coalesce(array_agg(distinct brand_key order by brand_key), '{}') as brands
    from rollups where department_key = ${key} and day between ${from} and ${to} and answered > 0`
  const several = (of: string[]) => (of.length > 1 ? of : [])
  return [
    {},
    ...several(names!.channels).map((channel) => ({ channel })),
    ...several(names!.brands).map((brand) => ({ brand })),
  ]
}

/** Dissatisfied answers, and those that name each driver, in both periods; nothing where either has few answers. */
const countedIn = async (tx: Tx, { key }: Due, among: Among, [before, after]: [Span, Span]) => {
  const [was, is] = await Promise.all(
    [before, after].map((span) => readAnswers(tx, { departments: [key], ...span, ...among })),
  )
  if (was!.n < FEWEST || is!.n < FEWEST) return []
  const of = (driver: string | null, { n, dissatisfied, drivers }: NonNullable<typeof was>) => ({
    n,
    successes: driver === null ? dissatisfied : (drivers.find((one) => one.driver === driver)?.n ?? 0),
  })
  const named = [...new Set([...was!.drivers, ...is!.drivers].map(({ driver }) => driver))].sort()
  return [null, ...named].map((driver) => ({
    key: { among, driver },
    before: of(driver, was!),
    after: of(driver, is!),
  }))
}

const changeOf = (
  every: 'week' | 'month',
  { key, before, after, difference, low, high, level, adjusted }: Compared<Key>,
  { comparisons, ...spans }: { before: Span; after: Span; comparisons: number },
): Found => {
  const { among, driver } = key
  const period = (span: Span, { n, successes }: typeof before): Period => ({ ...span, n, hits: successes })
  return {
    kind: 'change',
    key: [every, spans.after.to, among.channel ?? '', among.brand ?? '', driver ?? ''].join(':'),
    ...spans.after,
    facts: {
      every,
      direction: difference > 0 ? 'worse' : 'better',
      among,
      driver,
      before: period(spans.before, before),
      after: period(spans.after, after),
      tested: { low, high, level, p: adjusted, comparisons },
    },
  }
}
