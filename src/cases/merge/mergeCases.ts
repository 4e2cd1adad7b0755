import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { callBacks, cases, contacts, matters, proposals, remedies } from '../../../db/schema/index.ts'
import type { Deps } from '../../deps.ts'
import { remindOfCall } from '../bookedCall.ts'
import type { Case } from '../case.ts'
import { inChange } from '../change.ts'
import { ended, endRest } from '../close.ts'
import type { Merged } from '../eventFacts.ts'
import type { Actor } from '../rights.ts'
import { OPEN_STATES } from '../states.ts'
import { goesOn as again } from '../steps/carryOn.ts'

type Joining = { goesOn: Case; ends: Case; found: Case; by: Actor; now: Date; formId?: string }

/** Both rows are held, in the order of their ids: two who join the same cases never wait for each other. */
export const holdBoth = async (tx: Tx, one: Case, other: Case) =>
  tx
    .select({
      id: cases.id,
      state: cases.state,
      severity: cases.severity,
      promise: cases.promise,
      promiseDueAt: cases.promiseDueAt,
    })
    .from(cases)
    .where(inArray(cases.id, [one.id, other.id]))
    .orderBy(cases.id)
    .for('update')

/**
 * One case of two goes on: matters, contacts, what is promised and a booked call go along; what was asked of others is
 * withdrawn. False: one of them has changed meanwhile, and nothing was changed.
 */
export const joinCases = (deps: Deps, joining: Joining): Promise<boolean> =>
  inChange(deps.db, joining.now, async (change) => {
    const { tx } = change
    const { found, by, now, formId } = joining
    const held = await holdBoth(tx, joining.goesOn, joining.ends)
    // What was promised since they were read counts
    const [goesOn, ends] = [joining.goesOn, joining.ends].map((one) => ({
      ...one,
      ...held.find(({ id }) => id === one.id),
    })) as [Case, Case]
    const open = (one: Case, as: Case['state']) =>
      one.state === as && (OPEN_STATES as readonly string[]).includes(as)
    if (!open(goesOn, joining.goesOn.state) || !open(ends, joining.ends.state)) return false
    const moved = await moveMatter(tx, ends.matterId, goesOn.matterId, ends.id)
    const remediesMoved = await moveRemedies(tx, ends.id, goesOn.id)
    await moveCallBack(tx, ends.id, goesOn.id, now)
    await tx
      .update(cases)
      .set({
        state: 'merged',
        mergedInto: goesOn.id,
        matterId: goesOn.matterId,
        ...ended(now, `merged with case ${goesOn.number}`),
      })
      .where(eq(cases.id, ends.id))
    await moveRights(tx, ends.id, goesOn.id)
    await endRest(tx, ends.id, now)
    await tx.update(cases).set(owesBoth(goesOn, ends)).where(eq(cases.id, goesOn.id))
    const undo: Merged = {
      number: goesOn.number,
      state: ends.state,
      promise: ends.promise,
      promiseDueAt: ends.promiseDueAt?.toISOString() ?? null,
      matter: ends.matterId,
      ...moved,
      remedies: remediesMoved,
    }
    const form = (one: Case) => (one.id === found.id ? formId : undefined)
    await change.note(ends.id, { kind: 'merged', data: undo, by: by.id, formId: form(ends) })
    const data = { number: ends.number }
    // What was said there is read here; abusive words stay folded where they are
    const { words, wish } = ends.abusiveAt ? {} : ends.answers
    const text = [words, wish].filter(Boolean).join('\n') || undefined
    await change.note(goesOn.id, { kind: 'joined', text, data, by: by.id, formId: form(goesOn) })
    return true
  }).then((made) => made === true)

/** Contacts and ended cases of the one matter point to the other, and so will what comes later. */
const moveMatter = async (tx: Tx, from: string, to: string, but: string) => {
  const joined = await tx
    .update(matters)
    .set({ joinedInto: to })
    .where(sql`${matters.id} = ${from} or ${matters.joinedInto} = ${from}`)
    .returning({ id: matters.id })
  const moved = await tx
    .update(contacts)
    .set({ matterId: to })
    .where(eq(contacts.matterId, from))
    .returning({ id: contacts.id })
  const ended = await tx
    .update(cases)
    .set({ matterId: to })
    .where(and(eq(cases.matterId, from), sql`${cases.id} <> ${but}`))
    .returning({ id: cases.id })
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)
  return { matters: ids(joined), contacts: ids(moved), cases: ids(ended) }
}

const moveRemedies = async (tx: Tx, from: string, to: string): Promise<string[]> => {
  const moved = await tx
    .update(remedies)
    .set({ caseId: to })
    .where(and(eq(remedies.caseId, from), isNull(remedies.doneAt), isNull(remedies.withdrawnAt)))
    .returning({ id: remedies.id })
  return moved.map(({ id }) => id)
}

/** Rights that a manager has still to confirm are owed by the one that goes on. */
const moveRights = (tx: Tx, from: string, to: string) =>
  tx
    .update(proposals)
    .set({ caseId: to })
    .where(
      and(
        eq(proposals.caseId, from),
        eq(proposals.kind, 'approval'),
        eq(proposals.state, 'waiting'),
        sql`(${proposals.data} -> 'offer' ->> 'statutory')::boolean`,
      ),
    )

/** Unless the other one has a call of its own. */
const moveCallBack = async (tx: Tx, from: string, to: string, now: Date) => {
  const [moved] = await tx
    .update(callBacks)
    .set({ caseId: to })
    .where(
      and(
        eq(callBacks.caseId, from),
        eq(callBacks.state, 'booked'),
        sql`not exists (select from call_backs o where o.case_id = ${to} and o.state = 'booked')`,
      ),
    )
    .returning({ id: callBacks.id, at: callBacks.at })
  if (moved) await remindOfCall(tx, to, moved.id, moved.at, now)
}

/** The worse severity, and the earlier of what the two owe; a question is only open where both had asked it. */
const owesBoth = (goesOn: Case, ends: Case): Partial<typeof cases.$inferInsert> => {
  const severity = Math.min(goesOn.severity, ends.severity)
  const owing = [goesOn, ends].filter(({ state }) => state !== 'awaiting customer')
  const [first] = owing.sort((a, b) => Number(a.promiseDueAt) - Number(b.promiseDueAt))
  if (!first) return { severity }
  const own = first === goesOn || first.promise === 'remedy' || first.promise === goesOn.promise
  return {
    severity,
    // A first word, or an answer, of the one that ends is a word from the one that goes on
    promise: own ? first.promise : 'next word',
    promiseDueAt: first.promiseDueAt,
    ...(goesOn.state === 'awaiting customer' ? { ...again, state: 'recovering' } : {}),
  }
}
