import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Card } from '../../integrations/chat.ts'
import { callManagementTo } from '../../src/cases/call.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { sendDigests } from '../../src/digests/send.ts'
import { askForSomebodyElse } from '../../src/handovers/somebodyElse.ts'
import { act } from '../../src/staff/act.ts'
import { drawnDigest } from '../digests.ts'
import { makeMember, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
  // Anna reads the channel of Stores too
  await makeMember(database.db, {
    departmentKey: 'stores',
    personId: on.people.anna.id,
    role: 'manager',
    position: 1,
  })
})
afterAll(() => database.end())
beforeEach(async () => {
  on.clock.now = noon
  await on.clear()
})

const wish = async (id: string) =>
  askForSomebodyElse(on.deps, {
    found: await loadCase(on.db, id),
    words: 'Not that one either.',
    about: true,
    now: on.clock.now,
  })
/** The customer complained about Anna, then about Maja: Per has it. */
const twice = async () => {
  const id = await on.taken()
  await wish(id)
  await wish(id)
  expect(await on.row(id)).toMatchObject({
    about_id: on.people.maja.id,
    accountable_id: on.people.boss.id,
  })
  return id
}
const find = async (user: string, id: string) => {
  const { number } = await on.row(id)
  const by = { platform: 'slack', workspace: 'T0001', user }
  return JSON.stringify(await act(on.deps)({ kind: 'command', by, text: `find ${number}` }))
}
const told = (to: string) =>
  JSON.stringify(on.shown.filter((one) => one.to === to).map(({ card }: { card: Card }) => card))

test('who was complained about before does not find the case', async () => {
  const id = await twice()
  for (const user of ['UANNA', 'UMAJA']) expect(await find(user, id)).not.toContain('Open the case')
  expect(await find('UBO', id)).toContain('Open the case')
})

test('nor reads a request of it, in a channel or at home', async () => {
  const id = await twice()
  await on.submit('UPER', 'request', id, {
    department: 'stores',
    deed: 'Look for the grey jacket in the back room.',
    due: '2026-03-13',
  })
  expect(await on.proposal(id, 'request')).toMatchObject({ destination: { channel: 'UIVAR' } })
  await on.send()
  expect(told('CSTORES')).not.toContain('grey jacket')
  expect(JSON.stringify(await on.home('UANNA'))).not.toContain('grey jacket')
  expect(JSON.stringify(await on.home('UIVAR'))).toContain('grey jacket')
})

test('nor reads it where it was handed over to', async () => {
  const id = await twice()
  await on.submit('UPER', 'hand-over', id, {
    to: 'department stores',
    why: 'They know what was sent.',
    stands: 'Nothing is said to the customer yet.',
  })
  await on.click('UIVAR', 'accept-handover', (await on.proposal(id, 'handover')).id)
  await on.send()
  expect(await on.row(id)).toMatchObject({ department_key: 'stores', destination: { channel: 'UIVAR' } })
  expect(told('CSTORES')).not.toContain('Not that one either')
})

test('nor reads in management’s channel that management is called', async () => {
  const id = await on.taken()
  const ulla = await on.sql`
    insert into people (name, email, slack_workspace, slack_user, active)
    values ('Ulla Graf', 'ulla@nordly.example', 'T0001', 'UULLA', true) returning id`
  await makeMember(on.db, {
    departmentKey: 'management',
    personId: ulla[0]!.id,
    role: 'manager',
    position: 5,
  })
  for (const user of ['UMAJA', 'UPER', 'UULLA']) {
    await wish(id)
    await on.send()
    expect((await loadCase(on.db, id)).accountable).toBe(
      { UMAJA: 'Maja Ek', UPER: 'Per Falk', UULLA: 'Ulla Graf' }[user],
    )
  }
  // About Per it was before; about Maja it is said to be now
  await on.sql`update cases set about_id = ${on.people.maja.id} where id = ${id}`
  const [event] = await on.sql`select max(id)::int as id from case_events where case_id = ${id}`
  await on.db.transaction((tx) => callManagementTo(tx, { caseId: id, event: event!.id, now: on.clock.now }))
  const [call] = await on.sql`select destination from outbox where kind = 'call' order by id desc limit 1`
  expect(call).toEqual({ destination: 'slack:T0001:UULLA' })
})

test('the department’s digest, which they read, does not tell of the case; management’s does', async () => {
  const id = await twice()
  const { number } = await on.row(id)
  await on.sql`update cases set promise_due_at = '2026-03-10T08:00:00Z' where id = ${id}`
  await on.sql`truncate digests`
  on.clock.now = new Date('2026-03-12T17:00:00Z')
  const made = await sendDigests(on.deps, { now: on.clock.now })
  const card = async (department: string) => {
    const { date } = made.find((one) => one.department === department)!
    return JSON.stringify(await drawnDigest(on.db, { department, date }))
  }
  expect(await card('service')).not.toContain(`ase ${number}`)
  expect(await card('management')).toContain(`ase ${number}`)
})

test('what was for them to decide tells nothing of the case any more', async () => {
  const id = await on.taken()
  await on.sql`update responses set answers = '{"score": 1, "words": "The jacket was torn."}'`
  await on.submit('UANNA', 'remedy', id, {
    kind: 'refund',
    ground: 'goodwill',
    amount: '900',
    words: 'You get 900 kr back.',
    why: 'The whole order was spoiled by water.',
    due: '2026-03-13',
  })
  await on.send()
  expect(told('UMAJA')).toMatch(/torn.*water|water.*torn/)
  await on.sql`update cases set owner_id = ${on.people.maja.id}, accountable_id = ${on.people.maja.id}`
  await wish(id)
  await on.send()
  expect(told('UMAJA')).not.toMatch(/torn|water|900/)
  expect(told('UMAJA')).toContain('nothing to decide')
})

test('nor is told its number by opening a case on the same matter', async () => {
  const id = await twice()
  const { number } = await on.row(id)
  const [of] = await on.sql`
    select u.email, m.reference from cases k join customers u on u.id = k.customer_id join matters m on m.id = k.matter_id
    where k.id = ${id}`
  const said = {
    email: of!.email,
    reference: of!.reference,
    department: 'service',
    channel: 'phone',
    severity: '2',
  }
  const words = 'The customer called again about the jacket.'
  const answer = JSON.stringify(await on.submit('UANNA', 'open-case', '', { ...said, words }))
  expect(answer).toContain('has an open case')
  expect(answer).not.toContain(String(number))
  expect(JSON.stringify(await on.submit('UBO', 'open-case', '', { ...said, words }))).toContain(
    String(number),
  )
})
