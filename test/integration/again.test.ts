import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { confirmCase } from '../../src/customers/confirm.ts'
import { openAgain } from '../../src/customers/openAgain.ts'
import { stop } from '../../src/customers/stop.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { judgeAndSend } from '../../src/jobs/jobs.ts'
import { linkOf } from '../../src/links.ts'
import { viewCase } from '../../src/render/story.ts'
import { judgeAnswers } from '../../src/responses/judge.ts'
import { submitResponse } from '../../src/responses/submit.ts'
import { makeContact, makeInvitation, noon } from '../factories.ts'
import { pages } from '../pages.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  on.clock.now = noon
  await on.sql`update organisation set grace_seconds = 0, applied_at = clock_timestamp()`
  await on.clear()
})

const DAY = 24 * 3_600_000
const INJURED = 'The kettle exploded and I burned my hand so badly that I am in hospital.'
const PLAIN = 'The lamp you sent is still the wrong one.'
const tokenOf = async (id: string) => (await linkOf(on.deps, 'case', id)).split('/').at(-1)!
const again = async (id: string, words: string) =>
  openAgain(on.deps, { token: await tokenOf(id), words, now: on.clock.now })
const viewOf = async (id: string) => viewCase(on.deps, { token: await tokenOf(id), now: on.clock.now })
const reason = 'They called and take it back.'
const withdrawn = async (over: object = {}) => {
  const id = await on.taken(over)
  await on.end('UANNA', id, { end: 'withdrawn', reason })
  return id
}
const survey = async (over: object = {}) => {
  const contact = await makeContact(on.db, { brandKey: 'nordly', departmentKey: 'service', ...over })
  const { id } = await makeInvitation(on.db, { contactId: contact.id, customerId: contact.customerId })
  await addLink(on.deps, on.db, 'survey', id, new Date('2027-01-01T00:00:00Z'))
  const token = (await linkOf(on.deps, 'survey', id)).split('/').at(-1)!
  return { contact, answer: (step: object) => submitResponse(on.deps, { token, step, now: on.clock.now }) }
}
const judge = () => judgeAnswers(on.deps, { now: on.clock.now })
const casesNow = async () => on.sql`select * from cases order by number`
const called = async (id: string) =>
  (await on.events(id)).filter((kind) => kind === 'management called').length

describe('an ended case', () => {
  test('is opened again by the customer within 30 days, with who had it, and a date', async () => {
    const id = await withdrawn()
    on.later(29 * DAY)
    expect((await viewOf(id)).again).toBe('reopen')
    await again(id, PLAIN)
    expect(await on.row(id)).toMatchObject({
      state: 'owned',
      owner_id: on.people.anna.id,
      promise: 'next word',
      ended_at: null,
    })
    expect((await viewOf(id)).steps.at(-1)).toMatchObject({ kind: 'opened again', text: PLAIN })
    await on.well()
  })

  test('is untaken again where nobody had taken it', async () => {
    const id = await on.open()
    await on.end('UMAJA', id, { end: 'answered by mistake', reason })
    await again(id, PLAIN)
    expect(await on.row(id)).toMatchObject({ state: 'open', owner_id: null })
    await on.well()
  })

  test('has a form on its page that does it, and refuses an empty one', async () => {
    const id = await withdrawn()
    const path = new URL(await linkOf(on.deps, 'case', id)).pathname
    const post = (words: string) =>
      pages(on.deps).request(path, { method: 'POST', body: new URLSearchParams({ step: 'again', words }) })
    expect(await (await pages(on.deps).request(path)).text()).toContain('That isn’t right?')
    expect((await post('')).status).toBe(422)
    expect((await post(PLAIN)).status).toBe(200)
    expect(await on.row(id)).toMatchObject({ state: 'owned' })
  })

  test('opens a new one after 30 days, and so do words with a late "not yet"', async () => {
    const id = await withdrawn()
    on.later(31 * DAY)
    expect((await viewOf(id)).again).toBe('new case')
    await again(id, PLAIN)
    expect(await on.row(id)).toMatchObject({ state: 'withdrawn' })
    const [, fresh] = await casesNow()
    expect(fresh).toMatchObject({ state: 'open', said: { words: PLAIN }, severity: 2 })
    await on.send()
    expect(JSON.stringify(on.shown.at(-1))).toContain('more than 30 days ago')
    on.clock.now = noon
    const other = await on.asked()
    await confirmCase(on.deps, { token: await tokenOf(other), answer: 'yes', now: on.clock.now })
    on.later(31 * DAY)
    const late = { token: await tokenOf(other), answer: 'not yet' as const, now: on.clock.now }
    await expect(confirmCase(on.deps, late)).rejects.toMatchObject({ code: 'invalid' })
    await confirmCase(on.deps, { ...late, words: PLAIN })
    expect(await on.row(other)).toMatchObject({ state: 'confirmed' })
    expect((await casesNow()).at(-1)).toMatchObject({ state: 'open', said: { words: PLAIN } })
  })

  test('gives its words to the open case of its matter', async () => {
    const id = await withdrawn()
    const { matter_id, customer_id } = await on.row(id)
    const open = await on.open({ matterId: matter_id, customerId: customer_id })
    await again(id, INJURED)
    expect(await on.row(id)).toMatchObject({ state: 'withdrawn' })
    expect(await on.events(open)).toEqual(['earlier case answered', 'management called'])
    expect(await on.row(open)).toMatchObject({ severity: 1 })
  })

  test('that was not agreed opens once more with another manager; after that management reads the words', async () => {
    const id = await on.taken()
    const final = (user: string) =>
      on.submit(user, 'final-answer', id, {
        reasons: 'We have looked into it with care, and what you ask for is not ours to give.',
        body: 'The consumer board',
      })
    await final('UMAJA')
    await again(id, PLAIN)
    expect(await on.row(id)).toMatchObject({ state: 'owned', owner_id: on.people.boss.id })
    await final('UPER')
    expect(await on.row(id)).toMatchObject({ state: 'not agreed' })
    expect((await viewOf(id)).again).toBe('kept')
    await again(id, 'I still do not agree with you.')
    expect(await on.row(id)).toMatchObject({ state: 'not agreed' })
    expect((await on.events(id)).slice(-2)).toEqual(['customer said', 'management called'])
  })
})

describe('severe words', () => {
  test.each([
    ['score 3', { score: 3 }, { words: INJURED }],
    ['score 4, in what was good', { score: 4 }, { good: INJURED }],
    ['score 5, in the name of who was kind', { score: 5 }, { kudos: INJURED.slice(0, 100) }],
    ['a revision', { score: 5, good: 'All went well.' }, { good: `All went well. ${INJURED}` }],
    ['the safety chip of a 3', { score: 3 }, { drivers: ['safety-or-privacy'] }],
  ])('of %s open a case at severity 1, and management is called once', async (_name, first, then) => {
    const { answer } = await survey()
    await answer(first)
    await judge()
    expect(await casesNow()).toEqual([])
    await answer(then)
    await judge()
    await judge()
    const [found, ...more] = await casesNow()
    expect(more).toEqual([])
    expect(found).toMatchObject({ severity: 1, state: 'open' })
    expect(await called(found!.id)).toBe(1)
    expect(await on.sql`select from outbox where kind = 'call'`).toHaveLength(1)
    await on.send()
    expect(await on.sql`select from outbox where kind = 'escalation' and state = 'sent'`).toHaveLength(1)
    await on.well()
  })

  test('of plain words at a good score open none', async () => {
    const { answer } = await survey()
    await answer({ score: 3, words: 'It took a while.' })
    await judge()
    expect(await casesNow()).toEqual([])
  })

  test('after the end open it again and call management, also where it was severe before', async () => {
    for (const severity of [2, 1]) {
      const id = await on.taken({ severity })
      await on.end('UMAJA', id, { end: 'withdrawn', reason })
      const before = await called(id)
      await again(id, INJURED)
      expect(await on.row(id)).toMatchObject({ state: 'owned', severity: 1 })
      expect(await called(id)).toBe(before + 1)
    }
    await on.well()
  })

  test('with a yes count too: the case goes on', async () => {
    const id = await on.asked()
    await confirmCase(on.deps, {
      token: await tokenOf(id),
      answer: 'yes',
      words: `It works now, but ${INJURED}`,
      now: on.clock.now,
    })
    expect(await on.row(id)).toMatchObject({ state: 'recovering', severity: 1 })
    expect(await called(id)).toBe(1)
    await on.well()
  })

  test('with a "not yet" that makes it the worst call management once, also after the end', async () => {
    for (const ended of [false, true]) {
      const id = await on.asked()
      const token = await tokenOf(id)
      if (ended) await confirmCase(on.deps, { token, answer: 'yes', now: on.clock.now })
      await confirmCase(on.deps, { token, answer: 'not yet', words: INJURED, now: on.clock.now })
      expect(await on.row(id)).toMatchObject({ state: 'recovering', severity: 1 })
      expect(await called(id)).toBe(1)
    }
  })

  test('of a new answer open the matter’s ended case again', async () => {
    const id = await withdrawn()
    const { matter_id, customer_id } = await on.row(id)
    const { answer } = await survey({ matterId: matter_id, customerId: customer_id })
    await answer({ score: 4, good: INJURED })
    await judge()
    expect(await on.row(id)).toMatchObject({ state: 'owned', severity: 1 })
    expect(await casesNow()).toHaveLength(1)
  })

  test('after STOP open it within, and no message leaves', async () => {
    const id = await on.taken()
    await stop(on.deps, { token: await tokenOf(id), now: on.clock.now })
    await on.send()
    const sent = on.mails.length
    await again(id, INJURED)
    await on.submit('UANNA', 'progress', id, {
      text: 'We have read it, and call the factory.',
      next: '2026-03-13',
    })
    await on.send()
    expect(await on.row(id)).toMatchObject({ state: 'owned', severity: 1 })
    expect(on.mails.slice(sent)).toEqual([])
  })

  test('of an anonymous answer reach management without a case', async () => {
    const { answer } = await survey({ customerId: null })
    await answer({ score: 2, words: INJURED })
    await judge()
    await judge()
    expect(await casesNow()).toEqual([])
    const { destination } = (await on.sql`select destination from departments where kind = 'management'`)[0]!
    await on.send()
    const told = on.shown.filter(({ to }) => to === destination.channel)
    expect(told).toHaveLength(1)
    expect(JSON.stringify(told)).toContain('anonymous')
  })
})

describe('the grace', () => {
  beforeEach(() => on.sql`update organisation set grace_seconds = 120, applied_at = clock_timestamp()`)
  const shownNow = async () => {
    await judgeAndSend(on.deps)
    await on.send()
    return on.shown.length
  }

  test('keeps a case quiet for two minutes, and the words of them are on its first card, told once', async () => {
    const { answer } = await survey()
    expect((await answer({ score: 1 })).recovery).toMatchObject({ person: null })
    await answer({ drivers: ['delivery-late'], words: PLAIN })
    on.later(119_000)
    expect(await shownNow()).toBe(0)
    on.later(1_000)
    expect(await shownNow()).toBe(1)
    expect(JSON.stringify(on.shown[0])).toContain(PLAIN)
    const [found] = await casesNow()
    const [take] = await on.sql`select due_at from timers where case_id = ${found!.id} and kind = 'take'`
    expect(take!.due_at).toEqual(new Date(noon.getTime() + 62 * 60_000))
    expect(found!.take_due_at).toEqual(take!.due_at)
    await on.well()
  })

  test('lets a mis-tap be mended: the case ends unseen, with nothing running', async () => {
    const { answer } = await survey()
    await answer({ score: 1 })
    on.later(60_000)
    await answer({ score: 5 })
    const [found] = await casesNow()
    expect(found).toMatchObject({ state: 'answered by mistake', promise: null })
    on.later(600_000)
    expect(await shownNow()).toBe(0)
    await on.well()
  })

  test.each([
    ['with words', { score: 5, good: undefined, words: PLAIN }],
    ['with a chip', { score: 4, drivers: ['delivery-late'] }],
    ['with a wish', { score: 4, wish: 'A call' }],
    ['to a 3', { score: 3 }],
  ])('ends nothing for a better score %s', async (_name, step) => {
    const { answer } = await survey()
    await answer({ score: 1 })
    await answer(step)
    on.later(121_000)
    expect(await shownNow()).toBe(1)
    expect((await casesNow())[0]).toMatchObject({ state: 'open' })
  })

  test('is not extended by an addition, and past it a better score closes nothing', async () => {
    const { answer } = await survey()
    await answer({ score: 1 })
    on.later(119_000)
    await answer({ score: 2 })
    on.later(1_000)
    expect(await shownNow()).toBe(1)
    await answer({ score: 5 })
    expect((await casesNow())[0]).toMatchObject({ state: 'open' })
  })

  test('is none at severity 1, also where words or a chip make it so', async () => {
    for (const [first, then] of [
      [{ score: 1, drivers: ['safety-or-privacy'] }, undefined],
      [{ score: 1 }, { drivers: ['safety-or-privacy'] }],
      [{ score: 1 }, { words: INJURED }],
    ]) {
      const { answer } = await survey()
      await answer(first!)
      if (then) await answer(then)
      const before = on.shown.length
      expect(await shownNow()).toBeGreaterThan(before)
    }
  })

  test('ends nothing where another answer joined the case', async () => {
    const { answer, contact } = await survey()
    await answer({ score: 1 })
    const other = await survey({ matterId: contact.matterId, customerId: contact.customerId })
    await other.answer({ score: 1 })
    await answer({ score: 5 })
    expect((await casesNow())[0]).toMatchObject({ state: 'open' })
  })
})
