import type { Card, Destination, MessageRef } from '../../../integrations/chat.ts'
import type { OpsDeps } from '../../deps.ts'
import type { Draw, Message } from '../../outbox/entry.ts'
import { platformOf, postOnce } from '../../outbox/postOnce.ts'
import { isAbout } from '../actor.ts'
import { type Case, loadCase } from '../load.ts'
import { drawApproval } from '../remedies/approvalCard.ts'
import { drawHandover } from './handOverCard.ts'
import type { DrawProposal, Names } from './proposalCard.ts'
import { findProposal, type Proposal } from './propose.ts'
import { drawRequest } from './requestCard.ts'

const CARDS: Record<Proposal['kind'], DrawProposal> = {
  approval: drawApproval,
  handover: drawHandover,
  request: drawRequest,
}

/** The card of a proposal as it stands, with its buttons. */
export const drawProposal = async ({ db }: Pick<OpsDeps, 'db'>, proposal: Proposal): Promise<Card> => {
  const found = await loadCase(db, proposal.caseId)
  const [names] = await db.$client<(Names & { toPerson: string | null; toEmail: string | null })[]>`
    select b.name as by, coalesce(t.name, d.name) as to, t.id as to_person, t.email as to_email, a.name as answered_by
    from proposals o left join people b on b.id = o.by left join people t on t.id = o.to_person
    left join departments d on d.key = o.to_department left join people a on a.id = o.answered_by
    where o.id = ${proposal.id}`
  const { toPerson, toEmail } = names!
  if (toPerson && toEmail && isAbout(found, { id: toPerson, email: toEmail })) return nothing(found)
  return { ...CARDS[proposal.kind](found, proposal, names!), subject: proposal.id, about: found.id }
}

/** Whom the customer complained about since it was asked of them: nothing of the case is left to read. */
const nothing = ({ number }: Case): Card => {
  const text = `Case ${number} is handled elsewhere now: there is nothing to decide here any more.`
  const parts: Card['parts'] = [{ kind: 'text', text }]
  return { title: `Case ${number}`, summary: text, tone: 'plain', parts, actions: [] }
}

/** The card of an approval, a handover or a request, posted to who decides. */
export const proposal: Draw = async (deps, { id, payload, createdAt }) => {
  const found = await findProposal(deps, String(payload.proposal))
  const to = (payload.destination as Destination | undefined) ?? found.destination
  return {
    ...postOnce(platformOf(deps, to), to, await drawProposal(deps, found), String(id), createdAt),
    rows: (sql, message: MessageRef) => sql`
      , shown as (update proposals set messages = messages || ${JSON.stringify([message])}::jsonb from held where proposals.id = ${found.id})`,
  } satisfies Message
}

export const proposalAgain: Draw = async (deps, { payload }) => {
  const found = await findProposal(deps, String(payload.proposal))
  const { messages } = found
  if (messages.length === 0) return { defer: 'the proposal is not posted yet' }
  const card = await drawProposal(deps, found)
  return {
    repeatable: true,
    send: () => Promise.all(messages.map((message) => platformOf(deps, message).update(message, card))),
  }
}
