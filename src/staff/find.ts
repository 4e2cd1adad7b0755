import type { Db } from '../../db/client.ts'
import type { CaseState } from '../../db/schema/index.ts'
import type { Card, MessageRef } from '../../integrations/chat.ts'
import { timeOf } from '../cases/labels.ts'
import type { Actor } from '../cases/rights.ts'
import { reachOf } from '../complaints/staffContact.ts'
import type { Deps } from '../deps.ts'
import { excludedFrom } from '../directory/excluded.ts'
import { MATTERS, mattersOf, matterWords, numberIn, tidied } from '../lists/search.ts'
import type { StaffWords } from '../locales/staff.ts'
import { linkTo, said } from './listed.ts'

const MOST = 10

type Found = {
  id: string
  /** Null: a contact that no case hangs on. */
  number: number | null
  state: CaseState | null
  severity: number | null
  accountable: string | null
  message: MessageRef | null
  department: string
  timeZone: string
  channel: string
  reference: string | null
  name: string | null
  at: Date
  /** How many there are in all. */
  total: number
  /** Of how many matters. */
  matters: number
}

/**
 * Cases and contacts by telephone, e-mail, order or ticket, or case number; where none is exactly that, by the
 * beginnings of words in names, addresses, references and what the customer wrote. Those of the person's departments,
 * newest first. Nothing about themselves, not even as a number.
 */
export const find = async (deps: Deps, by: Actor, given: string, words: StaffWords): Promise<Card[]> => {
  const say = words.personal.find
  const text = tidied(given)
  const found = await look(deps.db, by, text)
  const total = found[0]?.total ?? 0
  if (total === 0) return [said(say.nothing(text), [say.tryThis])]
  const more = total - found.length
  const newest = say.newest(MOST, more, found[0]?.matters === MATTERS)
  return [
    said(say.found(text, total), more > 0 ? [newest] : []),
    ...found.map((one) => draw(deps, one, words)),
  ]
}

const draw = ({ publicUrl }: Deps, one: Found, words: StaffWords): Card => {
  const say = words.personal.find
  const { id, number, state, severity, accountable, message, department, channel, reference, name, at } = one
  const about = [name, reference, department].filter(Boolean).join(', ')
  const when = timeOf(one, at, words)
  if (number === null)
    return {
      ...said('', []),
      summary: say.contactOf(when),
      parts: [
        { kind: 'facts', facts: [{ label: say.contact(channel), value: say.ended(when) }] },
        { kind: 'note', text: about },
      ],
      subject: id,
      actions: [{ verb: 'open-case', label: say.openCase, opens: 'form' }],
    }
  return {
    ...said('', []),
    summary: say.case(number, severity, state),
    parts: [
      {
        kind: 'facts',
        facts: [
          { label: say.caseIn(number, severity, channel), value: say.stands(state, accountable, when) },
        ],
      },
      { kind: 'note', text: about },
      linkTo(publicUrl, id, message, words),
    ],
  }
}

const look = async (db: Db, by: Actor, said: string): Promise<Found[]> => {
  const exactly = await hits(db, by, await mattersOf(db.$client, said), numberIn(said))
  return exactly.length > 0 ? exactly : hits(db, by, await mattersByWords(db, said), 0)
}

const mattersByWords = async ({ $client: sql }: Db, said: string): Promise<string[]> => {
  const having = matterWords(sql, said)
  if (!having) return []
  const found = await sql<{ id: string }[]>`
    select m.id from (${having}) hit join matters m on m.id = hit.id order by m.created_at desc limit ${MATTERS}`
  return found.map(({ id }) => id)
}

const hits = async (db: Db, by: Actor, matters: string[], number: number): Promise<Found[]> => {
  if (matters.length === 0 && number === 0) return []
  const sql = db.$client
  const departments = await reachOf(db, by)
  const email = by.email.toLowerCase()
  return sql<Found[]>`
    with hit as (
      select id from cases where matter_id = any(${matters}) union select id from cases where number = ${number}
    )
    select *, (count(*) over ())::int as total, ${matters.length}::int as matters from (
      select k.id, k.number, k.state, k.severity, p.name as accountable, k.message, d.name as department, d.time_zone, c.channel,
        c.reference, coalesce(c.customer_name, u.name) as name, k.opened_at as at
      from hit join cases k on k.id = hit.id join contacts c on c.id = k.contact_id join customers u on u.id = k.customer_id
        join departments d on d.key = k.department_key join people p on p.id = k.accountable_id
      where (k.department_key = any(${departments}) or k.accountable_id = ${by.id})
        and ${by.id} not in ${sql.unsafe(excludedFrom('k'))}
      union all
      select c.id, null, null, null, null, null, d.name, d.time_zone, c.channel, c.reference,
        coalesce(c.customer_name, u.name), c.ended_at
      from contacts c join customers u on u.id = c.customer_id join departments d on d.key = c.department_key
      where c.matter_id = any(${matters}) and c.department_key = any(${departments})
        and lower(c.staff_member->>'email') is distinct from ${email}
        and not exists (select from cases k where k.matter_id = c.matter_id and k.contact_id = c.id)
    ) found order by at desc, id limit ${MOST}`
}
