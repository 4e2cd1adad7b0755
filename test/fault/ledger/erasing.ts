import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from 'postgres'
import { connect } from '../../../db/client.ts'
import { eraseAgain } from '../../../src/personalData/again.ts'
import { type Book, note } from './book.ts'
import type { Outside } from './outside.ts'
import { insist, post, type Traffic } from './traffic.ts'

/** Of three customers one is erased, while they answer and their case is worked on. */
const isErased = (externalId: string) => Number(externalId.split('-')[1]) % 3 === 0

/** Erases customers whose contact was acknowledged, by the API, again and again until that is acknowledged. */
export const eraser = (traffic: Traffic, apiKey: string, sql: Sql) => async (): Promise<void> => {
  const { book } = traffic
  const waiting = [...book.contacts].filter(([id, one]) => isErased(id) && one.named && !book.erasing.has(id))
  const chosen = waiting[Math.floor(Math.random() * waiting.length)]
  if (!chosen) return
  const [externalId, { id }] = chosen
  // Some at once, some once they have answered
  if (!book.answers.has(externalId) && Math.random() < 0.7) return
  const [row] = await sql<{ customer: string }[]>`
    select customer_id as customer from contacts where id = ${id}`.catch(() => [])
  if (!row) return
  book.erasing.add(externalId)
  const heard = await insist(traffic, () =>
    post(
      traffic,
      `/v1/customers/${row.customer}?force=true`,
      { authorization: `Bearer ${apiKey}` },
      '',
      'DELETE',
    ),
  )
  if (!heard) return
  if (heard.status !== 200)
    return void book.faults.push(`erasure of ${externalId}: ${heard.status} ${heard.text.slice(0, 200)}`)
  book.erased.add(externalId)
  note(book, { erased: externalId })
}

/** Goes through the erased once more, as the clock does later. */
export const eraseAtLast = async (databaseUrl: string): Promise<void> => {
  const db = connect(databaseUrl, { max: 1 })
  const now = new Date()
  await db.$client`update erasures set again_at = ${now}`
  await eraseAgain({ db }, { now })
  await db.$client.end()
}

/** Of whose erasure was acknowledged: what came back, in a copy of every table and in chat, and what is missing of the numbers. */
export const countErased = async (
  book: Book,
  sql: Sql,
  { slack }: Outside,
): Promise<{ back: string[]; missing: string[] }> => {
  const tables = await sql<{ name: string }[]>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_schema in ('public', 'audit') and table_type = 'BASE TABLE'`
  const back = new Set<string>()
  const look = (where: string, text: string) => {
    for (const [found, , n] of text.matchAll(/(customer|contact|order)[- ](\d+)\b/gi))
      if (book.erased.has(`contact-${n}`)) back.add(`${found} in ${where}`)
  }
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ row: string }[]>(`select t::text as row from ${name} t`)
    look(name, rows.map(({ row }) => row).join('\n'))
  }
  for (const deadline = Date.now() + 60_000; ; await sleep(500)) {
    const before = back.size
    look('chat', JSON.stringify(slack.messages()))
    if (back.size === before || Date.now() > deadline) break
    for (const one of back) if (one.endsWith('in chat')) back.delete(one)
  }
  const missing: string[] = []
  const rows = await sql<{ id: string; invitations: number; scores: number[] }[]>`
    select c.id, count(distinct i.id)::int as invitations,
      array_agg(distinct (k.answers ->> 'score')::int) filter (where k.answers is not null) as scores
    from contacts c join invitations i on i.contact_id = c.id
    left join responses r on r.invitation_id = i.id
    left join lateral (select r.answers union all
      select v.answers from response_revisions v where v.response_id = r.id) k on true
    group by 1`
  const stored = new Map(rows.map((row) => [row.id, row]))
  for (const externalId of book.erased) {
    const row = stored.get(book.contacts.get(externalId)!.id)
    if (row?.invitations !== 1) missing.push(`numbers of contact ${externalId}`)
    for (const score of book.answers.get(externalId)?.scores ?? [])
      if (!row?.scores?.includes(score)) missing.push(`score ${score} of erased ${externalId}`)
  }
  return { back: [...back], missing }
}
