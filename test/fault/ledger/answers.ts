import type { Sql } from 'postgres'
import { token } from '../../../src/tokens.ts'
import { note, saidOf } from './book.ts'
import { secrets } from './outside.ts'
import { insist, post, type Traffic } from './traffic.ts'

type Link = { externalId: string; token: string }

/** Hands out the links of acknowledged contacts, derived as the mails' sender derives them. */
export const linksOf = ({ book }: Traffic, sql: Sql) => {
  const asked = new Set<string>()
  const ready: Link[] = []
  const load = async () => {
    const wanted = [...book.contacts].filter(([id, { planned }]) => planned && !asked.has(id)).slice(0, 200)
    if (wanted.length === 0) return
    const rows = await sql<{ externalId: string; id: string; nonce: Buffer }[]>`
      select c.external_id as "externalId", i.id, l.nonce from contacts c
      join invitations i on i.contact_id = c.id join links l on l.subject_id = i.id and l.purpose = 'survey'
      where c.external_id in ${sql(wanted.map(([id]) => id))}`.catch(() => [])
    for (const { externalId, id, nonce } of rows) {
      asked.add(externalId)
      if (Math.random() < 0.3) continue // not everybody answers
      ready.push({ externalId, token: token(secrets.TOKEN_KEY, 'survey', id, nonce) })
    }
  }
  // Not the oldest first: some answers come before their mail went out, some after
  return { load, next: () => ready.splice(Math.floor(Math.random() * ready.length), 1)[0] }
}

/** One customer: a score, some a second one, the dissatisfied some words; each pressed again until answered. */
export const sayIt = async (traffic: Traffic, { externalId, token }: Link): Promise<void> => {
  const said = saidOf(traffic.book, externalId)
  const first = draw([1, 2, 2, 3, 4, 4, 5, 5, 5, 5])
  if (!(await score(traffic, externalId, token, first))) return
  if (Math.random() < 0.1 && !(await score(traffic, externalId, token, draw([1, 2, 4, 5])))) return
  if (said.scores.at(-1)! > 2 || Math.random() < 0.6) return
  const words = `Nobody called back about ${externalId}.`
  if (await submit(traffic, externalId, token, { step: 'wrong', words })) said.words.push(words)
}

const score = async (traffic: Traffic, externalId: string, token: string, score: number) => {
  const said = saidOf(traffic.book, externalId)
  said.sent.push(score)
  const heard = await submit(traffic, externalId, token, { step: 'score', score: String(score) })
  if (heard) said.scores.push(score)
  return heard
}

const submit = async (
  traffic: Traffic,
  externalId: string,
  token: string,
  fields: Record<string, string>,
): Promise<boolean> => {
  const { book } = traffic
  const heard = await insist(traffic, () =>
    post(
      traffic,
      `/s/${token}`,
      { 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams(fields).toString(),
    ),
  )
  if (!heard) return false
  // Their links went with them
  if (heard.status === 404 && book.erasing.has(externalId)) return false
  if (heard.status !== 200) {
    book.faults.push(`answer to ${externalId}: ${heard.status} ${heard.text.slice(0, 200)}`)
    return false
  }
  note(book, { answer: externalId, ...fields })
  return true
}

const draw = <T>(from: T[]): T => from[Math.floor(Math.random() * from.length)]!
