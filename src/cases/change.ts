import { eq, TransactionRollbackError } from 'drizzle-orm'
import type { Db, Tx } from '../../db/client.ts'
import { type CaseState, caseEvents, type cases } from '../../db/schema/index.ts'
import { codeOf } from '../errors.ts'
import type { Case } from './case.ts'
import type { Read } from './caseFile.ts'
import { timedAfter } from './deadlines/read.ts'
import { setDeadlines } from './deadlines/set.ts'
import { changesOf, datesOf, timerRows } from './deadlines/write.ts'
import type { NewCaseEvent } from './events.ts'
import { holdAndNote, holdCase, type Noted, noteEvent } from './note.ts'

/** A change under way: one transaction on one case or several, at one moment. */
export type Change = {
  tx: Tx
  now: Date
  /**
   * Adds an event to a case, has its card rendered again and, unless `quiet`, a reply posted in its thread. Gives the
   * event's id. A form that was submitted before undoes the whole change: `inChange` gives `made before`.
   */
  note: (caseId: string, event: Noted, how?: { quiet?: boolean }) => Promise<number>
  /** The case owes something else now, without an event of its own. */
  touch: (caseId: string) => void
  /** Sets the deadlines of the cases touched so far already, as of `at`: for who reads them before the change ends. */
  reconcile: (at?: Date) => Promise<void>
}

/**
 * The one way to change cases: what `work` does is done whole or not at all, and the deadlines of every case it touched
 * are reconciled once, at its end.
 */
export const inChange = <Result>(
  db: Db,
  now: Date,
  work: (change: Change) => Promise<Result>,
): Promise<Result | 'made before'> =>
  db
    .transaction((tx) => changeWithin(tx, now, work))
    .catch((error) => {
      if (error instanceof TransactionRollbackError) return 'made before'
      throw error
    })

/** The same as a part of the caller's transaction. */
export const changeWithin = async <Result>(
  tx: Tx,
  now: Date,
  work: (change: Change) => Promise<Result>,
): Promise<Result> => {
  const touched = new Set<string>()
  const reconcile = async (at = now) => {
    if (touched.size > 0) await setDeadlines(tx, [...touched], at)
    touched.clear()
  }
  const result = await work({
    tx,
    now,
    note: async (caseId, event, { quiet = false } = {}) => {
      touched.add(caseId)
      const id = await noteEvent(tx, caseId, event, now, { reply: !quiet })
      if (id === undefined) throw new TransactionRollbackError()
      return id
    },
    touch: (caseId) => touched.add(caseId),
    reconcile,
  })
  await reconcile()
  return result
}

/** What is wanted of one case, and where it has to stand for it. */
export type Plan = {
  /** The states it may be in; without it any. */
  from?: readonly CaseState[]
  /** Who has to be accountable still. */
  accountable?: string
  set?: Partial<typeof cases.$inferInsert>
  /** What happened; as a function what is found under the case's row decides it, and undefined undoes the change. */
  event: NewCaseEvent | ((change: Change) => Promise<NewCaseEvent | undefined>)
  by?: string
  formId?: string
  /** Not told in the case's thread. */
  quiet?: boolean
  /** More of the same transaction, after the event. */
  also?: (change: Change, event: number) => Promise<unknown>
  /** As the case was read for it. */
  read?: Read
}

/**
 * One change of one case: its row is held by a conditional UPDATE, then its event and what leaves because of it.
 * `late`: it stands elsewhere by now, or `event` found nothing to do. `made before`: the form was submitted before.
 * Nothing is changed in either case.
 */
export const changeCase = async (
  db: Db,
  { id }: Pick<Case, 'id'>,
  now: Date,
  plan: Plan,
): Promise<'made' | 'made before' | 'late'> => {
  if (await changedAtOnce(db, id, now, plan)) return 'made'
  const { from, accountable, set, event, by, formId, quiet, also } = plan
  const wanted = { id, from, accountable, set }
  return inChange(db, now, async (change) => {
    const { tx } = change
    if (typeof event !== 'function') {
      const held = await holdAndNote(tx, wanted, { ...event, by, formId }, now, !quiet)
      if (!held) return 'late' as const
      if (held.event === null) throw new TransactionRollbackError()
      change.touch(id)
      await also?.(change, held.event)
      return 'made' as const
    }
    if (!(await holdCase(tx, wanted))) return 'late' as const
    const happened = await event(change)
    if (!happened) throw new Late()
    const noted = await change.note(id, { ...happened, by, formId }, { quiet })
    await also?.(change, noted)
    return 'made' as const
  }).catch((error) => {
    if (error instanceof Late) return 'late'
    throw error
  })
}

/**
 * The same in one statement, where the change is its row, one event and its deadlines, and nothing of the case has
 * moved since it was read. False: nothing is changed, and it has to be looked at under its row.
 */
const changedAtOnce = async (db: Db, id: string, now: Date, plan: Plan): Promise<boolean> => {
  const { read, event, also, set = {}, from, accountable, by, formId, quiet } = plan
  if (!read || also || typeof event === 'function' || set.departmentKey) return false
  const after = timedAfter(read.timed, set, event.kind, now)
  const writing = changesOf([after], now)
  const made = await holdAndNote(
    db,
    { id, from, accountable, version: read.version, set: { ...set, ...datesOf(after, writing) } },
    { ...event, by, formId },
    now,
    !quiet,
    (sql) => timerRows(sql, writing, now, sql`and exists (select from held)`),
    true,
  ).catch((error) => {
    // The same form was submitted at the same moment
    if (codeOf(error) === UNIQUE_VIOLATION) return undefined
    throw error
  })
  return made !== undefined
}

const UNIQUE_VIOLATION = '23505'

/** Undoes the transaction. */
class Late extends Error {}

/** Whether this form was submitted before: then its second submit changes nothing and says nothing. */
export const submittedBefore = async ({ db }: { db: Tx }, formId: string | undefined): Promise<boolean> =>
  formId !== undefined &&
  (await db.select({ id: caseEvents.id }).from(caseEvents).where(eq(caseEvents.formId, formId)).limit(1))
    .length > 0
