import type { Tx } from '../../../db/client.ts'
import { accounts } from '../../../db/schema/index.ts'
import type { Field } from '../../../integrations/chat.ts'
import { DomainError } from '../../errors.ts'
import type { StaffWords } from '../../locales/staff.ts'
import type { Case } from '../case.ts'
import { changeByStaff } from '../changeByStaff.ts'
import { long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import { mailCustomer } from '../mailCustomer.ts'
import type { CaseVerb } from '../verb.ts'
import { mailable } from './mailable.ts'

/** The next version of the agreed account. Throws `invalid` if it says what it said, `conflict` if another was quicker. */
export const nextVersion = (found: Case, text: string, field: string): number => {
  if (text === found.account?.text.trim())
    throw new DomainError('invalid', ({ forms }) => forms.account.same, field)
  return (found.account?.version ?? 0) + 1
}

/** Within the transaction of its event. */
export const keepAccount = async (
  tx: Tx,
  { caseId, version, text, by, at }: typeof accounts.$inferInsert,
): Promise<void> => {
  const kept = await tx
    .insert(accounts)
    .values({ caseId, version, text, by, at })
    .onConflictDoNothing()
    .returning({ id: accounts.id })
  if (kept.length === 0) throw new DomainError('conflict', ({ forms }) => forms.account.changed)
}

/** What happened, as both sides see it. The customer reads it, and can correct it until the case ends. */
const run: CaseVerb['run'] = (deps, act) =>
  changeByStaff(deps, 'account', act, (found) => {
    mailable(found)
    const text = textOf(act, 'text', { min: 10 })
    const version = nextVersion(found, text, 'text')
    return {
      set: { state: 'recovering' },
      event: { kind: 'account', text, data: { version } },
      also: async ({ tx }, event) => {
        await keepAccount(tx, { caseId: found.id, version, text, by: act.by.id, at: act.now })
        await mailCustomer(tx, found, event, act.now)
      },
    }
  })

/** The field holds the last version, the customer's corrections included. */
export const accountField = (
  found: Case,
  { forms }: StaffWords,
  required: boolean,
  name = 'account',
): Field => ({
  ...long(name, forms.account.text(found.account?.byCustomer === true)),
  required,
  ...(found.account ? { initial: found.account.text } : {}),
})

export const account: CaseVerb = {
  before: mailable,
  fields: (found, words) => [accountField(found, words, true, 'text')],
  run,
}
