import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { links, proposals } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { chatDestination, MAIL } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { Case } from './case.ts'
import { loadCase } from './caseFile.ts'
import { type Change, changeCase, type Plan } from './change.ts'

export type Proposal = typeof proposals.$inferSelect
type NewProposal = Omit<typeof proposals.$inferInsert, 'caseId' | 'state' | 'createdAt' | 'messages'>

/** Asks somebody, within the change that asks: its card goes to `destination` once it is committed. */
export const propose = async (
  { tx, now, touch }: Change,
  found: Pick<Case, 'id'>,
  proposal: NewProposal,
): Promise<string> => {
  const [made] = await tx
    .insert(proposals)
    .values({ ...proposal, caseId: found.id, createdAt: now })
    .returning({ id: proposals.id })
  await postProposal(tx, { id: made!.id, caseId: found.id, destination: proposal.destination }, now)
  touch(found.id)
  return made!.id
}

/** Has the card of a proposal posted: to somebody else too where `again` says which time it is. */
export const postProposal = (
  tx: Tx,
  { id, caseId, destination }: Pick<Proposal, 'id' | 'caseId' | 'destination'>,
  now: Date,
  again = '',
): Promise<void> =>
  enqueue(tx, {
    kind: 'proposal',
    destination: chatDestination(destination),
    lane: `proposal:${id}:${chatDestination(destination)}`,
    onceKey: `proposal:${id}${again}`,
    payload: { case: caseId, proposal: id, destination },
    dueAt: now,
    now,
  })

export const findProposal = async ({ db }: Pick<Deps, 'db'>, id: string): Promise<Proposal> => {
  const [found] = isUuid(id) ? await db.select().from(proposals).where(eq(proposals.id, id)) : []
  if (!found) throw new DomainError('unknown', ({ rights: say }) => say.unknown)
  return found
}

type Answered = Pick<Plan, 'event' | 'by' | 'formId' | 'also'> & {
  /** The states it may be in. */
  from: Proposal['state'][]
  set: Partial<typeof proposals.$inferInsert>
}

/**
 * Answers a proposal once, under its case's row, with the case's event and what leaves because of it. `late`: another
 * was quicker, and nothing was changed.
 */
export const answerProposal = (
  deps: Deps,
  proposal: Proposal,
  now: Date,
  { from, set, event, also, ...plan }: Answered,
): Promise<'made' | 'made before' | 'late'> =>
  changeCase(deps.db, { id: proposal.caseId }, now, {
    ...plan,
    event: async (change) => {
      const moved = await change.tx
        .update(proposals)
        .set(set)
        .where(and(eq(proposals.id, proposal.id), inArray(proposals.state, from)))
        .returning({ id: proposals.id })
      if (moved.length === 0) return undefined
      return typeof event === 'function' ? event(change) : event
    },
    also: async (change, noted) => {
      await updateProposalCards(change.tx, proposal, now)
      await also?.(change, noted)
    },
  })

/** The proposal's cards, rendered again, each as an entry of the place it is in. One that is still to be posted is rendered then. */
export const updateProposalCards = async (
  tx: Tx,
  { id, caseId }: Pick<Proposal, 'id' | 'caseId'>,
  now: Date,
): Promise<void> => {
  const [found] = await tx
    .select({ messages: proposals.messages })
    .from(proposals)
    .where(eq(proposals.id, id))
  for (const message of found?.messages ?? [])
    await enqueue(tx, {
      kind: 'card',
      destination: chatDestination(message),
      lane: `proposal:${id}:${message.id}`,
      onceKey: `card:proposal:${id}:${message.id}`,
      payload: { case: caseId, proposal: id, message: message.id },
      dueAt: now,
      now,
    })
}

/** Its card is gone from where it was: posted again, once. */
export const postProposalAnew = async (
  tx: Tx,
  { id, caseId }: Pick<Proposal, 'id' | 'caseId'>,
  gone: MessageRef,
  now: Date,
): Promise<void> => {
  const taken = await tx
    .update(proposals)
    .set({
      messages: sql`(select coalesce(jsonb_agg(m), '[]') from jsonb_array_elements(messages) m where m ->> 'id' <> ${gone.id})`,
    })
    .where(and(eq(proposals.id, id), sql`messages @> ${JSON.stringify([{ id: gone.id }])}::jsonb`))
    .returning({ id: proposals.id })
  const { platform, workspace, channel, place } = gone
  const destination = { platform, workspace, channel: place ?? channel }
  if (taken.length > 0) await postProposal(tx, { id, caseId, destination }, now, `:gone:${gone.id}`)
}

/** Ends what still waits on a case that has ended, but for what serves a remedy that is still owed. */
export const withdrawProposals = async (tx: Tx, caseId: string, now: Date): Promise<void> => {
  const ended = await tx
    .update(proposals)
    .set({ state: 'withdrawn', answeredAt: now })
    .where(
      and(
        eq(proposals.caseId, caseId),
        sql`(${proposals.state} = 'waiting' and not (${proposals.kind} = 'approval' and coalesce((${proposals.data} -> 'offer' ->> 'statutory')::boolean, false))
          or ${proposals.kind} = 'request' and ${proposals.state} = 'accepted' and (${proposals.answer} is not null or not exists (
            select from remedies r where r.case_id = ${caseId} and r.done_at is null and r.withdrawn_at is null)))`,
      ),
    )
    .returning()
  for (const proposal of ended) await tellWithdrawn(tx, proposal, now)
}

/** Tells the people who were asked that it is no longer needed: on its card, or in a mail to the partner. */
export const tellWithdrawn = async (tx: Tx, proposal: Proposal, now: Date): Promise<void> => {
  await updateProposalCards(tx, proposal, now)
  if (!proposal.toPartner) return
  await endPartnerLink(tx, proposal.id, now)
  await mailPartner(tx, proposal.id, 'withdrawn', now)
}

/** A partner's link ends then: at once, or a week after the date they work to. */
export const endPartnerLink = (tx: Tx, id: string, expiresAt: Date) =>
  tx
    .update(links)
    .set({ expiresAt })
    .where(and(eq(links.subjectId, id), eq(links.purpose, 'partner')))

/** Has a partner mailed what is asked of them, or that it is not needed any more. */
export const mailPartner = (tx: Tx, id: string, what: 'asked' | 'withdrawn', now: Date): Promise<void> =>
  enqueue(tx, {
    kind: 'partner mail',
    destination: MAIL,
    lane: `partner:${id}`,
    onceKey: `partner mail:${id}:${what}`,
    payload: { proposal: id, what },
    dueAt: now,
    now,
  })

export const caseOf = (deps: Pick<Deps, 'db'>, proposal: Proposal): Promise<Case> =>
  loadCase(deps.db, proposal.caseId)
