import { and, eq, isNull, sql } from 'drizzle-orm'
import { sqlOf, type Tx } from '../../db/client.ts'
import { customers, matters } from '../../db/schema/index.ts'
import type { ContactInput } from './input.ts'

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

/** A matter and a customer that a correction left behind: nobody's any more, so they are not kept. */
export const forgetUnused = async (tx: Tx, customerId: string, matterId: string | null): Promise<void> => {
  const sql = sqlOf(tx)
  if (matterId)
    await sql`
      delete from matters m where id = ${matterId}
        and not exists (select from contacts where matter_id = m.id) and not exists (select from cases where matter_id = m.id)
        and not exists (select from matters where joined_into = m.id)`
  await sql`
    delete from customers u where id = ${customerId}
      and not exists (select from contacts where customer_id = u.id) and not exists (select from matters where customer_id = u.id)
      and not exists (select from cases where customer_id = u.id) and not exists (select from invitations where customer_id = u.id)`
}
