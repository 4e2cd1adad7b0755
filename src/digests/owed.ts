import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import type { Edition } from '../../db/schema/index.ts'
import { localDate } from '../time.ts'
import { nextDay } from '../zone.ts'
import { digestDue } from './due.ts'
import { firstOf, type Period, periodOf } from './period.ts'
import type { Plan } from './plans.ts'

/** So long after midnight everything that was stamped before it is committed, and counted by the roll-ups. */
const COMMITTED = 10 * 60_000

/** The newest digest of a plan: its date, the local dates it covers, and when it was made. */
type Last = Period & { localDate: string; at: Date }

/** The earliest date it is in any of these zones: the days before it are over everywhere, and counted. */
const openDate = (zones: readonly string[], now: Date): string =>
  zones.map((zone) => localDate(zone, new Date(now.getTime() - COMMITTED))).sort()[0]!

/**
 * The digest that a plan owes now: from its hour on to the end of the local working day; a week's or a month's on its
 * first working day, else later. Answers and cases count by their own department's dates: a day is told once it is over
 * in all of them. Pure.
 */
export const owedDigest = (
  { home, zones, hour, since }: Pick<Plan, 'home' | 'zones' | 'hour' | 'since'>,
  edition: Edition,
  last: Pick<Last, 'localDate' | 'to'> | undefined,
  now: Date,
): { localDate: string; period: Period } | undefined => {
  const due = digestDue({ calendar: home, digestHour: hour, since, lastDate: last?.localDate ?? null }, now)
  if (!due || openDate([home.timeZone], now) !== due.localDate) return undefined
  const first = firstOf[edition]
  if (last && first(last.localDate) === first(due.localDate)) return undefined
  const open = openDate([home.timeZone, ...zones], now)
  // A week or a month waits for the last of them, else it would always come a week or a month late
  if (edition !== 'daily' && first(open) !== first(due.localDate)) return undefined
  const period = periodOf(edition, home.timeZone, open, { since, last: last?.to })
  return period && { localDate: due.localDate, period }
}

/**
 * What a digest by hand is about: what the next daily one would be by now; where no day is over since the last, the days
 * of that one; where there was none, yesterday, or today so far for a department that began today. Pure.
 */
export const periodByHand = (
  { home, zones, since }: Pick<Plan, 'home' | 'zones' | 'since'>,
  last: Period | undefined,
  now: Date,
): Period => {
  const open = openDate([home.timeZone, ...zones], now)
  if (last) return periodOf('daily', home.timeZone, open, { since, last: last.to }) ?? last
  const day = localDate(home.timeZone, since) < open ? nextDay(open, -1) : open
  return { from: day, to: day }
}

/** A person's own goes on where theirs ended, whichever department it is sent from now. */
export const lastOf = async (
  tx: Tx,
  { home, person }: Pick<Plan, 'home' | 'person'>,
  edition: Edition,
): Promise<Last | undefined> => {
  const whose = person
    ? sql`person_id = ${person}::uuid`
    : sql`department_key = ${home.key} and person_id is null`
  const [row] = await tx.execute<{
    localDate: string
    from: Date
    to: Date
    days: Period | null
    at: string | null
  }>(sql`
    select local_date::text as "localDate", "from", "to", digest ->> 'at' as at,
      case when digest ->> 'version' is not null then jsonb_build_object('from', digest -> 'from', 'to', digest -> 'to') end as days
    from digests where edition = ${edition} and ${whose} order by local_date desc limit 1`)
  if (!row) return undefined
  const { localDate: date, from, to, days, at } = row
  const local = (instant: Date) => localDate(home.timeZone, instant)
  // One of before ended within a day: the next begins with that day
  const covered = days ?? { from: local(from), to: nextDay(local(to), -1) }
  return { localDate: date, at: new Date(at ?? to), ...covered }
}
