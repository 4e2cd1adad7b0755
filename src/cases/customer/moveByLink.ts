import { and, eq, inArray, sql, TransactionRollbackError } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { type CaseState, caseEvents, cases } from '../../../db/schema/index.ts'
import { setTimers } from '../../clocks/set.ts'
import type { EdgeDeps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import type { NewCaseEvent } from '../events.ts'
import { type Case, loadCase } from '../load.ts'
import { addEvent } from '../move.ts'
import { heedSevere } from './heedSevere.ts'
import { limitOf, mayAdd } from './limits.ts'
import { caseOfLink } from './viewCase.ts'

/** Who holds the link of a case. `formId`: the second submit of one form changes nothing. */
export type ByLink = { token: string; formId?: string; now: Date }

type Change = {
  from: readonly CaseState[]
  set?: Partial<typeof cases.$inferInsert>
  event: NewCaseEvent
  /** More rows of the same transaction; the case's own row is held. */
  also?: (tx: Tx, event: number) => Promise<void>
}

/**
 * One change by the customer: a conditional UPDATE, its event and a reply in the thread, in one transaction. Throws
 * `unknown`, `expired`, `too many`, and `conflict` where the case has moved on. False: nothing changed, as where the form was submitted before.
 */
export const moveByLink = async (
  deps: EdgeDeps,
  by: ByLink,
  change: (found: Case) => Change | undefined | Promise<Change | undefined>,
  again = true,
): Promise<boolean> => {
  const { token, formId, now } = by
  const { db } = deps
  const found = await loadCase(db, await caseOfLink(db, token, now))
  const form = formOf(found.id, formId)
  if (await submitted(deps, form)) return false
  const wanted = await change(found)
  if (!wanted) return false
  const { from, set, event, also } = wanted
  const made = await db
    .transaction(async (tx) => {
      const rows = await tx
        .update(cases)
        .set(set ?? { state: sql`${cases.state}` })
        .where(and(eq(cases.id, found.id), inArray(cases.state, [...from])))
        .returning({ id: cases.id })
      if (rows.length === 0) return 'late'
      const limited = limitOf(event.kind)
      if (limited) await mayAdd(tx, found.id, limited, now)
      const noted = await addEvent(tx, found, { ...event, formId: form, now }, true)
      if (noted === undefined) return tx.rollback()
      if (also) {
        await also(tx, noted)
        await setTimers(tx, found.id, now)
      }
      await heedSevere(tx, found, event.text, now)
      return 'made'
    })
    .catch((error) => {
      if (error instanceof TransactionRollbackError) return 'made before'
      throw error
    })
  if (made === 'late' && !(await submitted(deps, form))) {
    // Staff moved it since it was read: what the customer says may still stand
    if (again) return moveByLink(deps, by, change, false)
    throw late()
  }
  if (made === 'made') deps.wake()
  return made === 'made'
}

/** A customer's browser names its form; only within one case does that name count. */
export const formOf = (caseId: string, formId: string | undefined): string | undefined =>
  formId && /^[\w-]{8,64}$/.test(formId) ? `page:${caseId}:${formId}` : undefined

export const submitted = async ({ db }: Pick<EdgeDeps, 'db'>, form: string | undefined): Promise<boolean> =>
  form !== undefined &&
  (await db.select({ id: caseEvents.id }).from(caseEvents).where(eq(caseEvents.formId, form)).limit(1))
    .length > 0

export const late = () => new DomainError('conflict', 'The case has changed in the meantime.')

const LONGEST = 5000

/** A customer's words, as they may be kept. Throws `invalid`. */
export const wordsOf = (words: string | undefined, max = LONGEST): string => {
  const text = (words ?? '').replaceAll('\0', '').trim()
  if (text.length > max) throw new DomainError('invalid', `This is longer than ${max} characters.`, 'words')
  return text
}

/** As `wordsOf`, where something has to be said. */
export const needWords = (words: string | undefined, max?: number): string => {
  const text = wordsOf(words, max)
  if (!text) throw new DomainError('invalid', 'Please write a few words.', 'words')
  return text
}
