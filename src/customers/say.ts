import type { Tx } from '../../db/client.ts'
import type { Case } from '../cases/case.ts'
import { wordBy } from '../cases/formValues.ts'
import { promiseSoonest } from '../cases/promises.ts'
import { isOpen } from '../cases/states.ts'
import { REMIND_DAYS, SILENT_DAYS } from '../cases/steps/done.ts'
import type { EdgeDeps } from '../deps.ts'
import { addBusinessDays } from '../time.ts'
import { type ByLink, changeByCustomer, needWords } from './changeByCustomer.ts'

const DAY = 24 * 3600_000

/**
 * The customer's own words on the case page. They answer an open question, and who has just written is not silent.
 * Throws `unknown`, `expired`, `invalid`, `conflict` where the case has ended.
 */
export const say = (deps: EdgeDeps, { words, ...by }: ByLink & { words?: string }): Promise<boolean> => {
  const text = needWords(words)
  return changeByCustomer(deps, by, (found) => ({
    from: openAs(found),
    set: heard(found, by.now),
    event: { kind: 'customer said', text },
    also: ({ tx }) => heardSoonest(tx, found, by.now),
  }))
}

/** What is set follows from the state it was read in, so in no other. */
export const openAs = ({ state }: Pick<Case, 'state'>) => (isOpen(state) ? [state] : [])

/** An answered question gives way to a word from us, within a business day and never later than promised. */
export const heard = (
  found: Case,
  now: Date,
): Pick<Partial<Case>, 'waitingSince' | 'silentAt' | 'askReminderAt' | 'promise' | 'promiseDueAt'> => {
  if (found.state === 'awaiting customer') {
    const silentAt = new Date(now.getTime() + SILENT_DAYS * DAY)
    const askReminderAt = found.askReminderAt && new Date(now.getTime() + REMIND_DAYS * DAY)
    return { waitingSince: null, silentAt, askReminderAt, promise: 'your answer', promiseDueAt: silentAt }
  }
  if (found.promise !== 'your answer') return { waitingSince: null }
  const soon = addBusinessDays(found, now, 1)
  const said = found.promiseDueAt
  return { waitingSince: null, ...wordBy(found, said && said > now && said < soon ? said : soon, now) }
}

/** Under the case's row: a remedy may have been promised by an earlier date since the case was read. */
export const heardSoonest = async (tx: Tx, found: Case, now: Date): Promise<void> => {
  const { promiseDueAt } = heard(found, now)
  if (found.state !== 'awaiting customer' && promiseDueAt)
    await promiseSoonest(tx, found.id, now, promiseDueAt)
}
