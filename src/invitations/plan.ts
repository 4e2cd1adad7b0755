import { and, eq, gt, inArray, ne, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import {
  cases,
  type contacts,
  type departments,
  invitations,
  links,
  type NotAsked,
  organisation,
  suppressions,
} from '../../db/schema/index.ts'
import { csat } from '../../surveys/csat.ts'
import { OPEN_STATES } from '../cases/case.ts'
import type { Deps } from '../deps.ts'
import { MAIL } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { intoWindow } from '../time.ts'
import { hash, nonce, type Purpose, token } from '../tokens.ts'

/** What an integrator hears of the invitation. */
export type Invited =
  | { state: 'planned'; plannedFor: string }
  | { state: 'sent'; plannedFor: string }
  | { state: 'not asked'; reason: NotAsked }

const DAY = 24 * 3600_000
/** RFC 8058 names no time; an unsubscribe link should outlive the mail in an inbox. */
const UNSUBSCRIBE_DAYS = 730

type Planning = {
  contact: typeof contacts.$inferSelect
  department: typeof departments.$inferSelect
  address: string | null
  autoClosed: boolean
  now: Date
}

/** Plans the one invitation of a contact, or records why there is none. */
export const planInvitation = async (deps: Deps, tx: Tx, planning: Planning): Promise<Invited> => {
  const { contact, now } = planning
  const [settings] = await tx.select().from(organisation)
  if (!settings) throw new Error('No organisation was applied yet: npm run apply -- organisation.yaml')
  const { ask } = settings
  const due = new Date(Math.max(now.getTime(), contact.endedAt.getTime() + ask.delayMinutes * 60_000))
  const plannedFor = intoWindow(contact.timeZone, ask.window, due)
  const reason = await whyNot(
    tx,
    planning,
    ask.excludedChannels,
    new Date(plannedFor.getTime() - ask.restDays * DAY),
  )
  const base = { contactId: contact.id, customerId: contact.customerId, survey: csat.key, createdAt: now }
  if (reason) {
    await tx.insert(invitations).values({ ...base, state: 'not asked', reason })
    return { state: 'not asked', reason }
  }
  const expiresAt = new Date(plannedFor.getTime() + ask.expiryDays * DAY)
  const [invitation] = await tx
    .insert(invitations)
    .values({ ...base, state: 'planned', plannedFor, expiresAt })
    .returning({ id: invitations.id })
  const { id } = invitation!
  await addLink(deps, tx, 'survey', id, expiresAt)
  await addLink(deps, tx, 'unsubscribe', id, new Date(now.getTime() + UNSUBSCRIBE_DAYS * DAY))
  await enqueue(tx, {
    kind: 'invitation',
    destination: MAIL,
    onceKey: `invitation:${id}`,
    payload: { invitation: id },
    dueAt: plannedFor,
    now,
  })
  return { state: 'planned', plannedFor: plannedFor.toISOString() }
}

const whyNot = async (
  tx: Tx,
  { contact, department, address, autoClosed }: Planning,
  excludedChannels: string[],
  restedSince: Date,
): Promise<NotAsked | undefined> => {
  if (autoClosed) return 'auto-closed'
  if (department.excluded) return 'department excluded'
  if (excludedChannels.includes(contact.channel)) return 'channel excluded'
  if (!address || !contact.customerId) return 'no address'
  const suppressed = await tx
    .select({ at: suppressions.createdAt })
    .from(suppressions)
    .where(eq(suppressions.address, address))
    .limit(1)
  if (suppressed.length > 0) return 'suppressed'
  const open = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.customerId, contact.customerId), inArray(cases.state, [...OPEN_STATES])))
    .limit(1)
  if (open.length > 0) return 'open case'
  const asked = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      and(
        eq(invitations.customerId, contact.customerId),
        ne(invitations.state, 'not asked'),
        gt(sql`coalesce(${invitations.sentAt}, ${invitations.plannedFor})`, restedSince),
      ),
    )
    .limit(1)
  if (asked.length > 0) return 'rest period'
  return Math.random() < department.sampling ? undefined : 'sampled out'
}

/** The invitation of a contact as it is now. */
export const invitationOf = async (tx: Tx, contactId: string): Promise<Invited> => {
  const [found] = await tx.select().from(invitations).where(eq(invitations.contactId, contactId))
  if (found?.state === 'not asked') return { state: 'not asked', reason: found.reason! }
  return { state: found!.state as 'planned' | 'sent', plannedFor: found!.plannedFor!.toISOString() }
}

/** Stores a link's hash and nonce; the token itself is derived again when it is sent. */
export const addLink = async (
  deps: Pick<Deps, 'tokenKey'>,
  tx: Tx,
  purpose: Purpose,
  subjectId: string,
  expiresAt: Date,
) => {
  const fresh = nonce()
  await tx.insert(links).values({
    hash: hash(token(deps.tokenKey, purpose, subjectId, fresh)),
    purpose,
    subjectId,
    nonce: fresh,
    expiresAt,
  })
}
