import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { brands, contacts, departments, matters, organisation } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type Invited, planInvitation } from '../invitations/plan.ts'
import { correctContact } from './correct.ts'
import { knowCustomer, matterOf } from './customer.ts'
import type { ContactInput } from './input.ts'
import { pickLanguage } from './language.ts'

export type Recorded = { contact: string; invitation: Invited }

const MINUTE = 60_000

/**
 * Records an ended contact and plans its invitation, once: the same source and external id again gives the same
 * answer, and changes only what `correctContact` says. Throws `invalid` naming the field, and `expired` for the address
 * of a person who was erased.
 */
export const recordContact = async (
  deps: Deps,
  tx: Tx,
  input: ContactInput,
  now: Date,
): Promise<Recorded> => {
  if (input.endedAt.getTime() > now.getTime() + 5 * MINUTE)
    throw new DomainError(
      'invalid',
      'endedAt is in the future: a contact is sent once it has ended.',
      'endedAt',
    )
  const { ask, brand, department, before } = await lookUp(tx, input)
  if (!brand) throw new DomainError('invalid', `There is no brand "${input.brand}".`, 'brand')
  if (!department)
    throw new DomainError('invalid', `There is no department "${input.department}".`, 'department')

  const again = async (before: typeof contacts.$inferSelect) => ({
    contact: before.id,
    invitation: await correctContact(deps, tx, { before, input, department, ask, now }),
  })
  if (before) return again(before)
  const customer = await knowCustomer(deps, tx, input.customer, now)
  const matter = customer && (await matterOf(tx, customer.id, input.reference, now))
  const [contact] = await tx
    .insert(contacts)
    .values({
      source: input.source,
      externalId: input.externalId,
      channel: input.channel,
      brandKey: brand.key,
      departmentKey: department.key,
      staffMember: input.staffMember,
      customerId: customer?.id,
      matterId: matter,
      customerName: input.customer?.name,
      reference: input.reference,
      startedAt: input.startedAt,
      endedAt: input.endedAt,
      language: pickLanguage(input.language, brand.language),
      timeZone: input.timeZone ?? department.timeZone,
      zoneGiven: input.timeZone !== undefined,
      receivedAt: now,
    })
    .onConflictDoNothing()
    .returning()
  if (!contact) {
    if (matter && !input.reference) await tx.delete(matters).where(eq(matters.id, matter))
    return again((await lookUp(tx, input)).before!)
  }
  const invitation = await planInvitation(deps, tx, {
    contact,
    department,
    address: customer?.email ?? null,
    ending: input,
    ask,
    now,
  })
  return { contact: contact.id, invitation }
}

/** In one statement, for every contact asks for it: the rules, the places that are active, and the contact if it is known. */
const lookUp = async (tx: Tx, { source, externalId, brand, department }: ContactInput) => {
  const [found] = await tx
    .select({ ask: organisation.ask, brand: brands, department: departments, before: contacts })
    .from(organisation)
    .leftJoin(brands, and(eq(brands.key, brand), brands.active))
    .leftJoin(
      departments,
      and(eq(departments.key, department), eq(departments.kind, 'department'), departments.active),
    )
    .leftJoin(contacts, and(eq(contacts.source, source), eq(contacts.externalId, externalId)))
  if (!found) throw new Error('No organisation was applied yet: npm run apply -- organisation.yaml')
  return found
}
