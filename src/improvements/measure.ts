import { and, eq } from 'drizzle-orm'
import { improvements } from '../../db/schema/index.ts'
import type { OpsDeps } from '../deps.ts'
import { causeOf } from '../errors.ts'
import type { Counted } from '../insight/difference.ts'
import { isBack } from '../insight/halving.ts'
import { localDate } from '../time.ts'
import { nextDay } from '../zone.ts'
import { changeImprovement, drawAgain } from './change.ts'
import { countFrom, look } from './count.ts'
import { type Improvement, loadImprovement } from './improvement.ts'

/** A closed one is watched for a year, once a week, over its last four weeks. */
const WATCHED_DAYS = 365
const EACH_DAYS = 7
const SINCE_DAYS = 28
/** A reopened one has to be in place again within two weeks. */
export const SOON_DAYS = 14

/**
 * Once a local day each improvement in place is counted again; where that makes a verdict, it is told. What was put
 * right and is back is opened again. May run twice or late; one that fails holds up no other.
 */
export const measureImprovements = async (
  { db, log }: Pick<OpsDeps, 'db' | 'log'>,
  { now }: { now: Date },
): Promise<void> => {
  const due = await db.$client<{ id: string }[]>`
    select i.id from improvements i join departments d on d.key = i.department_key,
      lateral (select (${now}::timestamptz at time zone d.time_zone)::date as today) t
    where i.state = 'open' and i.in_place_on is not null and i.look ->> 'verdict' = 'too early' and i.looked_on < t.today
      or i.state = 'closed' and i.look ->> 'verdict' = 'better' and i.looked_on <= t.today - ${EACH_DAYS}::int
        and i.closed_at > ${now}::timestamptz - make_interval(days => ${WATCHED_DAYS}::int)
    order by i.number`
  for (const { id } of due)
    await measure(db, await loadImprovement(db, id), now).catch((error) =>
      log('improvement.failed', { improvement: id, cause: causeOf(error) }),
    )
}

const measure = (db: OpsDeps['db'], found: Improvement, now: Date): Promise<unknown> => {
  const today = localDate(found.timeZone, now)
  return found.state === 'open' ? countAgain(db, found, today, now) : watch(db, found, today, now)
}

const countAgain = async (db: OpsDeps['db'], found: Improvement, today: string, now: Date) => {
  const counted = await look(db, found, today)
  const set = { look: counted, lookedOn: today }
  if (counted.verdict !== 'too early')
    return changeImprovement(db, found, { set, event: { kind: 'measured', data: counted }, now })
  await db.transaction(async (tx) => {
    const held = await tx
      .update(improvements)
      .set(set)
      .where(and(eq(improvements.id, found.id), eq(improvements.lookedOn, found.lookedOn)))
      .returning({ id: improvements.id })
    if (held.length > 0 && counted.after.n !== found.look.after.n) await drawAgain(tx, found, now)
  })
}

const watch = async (db: OpsDeps['db'], found: Improvement, today: string, now: Date) => {
  const closed = nextDay(localDate(found.timeZone, found.closedAt!))
  const from = nextDay(today, -SINCE_DAYS)
  const since = await countFrom(db, found, from > closed ? from : closed, today)
  if (!isBack(found.look.after, since))
    return db
      .update(improvements)
      .set({ lookedOn: today })
      .where(and(eq(improvements.id, found.id), eq(improvements.state, 'closed')))
  return reopen(db, found, { today, now, since })
}

/** Open again and not in place: what was done did not hold. */
export const reopen = async (
  db: OpsDeps['db'],
  found: Improvement,
  { today, now, since, by }: { today: string; now: Date; since?: Counted; by?: string },
) =>
  changeImprovement(db, found, {
    set: {
      state: 'open',
      inPlaceOn: null,
      dueOn: nextDay(today, SOON_DAYS),
      closedAt: null,
      result: null,
      look: await look(db, { ...found, inPlaceOn: null }, today),
      lookedOn: today,
    },
    event: { kind: 'reopened', data: since ? { since, after: found.look.after } : {} },
    by,
    now,
  })
