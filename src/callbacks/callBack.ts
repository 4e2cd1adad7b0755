import { type Case, loadCase } from '../cases/caseFile.ts'
import { choices } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import { timeOf } from '../cases/labels.ts'
import { mayMove } from '../cases/rights.ts'
import type { CaseVerb } from '../cases/verb.ts'
import { DomainError } from '../errors.ts'
import { bookCallBack, cancelCallBack, freeSlots } from './bookCallBack.ts'

/** A list in chat takes a hundred; of more only the full hours are offered. */
const MOST = 90
const CANCEL = 'cancel'

const label = (found: Case, at: Date): string => {
  const here = timeOf(found, at)
  const there = timeOf({ timeZone: found.customerTimeZone }, at)
  return here === there ? here : `${here} (for the customer ${there})`
}

const offered = (slots: Date[]): Date[] =>
  (slots.length > MOST ? slots.filter((at) => at.getTime() % 3600_000 === 0) : slots).slice(0, MOST)

const some = (found: Case, slots: Date[]) => {
  if (slots.length === 0 && !found.callBack)
    throw new DomainError(
      'conflict',
      'No time is free in the next five business days. Tell the customer by "Progress" when they hear from you, or use "Call management".',
    )
}

/** Books a time at which the customer is called. */
export const callBack: CaseVerb = {
  submit: 'Book it',
  before: async (found, now, deps) => some(found, await freeSlots(deps, found, now)),
  fields: async (found, now, deps) => [
    {
      kind: 'choice',
      name: 'at',
      label: found.callBack ? `Booked for ${label(found, found.callBack.at)}. Instead:` : 'When?',
      hint: 'Half hours at which somebody is there to call.',
      required: true,
      choices: choices([
        ...(found.callBack ? [[CANCEL, 'Cancel the call-back'] as [string, string]] : []),
        ...offered(await freeSlots(deps, found, now)).map((at): [string, string] => [
          at.toISOString(),
          label(found, at),
        ]),
      ]),
    },
    {
      kind: 'text',
      name: 'phone',
      label: 'Telephone number',
      required: true,
      max: 100,
      initial: found.callBack?.phone ?? found.answers.reach?.phone ?? found.phone ?? undefined,
    },
  ],
  run: async (deps, act) => {
    const found = await loadCase(deps.db, act.caseId)
    await mayMove(deps.db, found, act.by, 'call-back')
    const chosen = textOf(act, 'at')
    const { now, formId } = act
    if (chosen === CANCEL) return cancelCallBack(deps, { found, by: act.by.id, now, formId })
    const at = new Date(chosen)
    if (Number.isNaN(at.getTime())) throw new DomainError('invalid', 'Please choose a time.', 'at')
    return bookCallBack(deps, {
      found,
      at,
      phone: textOf(act, 'phone', { max: 100 }),
      by: act.by.id,
      now,
      formId,
    })
  },
}
