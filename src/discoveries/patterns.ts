import { sqlOf, type Tx } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import {
  type Answer,
  beginSearch,
  drawMore,
  drawsWithin,
  type Pattern,
  patternsIn,
  type Search,
  sameStory,
} from '../insight/patterns.ts'
import { holds } from '../insight/scan.ts'
import { atLocal, nextDay } from '../zone.ts'
import { type Due, type Found, foundLately, type Looked, sweepRuns } from './runs.ts'

/** As far back as a quiet slice may need for its last ten cases, and how many answers of that time are read at least. */
const DAYS = { usual: 35, most: 182 }
const QUIET = 1000
/** More incidents than these in 28 days are no exceptions, and stay in. */
const EXCEPTIONS = 2

const DISSATISFIED = 'dissatisfied'

/** `id`: of an answer with any outcome. The rows are kept with the search, so that every slice of it sees the same. */
type Row = Answer & { id: string | null }
type State = { rows: Row[]; search: Search }

/** Each week: at which hours of which days a department lets its customers down, a slice of work a tick. */
export const findPatterns = (deps: Pick<Deps, 'db' | 'log'>, { now }: { now: Date }): Promise<void> =>
  sweepRuns(deps, { kind: 'pattern', every: 'week', now, most: 1 }, (tx, due, state) =>
    searchOn(tx, due, state as State | null),
  )

const searchOn = async (tx: Tx, due: Due, state: State | null): Promise<Looked> => {
  const rows = state?.rows ?? (await rowsOf(tx, due))
  const begun = state?.search ?? beginSearch(rows, seedOf(due))
  const search = begun.done ? begun : drawMore(rows, begun, drawsWithin(rows, SECONDS))
  if (!search.done) return { state: { rows, search } satisfies State }
  const known = await foundLately(tx, due, 'pattern')
  const fresh = patternsIn(search).filter(
    (pattern) => !known.some((one) => one.driver === driverOf(pattern) && sameStory(one, pattern)),
  )
  return { found: fresh.map((pattern) => patternOf(pattern, search.comparisons, rows, due)) }
}
/** A Worker has 30 s for all of a tick, and other machines are slower. */
const SECONDS = 1

/** The same for the same department and week, so that a search that is begun again finds the same. */
const seedOf = ({ key, to }: Due): number =>
  [...`${key}:${to}`].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)!) >>> 0, 7)

/** Routine answers by when their contact ended, oldest first, without those of incidents. */
const rowsOf = async (tx: Tx, { key, timeZone, to }: Due): Promise<Row[]> => {
  const sql = sqlOf(tx)
  const at = (day: string) => atLocal(timeZone, day, '00:00')
  const [until, usual, first] = [nextDay(to, 1), nextDay(to, 1 - DAYS.usual), nextDay(to, 1 - DAYS.most)].map(
    at,
  )
  const found = await sql<(Pick<Row, 'day' | 'hour'> & Said)[]>`
    with exceptions as (
      select from_at, closed_at, count(*) over () as n from incidents
      where department_key = ${key} and from_at >= ${at(nextDay(to, -27))} and from_at < ${until!}
    )
    select * from (
      select r.id, r.answered_at, (c.ended_at at time zone ${timeZone}::text)::date - date '1970-01-01' as day,
        extract(hour from c.ended_at at time zone ${timeZone}::text)::int as hour, c.channel, c.brand_key, r.kind,
        coalesce(r.answers -> 'drivers', '[]') as drivers,
        row_number() over (order by r.answered_at desc) as nth
      from responses r join invitations i on i.id = r.invitation_id and i.asked = 'routine' join contacts c on c.id = i.contact_id
      where r.department_key = ${key} and r.answered_at >= ${first!} and r.answered_at < ${until!}
        and not exists (
          select from exceptions x where x.n <= ${EXCEPTIONS}::int and r.answered_at >= x.from_at
            and r.answered_at <= coalesce(x.closed_at, 'infinity'))
    ) answers where answered_at >= ${usual!} or nth <= ${QUIET}::int
    order by day, hour, id`
  // What all have in common is the department over again
  const shared = (of: 'channel' | 'brandKey') => new Set(found.map((one) => one[of])).size < 2
  const [channels, brands] = [!shared('channel'), !shared('brandKey')]
  return found.map((one) => rowOf(one, { channels, brands }))
}

type Said = { id: string; channel: string; brandKey: string; kind: string; drivers: string[] }
const rowOf = (
  { id, day, hour, channel, brandKey, kind, drivers }: Pick<Row, 'day' | 'hour'> & Said,
  { channels, brands }: { channels: boolean; brands: boolean },
): Row => {
  const outcomes = [
    ...(kind === DISSATISFIED ? [DISSATISFIED] : []),
    ...drivers.map((one) => `driver:${one}`),
  ]
  return {
    day,
    hour,
    slices: [
      'department',
      ...(channels ? [`channel:${channel}`] : []),
      ...(brands ? [`brand:${brandKey}`] : []),
    ],
    outcomes,
    id: outcomes.length > 0 ? id : null,
  }
}

const named = (text: string, of: string) =>
  text.startsWith(`${of}:`) ? text.slice(of.length + 1) : undefined
const driverOf = ({ outcome }: Pattern) => named(outcome, 'driver') ?? null

const patternOf = (
  pattern: Pattern & { p: number },
  comparisons: number,
  rows: Row[],
  { to }: Due,
): Found => {
  const { slice, trailing, week, inside, cases, expected, p } = pattern
  const [channel, brand] = [named(slice, 'channel'), named(slice, 'brand')]
  const last = rows.at(-1)!.day
  const theirs = rows.filter((row) => row.slices.includes(slice) && row.outcomes.includes(pattern.outcome))
  const within =
    'days' in trailing
      ? theirs.filter(({ day }) => day > last - trailing.days)
      : theirs.slice(-trailing.cases)
  const behind = within.filter(({ day, hour }) => holds(week, ((day + 3) % 7) * 24 + hour))
  return {
    kind: 'pattern',
    key: `${to}:${slice}:${pattern.outcome}:${week.days}:${week.from}:${week.hours}`,
    from: dateOf(Math.min(...within.map(({ day }) => day))),
    to,
    facts: {
      among: { ...(channel !== undefined && { channel }), ...(brand !== undefined && { brand }) },
      driver: driverOf(pattern),
      trailing,
      week,
      inside,
      cases,
      expected,
      p,
      comparisons,
      answers: behind.flatMap(({ id }) => id ?? []),
    },
  }
}
const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
