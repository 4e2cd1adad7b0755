import type { Fragment, Sql } from '../../db/client.ts'
import type { SignInRules } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'

export type Limits = Pick<SignInRules, 'sessionDays' | 'idleDays'>

/**
 * In a select over sessions as `s`: ended, or left alone for too long, by the limits of organisation.yaml as they are
 * now. Shorter limits also hold for sessions that began before. One that began after `now` is not over.
 */
export const isOver = (sql: Sql, now: Date): Fragment => sql`
  (s.expires_at <= ${now} or exists (
    select from organisation o
    where s.created_at <= ${now}::timestamptz - make_interval(days => (o.sign_in ->> 'sessionDays')::int)
      or s.last_seen_at <= ${now}::timestamptz - make_interval(days => (o.sign_in ->> 'idleDays')::int)))`

/** The clock of another server may be ahead by so much; what Slack allows, too. */
const SKEW_MS = 5 * 60_000

/** Neither over nor of the future. */
export const lasts = (sql: Sql, now: Date): Fragment => sql`
  s.created_at <= ${new Date(now.getTime() + SKEW_MS)} and not ${isOver(sql, now)}`

/** In a select: for how many days a session that begins now lasts at most. */
export const sessionDays = (sql: Sql): Fragment =>
  sql`coalesce((select (sign_in ->> 'sessionDays')::int from organisation), 30)`

/** The limits as they are now, in days. */
export const readLimits = async ({ db }: Pick<Deps, 'db'>): Promise<Limits> => {
  const [found] = await db.$client<{ signIn: SignInRules }[]>`select sign_in from organisation`
  return found?.signIn ?? { sessionDays: 30, idleDays: 7 }
}
