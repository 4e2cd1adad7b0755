import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { contactWords } from '../../db/schema/searched.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import {
  makeCase,
  makeContact,
  makeCustomer,
  makeDepartment,
  makeInvitation,
  makeResponse,
  noon,
} from '../factories.ts'
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
  test('what is no command is not taken for a call for help', async () => {
    for (const text of ['help', '', '/amends help', 'hjälp', 'hjelp'])
      expect(await told(text), text).not.toContain('did not understand')
    for (const text of ['what?', 'hello there', 'casse'])
      expect(await told(text), text).toContain(`I did not understand “${text.replace('?', '')}”`)
  })
  test.each(['my cases', 'My  Cases!', 'cases', '/amends my cases', '<at>Amends</at> my cases'])(
    '%j lists cases',
    async (text) => {
      const { number } = await open()
      expect(await told(text)).toContain(`Case ${number}, severity 2`)
    },
  )
  test.each(['home', 'Home.'])('%j is the personal view', async (text) => {
    expect(await say(text)).toMatchObject({ kind: 'home', cards: [{ title: 'Nothing waits for you' }] })
  })
  test.each(['open', 'Open a case', 'new case'])('%j opens the form', async (text) => {
    expect(await say(text)).toMatchObject({ kind: 'form', form: { verb: 'open-case', subject: '' } })
  })
})

describe('in Swedish and Norwegian', () => {
  const speaks = (language: string) =>
    database.sql`update people set language = ${language} where id = ${people.anna.id}`
  afterEach(() => speaks('en'))

  test.each([
    ['sv', 'hjälp', 'Det här kan du skriva'],
    ['sv', 'hjalp', 'Det här kan du skriva'],
    ['sv', 'Hem', 'Inget väntar på dig'],
    ['sv', 'mina ärenden', 'Dina ärenden, det mest brådskande först'],
    ['sv', 'mina arenden', 'Dina ärenden, det mest brådskande först'],
    ['sv', 'Förfallna!', 'Förfaller senast nästa arbetsdag'],
    ['sv', 'vad förfaller i dag?', 'Förfaller senast nästa arbetsdag'],
    ['sv', 'due', 'Förfaller senast nästa arbetsdag'],
    ['sv', 'öppna ett ärende', 'Vad kunden sa'],
    ['sv', 'hitta', 'Vad ska hittas?'],
    ['sv', 'hitta Nobody At All', 'Inget hittades för ”Nobody At All”'],
    ['sv', 'frånvarande till måndag', 'Du är frånvarande till mån'],
    ['sv', 'franvarande tills 16 mars', 'Du är frånvarande till mån'],
    ['sv', 'frånvarande till 3/4', 'Är ”3/4” den 3 april'],
    ['sv', 'tillbaka', 'Välkommen tillbaka'],
    ['nb', 'hjelp', 'Dette kan du skrive'],
    ['nb', 'hjem', 'Ingenting venter på deg'],
    ['nb', 'mine saker', 'Sakene dine, det som haster mest først'],
    ['nb', 'forfalte', 'Forfaller senest neste virkedag'],
    ['nb', 'åpne en sak', 'Hva kunden sa'],
    ['nb', 'finn Nobody', 'Fant ingenting for «Nobody»'],
    ['nb', 'fraværende til mandag', 'Du er fraværende til man'],
    ['nb', 'fravaerende til mandag', 'Du er fraværende til man'],
    ['nb', 'jeg er tilbake', 'Velkommen tilbake'],
    ['nb', 'out of office until Monday', 'Du er fraværende til man'],
    ['en', 'förfallna', 'Due by the end'],
  ])('%s: %j', async (language, text, answer) => {
    await speaks(language)
    expect(await told(text)).toContain(answer)
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
  test.each([
    ['Kim', 'the name'],
    ['ki', 'its beginning'],
    ['KIM ÅSTRÖM', 'all of it, in capitals'],
    ['åstr', 'the beginning of a surname'],
    ['kim@exam', 'the beginning of an address'],
    ['example.com', 'the end of an address'],
    ['ORD-2026-004711', 'the whole reference'],
    ['ord-2026', 'the beginning of a reference'],
    ['4711', 'its last characters'],
    ['2026-0047', 'a part of it'],
    ['kettle', 'a word the customer wrote'],
    ['kettle kim 4711', 'words that stand in different places'],
    ['replac', 'a word of the wish'],
  ])('%j finds the case by %s', async (text) => {
    const { id: customerId } = await makeCustomer(database.db, {
      email: 'kim@example.com',
      phone: '+46701234567',
      name: 'Kim Åström',
    })
    const said = { words: 'The kettle broke.', wish: 'A replacement' }
    const { number } = await open({ said }, { customerId, reference: 'ORD-2026-004711' })
    const { id: other } = await makeCustomer(database.db, { email: 'bo@else.test', name: 'Bo Ek' })
    await open({ said: { words: 'The lamp broke.' } }, { customerId: other, reference: 'X-1' })
    const answer = await told(`find ${text}`)
    expect(answer).toContain(`Case ${number}`)
    expect(answer).toContain(': 1"')
  })
  test('an answer’s words are found as those of a case that staff opened', async () => {
    const { id: contactId } = await contact()
    const { id: invitationId } = await makeInvitation(database.db, { contactId })
    const answers = { score: 1, words: 'The teapot leaks.' } as const
    const { id: responseId } = await makeResponse(database.db, { invitationId, answers })
    const { number } = await makeCase(database.db, { contactId, responseId, accountableId: people.anna.id })
    expect(await told('find teapot')).toContain(`Case ${number}`)
  })
  test('ten are shown and the others counted, without those about oneself', async () => {
    const { id: customerId } = await kim()
    for (let n = 0; n < 13; n++)
      await open({ openedAt: new Date(noon.getTime() - n * 60_000) }, { customerId })
    await open({ aboutId: people.anna.id }, { customerId })
    await open(
      { accountableId: people.maja.id, departmentKey: 'billing' },
      { customerId, departmentKey: 'billing' },
    )
    const answer = await say('find kim')
    expect(answer.kind === 'home' && answer.cards).toHaveLength(11)
    expect(JSON.stringify(answer)).toContain('Found for “kim”: 13')
    expect(JSON.stringify(answer)).toContain('newest 10 are shown, 3 more')
  })
  test('people a case is about find it by nothing, also when it is the only one', async () => {
    const { id: customerId } = await kim()
    const { number } = await open(
      { aboutId: people.anna.id, said: { words: 'The kettle broke.' } },
      { customerId, reference: 'A-77' },
    )
    for (const text of ['kim', 'A-77', '77', 'kettle', 'kim@example.com', '0701234567', String(number)])
      expect({ text, answer: await told(`find ${text}`) }).toEqual({
        text,
        answer: expect.stringContaining('Nothing found'),
      })
  })
  test('it costs by what is found, not by what there is', async () => {
    await database.sql`insert into customers (email, name, created_at)
      select 'c' || n || '@many.test', 'Person ' || md5(n::text), ${noon} from generate_series(1, 20000) n`
    await database.sql`insert into matters (customer_id, reference, created_at)
      select id, 'R' || row_number() over (), ${noon} from customers where email like '%@many.test'`
    await database.sql`insert into contacts (source, external_id, channel, brand_key, department_key, customer_id, matter_id,
        reference, customer_name, ended_at, language, time_zone, received_at)
      select 'many', m.id::text, 'phone', 'nordly', 'service', m.customer_id, m.id, m.reference, u.name, ${noon}, 'sv',
        'Europe/Stockholm', ${noon} from matters m join customers u on u.id = m.customer_id where m.reference is not null`
    await database.sql`vacuum analyze customers, contacts, matters`
    const { id: customerId } = await kim()
    const { number } = await open({}, { customerId, reference: 'ZED-77' })
    const begun = performance.now()
    for (const text of ['kim', 'ZED-77', 'zed', 'kim 77'])
      expect(await told(`find ${text}`)).toContain(`Case ${number}`)
    const each = (performance.now() - begun) / 4
    console.log(`find among 20,000 contacts: ${each.toFixed(0)} ms`)
    expect(await told('find person')).toContain('more than')
    const plan = JSON.stringify(
      await database.sql.unsafe(
        `explain select 1 from contacts c where ${contactWords('c')} @@ '''kim'':*'::tsquery`,
      ),
    )
    expect(plan).toContain('contacts_words')
  })
  test('the newest ten are shown', async () => {
    const { id: customerId } = await kim()
    for (let n = 0; n < 12; n++)
      await contact({ customerId, endedAt: new Date(noon.getTime() - n * 3_600_000) })
    const answer = await say('find kim@example.com')
    expect(answer.kind === 'home' && answer.cards).toHaveLength(11)
    expect(JSON.stringify(answer)).toContain('newest 10 are shown, 2 more')
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
