import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../db/client.ts'
import { callBacks, cases } from '../../db/schema/index.ts'
import { readPhone } from '../../surveys/phone.ts'
import { endCallBack, remindOfCall } from '../cases/bookedCall.ts'
import type { Case } from '../cases/case.ts'
import { inChange, submittedBefore } from '../cases/change.ts'
import { mayAdd } from '../cases/limits.ts'
import { mailCustomer } from '../cases/mailCustomer.ts'
import { OPEN_STATES } from '../cases/states.ts'
import type { Deps } from '../deps.ts'
import { isExcluded } from '../directory/excluded.ts'
import { loadMembers } from '../directory/members.ts'
import { isPresent } from '../directory/nextInLine.ts'
import { codeOf, DomainError } from '../errors.ts'
import { slotsOf } from './slots.ts'

const DEADLOCK = '40P01'

type Seats = { seats: (at: Date) => number; taken: Map<string, number> }

/** As many calls at once as liaisons are present then; one where only a manager is. Never the person complained about. */
const seatsOf = async (db: Db, found: Case, now: Date): Promise<Seats> => {
  const sql = db.$client
  const people = (await loadMembers(db, [found.departmentKey])).filter(
    (one) => one.departmentKey === found.departmentKey && !isExcluded(found, one),
  )
  const booked = await sql<{ at: Date; count: number }[]>`
    select at, count(*)::int as count from call_backs
    where department_key = ${found.departmentKey} and state = 'booked' and at >= ${now} and case_id <> ${found.id}
    group by at`
  const present = (role: string, at: Date) =>
    people.filter((one) => one.role === role && isPresent(one, at)).length
  return {
    seats: (at) => present('liaison', at) || Math.min(1, present('manager', at)),
    taken: new Map(booked.map(({ at, count }) => [at.toISOString(), count])),
  }
}

/** The half hours at which the customer of this case can be called, in order. Reads only. */
export const freeSlots = async ({ db }: Pick<Deps, 'db'>, found: Case, now: Date): Promise<Date[]> => {
  const { seats, taken } = await seatsOf(db, found, now)
  return slotsOf(found, now, seats, taken, found.customerTimeZone)
}

/** A telephone number as it is kept. Throws `invalid`. */
const phoneOf = (given: string): string => {
  const phone = readPhone(given)
  if (!phone) throw new DomainError('invalid', ({ turns: { callBack: say } }) => say.noPhone, 'phone')
  return phone.number + (phone.extension ? ` ext. ${phone.extension}` : '')
}

type Booking = {
  found: Case
  at: Date
  phone: string
  /** Null: the customer. */
  by: string | null
  now: Date
  formId?: string
}

/**
 * Books a call-back; one that was booked before is moved. A seat is taken by unique index, so of two who want the last
 * one gets it. The customer hears at once, and again before the call. Throws `invalid` on `at` where it is not free.
 */
export const bookCallBack = async (deps: Deps, booking: Booking): Promise<'made' | 'made before'> => {
  const { found, at, by, now, formId } = booking
  const phone = phoneOf(booking.phone)
  if (await submittedBefore(deps, formId)) return 'made before'
  const { seats, taken } = await seatsOf(deps.db, found, now)
  if (
    !slotsOf(found, now, seats, taken, found.customerTimeZone).some((slot) => slot.getTime() === at.getTime())
  )
    throw gone()
  const booked = inChange(deps.db, now, async (change) => {
    const { tx } = change
    await holdOpen(tx, found)
    if (await submittedBefore({ db: tx }, formId)) return 'made before' as const
    if (by === null) await mayAdd(tx, found.id, 'calls', now)
    const [before] = await tx
      .update(callBacks)
      .set({ state: 'cancelled' })
      .where(and(eq(callBacks.caseId, found.id), eq(callBacks.state, 'booked')))
      .returning({ id: callBacks.id })
    const id = await takeSeat(tx, { ...booking, phone }, seats(at))
    const kind = before ? 'call-back moved' : 'call-back booked'
    const data = { callBack: id, at: at.toISOString(), phone }
    const event = await change.note(found.id, { kind, data, by: by ?? undefined, formId })
    await mailCustomer(tx, found, event, now)
    await remindOfCall(tx, found.id, id, at, now)
    return 'made' as const
  })
  return booked.catch((error) => {
    // Two that swap their times wait for each other
    throw codeOf(error) === DEADLOCK ? gone() : error
  })
}

const gone = () => new DomainError('invalid', ({ turns: { callBack: say } }) => say.taken, 'at')

const holdOpen = async (tx: Tx, found: Case) => {
  const held = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.id, found.id), inArray(cases.state, [...OPEN_STATES])))
    .for('update')
  if (held.length === 0)
    throw new DomainError('conflict', ({ turns: { callBack: say } }) => say.ended(found.number))
}

const takeSeat = async (tx: Tx, { found, at, phone, by, now }: Booking, seats: number): Promise<string> => {
  for (let seat = 1; seat <= seats; seat++) {
    const [taken] = await tx
      .insert(callBacks)
      .values({
        caseId: found.id,
        departmentKey: found.departmentKey,
        at,
        seat,
        phone,
        bookedBy: by,
        bookedAt: now,
      })
      .onConflictDoNothing({
        target: [callBacks.departmentKey, callBacks.at, callBacks.seat],
        where: sql`state = 'booked'`,
      })
      .returning({ id: callBacks.id })
    if (taken) return taken.id
  }
  throw gone()
}

/** Cancels what is booked; the customer hears so. `made before`: nothing was booked any more. */
export const cancelCallBack = (
  deps: Deps,
  { found, by, now, formId }: Pick<Booking, 'found' | 'by' | 'now' | 'formId'>,
): Promise<'made' | 'made before'> =>
  inChange(deps.db, now, async (change) => {
    const { tx } = change
    await tx.select({ id: cases.id }).from(cases).where(eq(cases.id, found.id)).for('update')
    if (await submittedBefore({ db: tx }, formId)) return 'made before'
    const [cancelled] = await endCallBack(tx, found.id)
    if (!cancelled) return 'made before'
    if (by === null) await mayAdd(tx, found.id, 'calls', now)
    const data = { callBack: cancelled.id, at: cancelled.at.toISOString(), phone: cancelled.phone }
    const event = await change.note(found.id, {
      kind: 'call-back cancelled',
      data,
      by: by ?? undefined,
      formId,
    })
    await mailCustomer(tx, found, event, now)
    return 'made'
  })
