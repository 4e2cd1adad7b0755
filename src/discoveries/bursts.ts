import { type Db, sqlOf, type Tx } from '../../db/client.ts'
import type { ChatDestination } from '../../db/schema/index.ts'
import { drivers } from '../../surveys/drivers.ts'
import type { Deps } from '../deps.ts'
import { causeOf } from '../errors.ts'
import type { AnswerFigures } from '../figures/answers.ts'
import { readAnswers } from '../figures/answers.ts'
import { gatherCases } from '../incidents/gather.ts'
import { type Counts, closeIncident, openIncident, recount } from '../incidents/keep.ts'
import { type Burst, bursts } from '../insight/bursts.ts'
import { localDate, nextDay } from '../zone.ts'
import type { Facts } from './discovery.ts'
import { keep } from './runs.ts'

const MINUTE = 60_000
/** Answers so new make a department worth a look; drivers come a little after the score. */
const NEW = 10 * MINUTE
/** What an incident needs to begin lies within a day. */
const BACK = 24 * 60 * MINUTE
const BASELINE_DAYS = 28
/** One chance of a false alarm is the department's, another is shared by its drivers. */
const SHARED = Math.log(drivers.length)

type Watched = {
  key: string
  timeZone: string
  destination: ChatDestination
  /** The last incident. */
  id: string | null
  driver: string | null
  fromAt: Date | null
  closedAt: Date | null
}
type Answer = { at: Date; dissatisfied: boolean; drivers: string[] }

/**
 * Looks at each department with new answers or an open incident: a burst of dissatisfied answers, or of a driver, becomes
 * one incident, which gathers its cases and closes itself. Twice, late or at once with another it does the same once.
 */
export const findBursts = async (
  { db, log }: Pick<Deps, 'db' | 'log'>,
  { now }: { now: Date },
): Promise<void> => {
  const watched = await db.$client<Watched[]>`
    select d.key, d.time_zone, d.destination, last.id, last.driver, last.from_at, last.closed_at
    from departments d left join lateral (
      select * from incidents x where x.department_key = d.key order by from_at desc limit 1
    ) last on true
    where d.kind = 'department' and d.active and (
      last.id is not null and last.closed_at is null
      or exists (select from responses r where r.department_key = d.key and r.answered_at > ${new Date(now.getTime() - NEW)} and r.answered_at <= ${now}))
    order by d.key`
  for (const one of watched)
    await lookAt(db, one, now).catch((error) =>
      log('discovery.failed', { department: one.key, kind: 'burst', cause: causeOf(error) }),
    )
}

const lookAt = async (db: Db, one: Watched, now: Date): Promise<void> => {
  const open = one.id !== null && one.closedAt === null
  const since = open ? one.fromAt! : new Date(Math.max(now.getTime() - BACK, one.closedAt?.getTime() ?? 0))
  const yesterday = nextDay(localDate(one.timeZone, now), -1)
  const usual = await readAnswers(db, {
    departments: [one.key],
    from: nextDay(yesterday, 1 - BASELINE_DAYS),
    to: yesterday,
  })
  const answers = await answersSince(db, one.key, { since, open, now })
  const seen = (driver: string | null) => lastBurst(answers, usual, driver, now)
  if (!open) {
    // All that is dissatisfied before one driver of it
    const driver = [null, ...drivers].find((driver) => seen(driver)?.to === null)
    if (driver === undefined) return
    const burst = seen(driver)!
    await db.transaction(async (tx) => {
      const counts = countsOf(burst, driver, usual)
      const id = await openIncident(tx, { ...one, ...counts, from: burst.from, seen: burst.seen, now })
      if (id === undefined) return
      await keepBurst(tx, one, id, { burst, driver, usual: counts.usual }, now)
      await gatherCases(tx, id, now)
    })
    return
  }
  const wide = one.driver === null ? undefined : seen(null)
  const driver = wide?.to === null ? null : one.driver
  const burst = driver === one.driver ? seen(driver) : wide
  await db.transaction(async (tx) => {
    const fresh = await gatherCases(tx, one.id!, now)
    const at = { id: one.id!, destination: one.destination, now }
    const counts = burst && countsOf(burst, driver, usual)
    if (counts && burst.to === null) {
      if (await recount(tx, { ...at, ...counts, again: fresh > 0 }))
        await tellBurst(tx, one, { ...counts, countedTo: now.toISOString() }, now)
      return
    }
    // Answers that were corrected since may leave no burst at all: then it is over too
    const [ended, to] = [burst?.ended ?? 'back', burst?.to ?? now]
    if (!(await closeIncident(tx, { ...at, at: to, ended, burst }))) return
    await tellBurst(tx, one, { ...counts, ended, to: to.toISOString() }, to)
  })
}

/**
 * Routine answers in order of time. Those at the very end of the last incident belong to that. With times that are not
 * known when it is planned PostgreSQL goes by the department's index; with them it read the day of all departments.
 */
const answersSince = (
  { $client: sql }: Db,
  key: string,
  { since, open, now }: { since: Date; open: boolean; now: Date },
): Promise<Answer[]> => sql<Answer[]>`
  with span as materialized (select ${since}::timestamptz as since, ${now}::timestamptz as until)
  select r.answered_at as at, r.kind = 'dissatisfied' as dissatisfied, coalesce(r.answers -> 'drivers', '[]') as drivers
  from span cross join lateral (
      select * from responses r where r.department_key = ${key}
        and r.answered_at ${open ? sql`>=` : sql`>`} span.since and r.answered_at <= span.until offset 0
    ) r join invitations i on i.id = r.invitation_id and i.asked = 'routine'
  order by r.answered_at, r.id`

const lastBurst = (
  answers: Answer[],
  usual: AnswerFigures,
  driver: string | null,
  now: Date,
): Burst | undefined =>
  bursts(
    answers.map(({ at, dissatisfied, drivers }) => ({
      at,
      hit: driver === null ? dissatisfied : drivers.includes(driver),
    })),
    { n: usual.n, successes: hitsOf(usual, driver) },
    now,
    { handicap: driver === null ? 0 : SHARED },
  ).at(-1)

const hitsOf = ({ dissatisfied, drivers }: AnswerFigures, driver: string | null) =>
  driver === null ? dissatisfied : (drivers.find((one) => one.driver === driver)?.n ?? 0)

const countsOf = ({ n, hits }: Burst, driver: string | null, usual: AnswerFigures): Counts => ({
  n,
  hits,
  driver,
  usual: hitsOf(usual, driver) / usual.n,
})

const keepBurst = async (
  tx: Tx,
  { key, timeZone }: Watched,
  incident: string,
  { burst, driver, usual }: { burst: Burst; driver: string | null; usual: number },
  now: Date,
): Promise<void> => {
  const { from, seen, n, hits } = burst
  await keep(
    tx,
    { key },
    {
      kind: 'burst',
      key: incident,
      from: localDate(timeZone, from),
      to: localDate(timeZone, now),
      facts: {
        incident,
        driver,
        from: from.toISOString(),
        seen: seen.toISOString(),
        to: null,
        countedTo: now.toISOString(),
        ended: null,
        n,
        hits,
        usual,
      },
    },
    now,
  )
}

/** The same discovery as it stands at `at`, which is its end where `facts` say that it ended. */
const tellBurst = async (
  tx: Tx,
  { id, timeZone }: Watched,
  facts: Partial<Facts['burst']>,
  at: Date,
): Promise<void> => {
  await sqlOf(tx)`
    update discoveries set facts = facts || ${JSON.stringify(facts)}::jsonb, to_day = ${localDate(timeZone, at)}::date,
      state = ${facts.ended ? 'over' : 'holds'}
    where kind = 'burst' and facts ->> 'incident' = ${id}`
}
