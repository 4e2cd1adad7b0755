import { and, eq, isNull } from 'drizzle-orm'
import { remedies } from '../../../db/schema/index.ts'
import { DomainError } from '../../errors.ts'
import type { Case, Remedy } from '../case.ts'
import type { Change } from '../change.ts'
import { type Act, changeByStaff } from '../changeByStaff.ts'
import { choices, long } from '../formFields.ts'
import { textOf } from '../formValues.ts'
import { remedyLabel } from '../labels.ts'
import { mailCustomer } from '../mailCustomer.ts'
import { owedOf, takeBack } from '../owed.ts'
import { withdrawProposals } from '../proposals.ts'
import type { CaseVerb } from '../verb.ts'

const nothing = (found: Case) => {
  if (owedOf(found).length === 0) throw new DomainError('conflict', ({ ends }) => ends.settle.nothing)
}

export const chosenOf = (act: Act, owed: Remedy[]): Remedy => {
  const chosen = textOf(act, 'which')
  const one = owed.find(({ id }) => id === chosen)
  if (!one) throw new DomainError('conflict', ({ ends }) => ends.settledMeanwhile)
  return one
}

/** What becomes of a remedy that is owed though its case has ended: it is done, or goodwill is withdrawn. */
export const settle: CaseVerb = {
  before: nothing,
  fields: (found, words) => {
    const say = words.ends.settle
    const owed = owedOf(found)
    const which = choices(owed.map((one) => [one.id, remedyLabel(one, words)]))
    const goodwill = owed.some(({ statutory }) => !statutory)
    return [
      { kind: 'choice', name: 'which', ...say.which, required: true, choices: which, initial: owed[0]?.id },
      {
        kind: 'choice',
        name: 'how',
        ...say.how,
        required: true,
        initial: 'done',
        choices: choices([
          ['done', say.done],
          ...(goodwill ? [['withdrawn', say.withdrawn] as [string, string]] : []),
        ]),
      },
      ...(owed.some(({ amount }) => amount !== null)
        ? [{ kind: 'text' as const, name: 'reference', ...say.reference, required: false, max: 200 }]
        : []),
      long('text', say.text, 1000),
    ]
  },
  run: (deps, act) =>
    changeByStaff(deps, 'settle', act, (found) => {
      const one = chosenOf(act, owedOf(found))
      const text = textOf(act, 'text', { min: 10, max: 1000 })
      const how = textOf(act, 'how')
      if (how === 'withdrawn') return withdrawn(found, one, text)
      if (how !== 'done') throw new DomainError('invalid', ({ values: say }) => say.chooseOne, 'how')
      const reference = referenceOf(act, one)
      return {
        event: {
          kind: 'remedy done',
          text,
          data: { remedies: [one.id], ...(reference ? { reference } : {}) },
        },
        also: async (change, event) => {
          await markDone(change, one, act.by.id, reference)
          await settled(change, found, event)
        },
      }
    }),
}

const withdrawn = (found: Case, one: Remedy, text: string) => {
  if (one.statutory) throw new DomainError('invalid', ({ ends }) => ends.settle.right, 'how')
  const { id: remedy, kind, amount, currency, dueAt: due } = one
  return {
    event: {
      kind: 'promise withdrawn' as const,
      text,
      data: { what: 'remedy' as const, remedy, kind, amount, currency, due },
    },
    also: async (change: Change, event: number) => {
      await takeBack(change, found, [remedy], { withdrawnReason: text })
      await settled(change, found, event)
    },
  }
}

/** What was asked of others for it ends with the last of it. */
export const settled = async ({ tx, now }: Change, found: Case, event: number): Promise<void> => {
  await withdrawProposals(tx, found.id, now)
  await mailCustomer(tx, found, event, now)
}

const markDone = async ({ tx, now }: Change, { id }: Remedy, by: string, reference: string | undefined) => {
  const done = await tx
    .update(remedies)
    .set({ doneAt: now, doneBy: by, ...(reference ? { reference } : {}) })
    .where(and(eq(remedies.id, id), isNull(remedies.doneAt), isNull(remedies.withdrawnAt)))
    .returning({ id: remedies.id })
  if (done.length === 0) throw new DomainError('conflict', ({ ends }) => ends.settledMeanwhile)
}

const referenceOf = (act: Act, { amount }: Remedy): string | undefined => {
  if (amount === null) return undefined
  const reference = textOf(act, 'reference', { min: 0, max: 200 })
  if (reference === '') throw new DomainError('invalid', ({ forms }) => forms.done.noReference, 'reference')
  return reference
}
