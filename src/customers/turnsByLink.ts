import { bookCallBack, cancelCallBack } from '../callbacks/bookCallBack.ts'
import { loadCase } from '../cases/caseFile.ts'
import { caseOfLink } from '../cases/caseLinks.ts'
import { submittedBefore } from '../cases/change.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { askForSomebodyElse } from '../handovers/somebodyElse.ts'
import { type ByLink, formOf, late, wordsOf } from './changeByCustomer.ts'

/**
 * The customer books a call, or moves it. Where no number is given, the one on file is called. Throws `unknown`,
 * `expired`, `invalid` on `at` or `phone`, `conflict` where the case has ended.
 */
export const bookByLink = async (
  deps: EdgeDeps,
  { token, formId, now, at, phone }: ByLink & { at: string; phone: string },
): Promise<void> => {
  const found = await loadCase(deps.db, await caseOfLink(deps.db, token, now))
  const number = phone || found.callBack?.phone || found.answers.reach?.phone || found.phone
  if (!number) throw new DomainError('invalid', 'Please give a telephone number.', 'phone')
  const form = formOf(found.id, formId)
  await bookCallBack(deps, { found, at: new Date(at), phone: number, by: null, now, formId: form })
  deps.wake()
}

/** Throws `unknown`, `expired`. */
export const cancelByLink = async (deps: EdgeDeps, { token, formId, now }: ByLink): Promise<void> => {
  const found = await loadCase(deps.db, await caseOfLink(deps.db, token, now))
  await cancelCallBack(deps, { found, by: null, now, formId: formOf(found.id, formId) })
  deps.wake()
}

/**
 * `about`: the complaint is about who has the case, whom the page called `person`. Throws `unknown`, `expired`,
 * `invalid`, and `conflict` where somebody else has it by now: it would be held against them.
 */
export const elseByLink = async (
  deps: EdgeDeps,
  { token, formId, now, about, person, words }: ByLink & { about: boolean; person?: string; words?: string },
): Promise<void> => {
  const text = wordsOf(words)
  const found = await loadCase(deps.db, await caseOfLink(deps.db, token, now))
  const form = formOf(found.id, formId)
  if (about && person && person !== found.accountable && !(await submittedBefore(deps, form))) throw late()
  await askForSomebodyElse(deps, { found, words: text, about, now, formId: form })
}
