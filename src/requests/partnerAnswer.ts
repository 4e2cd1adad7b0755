import { and, eq, ne } from 'drizzle-orm'
import { cases, proposals } from '../../db/schema/index.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { type Change, changeCase, submittedBefore } from '../cases/change.ts'
import { dueOf, textOf } from '../cases/formValues.ts'
import { partnerMayAdd } from '../cases/limits.ts'
import { answerProposal, endPartnerLink, findProposal, type Proposal } from '../cases/proposals.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { partnerLinkEnds } from './askPartner.ts'
import { openRequestOfLink, type PartnerRequest } from './partnerLink.ts'

/** Who holds a partner's link. `formId`: the second submit of one form changes nothing. */
export type ByPartner = { token: string; formId?: string; now: Date }

const LONGEST = 2000
const OPEN: Proposal['state'][] = ['waiting', 'accepted']

export const partnerLate = () => new DomainError('conflict', 'The request has changed in the meantime.')

/** A browser names its form; only within one request does that name count. */
const formOf = (id: string, formId: string | undefined): string | undefined =>
  formId && /^[\w-]{8,64}$/.test(formId) ? `partner:${id}:${formId}` : undefined

const wordsOf = (words: string | undefined, min: number) =>
  textOf({ values: { words: words ?? '' } }, 'words', { min, max: LONGEST })

type Answer = {
  set: Partial<typeof proposals.$inferInsert>
  kind: 'request accepted' | 'request declined' | 'request done'
  text?: string
  due: Date
}

/**
 * One answer to the one request of a link, told in the case's thread and to nobody outside. Throws `unknown`,
 * `expired`, `invalid`, `too many`, and `conflict` where the request is not open any more.
 */
const answer = async (
  deps: EdgeDeps,
  by: ByPartner,
  plan: (request: PartnerRequest, found: Case) => Answer,
): Promise<void> => {
  const request = await openRequestOfLink(deps, by)
  const { id, caseId, partner } = request
  const formId = formOf(id, by.formId)
  if (await submittedBefore(deps, formId)) return
  const { set, kind, text, due } = plan(request, await loadCase(deps.db, caseId))
  const made = await answerProposal(deps, await findProposal(deps, id), by.now, {
    from: OPEN,
    set,
    formId,
    event: async ({ tx }) => {
      await partnerMayAdd(tx, caseId, id, by.now)
      return { kind, text, data: { proposal: id, partner, due } }
    },
    also: async ({ tx }) => void (await endPartnerLink(tx, id, partnerLinkEnds(due))),
  })
  if (made === 'made') deps.wake()
  if (made === 'late' && !(await submittedBefore(deps, formId))) throw partnerLate()
}

/** They do it by a date of their own; a later answer may move it. */
export const partnerAccepts = (deps: EdgeDeps, by: ByPartner & { due: string }): Promise<void> =>
  answer(deps, by, (_, found) => {
    const due = dueOf({ values: { due: by.due }, now: by.now }, 'due', found)
    return { kind: 'request accepted', due, set: { state: 'accepted', answeredAt: by.now, deedDueAt: due } }
  })

/** No plain decline: what they can do instead is in the same form. */
export const partnerDeclines = async (deps: EdgeDeps, by: ByPartner & { words?: string }): Promise<void> => {
  const text = wordsOf(by.words, 10)
  return answer(deps, by, ({ deedDueAt: due }) => ({
    kind: 'request declined',
    text,
    due,
    set: { state: 'declined', answeredAt: by.now, answer: text },
  }))
}

export const partnerDone = async (deps: EdgeDeps, by: ByPartner & { words?: string }): Promise<void> => {
  const text = wordsOf(by.words, 0) || undefined
  return answer(deps, by, ({ deedDueAt: due, state }) => ({
    kind: 'request done',
    text,
    due,
    set: {
      state: 'done',
      doneAt: by.now,
      ...(state === 'waiting' ? { answeredAt: by.now } : {}),
      ...(text ? { answer: text } : {}),
    },
  }))
}

type Saying = ByPartner & {
  words?: string
  /** How many pictures go along, and what ties them to the event. */
  pictures?: number
  also?: (change: Change, event: number) => Promise<void>
}

/** Words to us, with pictures perhaps: they stay inside. True: said now. Throws as `answer` does. */
export const partnerSays = async (
  deps: EdgeDeps,
  { words, pictures = 0, also, ...by }: Saying,
): Promise<boolean> => {
  const text = wordsOf(words, pictures > 0 ? 0 : 1) || undefined
  const { id, caseId, partner } = await openRequestOfLink(deps, by)
  const formId = formOf(id, by.formId)
  if (await submittedBefore(deps, formId)) return false
  const made = await changeCase(deps.db, { id: caseId }, by.now, {
    formId,
    event: async ({ tx }) => {
      const [open] = await tx
        .select({ endedAt: cases.endedAt })
        .from(proposals)
        .innerJoin(cases, eq(cases.id, proposals.caseId))
        .where(and(eq(proposals.id, id), ne(proposals.state, 'withdrawn')))
      if (!open || open.endedAt) return undefined
      await partnerMayAdd(tx, caseId, id, by.now)
      return {
        kind: 'partner said',
        text,
        data: { proposal: id, partner, ...(pictures > 0 ? { pictures } : {}) },
      }
    },
    also,
  })
  if (made === 'made') deps.wake()
  if (made === 'late') throw partnerLate()
  return made === 'made'
}
