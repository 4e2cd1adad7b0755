import { afterAll, beforeAll, expect, test } from 'vitest'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { linkOf } from '../../src/links.ts'
import { openSurvey } from '../../src/responses/open.ts'
import { submitResponse } from '../../src/responses/submit.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let count = 0

beforeAll(async () => {
  database = await freshDatabase()
  await makeOrganisation(database.db)
  on = testDeps(database.db)
})
afterAll(() => database.end())

/** A customer's page is open, with a score not confirmed yet. */
const opened = async () => {
  const given = contactInput.parse({
    source: 'seen',
    externalId: `ticket-${++count}`,
    channel: 'phone',
    brand: 'nordly',
    department: 'service',
    reference: `order-${count}`,
    customer: { email: `seen-${count}@mail.example`, phone: `+46 70 123 45 ${10 + count}`, name: 'Kim' },
    endedAt: '2026-03-11T10:00:00Z',
  })
  const { contact } = await on.deps.db.transaction((tx) => recordContact(on.deps, tx, given, on.clock.now))
  const [row] = await database.sql`select id from invitations where contact_id = ${contact}`
  const token = (await linkOf(on.deps, 'survey', row!.id)).split('/').at(-1)!
  await openSurvey(on.deps, { token, now: on.clock.now })
  return { token, contact, invitation: row!.id as string }
}
const submit = (token: string, step: object) => submitResponse(on.deps, { token, step, now: on.clock.now })
const caseOf = async (contact: string) =>
  (await database.sql`select * from cases where contact_id = ${contact}`)[0]

test('a dissatisfied answer to a page seen before is one statement, and its page knows the phone', async () => {
  const { token, contact } = await opened()
  const statements: string[] = []
  const { options } = database.db.$client
  options.debug = (_: number, statement: string) => void statements.push(statement)
  const view = await submit(token, { score: 1 })
  options.debug = false
  expect(statements).toHaveLength(1)
  expect(view).toMatchObject({ answers: { score: 1 }, contact: { phone: expect.stringContaining('+46') } })
  expect(view.recovery?.by).toBeInstanceOf(Date)
  expect(await caseOf(contact)).toMatchObject({ state: 'open' })
})

test('a contact that became another customer’s matter meanwhile opens the case there', async () => {
  const { token, contact } = await opened()
  const other = await opened()
  await database.sql`update contacts c set customer_id = o.customer_id, matter_id = o.matter_id from contacts o
    where c.id = ${contact} and o.id = ${other.contact}`
  await submit(token, { score: 1 })
  const [row] = await database.sql`select customer_id, matter_id from contacts where id = ${other.contact}`
  expect(await caseOf(contact)).toMatchObject(row!)
})

test('who is called is who the set-up names now, and not when the page was opened', async () => {
  const { token, contact } = await opened()
  await database.sql`update people set name = 'Somebody Else' where id in
    (select person_id from department_people where department_key = 'service')`
  await database.sql`update organisation set applied_at = now()`
  const view = await submit(token, { score: 1 })
  const [row] =
    await database.sql`select name from people where id = ${(await caseOf(contact))!.accountable_id}`
  expect(row).toEqual({ name: 'Somebody Else' })
  expect(view.state).toBe('open')
})

test('a link that ended or is gone meanwhile saves nothing, at any score', async () => {
  for (const score of [1, 5]) {
    const ended = await opened()
    await database.sql`update links set expires_at = ${on.clock.now} where subject_id = ${ended.invitation}`
    await expect(submit(ended.token, { score })).rejects.toMatchObject({ code: 'expired' })
    const gone = await opened()
    await database.sql`delete from links where subject_id = ${gone.invitation}`
    await expect(submit(gone.token, { score })).rejects.toMatchObject({ code: 'unknown' })
    const ids = [ended.invitation, gone.invitation]
    expect(
      await database.sql`select from responses where invitation_id in ${database.sql(ids)}`,
    ).toHaveLength(0)
  }
})

test('an answer from another process meanwhile is revised and not written over', async () => {
  const { token, invitation } = await opened()
  await database.sql`insert into responses (invitation_id, department_key, score, answers, kind, answered_at, revised_at)
    values (${invitation}, 'service', 5, '{"score":5}', 'satisfied', ${on.clock.now}, ${on.clock.now})`
  await submit(token, { score: 2 })
  const [row] = await database.sql`select score, revision from responses where invitation_id = ${invitation}`
  expect(row).toEqual({ score: 2, revision: 2 })
})

test('a matter whose case opened meanwhile has the answer join it', async () => {
  const { token, contact } = await opened()
  const other = await opened()
  await database.sql`update contacts c set customer_id = o.customer_id, matter_id = o.matter_id from contacts o
    where c.id = ${other.contact} and o.id = ${contact}`
  // Opened after both pages were seen: nothing of the link itself changes
  const again = await openSurvey(on.deps, { token: other.token, now: on.clock.now })
  expect(again.answers).toBeNull()
  await submit(token, { score: 1 })
  await submit(other.token, { score: 2 })
  const [row] = await database.sql`select matter_id from contacts where id = ${contact}`
  expect(await database.sql`select from cases where matter_id = ${row!.matter_id}`).toHaveLength(1)
  const [n] =
    await database.sql`select count(*)::int as n from responses r join invitations i on i.id = r.invitation_id
    where i.contact_id in ${database.sql([contact, other.contact])}`
  expect(n).toEqual({ n: 2 })
})

test('a case that is announced in two minutes wakes nobody, words and a third case do', async () => {
  await database.sql`update organisation set grace_seconds = 120, applied_at = now()`
  const wokenBy = async (token: string, step: object) => {
    const before = on.woken.times
    await submit(token, step)
    return on.woken.times - before
  }
  const [first, second, third] = [await opened(), await opened(), await opened()]
  await database.sql`update contacts c set customer_id = o.customer_id from contacts o
    where c.id in ${database.sql([second.contact, third.contact])} and o.id = ${first.contact}`
  expect(await wokenBy(first.token, { score: 1 })).toBe(0)
  expect(await wokenBy(first.token, { words: 'Nobody called me back.' })).toBe(1)
  expect(await wokenBy(second.token, { score: 1 })).toBe(0)
  expect(await wokenBy(third.token, { score: 1 })).toBe(1)
})
