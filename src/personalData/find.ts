import { addressOf, mailboxOf, mailboxSql } from '../addresses/address.ts'
import { phoneOf } from '../addresses/phone.ts'
import type { Deps } from '../deps.ts'
import { isUuid } from '../ids.ts'

export type Customer = {
  id: string
  name: string | null
  email: string | null
  phone: string | null
  createdAt: Date
  erasedAt: Date | null
  cases: number[]
}

const MOST = 20

/**
 * The customers of an e-mail address, a telephone number, a case's number ("#1007") or an id. Only of a whole one: a part
 * of an address finds nobody, since what is found may be erased.
 */
export const findCustomers = async ({ db }: Pick<Deps, 'db'>, given: string): Promise<Customer[]> => {
  const sql = db.$client
  const text = given.trim()
  const number = /^#(\d{1,9})$/.exec(text)?.[1]
  const email = text.includes('@') ? addressOf(text) : undefined
  const kept = text.includes('@') ? addressOf(text, { keepCase: true }) : undefined
  const phone = !email && !number && !isUuid(text) ? phoneOf(text) : undefined
  const where = isUuid(text)
    ? sql`u.id = ${text}`
    : number
      ? sql`u.id in (select customer_id from cases where number = ${Number(number)})`
      : email && kept
        ? sql`(u.email in (${email}, ${kept}) or ${sql.unsafe(mailboxSql('u.email'))} = ${mailboxOf(email)})`
        : phone
          ? sql`right(u.phone, 8) = right(${phone}, 8) and u.phone = ${phone}`
          : undefined
  if (!where) return []
  return sql<Customer[]>`
    select u.id, u.name, u.email, u.phone, u.created_at, u.erased_at,
      array(select k.number from cases k where k.customer_id = u.id order by k.number) as cases
    from customers u where ${where} order by u.created_at, u.id limit ${MOST}`
}
