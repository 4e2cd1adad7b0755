import { eq } from 'drizzle-orm'
import { sqlOf, type Tx } from '../../db/client.ts'
import {
  type AskRules,
  brands,
  contacts,
  customers,
  type departments,
  invitations,
} from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { type Invited, invitationOf, planAgain } from '../invitations/plan.ts'
import { holdMail } from '../invitations/withdraw.ts'
import { forgetUnused, knowCustomer, matterOf } from './customer.ts'
import type { ContactInput } from './input.ts'
import { pickLanguage } from './language.ts'

type Again = {
  before: typeof contacts.$inferSelect
  input: ContactInput
  department: typeof departments.$inferSelect
  ask: AskRules
  now: Date
}

/**
 * A contact that is known is sent again. While nothing was sent, another address, number, name, language or zone of the
 * customer counts, and whether to ask is decided again; so it is where a contact that was reopened has a later end.
 * Everything else stays as it was first told. Gives the invitation as it is then.
 */
export const correctContact = async (
  deps: Deps,
  tx: Tx,
  { before, input, department, ask, now }: Again,
): Promise<Invited> => {
  const [is] = await tx.select().from(invitations).where(eq(invitations.contactId, before.id))
  if (!is || is.state === 'sent') return invitationOf(tx, before.id)
  const endedAgain = is.reason === 'reopened' && input.endedAt > before.endedAt
  const [known] = before.customerId
    ? await tx.select().from(customers).where(eq(customers.id, before.customerId))
    : []
  const told = { ...known, ...defined(input.customer ?? {}) }
  const [brand] = await tx.select().from(brands).where(eq(brands.key, before.brandKey))
  const language = input.language ? pickLanguage(input.language, brand!.language) : before.language
  const timeZone = input.timeZone ?? before.timeZone
  const name = input.customer?.name ?? before.customerName
  const other =
    told.email !== known?.email ||
    (told.phone ?? null) !== (known?.phone ?? null) ||
    name !== before.customerName
  if (!endedAgain && !other && language === before.language && timeZone === before.timeZone)
    return invitationOf(tx, before.id)
  // First the mail: the order in which a send locks them
  const held = await holdMail(tx, is.id)
  if ((is.state !== 'not asked' && !held) || (await hasCase(tx, before.id)))
    return invitationOf(tx, before.id)
  const customer = other
    ? await knowCustomer(
        deps,
        tx,
        { email: told.email ?? undefined, phone: told.phone ?? undefined, name: input.customer?.name },
        now,
      )
    : known
  const moved = customer && customer.id !== before.customerId
  const [contact] = await tx
    .update(contacts)
    .set({
      customerName: name,
      language,
      timeZone,
      ...(moved && {
        customerId: customer.id,
        matterId: await matterOf(tx, customer.id, before.reference ?? undefined, now),
      }),
      ...(endedAgain && { endedAt: input.endedAt }),
    })
    .where(eq(contacts.id, before.id))
    .returning()
  const invited = await (stays(is, endedAgain)
    ? tx
        .update(invitations)
        .set({ customerId: contact!.customerId })
        .where(eq(invitations.id, is.id))
        .then(() => invitationOf(tx, before.id))
    : planAgain(deps, tx, is.id, {
        contact: contact!,
        department,
        address: customer?.email ?? null,
        ending: input,
        ask,
        now,
      }))
  if (moved && before.customerId) await forgetUnused(tx, before.customerId, before.matterId)
  return invited
}

/** Chance is not asked twice, and who was let go stays so until the contact ends once more. */
const stays = ({ state, reason }: typeof invitations.$inferSelect, endedAgain: boolean): boolean =>
  state === 'not asked' && !endedAgain && ['sampled out', 'reopened', 'opted out'].includes(reason!)

const hasCase = async (tx: Tx, contactId: string): Promise<boolean> =>
  (await sqlOf(tx)`select from cases where contact_id = ${contactId} limit 1`).length > 0

const defined = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>
