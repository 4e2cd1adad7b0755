import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Field } from '../../integrations/chat.ts'
import type { Answer } from '../../integrations/inbound.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
  const authority = { refund: { amount: 500, currency: 'SEK' }, right: { amount: 2000, currency: 'SEK' } }
  await on.sql`update departments set authority = ${on.sql.json(authority)} where key = 'service'`
})
afterAll(() => database.end())
beforeEach(() => on.clear())

const DONE = { kind: 'done' }
const text = 'Your jacket tore on the first day you wore it, and you had saved for it. That is on us.'
const apology = { text, next: '2026-03-12' }
const due = '2026-03-12'
const faults = (answer: Answer) => (answer.kind === 'faults' ? answer.faults : {})
const fieldsOf = (answer: Answer): Field[] => (answer.kind === 'form' ? answer.form.fields : [])

test('an apology and a remedy of one form are one mail, with the amount, what is promised and by when', async () => {
  const id = await on.taken()
  const given = { kind: 'refund', ground: 'goodwill', amount: '300', words: 'For the trouble.' }
  expect(await on.submit('UANNA', 'apologise', id, { ...apology, ...given })).toEqual(DONE)
  await on.send()
  expect(on.mails).toHaveLength(1)
  expect(on.mails[0]!.text).toContain('tore on the first day')
  expect(on.mails[0]!.text).toMatch(/300.*kr|SEK.*300/)
  expect(on.mails[0]!.text).toContain('For the trouble.')
})

test('what a conversation brought is one mail; with a spoken yes that is the receipt', async () => {
  const id = await on.taken()
  const held = { how: 'phone', apology: text, account: 'The seam was glued and not sewn.' }
  const given = { kind: 'refund', ground: 'goodwill', amount: '300', words: 'Paid in the shop.', due }
  expect(await on.submit('UANNA', 'held', id, { ...held, ...given, next: due })).toEqual(DONE)
  await on.send()
  expect(on.mails).toHaveLength(1)
  for (const part of ['glued', 'Paid in the shop.', '300']) expect(on.mails[0]!.text).toContain(part)

  const other = await on.taken()
  const yes = { already: ['yes'], reference: 'till-9', answer: ['yes'] }
  const another = { ...held, apology: `${text} I should have looked at the seam myself.`, account: '' }
  expect(await on.submit('UANNA', 'held', other, { ...another, ...given, ...yes })).toEqual(DONE)
  await on.send()
  expect(on.mails).toHaveLength(2)
  expect(on.mails[1]!.text).toMatch(/you told us that it is put right/i)
  expect(on.mails[1]!.text).toContain('Paid in the shop.')
  expect(on.mails[1]!.text).toContain('?answer=not')
})

test('an explanation and what goes with it are one mail', async () => {
  const id = await on.apologised()
  await on.send()
  on.mails.length = 0
  const offer = { kind: 'explanation', ground: 'goodwill', words: 'The glue was of a bad batch.', due }
  const besides = 'We sew it for you, and you have it on Friday.'
  expect(await on.submit('UANNA', 'remedy', id, { ...offer, besides })).toEqual(DONE)
  await on.send()
  expect(on.mails).toHaveLength(1)
  expect(on.mails[0]!.text).toContain('bad batch')
  expect(on.mails[0]!.text).toContain('We sew it for you')
})

test('goodwill and the customer’s rights are offered beside the apology too, and nothing is chosen before', async () => {
  const id = await on.taken()
  for (const verb of ['apologise', 'held', 'remedy']) {
    const ground = fieldsOf(await on.click('UANNA', verb, id)).find(({ name }) => name === 'ground')
    expect(ground, verb).toMatchObject({ kind: 'choice' })
    expect(ground, verb).not.toHaveProperty('initial')
    const offered = ground?.kind === 'choice' ? ground.choices.map(({ value }) => value) : []
    expect(offered, verb).toEqual(expect.arrayContaining(['goodwill', 'faulty or wrong goods']))
  }
  const refund = { ...apology, kind: 'refund', amount: '900' }
  expect(faults(await on.submit('UANNA', 'apologise', id, refund))).toMatchObject({
    ground: expect.stringContaining('goodwill, or which right'),
  })
  expect(await on.submit('UANNA', 'apologise', id, { ...refund, ground: 'faulty or wrong goods' })).toEqual(
    DONE,
  )
  const [remedy] = await on.sql`select statutory, ground, amount from remedies where case_id = ${id}`
  expect(remedy).toEqual({ statutory: true, ground: 'faulty or wrong goods', amount: '900.00' })
})

test('a right that a manager confirms first is not promised along with an apology: it says where to ask', async () => {
  const id = await on.taken()
  const refund = { ...apology, kind: 'refund', ground: 'faulty or wrong goods', amount: '2100' }
  const above = { amount: expect.stringContaining('"Offer remedy", and a manager confirms') }
  expect(faults(await on.submit('UANNA', 'apologise', id, refund))).toMatchObject(above)
  const credit = { ...refund, kind: 'discount', amount: '100' }
  expect(faults(await on.submit('UANNA', 'apologise', id, credit))).toMatchObject({
    ground: expect.stringContaining('If they chose credit'),
  })
  expect(await on.events(id)).toEqual(['taken'])
})

test('the currency stands beside every amount', async () => {
  const id = await on.taken()
  const amountOf = (answer: Answer) => fieldsOf(answer).find(({ kind }) => kind === 'amount')?.label
  for (const verb of ['apologise', 'held'])
    expect(amountOf(await on.click('UANNA', verb, id)), verb).toMatch(/, SEK$/)
  const second = await on.submit('UANNA', 'remedy', id, { kind: 'refund', ground: 'goodwill' })
  expect(amountOf(second)).toBe('Amount, SEK')
  const asked = {
    kind: 'refund',
    ground: 'goodwill',
    amount: '900',
    words: 'All of it.',
    due,
    why: 'It is dear.',
  }
  await on.submit('UANNA', 'remedy', id, asked)
  const { id: approval } = await on.proposal(id, 'approval')
  for (const verb of ['decline-remedy', 'change-amount'])
    expect(amountOf(await on.click('UMAJA', verb, approval)), verb).toMatch(/, SEK$/)
})

test('in the second step the remedy can be changed: the form comes back with its fields, and what was typed', async () => {
  const id = await on.taken()
  const opened = await on.submit('UANNA', 'remedy', id, { kind: 'refund', ground: 'goodwill' })
  expect(fieldsOf(opened).map(({ name }) => name)).toEqual([
    'kind',
    'ground',
    'amount',
    'words',
    'due',
    'why',
  ])
  expect(fieldsOf(opened)[0]).toMatchObject({ compact: true, initial: 'refund' })
  if (opened.kind !== 'form') throw new Error('no form')
  const words = 'You get a new jacket.'
  const typed = { kind: 'replacement', ground: 'faulty or wrong goods', words, due, amount: '300' }
  const again = await on.submit('UANNA', 'remedy', id, typed, opened.form.id)
  expect(fieldsOf(again).map(({ name }) => name)).toEqual(['kind', 'ground', 'words', 'due'])
  expect(fieldsOf(again)[2]).toMatchObject({ initial: words })
  expect(await on.events(id)).toEqual(['taken'])
  if (again.kind !== 'form') throw new Error('no form')
  const { amount: _, ...final } = typed
  expect(await on.submit('UANNA', 'remedy', id, final, again.form.id)).toEqual(DONE)
  expect(await on.submit('UANNA', 'remedy', id, final, again.form.id)).toEqual(DONE)
  const given = await on.sql`select kind, statutory from remedies where case_id = ${id}`
  expect(given).toEqual([{ kind: 'replacement', statutory: true }])
})

test('while a manager decides, "Mark done" says so before it is filled in, and notes what is done', async () => {
  const id = await on.apologised()
  const parcel = { kind: 'replacement', ground: 'goodwill', words: 'A new jacket.', due }
  await on.submit('UANNA', 'remedy', id, parcel)
  const more = {
    kind: 'refund',
    ground: 'goodwill',
    amount: '900',
    words: 'All back.',
    due,
    why: 'It is dear.',
  }
  await on.submit('UANNA', 'remedy', id, more)
  const form = await on.click('UANNA', 'done', id)
  expect(JSON.stringify(form)).toContain('Maja Ek has not decided on a remedy yet')
  const [owed] = await on.sql`select id from remedies where case_id = ${id}`
  const done = { remedies: [owed!.id], text: 'The new jacket was handed over today.' }
  expect(await on.submit('UANNA', 'done', id, done)).toEqual(DONE)
  expect(await on.row(id)).toMatchObject({ state: 'recovering', asked_at: null })
  expect(await on.events(id)).toContain('remedy done')
  expect(await on.click('UANNA', 'done', id)).toMatchObject({
    kind: 'notice',
    text: expect.stringContaining('Maja Ek still decides'),
  })
})
