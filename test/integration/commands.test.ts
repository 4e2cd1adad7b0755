import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { act } from '../../src/cases/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeContact, makeCustomer, makeDepartment, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  people = await makeOrganisation(database.db)
  await makeDepartment(database.db, { key: 'billing', name: 'Billing' })
})
afterAll(() => database.end())
beforeEach(async () => {
  on = testDeps(database.db)
  await database.sql`truncate cases, contacts, matters, customers cascade`
  await database.sql`update people set away_until = null`
})

const say = async (text: string, user = 'UANNA') =>
  act(on.deps)({ kind: 'command', by: { platform: 'slack', workspace: 'T0001', user }, text })
const told = async (text: string, user?: string) => JSON.stringify(await say(text, user))
const contact = (over: object = {}) =>
  makeContact(database.db, { brandKey: 'nordly', departmentKey: 'service', ...over })
const open = async (over: object = {}, on: object = {}) =>
  makeCase(database.db, { contactId: (await contact(on)).id, accountableId: people.anna.id, ...over })

describe('what can be said', () => {
  test.each(['help', 'HELP!', '', 'what?', 'hello there', 'find', '/amends help'])(
    '%j is answered with words',
    async (text) => {
      expect(await told(text)).toMatch(/my cases|find kim@example.com/)
    },
  )
  test.each(['my cases', 'My  Cases!', 'cases', '/amends my cases', '<at>Amends</at> my cases'])(
    '%j lists cases',
    async (text) => {
      const { number } = await open()
      expect(await told(text)).toContain(`Case ${number}`)
    },
  )
  test.each(['home', 'Home.'])('%j is the personal view', async (text) => {
    expect(await say(text)).toMatchObject({ kind: 'home', cards: [{ title: 'Nothing waits for you' }] })
  })
  test.each(['open', 'Open a case', 'new case'])('%j opens the form', async (text) => {
    expect(await say(text)).toMatchObject({ kind: 'form', form: { verb: 'open-case', subject: '' } })
  })
})

describe('find', () => {
  const kim = () =>
    makeCustomer(database.db, { email: 'kim@example.com', phone: '+46701234567', name: 'Kim' })
  test.each(['kim@example.com', 'KIM@Example.com ', '+46 70-123 45 67', '070 123 45 67', 'A-77', 'a-77'])(
    '%j finds the case',
    async (text) => {
      const { id: customerId } = await kim()
      const { number } = await open({}, { customerId, reference: 'A-77' })
      await open()
      const answer = await say(`find ${text}`)
      expect(answer).toMatchObject({ kind: 'home' })
      expect(JSON.stringify(answer)).toContain(`Case ${number}`)
      expect(JSON.stringify(answer)).toContain(': 1"')
    },
  )
  test('a case number finds the case, with its link', async () => {
    const { id, number } = await open()
    expect(await told(`find ${number}`)).toContain(`/desk/c/${id}`)
    expect(await told(`find #${number}`)).toContain(`/desk/c/${id}`)
  })
  test('a contact without a case can have one opened on it', async () => {
    const { id: customerId } = await kim()
    const { id } = await contact({ customerId })
    expect(await say('search kim@example.com')).toMatchObject({
      cards: [{}, { subject: id, actions: [{ verb: 'open-case', opens: 'form' }] }],
    })
  })
  test('what is with another department, or about oneself, is not found; management finds it', async () => {
    const { id: customerId } = await kim()
    await open({ accountableId: people.maja.id }, { customerId, departmentKey: 'billing' })
    await contact({ customerId, staffMember: { name: 'Anna', email: people.anna.email } })
    await open({ aboutId: people.anna.id }, { customerId })
    expect(await told('find kim@example.com')).toContain('Nothing found')
    expect(await told('find kim@example.com', 'UPER')).toContain(': 3')
  })
  test('a case that one holds is found, wherever it is', async () => {
    const { number } = await open({ departmentKey: 'billing' })
    expect(await told(`find ${number}`)).toContain(`Case ${number}`)
    expect(await told(`find ${number}`, 'UBO')).toContain('Nothing found')
  })
  test('the newest ten are shown', async () => {
    const { id: customerId } = await kim()
    for (let n = 0; n < 12; n++)
      await contact({ customerId, endedAt: new Date(noon.getTime() - n * 3_600_000) })
    const answer = await say('find kim@example.com')
    expect(answer.kind === 'home' && answer.cards).toHaveLength(11)
    expect(JSON.stringify(answer)).toContain('newest 10')
  })
  test.each(["x' or '1'='1", '%', '_', '%%%%%%%%', '٣٤٥٦٧٨٩', '9999999999', '\0', '--'])(
    '%j finds nothing and breaks nothing',
    async (text) => {
      await open()
      expect(await told(`find ${text}`)).toMatch(/Nothing found|What shall be found/)
    },
  )
})

describe('out of office', () => {
  const until = async () =>
    (await database.sql`select away_until from people where id = ${people.anna.id}`)[0]!.away_until
  test('until a day: back that morning, and who is on call meanwhile is said', async () => {
    const answer = await told('out of office until 16 March')
    expect(await until()).toEqual(new Date('2026-03-15T23:00:00Z'))
    expect(answer).toMatch(/until Mon,? 16 Mar/)
    expect(answer).toContain('Bo Dahl is on call for Customer Service')
  })
  test('back ends it, by word and by button', async () => {
    await say('ooo 2026-03-16')
    expect(await told('home')).toContain('I am back')
    expect(await told('I’m back!')).toContain('Welcome back')
    expect(await until()).toBeNull()
    await say('away till monday')
    await act(on.deps)({
      kind: 'click',
      by: { platform: 'slack', workspace: 'T0001', user: 'UANNA' },
      verb: 'back',
      subject: people.anna.id,
    })
    expect(await until()).toBeNull()
  })
  test.each([
    'out of office',
    'out of office until soon',
    'out of office until 2026-03-11',
    'out of office until 2020-01-01',
    'out of office until 2031-01-01',
  ])('%j changes nothing and says what to write', async (text) => {
    expect(await told(text)).toMatch(/2026-12-01|Nothing was changed/)
    expect(await until()).toBeNull()
  })
})
