import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { brands, contacts, customers, departments, matters } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type Invited, invitationOf, planInvitation } from '../invitations/plan.ts'
import type { ContactInput } from './input.ts'
import { languages } from './language.ts'

export type Recorded = { contact: string; invitation: Invited }

const MINUTE = 60_000

/**
 * Records an ended contact and plans its invitation, once: the same source and external id again gives the same
 * answer and changes nothing. Throws `invalid` naming the field.
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
  const [brand] = await tx
    .select()
    .from(brands)
    .where(and(eq(brands.key, input.brand), brands.active))
  if (!brand) throw new DomainError('invalid', `There is no brand "${input.brand}".`, 'brand')
  const [department] = await tx
    .select()
    .from(departments)
    .where(and(eq(departments.key, input.department), eq(departments.kind, 'department'), departments.active))
  if (!department)
    throw new DomainError('invalid', `There is no department "${input.department}".`, 'department')

  const before = await known(tx, input)
  if (before) return before
  const customer = await knowCustomer(tx, input.customer, now)
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
      language: languages.pick(input.language, brand.language),
      timeZone: input.timeZone ?? department.timeZone,
      receivedAt: now,
    })
    .onConflictDoNothing()
    .returning()
  if (!contact) {
    if (matter && !input.reference) await tx.delete(matters).where(eq(matters.id, matter))
    return (await known(tx, input))!
  }
  const invitation = await planInvitation(deps, tx, {
    contact,
    department,
    address: customer?.email ?? null,
    autoClosed: input.autoClosed ?? false,
    now,
  })
  return { contact: contact.id, invitation }
}

const known = async (tx: Tx, { source, externalId }: ContactInput): Promise<Recorded | undefined> => {
  const [contact] = await tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(eq(contacts.source, source), eq(contacts.externalId, externalId)))
  return contact && { contact: contact.id, invitation: await invitationOf(tx, contact.id) }
}

/** The upsert holds the customer's row until the commit: two contacts of one customer are planned one after the other. */
export const knowCustomer = async (tx: Tx, given: ContactInput['customer'], now: Date) => {
  if (given?.email) {
    const [customer] = await tx
      .insert(customers)
      .values({ email: given.email, phone: given.phone, name: given.name, createdAt: now })
      .onConflictDoUpdate({
        target: customers.email,
        set: {
          phone: sql`coalesce(excluded.phone, ${customers.phone})`,
          name: sql`coalesce(excluded.name, ${customers.name})`,
        },
      })
      .returning({ id: customers.id, email: customers.email })
    return customer
  }
  if (!given?.phone) return undefined
  const [known] = await tx
    .select({ id: customers.id, email: customers.email })
    .from(customers)
    .where(and(eq(customers.phone, given.phone), isNull(customers.email)))
    .limit(1)
  if (known) return known
  const [customer] = await tx
    .insert(customers)
    .values({ phone: given.phone, name: given.name, createdAt: now })
    .returning({ id: customers.id, email: customers.email })
  return customer
}

/** Contacts with the same reference are one matter, the one it was joined with if it was; one without is a matter of its own. */
export const matterOf = async (
  tx: Tx,
  customerId: string,
  reference: string | undefined,
  now: Date,
): Promise<string> => {
  const [matter] = await tx
    .insert(matters)
    .values({ customerId, reference, createdAt: now })
    .onConflictDoUpdate({
      target: [matters.customerId, matters.reference],
      set: { reference: sql`excluded.reference` },
    })
    .returning({ id: sql<string>`coalesce(${matters.joinedInto}, ${matters.id})` })
  return matter!.id
}
