import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Form } from '../../integrations/chat.ts'
import type { Answer } from '../../integrations/inbound.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'
import { renderCard } from '../../src/render/card.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeBrand, makeContact, makeDepartment } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  people = await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(async () => {
  on = testDeps(database.db)
  await database.sql`truncate cases, contacts, matters, customers, outbox, links cascade`
})

const by = (user: string) => ({ platform: 'slack', workspace: 'T0001', user })
const ask = (subject = '', quote?: string, user = 'UBO') =>
  act(on.deps)({ kind: 'click', by: by(user), verb: 'open-case', subject, quote })
const values = (over: object = {}) => ({
  email: 'Kim@Example.com',
  channel: 'social media',
  words: 'Nobody called me back, and the parcel is wet.',
  severity: '2',
  ...over,
})
const open = (over: object = {}, formId: string = randomUUID(), subject = '', user = 'UBO') =>
  act(on.deps)({ kind: 'submit', by: by(user), verb: 'open-case', subject, formId, values: values(over) })
const formOf = (answer: Answer): Form => {
  if (answer.kind !== 'form') throw new Error(JSON.stringify(answer))
  return answer.form
}
const cases = async () => database.sql`select * from cases order by number`

test('the form has what was said on the message, and asks no more than there is to choose', async () => {
  const form = formOf(await ask('', 'The parcel was wet'))
  expect(form.fields.map(({ name }) => name)).toEqual([
    'email',
    'phone',
    'name',
    'channel',
    'language',
    'words',
    'reference',
    'severity',
    'staff',
  ])
  expect(form.fields.find(({ name }) => name === 'words')).toMatchObject({ initial: 'The parcel was wet' })
})

test('a case opens with the person on call, posted once, with its link, and without an invitation', async () => {
  const answer = await open({ reference: 'A-1', name: 'Kim' })
  const [made] = await cases()
  expect(answer).toEqual({
    kind: 'done',
    notice: `Case ${made!.number} is open with Customer Service: Anna Berg is on call for it.`,
  })
  expect(made).toMatchObject({
    state: 'open',
    severity: 2,
    owner_id: null,
    accountable_id: people.anna.id,
    response_id: null,
    said: { words: 'Nobody called me back, and the parcel is wet.' },
    promise: 'first word',
  })
  expect((await database.sql`select kind from outbox order by kind`).map(({ kind }) => kind)).toEqual([
    'escalation',
    'reply',
  ])
  expect(await database.sql`select purpose from links where subject_id = ${made!.id}`).toHaveLength(1)
  expect(await database.sql`select from invitations`).toHaveLength(0)
  expect(await database.sql`select source, channel, reference from contacts`).toMatchObject([
    { source: 'staff', channel: 'social media', reference: 'A-1' },
  ])
  expect(await database.sql`select email, name from customers`).toMatchObject([
    { email: 'kim@example.com', name: 'Kim' },
  ])
  expect(
    await database.sql`select from timers where case_id = ${made!.id} and ended_at is null`,
  ).not.toHaveLength(0)
  expect(on.woken.times).toBe(1)
})

test('submitted twice, also at once, it is one case', async () => {
  const formId = randomUUID()
  await Promise.all([1, 2, 3].map(() => open({ reference: 'A-1' }, formId)))
  await open({}, formId)
  expect(await cases()).toHaveLength(1)
  expect(await database.sql`select from contacts`).toHaveLength(1)
})

test('the same reference joins the matter: an open case there hears the words', async () => {
  await open({ reference: 'A-1' })
  const answer = await open({ reference: 'A-1', words: 'And now they laugh at me.' })
  const all = await cases()
  expect(all).toHaveLength(1)
  expect(answer).toMatchObject({
    notice: `This matter has an open case: the words were added to case ${all[0]!.number}, which Anna Berg has.`,
  })
  expect(await database.sql`select kind, text from case_events order by id`).toMatchObject([
    { kind: 'opened' },
    { kind: 'heard elsewhere', text: 'And now they laugh at me.' },
  ])
})

test('two who saw the same complaint at once open one case', async () => {
  await Promise.all([open({ reference: 'B-1' }), open({ reference: 'B-1' }, randomUUID(), '', 'UANNA')])
  expect(await cases()).toHaveLength(1)
  expect(await database.sql`select from case_events`).toHaveLength(2)
})

test('another matter of the customer is another case, and that is said', async () => {
  await open({ reference: 'A-1' })
  const [first] = await cases()
  expect(await open({ reference: 'A-2' })).toMatchObject({
    notice: expect.stringContaining(`case ${first!.number} open`),
  })
  expect(await cases()).toHaveLength(2)
})

test('without an e-mail address the card says that the customer is only called', async () => {
  await open({ email: undefined, phone: '070-123 45 67' })
  const [made] = await cases()
  const card = JSON.stringify(renderCard(await loadCase(database.db, made!.id), en, on.clock.now))
  expect(card).toContain('by phone, 0701234567 (calls only: no e-mail address)')
})

test('one number is one customer, whichever way it is written', async () => {
  for (const phone of ['0046 70 123 45 67', '+46 (70) 123-45-67', '+46701234567'])
    await open({ email: undefined, phone, reference: 'A-1' })
  expect(await database.sql`select phone from customers`).toMatchObject([{ phone: '+46701234567' }])
  expect(await cases()).toHaveLength(1)
})

test('words of injury make it severity 1, whatever was chosen', async () => {
  await open({ words: 'I was injured by the broken glass and went to hospital.', severity: '3' })
  expect(await cases()).toMatchObject([{ severity: 1 }])
})

test('management is called at severity 1, and to a customer’s third case in 90 days', async () => {
  const called = async () =>
    database.sql`select payload->'destination'->>'channel' as to from outbox where kind = 'call'`
  await open({ reference: 'A-1', severity: '1' })
  expect(await called()).toHaveLength(1)
  await open({ reference: 'A-2' })
  expect(await called()).toHaveLength(1)
  await open({ reference: 'A-3' })
  expect(await called()).toHaveLength(2)
  expect(
    (await database.sql`select text, data from case_events where kind = 'management called' order by id`).map(
      (event) => ({ ...event }),
    ),
  ).toEqual([
    { text: null, data: { chosen: true } },
    { text: null, data: { cases: 3 } },
  ])
})

test('the person whom the complaint is about is passed over', async () => {
  await open({ staff: people.anna.email })
  expect(await cases()).toMatchObject([{ about_id: people.anna.id, accountable_id: people.maja.id }])
})

test.each([
  [{ email: undefined }, 'email'],
  [{ email: 'kim' }, 'email'],
  [{ email: undefined, phone: 'later' }, 'phone'],
  [{ channel: 'pigeon' }, 'channel'],
  [{ words: '  ' }, 'words'],
  [{ severity: '0' }, 'severity'],
  [{ staff: 'Anna' }, 'staff'],
])('%j is a fault at its field, and nothing is stored', async (over, field) => {
  expect(await open(over)).toMatchObject({ kind: 'faults', faults: { [field]: expect.stringMatching(/\w/) } })
  expect(await cases()).toHaveLength(0)
  expect(await database.sql`select from customers`).toHaveLength(0)
})

test('on a contact that was found only the words are asked for, and its matter has the case', async () => {
  const contact = await makeContact(database.db, { brandKey: 'nordly', departmentKey: 'service' })
  const form = formOf(await ask(contact.id))
  expect(form.fields.map(({ name }) => name)).toEqual(['words', 'severity'])
  expect(await open({}, form.id, contact.id)).toMatchObject({ kind: 'done' })
  expect(await cases()).toMatchObject([{ contact_id: contact.id, matter_id: contact.matterId }])
  expect(await open({}, form.id, contact.id)).toEqual({ kind: 'done' })
  expect(
    await database.sql`select from case_events where kind in ('opened', 'heard elsewhere')`,
  ).toHaveLength(1)
})

test('a contact of another department, or about oneself, is refused', async () => {
  await makeDepartment(database.db, { key: 'billing', name: 'Billing' })
  const other = await makeContact(database.db, { brandKey: 'nordly', departmentKey: 'billing' })
  const own = await makeContact(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    staffMember: { name: 'Bo', email: people.bo.email },
  })
  for (const id of [other.id, own.id]) {
    expect(await ask(id)).toMatchObject({ kind: 'notice' })
    expect(await open({}, randomUUID(), id)).toMatchObject({ kind: 'notice' })
  }
  expect(await ask(other.id, undefined, 'UPER')).toMatchObject({ kind: 'form' })
  expect(await cases()).toHaveLength(0)
  await database.sql`truncate contacts cascade`
  await database.sql`delete from departments where key = 'billing'`
})

test('a stranger opens nothing', async () => {
  expect(await open({}, randomUUID(), '', 'UNOBODY')).toMatchObject({ kind: 'notice' })
  expect(await cases()).toHaveLength(0)
})

test('with several brands and departments they are asked for, one’s own first', async () => {
  await makeBrand(database.db, { key: 'other', name: 'Aurora' })
  await makeDepartment(database.db, { key: 'aaa', name: 'Aaa' })
  const form = formOf(await ask())
  expect(form.fields.find(({ name }) => name === 'department')).toMatchObject({ initial: 'service' })
  expect(form.fields.find(({ name }) => name === 'brand')).toMatchObject({
    choices: [{ value: 'other' }, { value: 'nordly' }],
  })
})

test('of several brands none is chosen beforehand, and none is taken where none was chosen', async () => {
  await makeBrand(database.db, { key: 'third', name: 'Borealis' })
  const form = formOf(await ask())
  expect(form.fields.find(({ name }) => name === 'brand')).toMatchObject({ initial: undefined })
  expect(await open()).toMatchObject({ kind: 'faults', faults: { brand: en.personal.openCase.chooseBrand } })
  expect(await cases()).toHaveLength(0)
})

test('the customer’s language is asked, the brand’s unless said', async () => {
  await open({ brand: 'nordly' })
  await open({ brand: 'nordly', email: 'bo@example.com', language: 'sv' })
  expect(await database.sql`select language from contacts order by received_at`).toMatchObject([
    { language: 'en' },
    { language: 'sv' },
  ])
})
