import type { Db } from '../../db/client.ts'
import { masked } from '../addresses/address.ts'
import { suppress } from '../addresses/suppress.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { BrandLook } from '../responses/view.ts'
import { hash, looksLikeToken } from '../tokens.ts'

export type Subscription = { brand: BrandLook; language: string; address: string; unsubscribed: boolean }

type Row = BrandLook & { language: string; email: string; unsubscribed: boolean; expiresAt: Date }
type By = { token: string; now: Date }

/** What an unsubscribe link is about; the address masked. Reads only. Throws `unknown`, `expired`. */
export const viewSubscription = async ({ db }: Pick<Deps, 'db'>, by: By): Promise<Subscription> => {
  const { email, unsubscribed, language, name, colour, logoSvg, replyTo } = await find(db, by)
  return { brand: { name, colour, logoSvg, replyTo }, language, address: masked(email), unsubscribed }
}

/**
 * Stops invitations and reminders to the address, and where sub-addresses are one customer to those of its mailbox; a
 * case's own mails go on. Those that wait are dropped by their rows,
 * so that none begins once this is committed. Idempotent.
 */
export const unsubscribe = async ({ db }: Pick<Deps, 'db'>, by: By): Promise<Subscription> => {
  const { email } = await find(db, by)
  await suppress(db, { address: email, scope: 'invitations', reason: 'unsubscribed', now: by.now })
  return viewSubscription({ db }, by)
}

/** Stopping always works; a link that goes to and fro is left at stopped. */
const MOST_UNDONE = 10

/**
 * Undoes the customer's own unsubscribe; an address that can't be reached stays suppressed. Throws `unknown`,
 * `expired`, `too many`.
 */
export const resubscribe = async ({ db }: Pick<Deps, 'db'>, by: By): Promise<Subscription> => {
  const { email } = await find(db, by)
  const [undone] = await db.$client`
    with counted as (
      update links set undone = undone + 1
      where hash = ${hash(by.token)} and purpose = 'unsubscribe' and undone < ${MOST_UNDONE} returning 1
    ), again as (
      delete from suppressions
      where address = ${email} and scope = 'invitations' and reason = 'unsubscribed' and exists (select from counted)
    )
    select from counted`
  if (!undone) throw new DomainError('too many', `This link undid ${MOST_UNDONE} times.`, 'all')
  return viewSubscription({ db }, by)
}

const find = async (db: Db, { token, now }: By): Promise<Row> => {
  const [row] = looksLikeToken(token)
    ? await db.$client<Row[]>`
        select b.name, b.colour, b.logo_svg, b.reply_to, c.language, u.email, l.expires_at,
          exists (
            select from suppressions s where s.address = u.email and s.scope = 'invitations' and s.reason = 'unsubscribed'
          ) as unsubscribed
        from links l
        join invitations i on i.id = l.subject_id
        join contacts c on c.id = i.contact_id
        join customers u on u.id = c.customer_id
        join brands b on b.key = c.brand_key
        where l.hash = ${hash(token)} and l.purpose = 'unsubscribe'`
    : []
  if (!row) throw new DomainError('unknown', 'This link is not known.')
  if (row.expiresAt <= now) throw new DomainError('expired', 'This link has expired.')
  return row
}
