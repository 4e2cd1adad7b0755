import { sqlOf, type Tx } from '../../db/client.ts'
import type { holds } from '../../db/schema/index.ts'
import { audit, type From } from '../audit/audit.ts'
import { DomainError } from '../errors.ts'

/** What is held: a case by its number, or a customer, by id or e-mail address, with all their cases. */
export type Held = { case: number } | { customer: string } | { email: string }
/** `by` is the e-mail address of a person of organisation.yaml. */
type By = { reason: string; by: string; from: From; now: Date }
type Hold = typeof holds.$inferSelect & {
  /** The case's number; null where a customer is held. */
  number: number | null
  byName: string
  liftedByName: string | null
}

const LONGEST = 1000

/**
 * Holds a case or a customer: purge and erasure leave them from then on. Waits for a purge or an erasure of the customer
 * that is under way. Noted in the audit log, without the reason. Throws `invalid`, `unknown`.
 */
export const addHold = async (tx: Tx, on: Held, { reason, by, from, now }: By): Promise<string> => {
  const sql = sqlOf(tx)
  const why = said(reason)
  const person = await personBy(tx, by)
  const { caseId, customerId } = await find(tx, on)
  // A purge or an erasure holds the customer's row, and looks for holds after that
  await sql`select from customers where id = ${customerId} for update`
  const [row] = await sql<{ id: string }[]>`
    insert into holds (case_id, customer_id, reason, by, at)
    values (${caseId}, ${caseId ? null : customerId}, ${why}, ${person}, ${now}) returning id`
  const facts = caseId ? { case: caseId } : { customer: customerId }
  await audit(tx, { kind: 'hold.placed', by: { kind: 'person', id: person }, from, id: row!.id, facts, now })
  return row!.id
}

/** Lifts one hold; others of the same case or customer stay. Throws `invalid`, `unknown`, `conflict` where it is lifted. */
export const liftHold = async (tx: Tx, id: string, { reason, by, from, now }: By): Promise<void> => {
  const sql = sqlOf(tx)
  const why = said(reason)
  const person = await personBy(tx, by)
  const [row] = await sql<{ caseId: string | null; customerId: string | null }[]>`
    update holds set lifted_at = ${now}, lifted_by = ${person}, lift_reason = ${why}
    where id = ${id} and lifted_at is null returning case_id, customer_id`
  if (!row) {
    const [there] = await sql`select from holds where id = ${id}`
    if (there) throw new DomainError('conflict', 'This hold was lifted before.')
    throw new DomainError('unknown', 'There is no such hold.')
  }
  const facts = row.caseId ? { case: row.caseId } : { customer: row.customerId! }
  await audit(tx, { kind: 'hold.lifted', by: { kind: 'person', id: person }, from, id, facts, now })
}

/** The newest first: those in force, or with those that were lifted. `before` is the last one of the page before. */
export const listHolds = (
  tx: Tx,
  { lifted = false, before, limit }: { lifted?: boolean; before?: string; limit: number },
): Promise<Hold[]> => {
  const sql = sqlOf(tx)
  return sql<Hold[]>`
    select h.*, k.number, p.name as by_name, l.name as lifted_by_name
    from holds h join people p on p.id = h.by left join people l on l.id = h.lifted_by left join cases k on k.id = h.case_id
    where true ${lifted ? sql`` : sql`and h.lifted_at is null`}
      ${before ? sql`and (h.at, h.id) < (select b.at, b.id from holds b where b.id = ${before})` : sql``}
    order by h.at desc, h.id desc limit ${limit}`
}

/**
 * The reasons why nothing of a customer may be erased: holds on them and on any of their cases. None: it may. Locks the
 * customer's row until the transaction ends, so that no hold is added meanwhile. Before anything is erased.
 */
export const heldBy = async (tx: Tx, { customer }: { customer: string }): Promise<{ reason: string }[]> => {
  const sql = sqlOf(tx)
  await sql`select from customers where id = ${customer} for update`
  return sql<{ reason: string }[]>`
    select h.reason from holds h left join cases k on k.id = h.case_id
    where h.lifted_at is null and ${customer}::uuid in (h.customer_id, k.customer_id) order by h.at`
}

const find = async (tx: Tx, on: Held): Promise<{ caseId: string | null; customerId: string }> => {
  const sql = sqlOf(tx)
  const [found] =
    'case' in on
      ? await sql<{ caseId: string | null; customerId: string }[]>`
          select id as case_id, customer_id from cases where number = ${on.case}`
      : await sql<{ caseId: string | null; customerId: string }[]>`
          select null::uuid as case_id, id as customer_id from customers
          where ${'customer' in on ? sql`id = ${on.customer}` : sql`email in (${on.email}, ${on.email.toLowerCase()})`}
          order by ${'email' in on ? sql`email = ${on.email}` : sql`id`} desc limit 1`
  if (found) return found
  throw new DomainError(
    'unknown',
    'case' in on
      ? `There is no case ${on.case}.`
      : `There is no customer ${'customer' in on ? on.customer : on.email}.`,
  )
}

const said = (reason: string): string => {
  const text = reason.trim()
  if (!text) throw new DomainError('invalid', 'A hold needs a reason.', 'reason')
  if (text.length <= LONGEST) return text
  throw new DomainError('invalid', `A reason has at most ${LONGEST} characters.`, 'reason')
}

const personBy = async (tx: Tx, email: string): Promise<string> => {
  const [person] = await sqlOf(tx)<{ id: string }[]>`
    select id from people where email = ${email.trim().toLowerCase()} and active`
  if (person) return person.id
  throw new DomainError('unknown', `Nobody in organisation.yaml has the address ${email}.`, 'by')
}
