import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(() => on.clear())

const deed = {
  department: 'stores',
  deed: 'Please look for the blue parcel on shelf four.',
  due: '2026-03-12',
}
const sent = async (id: string) => {
  const answer = await on.submit('UANNA', 'request', id, deed)
  expect(answer, JSON.stringify(answer)).toEqual({ kind: 'done' })
  return (await on.proposal(id, 'request')).id as string
}
const inThread = (words: string) =>
  on.shown.filter((one) => one.thread && JSON.stringify(one.card).includes(words))

test('sent, accepted, done: the case stays with its owner, and its thread tells', async () => {
  const id = await on.taken()
  expect(await on.click('UANNA', 'request', id)).toMatchObject({ kind: 'form' })
  const request = await sent(id)
  await on.send()
  const card = () => on.shown.find(({ to }) => to === 'CSTORES')!.card
  expect(card().actions.map(({ verb }) => verb)).toEqual(['accept-request', 'decline-request'])
  expect(await on.click('UEVA', 'request-done', request)).toMatchObject({ kind: 'notice' })
  expect(await on.click('UEVA', 'accept-request', request)).toEqual({ kind: 'done' })
  await on.send()
  expect(card().actions.map(({ verb }) => verb)).toEqual(['request-done'])
  expect(await on.click('UEVA', 'request-done', request)).toMatchObject({ kind: 'form' })
  expect(await on.submit('UEVA', 'request-done', request, { words: 'Found it, it leaves at two.' })).toEqual({
    kind: 'done',
  })
  await on.send()
  expect(card()).toMatchObject({ tone: 'good', actions: [] })
  expect(inThread('blue parcel')).toHaveLength(1)
  expect(inThread('Found it, it leaves at two.')).toHaveLength(1)
  expect(await on.row(id)).toMatchObject({
    owner_id: on.people.anna.id,
    department_key: 'service',
    state: 'owned',
  })
})

test('shows nothing of the customer but the reference', async () => {
  const id = await on.taken()
  await on.sql`update customers set name = 'Karin Olsson', phone = '+46701112233', email = 'karin@mail.example'`
  await on.sql`update contacts set customer_name = 'Karin Olsson'`
  await on.sql`update responses set answers = answers || '{"words":"The lid was broken"}'`
  await sent(id)
  await on.send()
  const card = JSON.stringify(on.shown.find(({ to }) => to === 'CSTORES')!.card)
  for (const secret of ['Karin', '4670111', 'karin@', 'The lid was broken'])
    expect(card).not.toContain(secret)
  expect(card).toContain('Reference')
  const request = (await on.proposal(id, 'request')).id
  expect(JSON.stringify(await on.click('UEVA', 'decline-request', request))).not.toContain('Karin')
  expect(await on.look('UEVA', id)).toMatchObject({ kind: 'notice' })
})

test('declined only with an alternative', async () => {
  const id = await on.taken()
  const request = await sent(id)
  expect(await on.submit('UEVA', 'decline-request', request, {})).toMatchObject({
    kind: 'faults',
    faults: { alternative: expect.anything() },
  })
  expect((await on.proposal(id, 'request')).state).toBe('waiting')
  const form = randomUUID()
  const instead = { alternative: 'We send a new one on Friday.' }
  expect(await on.submit('UEVA', 'decline-request', request, instead, form)).toEqual({ kind: 'done' })
  expect(await on.submit('UEVA', 'decline-request', request, instead, form)).toEqual({ kind: 'done' })
  expect((await on.events(id)).filter((kind) => kind === 'request declined')).toHaveLength(1)
  await on.send()
  expect(inThread('We send a new one on Friday.')).toHaveLength(1)
})

test('only people of that department answer it, once', async () => {
  const id = await on.taken()
  const request = await sent(id)
  for (const user of ['UANNA', 'UMAJA', 'UPER'])
    expect(await on.click(user, 'accept-request', request)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('Stores'),
    })
  const answers = await Promise.all([
    on.click('UEVA', 'accept-request', request),
    on.click('UIVAR', 'accept-request', request),
    on.submit('UIVAR', 'decline-request', request, { alternative: 'We send a new one on Friday.' }),
  ])
  expect(answers.map(({ kind }) => kind).sort()).toEqual(['done', 'notice', 'notice'])
  expect((await on.events(id)).filter((kind) => /^request (accepted|declined)/.test(kind))).toHaveLength(1)
})

test('the person whom the case is about neither sees nor answers it: it goes to their manager alone', async () => {
  const id = await on.taken({ aboutId: on.people.eva.id })
  const request = await sent(id)
  expect((await on.proposal(id, 'request')).destination).toMatchObject({ channel: 'UIVAR' })
  expect(await on.click('UEVA', 'accept-request', request)).toMatchObject({ kind: 'notice' })
  expect(await on.click('UIVAR', 'accept-request', request)).toEqual({ kind: 'done' })
})

test('a case that ends withdraws what waits, accepted or not', async () => {
  const id = await on.taken()
  const [first, second] = [await sent(id), await on.submit('UANNA', 'request', id, deed).then(() => '')]
  expect(second).toBe('')
  await on.click('UEVA', 'accept-request', first)
  await on.end('UANNA', id, { end: 'withdrawn', reason: 'The customer wrote that all is well.' })
  const states = await on.sql`select distinct state from proposals where case_id = ${id}`
  expect(states.map(({ state }) => state)).toEqual(['withdrawn'])
  expect(
    await on.submit('UEVA', 'request-done', first, { words: 'Found it, it leaves at two.' }),
  ).toMatchObject({
    kind: 'notice',
  })
  await on.send()
  expect(JSON.stringify(on.shown.filter(({ to }) => to === 'CSTORES').map(({ card }) => card))).toContain(
    'Not needed any more',
  )
})

test('a deed without a date, in no words or for no department is a fault', async () => {
  const id = await on.taken()
  for (const [field, value] of Object.entries({ department: 'service', deed: 'x', due: '2026-03-01' }))
    expect(await on.submit('UANNA', 'request', id, { ...deed, [field]: value })).toMatchObject({
      kind: 'faults',
      faults: { [field]: expect.anything() },
    })
  expect((await on.sql`select count(*)::int from proposals`)[0]!.count).toBe(0)
})

test('a driver that another department can mend takes one click to its form, which names it', async () => {
  await on.sql`update organisation set drivers = '{"delivery-late":"stores","other":"service"}'`
  const id = await on.taken()
  await on.sql`update responses set answers = answers || '{"drivers":["other","delivery-late"]}'`
  await on.send()
  const card = async () => {
    const look = await on.look('UANNA', id)
    return look.kind === 'card' ? look.card.actions.map(({ label }) => label) : []
  }
  expect(await card()).toEqual(expect.arrayContaining(['Request: Stores', 'Hand over: Stores']))
  let clicks = 0
  const opened = async (verb: string, name: string) => {
    clicks++
    const answer = await on.click('UANNA', verb, id)
    const fields = answer.kind === 'form' ? answer.form.fields : []
    return fields.find((field) => field.name === name)
  }
  expect(await opened('request', 'department')).toMatchObject({ initial: 'stores' })
  expect(await opened('hand-over', 'to')).toMatchObject({ initial: 'department stores' })
  console.log(
    `routing by driver: ${clicks / 2} click to the prefilled form of Request or Hand over, 1 to send it`,
  )
  await on.sql`update departments set active = false where key = 'stores'`
  expect(await card()).not.toContain('Request: Stores')
  await on.sql`update departments set active = true where key = 'stores'`
  await on.sql`update organisation set drivers = '{}'`
  expect(await card()).not.toContain('Request: Stores')
})
