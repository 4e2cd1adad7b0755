import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { invitations, links, type MailRefused, type NotAsked, outbox } from '../../db/schema/index.ts'
import { csat } from '../../surveys/csat.ts'
import type { Deps } from '../deps.ts'
import { MAIL } from '../outbox/destinations.ts'
import { enqueue, type NewEntry } from '../outbox/enqueue.ts'
import { intoWindow } from '../time.ts'
import { hash, nonce, type Purpose, token } from '../tokens.ts'
import { rulesOf } from './rules.ts'
import { type Planning, whyNot } from './whyNot.ts'

/** What an integrator hears of the invitation. */
export type Invited =
  | { id: string; state: 'planned'; plannedFor: string }
  | { id: string; state: 'sent'; plannedFor: string }
  | { id: string; state: 'not asked'; reason: NotAsked }
  /** Its mail did not go out, or nobody knows whether it did. */
  | { id: string; state: 'failed'; reason: MailRefused; plannedFor: string }
  | { id: string; state: 'uncertain'; plannedFor: string }

const DAY = 24 * 3600_000
/** RFC 8058 names no time; an unsubscribe link should outlive the mail in an inbox. */
const UNSUBSCRIBE_DAYS = 730

/** Plans the one invitation of a contact, or records why there is none. */
export const planInvitation = async (deps: Deps, tx: Tx, planning: Planning): Promise<Invited> => {
  const { contact, department, now } = planning
  const decided = await decide(tx, planning)
  const base = {
    contactId: contact.id,
    customerId: contact.customerId,
    departmentKey: contact.departmentKey,
    rate: rateOf(department),
    survey: csat.key,
    createdAt: now,
  }
  const [invitation] = await tx
    .insert(invitations)
    .values({ ...base, ...decided })
    .returning({ id: invitations.id })
  const { id } = invitation!
  if (decided.state === 'not asked') return { id, ...decided }
  await addLinks(deps, tx, id, decided.expiresAt, now)
  await enqueue(tx, mailOf(id, decided.plannedFor, now))
  return { id, state: 'planned', plannedFor: decided.plannedFor.toISOString() }
}

/**
 * Decides again about an invitation of which nothing has gone: its contact was corrected, or has ended once more.
 * Its mail must be held by this transaction (`holdMail`).
 */
export const planAgain = async (deps: Deps, tx: Tx, id: string, planning: Planning): Promise<Invited> => {
  const decided = await decide(tx, planning)
  await tx
    .update(invitations)
    .set({
      reason: null,
      ...decided,
      customerId: planning.contact.customerId,
      rate: rateOf(planning.department),
    })
    .where(eq(invitations.id, id))
  return carryOut(deps, tx, id, decided, planning.now)
}

/** Nobody is asked at a rate of 0, so that no answer stands for infinitely many. */
const rateOf = ({ sampling }: Planning['department']): number => sampling || 1

type Decided =
  | { state: 'not asked'; reason: NotAsked }
  | { state: 'planned'; plannedFor: Date; expiresAt: Date }

const decide = async (tx: Tx, planning: Planning): Promise<Decided> => {
  const { contact, now } = planning
  const rules = rulesOf(planning.ask)
  const due = new Date(Math.max(now.getTime(), contact.endedAt.getTime() + rules.delayMinutes * 60_000))
  const plannedFor = intoWindow(contact.timeZone, rules.window, due)
  const reason = await whyNot(tx, planning, rules, plannedFor)
  if (reason) return { state: 'not asked', reason }
  return { state: 'planned', plannedFor, expiresAt: new Date(plannedFor.getTime() + rules.expiryDays * DAY) }
}

const keyOf = (id: string): string => `invitation:${id}`

const mailOf = (id: string, plannedFor: Date, now: Date): NewEntry => ({
  kind: 'invitation',
  destination: MAIL,
  onceKey: keyOf(id),
  payload: { invitation: id },
  dueAt: plannedFor,
  now,
})

/** The links and the mail that a second decision wants; none of them twice. */
const carryOut = async (deps: Deps, tx: Tx, id: string, decided: Decided, now: Date): Promise<Invited> => {
  const mail = sql`${outbox.onceKey} = ${keyOf(id)} and ${outbox.kind} = 'invitation'`
  if (decided.state === 'not asked') {
    await tx
      .update(outbox)
      .set({ state: 'dropped', cause: decided.reason, settledAt: now })
      .where(sql`${mail} and ${outbox.state} = 'waiting'`)
    return { id, ...decided }
  }
  const { plannedFor, expiresAt } = decided
  const linked = await tx.select({ of: links.purpose }).from(links).where(eq(links.subjectId, id))
  if (linked.length === 0) await addLinks(deps, tx, id, expiresAt, now)
  await enqueue(tx, mailOf(id, plannedFor, now))
  // One that was dropped, or waits for another time, is the same mail
  await tx
    .update(outbox)
    .set({ state: 'waiting', dueAt: plannedFor, cause: null, settledAt: null })
    .where(sql`${mail} and ${outbox.state} in ('waiting', 'dropped')`)
  return { id, state: 'planned', plannedFor: plannedFor.toISOString() }
}

/** The invitation of a contact as it is now. */
export const invitationOf = async (tx: Tx, contactId: string): Promise<Invited> => {
  const [found] = await tx.select().from(invitations).where(eq(invitations.contactId, contactId))
  const { id, state, reason, plannedFor } = found!
  if (state === 'not asked') return { id, state, reason: reason as NotAsked }
  const planned = plannedFor!.toISOString()
  return state === 'failed'
    ? { id, state, reason: reason as MailRefused, plannedFor: planned }
    : { id, state, plannedFor: planned }
}

const addLinks = (deps: Pick<Deps, 'tokenKey'>, tx: Tx, id: string, expiresAt: Date, now: Date) =>
  tx
    .insert(links)
    .values([
      newLink(deps, 'survey', id, expiresAt),
      newLink(deps, 'unsubscribe', id, new Date(now.getTime() + UNSUBSCRIBE_DAYS * DAY)),
    ])

/** Stores a link's hash and nonce; the token itself is derived again when it is sent. */
export const addLink = async (
  deps: Pick<Deps, 'tokenKey'>,
  tx: Tx,
  purpose: Purpose,
  subjectId: string,
  expiresAt: Date,
) => {
  await tx.insert(links).values(newLink(deps, purpose, subjectId, expiresAt))
}

const newLink = (
  { tokenKey }: Pick<Deps, 'tokenKey'>,
  purpose: Purpose,
  subjectId: string,
  expiresAt: Date,
) => {
  const fresh = nonce()
  return {
    hash: hash(token(tokenKey, purpose, subjectId, fresh)),
    purpose,
    subjectId,
    nonce: fresh,
    expiresAt,
  }
}
