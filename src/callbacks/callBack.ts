import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { choices } from '../cases/formFields.ts'
import { textOf } from '../cases/formValues.ts'
import { timeOf } from '../cases/labels.ts'
import { mayMove } from '../cases/rights.ts'
import type { CaseVerb } from '../cases/verb.ts'
import { DomainError } from '../errors.ts'
import type { StaffWords } from '../locales/staff.ts'
import { bookCallBack, cancelCallBack, freeSlots } from './bookCallBack.ts'

/** A list in chat takes a hundred; of more only the full hours are offered. */
const MOST = 90
const CANCEL = 'cancel'

const label = (found: Case, at: Date, words: StaffWords): string => {
  const here = timeOf(found, at, words)
  const there = timeOf({ timeZone: found.customerTimeZone }, at, words)
  if (here === there) return here
  const { both } = words.turns.callBack
  return both(here, zoneName(found.timeZone, at, words), there, zoneName(found.customerTimeZone, at, words))
}

/** "GMT+1", "EST" */
const zoneName = (timeZone: string, at: Date, { locale }: StaffWords): string => {
  const key = `${locale} ${timeZone}`
  const format = zones.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
  zones.set(key, format)
  return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}
// A form has ninety times, and making a format takes longer than using it.
const zones = new Map<string, Intl.DateTimeFormat>()

const offered = (slots: Date[]): Date[] =>
  (slots.length > MOST ? slots.filter((at) => at.getTime() % 3600_000 === 0) : slots).slice(0, MOST)

const some = (found: Case, slots: Date[]) => {
  if (slots.length === 0 && !found.callBack)
    throw new DomainError('conflict', ({ turns: { callBack: say } }) => say.noneFree)
}

/** Books a time at which the customer is called. */
export const callBack: CaseVerb = {
  before: async (found, now, deps) => some(found, await freeSlots(deps, found, now)),
  fields: async (found, words, now, deps) => {
    const say = words.turns.callBack
    const booked = found.callBack && say.booked(label(found, found.callBack.at, words))
    const slots = offered(await freeSlots(deps, found, now))
    return [
      {
        kind: 'choice',
        name: 'at',
        ...say.at,
        ...(booked ? { label: booked } : {}),
        required: true,
        choices: choices([
          ...(booked ? [[CANCEL, say.cancel] as [string, string]] : []),
          ...slots.map((at): [string, string] => [at.toISOString(), label(found, at, words)]),
        ]),
      },
      {
        kind: 'text',
        name: 'phone',
        ...say.phone,
        required: true,
        max: 100,
        initial: found.callBack?.phone ?? found.answers.reach?.phone ?? found.phone ?? undefined,
      },
    ]
  },
  run: async (deps, act) => {
    const found = await loadCase(deps.db, act.caseId)
    await mayMove(deps.db, found, act.by, 'call-back')
    const chosen = textOf(act, 'at')
    const { now, formId } = act
    if (chosen === CANCEL) return cancelCallBack(deps, { found, by: act.by.id, now, formId })
    const at = new Date(chosen)
    if (Number.isNaN(at.getTime()))
      throw new DomainError('invalid', ({ turns: { callBack: say } }) => say.chooseTime, 'at')
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
