import type { Db } from '../../../db/client.ts'
import type { CaseState } from '../../../db/schema/index.ts'
import type { Card, MessageRef } from '../../../integrations/chat.ts'
import type { Deps } from '../../deps.ts'
import { aboutOf } from '../about.ts'
import type { Actor } from '../actor.ts'
import { reachOf } from '../opening/staffContact.ts'
import { timeOf } from '../wording.ts'
import { linkTo, said } from './mine.ts'

const MOST = 10
const MATTERS = 100
const LARGEST = 2_147_483_647

type Found = {
  id: string
  /** Null: a contact that no case hangs on. */
  number: number | null
  state: CaseState | null
  accountable: string | null
  message: MessageRef | null
  department: string
  timeZone: string
  channel: string
  reference: string | null
  name: string | null
  at: Date
}

/**
 * Cases and contacts by telephone, e-mail, order or ticket, or case number: those of the person's departments, newest
 * first. Nothing about themselves.
 */
export const find = async (deps: Deps, by: Actor, text: string): Promise<Card[]> => {
  const found = await look(deps.db, by, text)
  if (found.length === 0)
    return [
      said(`Nothing found for “${text.slice(0, 100)}”`, [
        'Write a whole e-mail address, telephone number, order or ticket, or a case number. You find what is with your departments.',
      ]),
    ]
  return [
    said(
      `Found for “${text.slice(0, 100)}”: ${found.length}`,
      found.length === MOST ? [`The newest ${MOST} are shown.`] : [],
    ),
    ...found.map((one) => draw(deps, one)),
  ]
}

const draw = ({ publicUrl }: Deps, one: Found): Card => {
  const { id, number, state, accountable, message, department, channel, reference, name, at } = one
  const about = [name, reference, department].filter(Boolean).join(', ')
  const when = timeOf(one, at)
  if (number === null)
    return {
      ...said('', []),
      summary: `A contact of ${when}`,
      parts: [
        { kind: 'facts', facts: [{ label: `Contact, ${channel}`, value: `ended ${when}` }] },
        { kind: 'note', text: about },
      ],
      subject: id,
      actions: [{ verb: 'open-case', label: 'Open a case', opens: 'form' }],
    }
  return {
    ...said('', []),
    summary: `Case ${number}: ${state}`,
    parts: [
      {
        kind: 'facts',
        facts: [{ label: `Case ${number}, ${channel}`, value: `${state}, ${accountable}, opened ${when}` }],
      },
      { kind: 'note', text: about },
      linkTo(publicUrl, id, message),
    ],
  }
}

const look = async (db: Db, by: Actor, text: string): Promise<Found[]> => {
  const sql = db.$client
  const said = text.replaceAll('\0', '').trim()
  const number = /^#?\d{1,10}$/.test(said) ? Number(said.replace('#', '')) : 0
  const wanted = number <= LARGEST ? number : 0
  const matters = await mattersOf(db, said)
  const departments = await reachOf(db, by)
  const email = by.email.toLowerCase()
  return sql<Found[]>`
    with hit as (
      select id from cases where matter_id = any(${matters}) union select id from cases where number = ${wanted}
    )
    select * from (
      (select k.id, k.number, k.state, p.name as accountable, k.message, d.name as department, d.time_zone, c.channel,
        c.reference, coalesce(c.customer_name, u.name) as name, k.opened_at as at
      from hit join cases k on k.id = hit.id join contacts c on c.id = k.contact_id join customers u on u.id = k.customer_id
        join departments d on d.key = k.department_key join people p on p.id = k.accountable_id
      where (k.department_key = any(${departments}) or k.accountable_id = ${by.id})
        and ${by.id} <> all(${aboutOf(sql)})
      order by k.opened_at desc limit ${MOST})
      union all
      (select c.id, null, null, null, null, d.name, d.time_zone, c.channel, c.reference,
        coalesce(c.customer_name, u.name), c.ended_at
      from contacts c join customers u on u.id = c.customer_id join departments d on d.key = c.department_key
      where c.matter_id = any(${matters}) and c.department_key = any(${departments})
        and lower(c.staff_member->>'email') is distinct from ${email}
        and not exists (select from cases k where k.matter_id = c.matter_id and k.contact_id = c.id)
      order by c.ended_at desc limit ${MOST})
    ) found order by at desc limit ${MOST}`
}

/** The matters that a text may mean: each way of being found by its own index. */
const mattersOf = async (db: Db, said: string): Promise<string[]> => {
  const sql = db.$client
  const mail = said.includes('@') ? said.toLowerCase() : undefined
  const digits = said.replace(/[\s()./+-]/g, '')
  const phone = !mail && /^\d{6,15}$/.test(digits) ? digits.slice(-8) : undefined
  const references = [said, said.replace(/^#/, ''), said.toUpperCase()]
  const whose = mail ? sql`email = ${mail}` : phone ? sql`right(phone, 8) = ${phone}` : sql`false`
  const found = await sql<{ id: string }[]>`
    (select id from matters where reference = any(${references}) and reference is not null
      order by created_at desc limit ${MATTERS})
    union
    (select m.id from customers u join matters m on m.customer_id = u.id where ${whose}
      order by m.created_at desc limit ${MATTERS})`
  return found.map(({ id }) => id)
}
