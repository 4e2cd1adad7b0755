import type { Card, Destination, MessageRef } from '../../integrations/chat.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { findProposal, type Proposal, postProposalAnew, updateProposalCards } from '../cases/proposals.ts'
import type { OpsDeps } from '../deps.ts'
import { isExcluded } from '../directory/excluded.ts'
import { languageAt } from '../directory/readers.ts'
import { type StaffWords, staffWords } from '../locales/staff.ts'
import { chatDestination } from '../outbox/destinations.ts'
import type { Message, Render } from '../outbox/entry.ts'
import { platformOf, postOnce, updateOf } from '../outbox/postOnce.ts'
import { renderApproval } from '../remedies/approvalCard.ts'
import { renderRequest } from '../requests/requestCard.ts'
import { renderHandover } from './handOverCard.ts'
import type { Names, RenderProposal } from './proposalCard.ts'

const CARDS: Record<Proposal['kind'], RenderProposal> = {
  approval: renderApproval,
  handover: renderHandover,
  request: renderRequest,
}

/** The card of a proposal as it stands, with its buttons. */
export const renderProposal = async (
  { db, now }: Pick<OpsDeps, 'db' | 'now'>,
  proposal: Proposal,
  words: StaffWords,
): Promise<Card> => {
  const found = await loadCase(db, proposal.caseId)
  const [names] = await db.$client<Names[]>`
    select b.name as by, coalesce(t.name, d.name) as to, a.name as answered_by
    from proposals o left join people b on b.id = o.by left join people t on t.id = o.to_person
    left join departments d on d.key = o.to_department left join people a on a.id = o.answered_by
    where o.id = ${proposal.id}`
  const { toPerson } = proposal
  if (toPerson && isExcluded(found, { id: toPerson })) return nothing(found, words)
  return {
    ...CARDS[proposal.kind](found, proposal, names!, words, now()),
    subject: proposal.id,
    about: found.id,
    language: words.language,
  }
}

/** Whom the customer complained about since it was asked of them: nothing of the case is left to read. */
const nothing = ({ number }: Case, { card: { elsewhere: say } }: StaffWords): Card => {
  const text = say.nothing(number)
  const parts: Card['parts'] = [{ kind: 'text', text }]
  return { title: say.title(number), summary: text, tone: 'plain', parts, actions: [] }
}

/** The card of an approval, a handover or a request, posted to who decides. */
export const proposal: Render = async (deps, { id, payload, createdAt }, now) => {
  const found = await findProposal(deps, String(payload.proposal))
  const to = (payload.destination as Destination | undefined) ?? found.destination
  const drawn = await renderProposal(deps, found, staffWords(await languageAt(deps.db, to)))
  return {
    ...postOnce(platformOf(deps, to), to, drawn, String(id), createdAt),
    // It was answered while the message was under way: nobody knew yet that this card has to be rendered again
    rows: (sql, message: MessageRef) => sql`
      , shown as (
        update proposals set messages = messages || ${JSON.stringify([message])}::jsonb,
          data = case when data ? 'seen' then data || ${drawnOf(found)}::jsonb else data end from held
        where proposals.id = ${found.id} returning proposals.id, proposals.case_id, proposals.state
      ), late as (
        insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
        select 'card', ${chatDestination(to)}, 'proposal:' || id || ':' || ${message.id}, 'card:proposal:' || id || ':' || ${message.id},
          jsonb_build_object('case', case_id, 'proposal', id, 'message', ${message.id}::text), ${now}, ${now}
        from shown where state <> ${found.state}
      )`,
  } satisfies Message
}

/** Which of what it is weighed against is on its card now (`remedies/weigh.ts`). */
const drawnOf = ({ data }: Proposal): string => JSON.stringify({ drawn: data.weighed ?? 0 })

export const proposalAgain: Render = async (deps, { payload }) => {
  const found = await findProposal(deps, String(payload.proposal))
  const message = found.messages.find(({ id }) => id === payload.message)
  if (message) {
    const drawn = await renderProposal(deps, found, staffWords(await languageAt(deps.db, message)))
    return {
      ...updateOf(deps, message, drawn),
      rows: (sql) => sql`
        , shown as (
          update proposals set data = data || ${drawnOf(found)}::jsonb from held
          where proposals.id = ${found.id} and data ? 'seen' returning proposals.id
        )`,
      gone: (tx, now) => postProposalAnew(tx, found, message, now),
    }
  }
  if (payload.message) return { drop: 'its card is posted again' }
  // Of an older version of the product: each card has an entry of its own now
  return {
    drop: 'each card is rendered by itself',
    dropped: (tx) => updateProposalCards(tx, found, deps.now()),
  }
}
