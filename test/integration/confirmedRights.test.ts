import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { confirmCase } from '../../src/customers/confirm.ts'
import { sweepDeadlines } from '../../src/jobs/deadlines/sweep.ts'
import { linkOf } from '../../src/links.ts'
import { goodwillGiven } from '../../src/remedies/authority.ts'
import { sweepRights } from '../../src/remedies/rightsInTime.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(() => {
  on.clock.now = new Date('2026-03-11T11:00:00Z')
  return on.clear()
})

const DONE = { kind: 'done' }
const offer = (id: string, amount: string, over: object = {}) =>
  on.submit('UANNA', 'remedy', id, {
    kind: 'refund',
    amount,
    ground: 'wrong charge',
    words: 'We pay your money back.',
    due: '2026-03-16',
    ...over,
  })
const remedies = (id: string) =>
  on.sql`select * from remedies where case_id = ${id} and withdrawn_at is null order by promised_at, amount`
const approval = async (id: string) => (await on.proposal(id, 'approval'))?.id as string
const cardOf = async (title: string) => {
  await on.send()
  return on.shown.findLast(({ card }) => card.title.includes(title))?.card
}
const text = (card: unknown) => JSON.stringify(card)

test('money by right up to the limit is promised at once; above it a manager confirms first', async () => {
  const id = await on.taken()
  expect(await offer(id, '400')).toEqual(DONE)
  const asked = await offer(id, '500000', { ground: 'late delivery' })
  expect(asked).toMatchObject({ kind: 'done', notice: expect.stringContaining('Maja Ek confirms') })
  expect(await remedies(id)).toHaveLength(1)
  const card = await cardOf('to confirm')
  expect(card?.actions.map(({ verb }) => verb)).toEqual(['approve', 'change-amount'])
  expect(text(card)).toContain('above the limit for money by right')
  expect(await on.click('UANNA', 'approve', await approval(id))).toMatchObject({ kind: 'notice' })
  expect(await on.click('UMAJA', 'decline-remedy', await approval(id))).toMatchObject({
    text: expect.stringContaining('not declined'),
  })
  expect(await on.click('UMAJA', 'approve', await approval(id))).toEqual(DONE)
  expect(await remedies(id)).toMatchObject([{ amount: '400.00' }, { amount: '500000.00', statutory: true }])
})

test('rights in one case count together, so that three small ones are no way around it', async () => {
  const id = await on.taken()
  await offer(id, '300')
  expect(await offer(id, '300', { kind: 'expenses', ground: 'late delivery' })).toHaveProperty('notice')
  expect(await remedies(id)).toHaveLength(1)
})

test('the same right a second time is confirmed, and so is another one told in words', async () => {
  const id = await on.taken()
  await offer(id, '100')
  expect(await offer(id, '50')).toMatchObject({ notice: expect.stringContaining('same right before') })
  const other = await on.taken()
  const words = { ground: 'other', why: 'Two years of guarantee' }
  expect(await offer(other, '100', words)).toEqual(DONE)
  expect(await offer(other, '100', { ...words, why: 'Three years of guarantee' })).toHaveProperty('notice')
})

test('a manager corrects amount and ground, in words that name the new amount', async () => {
  const id = await on.taken()
  await offer(id, '60050', { words: 'You get 60050 kr back.' })
  const form = await on.click('UMAJA', 'change-amount', await approval(id))
  expect(form).toMatchObject({ form: { title: 'Correct it', submit: 'Promise it so' } })
  const values = { ground: 'late delivery', amount: '600.50', words: 'You get 60050 kr back.' }
  expect(await on.submit('UMAJA', 'change-amount', await approval(id), values)).toMatchObject({
    kind: 'faults',
  })
  const right = { ...values, words: 'You get 600.50 kr back.' }
  expect(await on.submit('UMAJA', 'change-amount', await approval(id), right)).toEqual(DONE)
  expect(await remedies(id)).toMatchObject([
    { amount: '600.50', ground: 'late delivery', words: right.words },
  ])
})

test('after one business day management gets its card, and on its day it is promised as asked', async () => {
  const id = await on.taken()
  await offer(id, '9000', { due: '2026-03-13' })
  on.clock.now = new Date('2026-03-12T11:01:00Z')
  await sweepDeadlines(on.deps, { now: on.clock.now })
  const told =
    await on.sql`select data from case_events where case_id = ${id} and kind = 'reminded' order by id`
  expect(told.filter(({ data }) => data.timer === 'approval').map(({ data }) => data.to)).toEqual([
    'Per Falk',
  ])
  await sweepRights(on.deps, { now: on.clock.now })
  expect(await remedies(id)).toHaveLength(0)
  on.clock.now = new Date('2026-03-13T06:00:00Z')
  for (let twice = 0; twice < 2; twice++) await sweepRights(on.deps, { now: on.clock.now })
  expect(await remedies(id)).toMatchObject([{ amount: '9000.00', due_at: new Date('2026-03-13T16:00:00Z') }])
  expect(await on.mailed(id)).toEqual(['remedy promised'])
  expect(await on.events(id)).toContain('management called')
})

test('goodwill given while an approval waits is on its card, and an older card decides nothing', async () => {
  const id = await on.taken()
  const goodwill = { ground: 'goodwill', kind: 'refund' }
  await offer(id, '600', { ...goodwill, why: 'They waited for a week.' })
  expect(text(await cardOf('for your approval'))).toContain('"none"')
  expect(await offer(id, '500', goodwill)).toEqual(DONE)
  const early = await on.click('UMAJA', 'approve', await approval(id))
  expect(early).toMatchObject({ kind: 'notice', text: expect.stringContaining('1100 SEK') })
  expect(await remedies(id)).toHaveLength(1)
  const card = await cardOf('for your approval')
  expect(text(card)).toContain('500 SEK (1 remedy)')
  expect(text(card)).toContain('1100 SEK')
  expect(await on.click('UMAJA', 'approve', await approval(id))).toEqual(DONE)
  expect(await remedies(id)).toHaveLength(2)
})

test('goodwill in another case of the customer changes the card too', async () => {
  const id = await on.taken()
  const { customer_id: customerId } = await on.row(id)
  const other = await on.taken({ customerId })
  await offer(id, '600', { ground: 'goodwill', why: 'They waited for a week.' })
  await on.send()
  await offer(other, '200', { ground: 'goodwill' })
  expect(text(await cardOf('for your approval'))).toContain('200 SEK (1 remedy)')
})

test('a manager takes back a remedy that was marked done by mistake: it is owed again and counts once', async () => {
  const id = await on.apologised()
  await offer(id, '200', { ground: 'goodwill' })
  const [remedy] = await remedies(id)
  const done = { text: 'The money left us today.', remedies: [remedy!.id], reference: 'Bank 1' }
  await on.submit('UANNA', 'done', id, done)
  const token = (await linkOf(on.deps, 'case', id)).split('/').at(-1)!
  await confirmCase(on.deps, { token, answer: 'yes', now: on.clock.now })
  const back = { which: remedy!.id, text: 'The bank sent it back: it was not paid.', due: '2026-03-17' }
  expect(await on.submit('UANNA', 'not-done', id, back)).toMatchObject({ kind: 'notice' })
  expect(await on.submit('UMAJA', 'not-done', id, back)).toEqual(DONE)
  expect(await remedies(id)).toMatchObject([
    { done_at: null, reference: null, promised_at: remedy!.promised_at },
  ])
  expect(await on.row(id)).toMatchObject({ state: 'recovering', promise: 'remedy', confirmed_by: null })
  await on.send()
  const mail = on.mails.find(({ subject }) => subject.startsWith('A correction'))
  expect(mail?.text).toContain(back.text)
  expect(await on.submit('UANNA', 'done', id, { ...done, reference: 'Bank 2' })).toEqual(DONE)
  const { customer_id: customerId } = await on.row(id)
  expect(await goodwillGiven(on.db, customerId, on.clock.now)).toEqual([
    { currency: 'SEK', amount: 200, times: 1 },
  ])
})
