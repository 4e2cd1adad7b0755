import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AnswerFilter, listAnswers } from '../../src/lists/answers.ts'
import { listCases } from '../../src/lists/cases.ts'
import type { Cursor } from '../../src/lists/page.ts'
import { readerOf } from '../../src/lists/reader.ts'
import { makeOrganisation } from '../deps.ts'
import { makeCase, makeContact, makeCustomer, makeInvitation, makeResponse, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let on: TestDatabase
let people: Awaited<ReturnType<typeof makeOrganisation>>
/** Statements that find all rows of a word by index. */
let byIndex = 0
beforeAll(async () => {
  on = await freshDatabase()
  people = await makeOrganisation(on.db)
  on.db.$client.options.debug = (_, statement) => {
    if (statement.includes(' hit join ')) byIndex++
  }
  for (let n = 0; n < 12; n++) await somebody(n)
})
afterAll(() => on.end())
beforeEach(() => {
  byIndex = 0
})

const minute = (n: number) => new Date(noon.getTime() + n * 60_000)

/** Each other one is called Anna. One word stands in a reference, one in words of the answer, one in the case's own. */
const somebody = async (n: number) => {
  const { db, sql } = on
  const place = { brandKey: 'nordly', departmentKey: 'service' }
  const name = n % 2 ? 'Anna Berg-Lind' : 'Bo Årud'
  const customer = await makeCustomer(db, { name, email: `c${n}@mail.example` })
  const contact = await makeContact(db, { ...place, customerId: customer.id, reference: `AB${n % 3}-kl${n}` })
  const found = await makeCase(db, {
    ...place,
    contactId: contact.id,
    accountableId: people.anna.id,
    openedAt: minute(n >> 1),
  })
  await sql`update responses set answers = answers || ${sql.json({ words: `Kettle ${n % 2 ? 'LEAKS' : 'is slow'}` })}, answered_at = ${minute(n >> 1)} where id = ${found.responseId}`
  if (n % 4 === 0)
    await sql`update cases set said = ${sql.json({ words: 'The lid, too' })} where id = ${found.id}`
  const invitation = await makeInvitation(db, {
    contactId: (await makeContact(db, { ...place, customerId: customer.id })).id,
    customerId: customer.id,
  })
  await makeResponse(db, {
    invitationId: invitation.id,
    score: 5,
    answers: { score: 5, good: n % 3 ? 'Friendly, and quick' : 'Friendly' },
    answeredAt: minute(n),
  })
}

/** How large PostgreSQL takes the tables for: small ones are searched by index alone. */
const asLargeAs = async (rows: number) => {
  for (const table of ['cases', 'responses', 'invitations'])
    await on.sql`select pg_restore_relation_stats('schemaname', 'public', 'relname', ${table}::text, 'reltuples', ${rows}::real)`
}

type Ids = string[]
const paged = async (
  read: (after?: Cursor) => Promise<{ rows: { id: string }[]; next?: Cursor }>,
): Promise<Ids> => {
  const ids: Ids = []
  for (let after: Cursor | undefined, pages = 0; pages < 30; pages++) {
    const { rows, next } = await read(after)
    ids.push(...rows.map(({ id }) => id))
    if (!next) break
    after = next
  }
  return ids
}
const casesWith = async (q: string) => {
  const reader = await readerOf(on.db, people.boss)
  return paged((after) => listCases(on.db.$client, reader, { q }, { now: noon, after, limit: 2 }))
}
const answersWith = async (q: string, filter: AnswerFilter = {}) => {
  const reader = await readerOf(on.db, people.boss)
  return paged((after) => listAnswers(on.db.$client, reader, { ...filter, q }, { after, limit: 2 }))
}

const QUERIES: [q: string, cases: number, answers: number][] = [
  ['anna', 6, 12],
  ['årud', 6, 12],
  ['anna lind', 6, 12],
  ['mail', 12, 24],
  ['kettle', 12, 12],
  ['kettle leaks', 6, 6],
  ['leaks anna', 6, 6],
  ['bo leaks', 0, 0],
  ['lid', 3, 0],
  ['lid kettle bo', 3, 0],
  ['ab', 12, 12],
  ['kl anna', 6, 6],
  ['friendly', 0, 12],
  ['quick anna', 0, 4],
  ['nobody', 0, 0],
  ['eak', 0, 0],
]

test.each(QUERIES)(
  '“%s” finds the same in the same order, however common it is',
  async (q, cases, answers) => {
    await asLargeAs(0)
    const before = [
      await casesWith(q),
      await answersWith(q),
      await answersWith(q, { by: 'invited' }),
    ] as const
    expect(before.map((ids) => [ids.length, new Set(ids).size])).toEqual([
      [cases, cases],
      [answers, answers],
      [answers, answers],
    ])
    await asLargeAs(1e7)
    expect(await casesWith(q)).toEqual(before[0])
    expect(await answersWith(q)).toEqual(before[1])
    expect(await answersWith(q, { by: 'invited' })).toEqual(before[2])
  },
)

test('a word that many of the newest rows have is not looked for by index', async () => {
  await asLargeAs(1e7)
  // The first statement looks for exactly that, as a number or reference
  await listCases(on.db.$client, await readerOf(on.db, people.boss), { q: 'anna' }, { now: noon, limit: 2 })
  expect(byIndex).toBe(1)
  await listCases(on.db.$client, await readerOf(on.db, people.boss), { q: 'nobody' }, { now: noon, limit: 2 })
  expect(byIndex).toBe(3)
})
