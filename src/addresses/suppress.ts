import { type Db, sqlOf, type Tx } from '../../db/client.ts'
import type { suppressions } from '../../db/schema/index.ts'
import { type As, audit, OPERATOR } from '../audit/audit.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { addressOf, mailboxSql } from './address.ts'
import { phoneOf } from './phone.ts'

export type Suppression = typeof suppressions.$inferSelect
export const SCOPES = ['invitations', 'all'] as const
export const REASONS = ['unsubscribed', 'complained', 'unreachable'] as const

/**
 * Stops mail to an address from now on: `invitations` with their reminders, or `all`. What waits to ask it is dropped by
 * its rows, so that none begins once this is committed. Idempotent; what was there keeps its time.
 */
export const suppress = async (
  tx: Tx,
  { address, scope, reason, now }: Omit<Suppression, 'createdAt'> & { now: Date },
): Promise<void> => {
  const sql = sqlOf(tx)
  await sql`
    with stopped as (
      insert into suppressions (address, scope, reason, created_at) values (${address}, ${scope}, ${reason}, ${now})
      on conflict (address, scope) do update set reason = excluded.reason
    ), dropped as (
      update outbox o set state = 'dropped', cause = 'suppressed', settled_at = ${now}
      from customers u join invitations i on i.customer_id = u.id, unnest(array['invitation', 'reminder']) as what(kind)
      where (u.email = ${address} or ${sql.unsafe(mailboxSql('u.email'))} = (
          select ${sql.unsafe(mailboxSql('given.email'))} from (select ${address}::text as email) given, organisation
          where coalesce(organisation.ask->>'subAddresses', 'one') = 'one'
        )) and o.kind <> 'card' and o.once_key = what.kind || ':' || i.id and o.state in ('waiting', 'claimed')
      returning i.id, o.kind
    )
    update invitations i set state = 'not asked', reason = 'suppressed'
    from dropped where i.id = dropped.id and dropped.kind = 'invitation'`
}

/** The same by hand, in the audit log: by the customer's id where there is one, never by the address. */
export const suppressByHand = (
  { db }: Pick<Deps, 'db'>,
  { as = OPERATOR, ...given }: Omit<Suppression, 'createdAt'> & { now: Date; as?: As },
): Promise<void> =>
  db.transaction(async (tx) => {
    await suppress(tx, given)
    const { address, scope, reason, now } = given
    const facts = { scope, reason, ...(await customerAt(tx, address)) }
    await audit(tx, { kind: 'suppression.added', ...as, facts, now })
  })

const customerAt = async (tx: Tx, address: string): Promise<{ customer?: string }> => {
  const [found] = await sqlOf(tx)<{ id: string }[]>`
    select id from customers where email = ${address} or phone = ${address} limit 1`
  return found ? { customer: found.id } : {}
}

type Lifting = { address: string; scope?: Suppression['scope']; now: Date; as?: As }

/** Takes suppressions of an address back, of one scope or both; gives what there was. Mail that was dropped stays dropped. */
export const lift = (db: Db, { address, scope, now, as = OPERATOR }: Lifting): Promise<Suppression[]> =>
  db.transaction(async (tx) => {
    const lifted = await sqlOf(tx)<Suppression[]>`
      delete from suppressions where address = ${address} and (${scope ?? null}::text is null or scope = ${scope ?? null})
      returning address, scope, reason, created_at`
    const customer = await customerAt(tx, address)
    for (const one of lifted)
      await audit(tx, {
        kind: 'suppression.lifted',
        ...as,
        facts: { scope: one.scope, ...customer },
        now,
      })
    return lifted
  })

/** The newest first; `like` is part of an address. */
export const listSuppressions = async (
  { db }: Pick<Deps, 'db'>,
  { like = '', limit = 500 }: { like?: string; limit?: number } = {},
): Promise<Suppression[]> => db.$client<Suppression[]>`
  select address, scope, reason, created_at from suppressions
  where strpos(address, ${like.toLowerCase()}) > 0 order by created_at desc, address, scope limit ${limit}`

/** An e-mail address or a telephone number as it is kept. Throws `invalid`. */
export const readAddress = (given: string): string => {
  const read = given.includes('@') ? addressOf(given) : phoneOf(given)
  if (read) return read
  throw new DomainError('invalid', `${given} is neither an e-mail address nor a telephone number.`)
}
