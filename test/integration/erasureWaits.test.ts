import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { api } from '../../src/api/routes.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { jobs } from '../../src/jobs/jobs.ts'
import { linkOf } from '../../src/links.ts'
import { languages } from '../../src/locales/index.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { eraseCustomer } from '../../src/personalData/erase.ts'
import { addHold } from '../../src/privacy/holds.ts'
import { createKey } from '../../src/setup/keys.ts'
import { makeCase, makeContact, makeCustomer, makeMember, makePerson, noon } from '../factories.ts'
import { pages } from '../pages.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MANAGEMENT = 'CMANAGEMENT'
const TITLE = 'An erasure waits'

let database: TestDatabase
let stage: Stage
let key: string
let count = 0
beforeAll(async () => {
  database = await freshDatabase()
  stage = await makeStage(database)
  const channel = database.sql.json({ platform: 'slack', workspace: 'T0001', channel: MANAGEMENT })
  await database.sql`update departments set destination = ${channel} where kind = 'management'`
  key = (await createKey(stage.deps, { name: 'crm', scopes: ['customers:erase'], now: noon })).key
})
afterAll(() => database.end())
beforeEach(async () => {
  await stage.clear()
  await stage.sql`truncate data_requests`
  stage.clock.now = noon
})

/** A customer whose case has ended, and who is still owed a refund. */
const somebody = async () => {
  const customer = await makeCustomer(stage.db, {
    email: `kim-${++count}@mail.example`,
    name: 'Kim Unmistakable',
  })
  const contact = await makeContact(stage.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    customerId: customer.id,
    customerName: customer.name,
  })
  const { id, number } = await makeCase(stage.db, {
    contactId: contact.id,
    accountableId: stage.people.anna.id,
    state: 'confirmed',
    confirmedAt: noon,
    endedAt: noon,
  })
  await stage.sql`
    insert into remedies (case_id, kind, amount, currency, words, by, promised_at, due_at)
    values (${id}, 'refund', 100, 'SEK', 'Money back', ${stage.people.anna.id}, ${noon}, ${noon})`
  await addLink(stage.deps, stage.db, 'case', id, new Date('2027-01-01T00:00:00Z'))
  return { id: customer.id, email: customer.email!, caseId: id, number }
}
type Somebody = Awaited<ReturnType<typeof somebody>>

const askedThemselves = async ({ caseId }: Somebody) => {
  const post = (path: string, step: string) =>
    pages(stage.deps).request(path, { method: 'POST', body: new URLSearchParams({ step }) })
  await post(new URL(await linkOf(stage.deps, 'case', caseId)).pathname, 'erasure')
  const [asked] = await stage.sql`select id from data_requests where case_id = ${caseId}`
  const link = new URL(await linkOf(stage.deps, 'data', asked!.id)).pathname
  expect(await (await post(link, 'confirm')).text()).toContain('We still owe you')
}
const askedByApi = async ({ id }: Somebody) => {
  const headers = { authorization: `Bearer ${key}` }
  const response = await api(stage.deps, {}).request(`/v1/customers/${id}`, { method: 'DELETE', headers })
  return response.status
}
const paid = ({ caseId }: Somebody) =>
  stage.sql`update remedies set done_at = ${stage.clock.now} where case_id = ${caseId}`
/** Time passes: the clock looks again, and what is due is sent. */
const pass = async (ms: number) => {
  stage.clock.now = new Date(stage.clock.now.getTime() + ms)
  await jobs['erasures that customers asked for']!(stage.deps, { now: stage.clock.now })
  await stage.send()
}
const notices = (title = TITLE) => stage.shown.filter(({ card }) => card.title === title)
const textOf = ({ card }: (typeof stage.shown)[number]) => JSON.stringify(card.parts)

test('management hears once that an erasure a customer asked for waits, and once more after 7 days', async () => {
  const kim = await somebody()
  await askedThemselves(kim)
  await stage.send()
  expect(notices()).toHaveLength(1)
  const [first] = notices()
  expect(first!.to).toBe(MANAGEMENT)
  expect(textOf(first!)).toContain('A customer asked us to erase their data.')
  expect(textOf(first!)).toContain(`case ${kim.number}: Refund 100 SEK, due `)
  expect(textOf(first!)).toContain('erased by itself')
  expect(first!.card.parts.at(-1)).toEqual({
    kind: 'link',
    label: 'Decide on the desk',
    url: `${stage.deps.publicUrl}/desk/customers?of=${kim.id}`,
  })
  for (let looks = 0; looks < 20; looks++) await pass(8 * HOUR)
  expect(notices()).toHaveLength(1)
  await pass(8 * HOUR + MINUTE)
  expect(notices()).toHaveLength(2)
  expect(notices()[1]).toMatchObject({ to: MANAGEMENT })
  expect(textOf(notices()[1]!)).toContain('has waited for 7 days')
  expect(textOf(notices()[1]!)).toContain('Refund 100 SEK')
  // Never again, though the outbox has forgotten it and the clock still looks
  await stage.sql`delete from outbox`
  for (let days = 0; days < 200; days += 10) await pass(10 * DAY)
  expect(notices()).toHaveLength(2)
  const told = JSON.stringify(stage.shown)
  expect(told).not.toContain('Unmistakable')
  expect(told).not.toContain(kim.email)
})

test('what is fulfilled within the week is erased, and not told again', async () => {
  const kim = await somebody()
  await askedThemselves(kim)
  await stage.send()
  await pass(DAY)
  await paid(kim)
  await pass(DAY)
  const [row] = await stage.sql`select erased_at from customers where id = ${kim.id}`
  expect(row!.erased_at).not.toBeNull()
  await pass(7 * DAY)
  expect(notices()).toHaveLength(1)
  const [entry] = await stage.sql`
    select state, cause from outbox where kind = 'erasure waits' and payload ->> 'again' = 'true'`
  expect(entry).toEqual({ state: 'dropped', cause: 'the customer is erased' })
})

test('an erasure by API that is refused is told likewise, however often it is tried', async () => {
  const kim = await somebody()
  for (let days = 0; days < 20; days++) {
    expect(await askedByApi(kim)).toBe(409)
    await stage.send()
    expect(notices()).toHaveLength(days < 7 ? 1 : 2)
    await pass(DAY)
  }
  expect(textOf(notices()[0]!)).toContain('It was not, since something is still owed')
  expect(textOf(notices()[0]!)).toContain('Erase it on the desk once that is done')
})

test('where nothing is owed any more after 7 days, it says that nobody has erased the data', async () => {
  const kim = await somebody()
  await askedByApi(kim)
  await stage.send()
  await paid(kim)
  await pass(7 * DAY)
  expect(notices().map(textOf)[1]).toContain('We owe them nothing any more')
})

test('another wish in another quarter is told', async () => {
  const kim = await somebody()
  await askedByApi(kim)
  await pass(8 * DAY)
  await pass(90 * DAY)
  await askedByApi(kim)
  await pass(0)
  expect(notices()).toHaveLength(3)
})

test('management at the desk is asked at once, and colleagues hear only if it is not decided within an hour', async () => {
  const atDesk = { by: { kind: 'person', id: stage.people.boss.id }, from: { door: 'desk' } } as const
  const erase = (customer: string, force = false) =>
    eraseCustomer(stage.deps, { customer, force, now: stage.clock.now, ...atDesk })
  const [kim, lo] = [await somebody(), await somebody()]
  for (const { id } of [kim, lo]) await expect(erase(id)).rejects.toThrow('still owed')
  await pass(5 * MINUTE)
  expect(notices()).toHaveLength(0)
  await erase(kim.id, true)
  await pass(HOUR)
  expect(notices()).toHaveLength(1)
  expect(textOf(notices()[0]!)).toContain(`case ${lo.number}`)
})

test('a legal hold is told nobody: who placed it knows', async () => {
  const kim = await somebody()
  const by = { by: stage.people.boss.email, from: { door: 'command line' }, now: noon } as const
  await addHold(stage.db, { customer: kim.id }, { reason: 'Court', ...by })
  expect(await askedByApi(kim)).toBe(409)
  await pass(8 * DAY)
  expect(notices()).toHaveLength(0)
})

test('somebody whom a case of the customer is about does not hear of it', async () => {
  const kim = await somebody()
  const { boss } = stage.people
  await stage.sql`insert into case_exclusions (case_id, person_id) values (${kim.caseId}, ${boss.id})`
  await askedByApi(kim)
  await stage.send()
  expect(notices()).toHaveLength(0)
  const other = await makePerson(stage.db, { name: 'Siv Rud', slackUser: 'USIV' })
  await makeMember(stage.db, { departmentKey: 'management', personId: other.id, role: 'manager' })
  await askedByApi(kim)
  await stage.send()
  expect(notices().map(({ to }) => to)).toEqual(['USIV'])
  await stage.sql`delete from department_people where person_id = ${other.id}`
})

test.each(languages)('it is told in %s where management reads that', async (language) => {
  await stage.sql`update departments set language = ${language} where kind = 'management'`
  const { waits: say } = staffWords(language).personalData
  const kim = await somebody()
  await askedByApi(kim)
  await stage.send()
  await pass(7 * DAY)
  const told = notices(say.title).map(textOf)
  expect(told).toHaveLength(2)
  expect(told[0]).toContain(say.refused)
  expect(told[1]).toContain(say.still)
  expect(told[1]).toContain(staffWords(language).labels.remedies.refund)
  await stage.sql`update departments set language = 'en' where kind = 'management'`
})
