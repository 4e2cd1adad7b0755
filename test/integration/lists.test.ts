import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AnswerFilter, listAnswers } from '../../src/lists/answers.ts'
import type { CaseFilter } from '../../src/lists/caseFilter.ts'
import { listCases } from '../../src/lists/cases.ts'
import { readerOf } from '../../src/lists/reader.ts'
import { makeOrganisation } from '../deps.ts'
import {
  makeCase,
  makeContact,
  makeDepartment,
  makeInvitation,
  makeMember,
  makePerson,
  makeResponse,
  noon,
} from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let on: TestDatabase
let people: Awaited<ReturnType<typeof makeOrganisation>>
let eva: Awaited<ReturnType<typeof makePerson>>

beforeAll(async () => {
  on = await freshDatabase()
  people = await makeOrganisation(on.db)
  await makeDepartment(on.db, { key: 'stores', name: 'Stores', timeZone: 'America/New_York' })
  eva = await makePerson(on.db, { name: 'Eva Holm' })
  await makeMember(on.db, { departmentKey: 'stores', personId: eva.id, role: 'manager' })
})
beforeEach(() => on.sql`truncate cases, contacts, customers, matters, responses, invitations cascade`)
afterAll(() => on.end())

type Who = { id: string; name: string }
const cases = async (who: Who, filter: CaseFilter = {}, more = {}) => {
  const page = await listCases(on.db.$client, await readerOf(on.db, who), filter, { now: noon, ...more })
  return { ...page, numbers: page.rows.map(({ number }) => number) }
}
const answers = async (who: Who, filter: AnswerFilter = {}, more = {}) => {
  const page = await listAnswers(on.db.$client, await readerOf(on.db, who), filter, more)
  return { ...page, scores: page.rows.map(({ score }) => score) }
}
const minute = (n: number) => new Date(noon.getTime() + n * 60_000)
const open = (over: object = {}, n = 0) =>
  makeCase(on.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: people.anna.id,
    openedAt: minute(n),
    ...over,
  })
const answer = async (score: number, over: { at?: Date; said?: object; contact?: object } = {}) => {
  const contact = await makeContact(on.db, { brandKey: 'nordly', departmentKey: 'service', ...over.contact })
  const invitation = await makeInvitation(on.db, { contactId: contact.id, customerId: contact.customerId })
  return makeResponse(on.db, {
    invitationId: invitation.id,
    score,
    answers: { score: score as 1, ...over.said },
    answeredAt: over.at ?? noon,
  })
}

test('liaisons see the cases of their department and no answers, managers both, management all', async () => {
  const one = await open()
  const other = await open({ departmentKey: 'stores' }, 1)
  expect((await cases(people.anna)).numbers).toEqual([one.number])
  expect((await cases(people.maja)).numbers).toEqual([one.number])
  expect((await cases(eva)).numbers).toEqual([other.number])
  expect((await cases(people.boss)).numbers).toEqual([other.number, one.number])
  expect((await answers(people.anna)).rows).toEqual([])
  expect((await answers(people.maja)).rows).toHaveLength(1)
  expect((await answers(people.boss)).rows).toHaveLength(2)
  expect((await cases(people.maja, { department: 'stores' })).rows).toEqual([])
  expect((await cases(people.boss, { department: 'stores' })).numbers).toEqual([other.number])
})

test('nobody sees a case about themselves, its answer, or a complaint of a contact that was theirs', async () => {
  const staffMember = { name: 'Maja Ek', email: people.maja.email }
  await open({
    contactId: (await makeContact(on.db, { brandKey: 'nordly', departmentKey: 'service', staffMember })).id,
  })
  await answer(3, { contact: { staffMember } })
  await answer(5, { contact: { staffMember } })
  expect((await cases(people.maja)).rows).toEqual([])
  expect((await answers(people.maja)).scores).toEqual([5])
  expect((await cases(people.boss)).rows).toHaveLength(1)
  expect((await answers(people.boss)).rows).toHaveLength(3)
})

test('a complaint about a person known by name alone is hidden from people of that name', async () => {
  const { id } = await answer(1, { contact: { staffMember: { name: 'M. Ek' } }, said: { about: 'person' } })
  expect((await answers(people.maja)).rows).toEqual([])
  expect((await answers(people.boss)).rows.map((row) => row.id)).toEqual([id])
})

test('pages follow each other without a gap or a repeat, also where rows have the same time', async () => {
  for (let n = 0; n < 7; n++) await open({}, n < 4 ? 0 : n)
  const all = (await cases(people.maja)).numbers
  expect(all).toHaveLength(7)
  const seen: number[] = []
  let after: NonNullable<Awaited<ReturnType<typeof cases>>['next']> | undefined
  do {
    const page = await cases(people.maja, {}, { limit: 2, after })
    seen.push(...page.numbers)
    after = page.next
  } while (after)
  expect(seen).toEqual(all)
})

test('a filter that few rows pass looks far back, and says how far where it stops', async () => {
  const old = await open({ severity: 1 }, -1)
  await on.sql`
    insert into cases (matter_id, customer_id, contact_id, brand_key, department_key, severity, accountable_id, opened_at,
      take_due_at, apology_due_at, state, response_id)
    select matter_id, customer_id, contact_id, brand_key, department_key, 3, accountable_id, opened_at + n * interval '1 second',
      take_due_at, apology_due_at, 'withdrawn', response_id from cases, generate_series(1, 2500) n`
  const near = await cases(people.maja, { severity: '1' })
  expect(near.numbers).toEqual([old.number])
  expect(near.lookedTo).toBeUndefined()
  await on.sql`
    insert into cases (matter_id, customer_id, contact_id, brand_key, department_key, severity, accountable_id, opened_at,
      take_due_at, apology_due_at, state, response_id)
    select matter_id, customer_id, contact_id, brand_key, department_key, 3, accountable_id, opened_at + n * interval '1 minute',
      take_due_at, apology_due_at, 'withdrawn', response_id from cases, generate_series(100, 104) n where severity = 3`
  const far = await cases(people.maja, { severity: '1' })
  expect(far.rows).toEqual([])
  expect(far.lookedTo).toBeInstanceOf(Date)
  expect((await cases(people.maja, { severity: '1' }, { after: far.next })).numbers).toEqual([old.number])
})

test('a period is in local days of each department, both included', async () => {
  const late = new Date('2026-03-12T02:00:00Z')
  const here = await open({ openedAt: late })
  const there = await open({ openedAt: late, departmentKey: 'stores' })
  const on11 = await cases(people.boss, { from: '2026-03-11', to: '2026-03-11' })
  expect(on11.numbers).toEqual([there.number])
  expect((await cases(people.boss, { from: '2026-03-12' })).numbers).toEqual([here.number])
})

test('cases are found by number, customer, reference and words, within the filters', async () => {
  const contact = await makeContact(on.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    reference: 'A-77',
    customerName: 'Kim Larsson',
  })
  const found = await open({ contactId: contact.id })
  await on.sql`update responses set answers = answers || '{"words":"The kettle leaks"}' where id = ${found.responseId}`
  await open({}, 1)
  const [mail] = await on.sql`select email from customers where id = ${contact.customerId}`
  for (const q of [
    String(found.number),
    `#${found.number}`,
    'a-77',
    'Kim Lars',
    'kettle',
    mail!.email as string,
  ])
    expect((await cases(people.maja, { q })).numbers, q).toEqual([found.number])
  expect((await cases(people.maja, { q: 'kettle', state: 'any end' })).rows).toEqual([])
  expect((await cases(eva, { q: 'kettle' })).rows).toEqual([])
  expect((await cases(people.maja, { q: "'); drop table cases; --" })).rows).toEqual([])
})

test('answers of satisfied and neutral customers are found by their words too', async () => {
  const good = await answer(5, { said: { good: 'Friendly at the counter', kudos: 'Anna' } })
  const neutral = await answer(3, { said: { words: 'A long counter queue' } })
  await answer(1, { said: { words: 'Nobody at the counter' } })
  await answer(4)
  expect((await answers(people.maja, { q: 'counter' })).rows).toHaveLength(3)
  expect((await answers(people.maja, { q: 'friendly' })).rows.map(({ id }) => id)).toEqual([good.id])
  expect((await answers(people.maja, { q: 'counter', kind: 'neutral' })).rows.map(({ id }) => id)).toEqual([
    neutral.id,
  ])
  expect((await answers(people.maja, { with: 'kudos' })).scores).toEqual([5])
})

test('each filter keeps what it says', async () => {
  const one = await open({ severity: 1, state: 'owned', ownerId: people.bo.id, accountableId: people.bo.id })
  await on.sql`update responses set answers = answers || '{"drivers":["delivery-late"]}' where id = ${one.responseId}`
  await on.sql`update contacts set channel = 'chat' where id = ${one.contactId}`
  await open({ state: 'confirmed', confirmedAt: minute(5), confirmedBy: 'clicked' }, 1)
  const kept = async (filter: CaseFilter) => (await cases(people.maja, filter)).numbers
  for (const filter of [
    { state: 'owned' },
    { state: 'any open' },
    { severity: '1' },
    { channel: 'chat' },
    { driver: 'delivery-late' },
    { owner: people.bo.id },
  ] as CaseFilter[])
    expect(await kept(filter), JSON.stringify(filter)).toEqual([one.number])
  for (const filter of [
    { state: 'any end' },
    { outcome: 'clicked' },
    { by: 'ended' },
    { severity: '2' },
  ] as CaseFilter[])
    expect(await kept(filter), JSON.stringify(filter)).toEqual([one.number + 1])
  expect(await kept({ brand: 'none' })).toEqual([])
})
