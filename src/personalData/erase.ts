import { eq, inArray, sql } from 'drizzle-orm'
import { sqlOf, type Tx } from '../../db/client.ts'
import type { OwedThing } from '../../db/schema/index.ts'
import { type CaseState, cases, erasures, OPEN_STATES } from '../../db/schema/index.ts'
import { keepErased } from '../addresses/erased.ts'
import { audit, type Deed } from '../audit/audit.ts'
import { endCallBack } from '../cases/bookedCall.ts'
import { type Change, changeWithin } from '../cases/change.ts'
import { ended } from '../cases/close.ts'
import { withdrawProposals } from '../cases/proposals.ts'
import type { Deps } from '../deps.ts'
import { codeOf, DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { heldBy } from '../privacy/holds.ts'
import { AGAIN_MS } from './again.ts'
import { emptyApart } from './apart.ts'
import { leftOf } from './left.ts'
import { emptyMessages } from './messages.ts'
import { inEnglish, owedTo } from './owed.ts'
import { tellManagement } from './waits.ts'
import { wipe } from './wipe.ts'

export type Erasure = typeof erasures.$inferSelect
type By = Pick<Deed, 'by' | 'from'>
export type Wanted = { customer: string; force?: boolean; now: Date } & By

/** Something is owed to the customer: management fulfils it first, or erases all the same. */
export class StillOwed extends DomainError {
  readonly owed: OwedThing[]
  constructor(owed: OwedThing[]) {
    super('conflict', `Something is still owed: ${owed.map(inEnglish).join('; ')}.`)
    this.owed = owed
  }
}

/** A legal hold is in force: nothing is erased until it is lifted, no matter who asks. */
class OnHold extends DomainError {
  constructor(reasons: string[]) {
    super('conflict', `A legal hold keeps this customer’s data: ${reasons.join('; ')}.`)
  }
}

const DEADLOCK = '40P01'
const TRIES = 5

/**
 * Erases a customer: names, addresses, words and pictures go everywhere, the numbers stay. Their open cases end, what
 * waits to be mailed to them is dropped, their addresses are kept as keyed hashes. `again`: it was done before, and
 * nothing more was. Throws `unknown`, `OnHold`, and `StillOwed` unless `force`: then management is told.
 */
export const eraseCustomer = async (
  deps: Pick<Deps, 'db' | 'tokenKey'>,
  wanted: Wanted,
): Promise<{ erasure: Erasure; again: boolean }> => {
  for (let tries = 1; ; tries++) {
    try {
      return await deps.db.transaction((tx) => eraseWithin(deps, tx, wanted))
    } catch (error) {
      if (error instanceof StillOwed) await tellManagement(deps, wanted)
      // Clicks and sends lock the same rows in an order of their own
      if (codeOf(error) !== DEADLOCK || tries === TRIES) throw error
    }
  }
}

const eraseWithin = async (
  deps: Pick<Deps, 'tokenKey'>,
  tx: Tx,
  { customer: id, force = false, by, from, now }: Wanted,
): Promise<{ erasure: Erasure; again: boolean }> => {
  const client = sqlOf(tx)
  // Contacts of the customer wait here until it is over
  const [customer] = isUuid(id)
    ? await client<{ email: string | null; phone: string | null; erasedAt: Date | null }[]>`
        select email, phone, erased_at from customers where id = ${id} for no key update`
    : []
  if (!customer) throw new DomainError('unknown', 'There is no such customer.')
  const [before] = await tx.select().from(erasures).where(eq(erasures.customerId, id))
  if (customer.erasedAt && before) return { erasure: before, again: true }
  const held = await heldBy(tx, { customer: id })
  if (held.length > 0) throw new OnHold(held.map(({ reason }) => reason))
  const owed = await owedTo(tx, id)
  if (owed.length > 0 && !force) throw new StillOwed(owed)

  const addresses = [customer.email, customer.phone].filter((one) => one !== null)
  const hashes = await keepErased(deps, tx, addresses, now)
  const left = await leftOf(tx, id)
  await endCases(tx, id, now)
  await dropMails(tx, id, now)
  const apart = await emptyApart(tx, id, now)
  const rows = await wipe(tx, id)
  await emptyMessages(tx, id, now)
  await client`update customers set erased_at = ${now} where id = ${id}`
  await client`
    update data_requests set done_at = ${now}, again_at = null where customer_id = ${id} and done_at is null`
  const [erasure] = await tx
    .insert(erasures)
    .values({
      customerId: id,
      at: now,
      forced: owed.length > 0,
      owed,
      rows: { ...rows, ...apart },
      left,
      addresses: sql`array(select decode(h, 'hex') from jsonb_array_elements_text(${JSON.stringify(hashes.map((hash) => hash.toString('hex')))}::jsonb) h)`,
      againAt: new Date(now.getTime() + AGAIN_MS),
    })
    .returning()
  await audit(tx, {
    kind: 'customer.erased',
    by,
    from,
    id,
    facts: { erasure: erasure!.id, owed: owed.length },
    now,
  })
  return { erasure: erasure!, again: false }
}

const CLOSED: CaseState = 'contact declined'

/** What is owed ends with it: nobody could be told, and nothing could be sent. */
const endCases = async (tx: Tx, customerId: string, now: Date): Promise<void> => {
  const client = sqlOf(tx)
  // Links go first: requests that hold one finish before, and no new request can come in by one
  await client`
    delete from links where subject_id in (
      select i.id from matters m join contacts c on c.matter_id = m.id join invitations i on i.contact_id = c.id
      where m.customer_id = ${customerId}
      union all select id from cases where customer_id = ${customerId})`
  // Answers before cases, as who answers locks them
  await client`
    select from responses where invitation_id in (
      select i.id from matters m join contacts c on c.matter_id = m.id join invitations i on i.contact_id = c.id
      where m.customer_id = ${customerId}) order by id for no key update`
  const found = await tx
    .select({ id: cases.id, state: cases.state })
    .from(cases)
    .where(eq(cases.customerId, customerId))
    .orderBy(cases.id)
    .for('no key update')
  await client`
    update remedies set withdrawn_at = ${now}
    where case_id = any(${found.map(({ id }) => id)}::uuid[]) and done_at is null and withdrawn_at is null`
  await changeWithin(tx, now, async (change) => {
    for (const { id, state } of found) await endCase(change, id, state)
  })
}

const endCase = async (change: Change, id: string, state: CaseState): Promise<void> => {
  const { tx, now } = change
  await endCallBack(tx, id)
  await withdrawProposals(tx, id, now)
  change.touch(id)
  if (!(OPEN_STATES as readonly CaseState[]).includes(state)) return
  await tx
    .update(cases)
    .set({ state: CLOSED, ...ended(now, '') })
    .where(inArray(cases.id, [id]))
  await change.note(id, { kind: 'ended', data: { state: CLOSED, reason: '' } }, { quiet: true })
}

/** What waits to be sent to them, and the invitations it is of; what is drawn at this moment is not begun. */
const dropMails = async (tx: Tx, customerId: string, now: Date): Promise<void> => {
  await sqlOf(tx)`
    with invited as (
      update invitations i set state = 'not asked', reason = 'suppressed' from matters m join contacts c on c.matter_id = m.id
      where i.contact_id = c.id and m.customer_id = ${customerId} and i.state = 'planned'
    )
    update outbox o set state = 'dropped', cause = 'erased', settled_at = ${now}
    where o.kind <> 'card' and o.state in ('waiting', 'claimed') and o.once_key = any(array(
      select what || i.id from matters m join contacts c on c.matter_id = m.id join invitations i on i.contact_id = c.id,
        unnest(array['invitation:', 'reminder:']) what where m.customer_id = ${customerId}
      union all select 'case mail:' || e.id from cases k join case_events e on e.case_id = k.id
        where k.customer_id = ${customerId}
      union all select 'data mail:' || id from data_requests where customer_id = ${customerId}
    ))`
  // What failed or is unsure says which address it was for
  await tx.execute(sql`
    update outbox o set cause = 'erased' where o.state in ('failed', 'uncertain')
      and o.payload ->> 'case' in (select id::text from cases where customer_id = ${customerId})`)
}
