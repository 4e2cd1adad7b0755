import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { proposals, type TimerKind } from '../../../db/schema/index.ts'
import { callOf } from '../../cases/call.ts'
import type { Timed } from '../../cases/deadlines/read.ts'
import type { Row } from '../../cases/deadlines/reconcile.ts'
import { stepOf } from '../../cases/deadlines/rules.ts'
import { snoozeUntil } from '../../cases/deadlines/snooze.ts'
import type { Reminded } from '../../cases/eventFacts.ts'
import { postProposal } from '../../cases/proposals.ts'
import { timeOutHandover } from '../../handovers/handOverAnswer.ts'
import { chatDestination } from '../../outbox/destinations.ts'
import { addBusinessMinutes } from '../../time.ts'
import { asksColleagues, type Due, type Hearing, whoHears } from './hears.ts'
import { type Telling, tellAll } from './tell.ts'
import { readDue, readWorld } from './world.ts'

/** A timer whose time has come, with its case; the case's row is held. */
export type Ripe = { timer: Row; found: Timed }

/**
 * The next person hears of each: level, event and outbox entries, in the caller's transaction. A handover nobody
 * answered ends instead. The event's key is the timer and level, so nobody hears the same twice.
 */
export const fire = async (tx: Tx, ripe: Ripe[], now: Date): Promise<number> => {
  const handovers = ripe.filter(({ timer }) => timer.kind === 'handover')
  for (const { timer } of handovers) {
    const [proposal] = await tx.select().from(proposals).where(eq(proposals.id, timer.subjectId))
    if (proposal) await timeOutHandover(tx, proposal, now)
  }
  const rest = new Map(
    ripe.filter(({ timer }) => timer.kind !== 'handover').map((one) => [one.timer.id, one]),
  )
  if (rest.size === 0) return handovers.length
  const dues = await readDue(tx, [...rest.keys()])
  const world = await readWorld(
    tx,
    dues.flatMap(({ departmentKey, askedKey }) => [departmentKey, askedKey]),
    dues.flatMap(({ accountableId, toId, answeredById }) => [accountableId, toId, answeredById]),
  )
  const heard = dues.map((due) => {
    const { timer, found } = rest.get(due.id)!
    const hearing = whoHears(due, world, now)
    return {
      due,
      hearing,
      nextAt: nextOf(timer, found, hearing.level, now),
      data: factsOf(due, timer, hearing, found, now),
      key: keyOf(timer, hearing.level),
    }
  })
  const events = await note(tx, heard, now)
  const told = heard.flatMap((one) => {
    const event = events.get(one.key)
    return event === undefined ? [] : [{ ...one, event }]
  })
  await tellAll(
    tx,
    told.flatMap((one) => tellingsOf(one, one.event)),
    now,
  )
  for (const { due, hearing } of told)
    if (hearing.card && hearing.place)
      await postProposal(
        tx,
        { id: due.subjectId, caseId: due.caseId, destination: hearing.place },
        now,
        `:${hearing.level}`,
      )
  return handovers.length + events.size
}

type Heard = { due: Due; hearing: Hearing; nextAt: Date | null; data: Reminded; key: string }
/** A reminder that was put off comes a second time. */
const keyOf = ({ id, snoozedUntil }: Row, level: number) =>
  `timer:${id}:${level}${snoozedUntil ? ':again' : ''}`

/** A late tick leaves the time between levels; a call's lateness counts from the call. */
const nextOf = ({ kind, dueAt, departmentKey }: Row, found: Timed, level: number, now: Date) =>
  level >= 3
    ? null
    : addBusinessMinutes(
        found.calendars[departmentKey]!,
        dueAt > now ? dueAt : now,
        stepOf(kind, found.severity),
      )

const factsOf = (
  due: Due,
  timer: Row,
  { level, name, person, whose }: Hearing,
  found: Timed,
  now: Date,
): Reminded => {
  const { kind, dueAt } = timer
  const until = level === 1 && !asksColleagues(due) ? snoozeUntil(timer, found, now) : undefined
  return {
    timer: kind,
    level,
    due: dueAt.toISOString(),
    to: name,
    ...(person ? { person } : {}),
    ...(whose ? { whose } : {}),
    ...(kind === 'request' && due.proposalState === 'accepted' ? { deed: true } : {}),
    ...(due.decision ? { decision: true as const } : {}),
    ...(kind === 'request' && due.failed ? { refused: true as const } : {}),
    ...(until ? { snooze: until.toISOString() } : {}),
  }
}

/** Each a conditional change with its event, all in one statement. Gives the events' ids by their keys. */
const note = async (tx: Tx, heard: Heard[], now: Date): Promise<Map<string, number>> => {
  const given = heard.map(({ due, hearing: { level }, nextAt, data, key }) => ({
    timer: due.id,
    case: due.caseId,
    level,
    next: nextAt,
    data,
    key,
  }))
  const rows = (await tx.execute(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        g("timer" bigint, "case" uuid, "level" smallint, "next" timestamptz, "data" jsonb, "key" text)
    ), moved as (
      update timers t set level = g."level", next_at = g."next" from given g
      -- By the list as well: a join alone may read all open timers for these few
      where t.id = any(${`{${given.map(({ timer }) => timer).join(',')}}`}::bigint[])
        and t.id = g."timer" and t.level < g."level" and t.ended_at is null and t.next_at <= ${now.toISOString()}::timestamptz
      returning t.id
    )
    insert into case_events (case_id, kind, at, data, form_id)
    select g."case", 'reminded', ${now.toISOString()}::timestamptz, g."data", g."key"
    from given g join moved on moved.id = g."timer" order by g."timer"
    on conflict do nothing returning id::int, form_id`)) as unknown as { id: number; formId: string }[]
  return new Map(rows.map(({ id, formId }) => [formId, id]))
}

/** Deadlines that stand on the case's card. */
const SHOWN: readonly TimerKind[] = ['take', 'apology', 'promise', 'answer', 'remedy']

/** In the case's thread, by name; wherever this person hears of it alone; and its card says that the date has passed. */
const tellingsOf = ({ due, hearing: { place, card } }: Heard, event: number): Telling[] => [
  {
    kind: 'reply',
    destination: chatDestination(due.destination),
    lane: `case:${due.caseId}`,
    payload: { case: due.caseId, event, events: [event] },
  },
  ...(due.level === 0 && SHOWN.includes(due.kind)
    ? [
        {
          kind: 'card' as const,
          destination: chatDestination(due.destination),
          lane: `case:${due.caseId}`,
          onceKey: `card:${due.caseId}`,
          payload: { case: due.caseId },
        },
      ]
    : []),
  ...(place && !card ? [callOf({ caseId: due.caseId, event, to: place, timer: due.id })] : []),
]
