import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { caseOfLink } from '../cases/caseLinks.ts'
import { changeCase, type Plan, submittedBefore } from '../cases/change.ts'
import type { NewCaseEvent } from '../cases/events.ts'
import { heedSevere } from '../cases/heedSevere.ts'
import { limitOf, mayAdd } from '../cases/limits.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'

/** Who holds the link of a case. `formId`: the second submit of one form changes nothing. */
export type ByLink = { token: string; formId?: string; now: Date }

type Wanted = Pick<Plan, 'from' | 'set' | 'also'> & { event: NewCaseEvent }

/**
 * One change by the customer, told in the case's thread. Throws `unknown`, `expired`, `too many`, and `conflict` where
 * the case has moved on. False: nothing changed, as where the form was submitted before.
 */
export const changeByCustomer = async (
  deps: EdgeDeps,
  by: ByLink,
  plan: (found: Case) => Wanted | undefined | Promise<Wanted | undefined>,
  again = true,
): Promise<boolean> => {
  const { token, now } = by
  const { db } = deps
  const found = await loadCase(db, await caseOfLink(db, token, now))
  const formId = formOf(found.id, by.formId)
  if (await submittedBefore(deps, formId)) return false
  const wanted = await plan(found)
  if (!wanted) return false
  const { event, also } = wanted
  const made = await changeCase(db, found, now, {
    ...wanted,
    formId,
    event: async ({ tx }) => {
      const limited = limitOf(event.kind)
      if (limited) await mayAdd(tx, found.id, limited, now)
      return event
    },
    also: async (change, noted) => {
      await also?.(change, noted)
      await heedSevere(change, found, event.text)
    },
  })
  if (made === 'late' && !(await submittedBefore(deps, formId))) {
    // Staff moved it since it was read: what the customer says may still stand
    if (again) return changeByCustomer(deps, by, plan, false)
    throw late()
  }
  if (made === 'made') deps.wake()
  return made === 'made'
}

/** A customer's browser names its form; only within one case does that name count. */
export const formOf = (caseId: string, formId: string | undefined): string | undefined =>
  formId && /^[\w-]{8,64}$/.test(formId) ? `page:${caseId}:${formId}` : undefined

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
