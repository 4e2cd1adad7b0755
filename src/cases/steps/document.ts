import { DomainError } from '../../errors.ts'
import type { Case } from '../case.ts'
import { type Act, changeByStaff } from '../changeByStaff.ts'
import { endDraft, keepDraft, keepFinding, type WrittenFinding } from '../findings.ts'
import type { Move } from '../machine.ts'
import { mailCustomer } from '../mailCustomer.ts'
import type { CaseVerb } from '../verb.ts'
import { findingFields, readDraft, readFinding, startOf } from './findingForm.ts'

/** Adds the finding, which closes a confirmed case as documented; a case that ended otherwise stays what it is. */
const documented = (
  deps: Parameters<CaseVerb['run']>[0],
  move: Extract<Move, 'document' | 'confirm-finding'>,
  act: Act,
  read: (found: Case) => WrittenFinding | Promise<WrittenFinding>,
) =>
  changeByStaff(deps, move, act, async (found) => {
    const { id, state } = found
    const finding = await read(found)
    const { cause, toCustomer } = finding
    return {
      set:
        state === 'confirmed'
          ? { state: 'documented', endedAt: act.now, promise: null, promiseDueAt: null }
          : {},
      event: async ({ tx }) => {
        const drafted = await endDraft(tx, id)
        // Somebody else was quicker to confirm it
        if (move === 'confirm-finding' && !drafted) return undefined
        const version = await keepFinding(tx, { caseId: id, ...finding, by: act.by.id, at: act.now })
        return { kind: 'documented', text: toCustomer ?? undefined, data: { cause, version } }
      },
      also: async ({ tx }, event) => {
        if (toCustomer) await mailCustomer(tx, found, event, act.now)
      },
    }
  })

export const document: CaseVerb = {
  fields: (found, words, _now, deps) => findingFields(found, words, deps),
  run: (deps, act) => documented(deps, 'document', act, () => readFinding(act)),
}

/** A finding written early counts from now on, as it was drafted: one click. */
export const confirmFinding: CaseVerb = {
  run: (deps, act) =>
    documented(deps, 'confirm-finding', act, async (found) => {
      const { draft } = found
      if (!draft?.causeWords || !draft.prevention)
        throw new DomainError('conflict', ({ forms }) => forms.document.unfinished)
      const start = await startOf(found, deps)
      return { factors: '', ...start, ...draft, toCustomer: null }
    }),
}

/** Written before the customer has answered: a draft. */
export const draftFinding: CaseVerb = {
  fields: (found, words, _now, deps) => findingFields(found, words, deps, { short: true }),
  run: (deps, act) =>
    changeByStaff(deps, 'draft-finding', act, (found) => {
      const draft = readDraft(act)
      if (!draft) throw new DomainError('invalid', ({ values: say }) => say.empty, 'causeWords')
      return {
        set: {},
        event: { kind: 'finding drafted' },
        also: ({ tx }) => keepDraft(tx, { caseId: found.id, draft, by: act.by.id, at: act.now }),
      }
    }),
}
