import { and, eq, isNull, sql } from 'drizzle-orm'
import { sqlOf, type Tx } from '../../db/client.ts'
import { customers, matters } from '../../db/schema/index.ts'
import { mailboxOf } from '../addresses/address.ts'
import { isErased } from '../addresses/erased.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { ContactInput } from './input.ts'

const TURNS = 1024

/** Waits for its turn: until the commit no other contact of the same mailbox is decided about. */
const takeTurn = async (tx: Tx, address: string): Promise<void> => {
  const sql = sqlOf(tx)
  const bucket = sql`(hashtext(lower(${mailboxOf(address)})) & ${TURNS - 1}::int)`
  const held = await sql`select from ask_turns where bucket = ${bucket} for update`
  if (held.length === 0)
    await sql`
      insert into ask_turns (bucket) values (${bucket}) on conflict (bucket) do update set bucket = excluded.bucket`
}

/**
 * The customer of an address, made where there is none. The upsert holds the row until the commit: two contacts of one
 * customer are planned one after the other. Throws `expired` where the person of the address was erased.
 */
export const knowCustomer = async (
  deps: Pick<Deps, 'tokenKey'>,
  tx: Tx,
  given: ContactInput['customer'],
  now: Date,
) => {
  const customer = await upserted(tx, given, now)
  // After the row is held: an erasure at the same moment is over by then
  const field = given?.email ? 'email' : 'phone'
  const address = given?.[field]
  if (address && (await isErased(deps, tx, address)))
    throw new DomainError('expired', ({ personalData: say }) => say.erasedAddress, `customer.${field}`)
  return customer
}

const upserted = async (tx: Tx, given: ContactInput['customer'], now: Date) => {
  if (given?.email) {
    await takeTurn(tx, given.email)
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
