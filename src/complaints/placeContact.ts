import { and, eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { brands, contacts } from '../../db/schema/index.ts'
import { knowCustomer, matterOf } from '../contacts/customer.ts'
import type { ContactInput } from '../contacts/input.ts'
import { pickLanguage } from '../contacts/language.ts'
import type { Deps } from '../deps.ts'
import type { CachedSetup } from '../directory/setupCache.ts'
import { DomainError } from '../errors.ts'
import type { StaffContact } from './staffContact.ts'

export type Placed = Pick<
  StaffContact,
  'id' | 'customerId' | 'matterId' | 'brandKey' | 'departmentKey' | 'channel' | 'email' | 'about'
> & {
  phone: string | null
}

/** The contact, its customer and its matter; undefined: this form made one before. */
export const placeContact = async (
  deps: Pick<Deps, 'tokenKey'>,
  tx: Tx,
  input: ContactInput,
  setUp: CachedSetup,
  now: Date,
): Promise<Placed | undefined> => {
  const [brand] = await tx
    .select()
    .from(brands)
    .where(and(eq(brands.key, input.brand), brands.active))
  if (!brand) throw new DomainError('invalid', ({ personal: { openCase: say } }) => say.chooseBrand, 'brand')
  const customer = (await knowCustomer(deps, tx, input.customer, now))!
  const matterId = await matterOf(tx, customer.id, input.reference, now)
  const department = setUp.departments[input.department]
  if (!department)
    throw new DomainError('invalid', ({ personal: { openCase: say } }) => say.chooseDepartment, 'department')
  const [contact] = await tx
    .insert(contacts)
    .values({
      source: input.source,
      externalId: input.externalId,
      channel: input.channel,
      brandKey: brand.key,
      departmentKey: input.department,
      staffMember: input.staffMember,
      customerId: customer.id,
      matterId,
      customerName: input.customer?.name,
      reference: input.reference,
      endedAt: input.endedAt,
      language: pickLanguage(input.language, brand.language),
      timeZone: department.timeZone,
      zoneGiven: false,
      receivedAt: now,
    })
    .onConflictDoNothing()
    .returning()
  return (
    contact && {
      ...contact,
      customerId: customer.id,
      matterId,
      email: customer.email,
      phone: input.customer?.phone ?? null,
      about: input.staffMember?.email ?? null,
    }
  )
}
