import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setAway } from '../../src/cases/away.ts'
import { stop } from '../../src/customers/stop.ts'
import { jobs } from '../../src/jobs/jobs.ts'
import { sweepSilence } from '../../src/jobs/silence.ts'
import { linkOf } from '../../src/links.ts'
import { viewCase } from '../../src/render/story.ts'
import { noon } from '../factories.ts'
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
  await on.clear()
})

const DONE = { kind: 'done' }
const DAY = 24 * 3_600_000
const tokenOf = async (id: string) => (await linkOf(on.deps, 'case', id)).split('/').at(-1)!
const viewOf = async (id: string) => viewCase(on.deps, { token: await tokenOf(id), now: on.clock.now })
const offer = async (id: string, over: object = {}) => {
  const words = 'You get 120 kr back.'
  const given = { kind: 'refund', amount: '120', ground: 'goodwill', words, due: '2026-03-16', ...over }
  expect(await on.submit('UANNA', 'remedy', id, given)).toEqual(DONE)
  const [made] = await on.sql`
    select data ->> 'remedy' as id from case_events where case_id = ${id} and kind = 'remedy promised'
    order by case_events.id desc limit 1`
  return String(made!.id)
}
const right = (id: string) => offer(id, { ground: 'late delivery', words: 'You get 120 kr back by right.' })
const remedy = async (id: string) => (await on.sql`select * from remedies where id = ${id}`)[0]!
const clocks = async (id: string) =>
  (
    await on.sql`select kind, subject_id, due_at from timers where case_id = ${id} and ended_at is null order by kind`
  ).map(({ kind }) => kind)
const ending = { end: 'withdrawn', reason: 'They called and take it back.' }
const WHY = 'The lamp is not made any more, so there is none to send.'
const WORD = 'There is nothing more to tell you after this.'
const stopped = async (id: string) => stop(on.deps, { token: await tokenOf(id), now: on.clock.now })
/** Mails that went to the customer since. */
const since = async (before: number) => {
  await on.send()
  return on.mails.slice(before)
}

describe('a staff end', () => {
  test('is refused while goodwill is promised, until a reason for it is given, which the customer reads', async () => {
    const id = await on.apologised()
    const lamp = await offer(id)
    await on.submit('UANNA', 'progress', id, { text: 'We are looking for one.', next: '2026-03-13' })
    const before = await on.events(id)
    expect(await on.submit('UANNA', 'end', id, ending)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('Refund'),
    })
    expect(await on.row(id)).toMatchObject({ state: 'recovering' })
    expect(await on.events(id)).toEqual(before)
    const opened = await on.click('UANNA', 'end', id)
    const names = opened.kind === 'form' ? opened.form.fields.map(({ name }) => name) : []
    expect(names).toEqual(['end', 'reason', `why-${lamp}`, 'why-word'])
    expect(
      await on.submit('UANNA', 'end', id, { ...ending, [`why-${lamp}`]: 'no', 'why-word': WORD }),
    ).toMatchObject({ kind: 'faults', faults: { [`why-${lamp}`]: expect.any(String) } })
    await on.send()
    const sent = on.mails.length
    expect(
      await on.submit('UANNA', 'end', id, { ...ending, [`why-${lamp}`]: WHY, 'why-word': WORD }),
    ).toEqual(DONE)
    expect(await on.row(id)).toMatchObject({ state: 'withdrawn', promise: null })
    expect(await remedy(lamp)).toMatchObject({ withdrawn_reason: WHY, withdrawn_at: noon })
    const mails = await since(sent)
    expect(mails).toHaveLength(1)
    expect(mails[0]!.text).toContain(WHY)
    expect(mails[0]!.text).toContain(WORD)
    expect((await viewOf(id)).steps.map(({ text }) => text)).toEqual(expect.arrayContaining([WHY, WORD]))
  })

  test('keeps a right: its date, its accountable person and its clock go on, and the customer reads so', async () => {
    const id = await on.taken()
    const owed = await right(id)
    await on.send()
    const sent = on.mails.length
    expect(await on.submit('UANNA', 'end', id, ending)).toEqual(DONE)
    expect(await on.row(id)).toMatchObject({ state: 'withdrawn', accountable_id: on.people.anna.id })
    expect(await clocks(id)).toEqual(['remedy'])
    expect(await remedy(owed)).toMatchObject({ withdrawn_at: null, done_at: null })
    expect((await since(sent)).map(({ text }) => text)).toEqual([expect.stringContaining('120')])
    on.clock.now = new Date('2026-03-16T16:05:00Z')
    await jobs.deadlines!(on.deps, { now: on.clock.now })
    expect(await on.events(id)).toContain('reminded')
    await on.well()
  })

  test('waits for an answer on a right that a manager still decides on', async () => {
    const id = await on.taken()
    await on.sql`insert into proposals (case_id, kind, by, to_person, words, data, created_at, destination)
      values (${id}, 'approval', ${on.people.anna.id}, ${on.people.maja.id}, 'A large sum',
        '{"offer":{"kind":"refund","statutory":true}}', ${noon}, '{"platform":"slack","workspace":"T0001","channel":"C1"}')`
    for (const verb of ['end', 'final-answer'])
      expect(await on.click('UMAJA', verb, id)).toMatchObject({
        kind: 'notice',
        text: expect.stringContaining('Maja Ek'),
      })
  })

  test('asks what becomes of an accepted request, and tells the department that was asked', async () => {
    const id = await on.taken()
    await on.submit('UANNA', 'request', id, {
      department: 'stores',
      deed: 'Please look for the lamp.',
      due: '2026-03-13',
    })
    const asked = await on.proposal(id, 'request')
    await on.click('UEVA', 'accept-request', String(asked.id))
    expect(await on.submit('UANNA', 'end', id, ending)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('Stores'),
    })
    expect(await on.submit('UANNA', 'end', id, { ...ending, [`why-${asked.id}`]: WHY })).toEqual(DONE)
    expect(await on.proposal(id, 'request')).toMatchObject({ state: 'withdrawn', answer: WHY })
  })

  test('that is a final answer, or one as unconfirmed, asks the same', async () => {
    const id = await on.apologised()
    const lamp = await offer(id)
    const final = {
      reasons: 'We have looked into it with care, and what you ask for is not ours to give.',
      body: 'The consumer board',
    }
    expect((await on.submit('UMAJA', 'final-answer', id, final)).kind).toBe('notice')
    expect(await on.submit('UMAJA', 'final-answer', id, { ...final, [`why-${lamp}`]: WHY })).toEqual(DONE)
    expect(await on.row(id)).toMatchObject({ state: 'not agreed' })
  })

  test('refuses what was promised after the form was opened', async () => {
    const id = await on.taken()
    await on.click('UANNA', 'end', id)
    await offer(id)
    expect((await on.submit('UANNA', 'end', id, ending)).kind).toBe('notice')
    expect(await on.row(id)).toMatchObject({ state: 'recovering' })
  })
})

describe('what outlives the end', () => {
  const endedWithRight = async () => {
    const id = await on.taken()
    const owed = await right(id)
    await on.submit('UANNA', 'end', id, ending)
    return { id, owed }
  }

  test('a right is done with its reference: the customer is told, and its clock ends', async () => {
    const { id, owed } = await endedWithRight()
    await on.send()
    const sent = on.mails.length
    const given = { which: owed, how: 'done', text: 'The money left us this morning.' }
    expect(await on.submit('UANNA', 'settle', id, given)).toMatchObject({
      faults: { reference: expect.any(String) },
    })
    expect(await on.submit('UBO', 'settle', id, { ...given, reference: 'B-1' })).toMatchObject({
      kind: 'notice',
    })
    expect(await on.submit('UANNA', 'settle', id, { ...given, reference: 'B-1' })).toEqual(DONE)
    expect(await remedy(owed)).toMatchObject({ done_at: noon, reference: 'B-1' })
    expect(await clocks(id)).toEqual([])
    expect((await since(sent)).map(({ text }) => text)).toEqual([
      expect.stringContaining('The money left us this morning.'),
    ])
    expect(await on.click('UANNA', 'settle', id)).toMatchObject({ kind: 'notice' })
  })

  test('a right is never withdrawn; a manager disputes it with the dispute body named', async () => {
    const { id, owed } = await endedWithRight()
    expect(
      await on.submit('UANNA', 'settle', id, { which: owed, how: 'withdrawn', text: WHY }),
    ).toMatchObject({ faults: { how: expect.stringContaining('right') } })
    const dispute = {
      which: owed,
      text: 'The parcel was on the doorstep in time: the courier’s picture shows it there.',
      body: 'the consumer board',
    }
    expect(await on.submit('UANNA', 'dispute', id, dispute)).toMatchObject({ kind: 'notice' })
    await on.send()
    const sent = on.mails.length
    expect(await on.submit('UMAJA', 'dispute', id, dispute)).toEqual(DONE)
    expect(await remedy(owed)).toMatchObject({ dispute_body: 'the consumer board', withdrawn_at: noon })
    expect(await clocks(id)).toEqual([])
    expect((await since(sent))[0]!.text).toContain('the consumer board')
  })

  test('a right is passed on: who accepts is accountable for it', async () => {
    const { id } = await endedWithRight()
    const given = { to: on.people.bo.id, why: 'I am on leave', stands: 'The refund is still to be paid.' }
    await on.submit('UANNA', 'hand-over', id, given)
    const offered = await on.proposal(id, 'handover')
    expect(offered).toMatchObject({ state: 'waiting' })
    await on.click('UBO', 'accept-handover', String(offered.id))
    expect(await on.row(id)).toMatchObject({ state: 'withdrawn', accountable_id: on.people.bo.id })
    expect(await clocks(id)).toEqual(['remedy'])
  })

  test('a right of somebody who goes away goes to who is on call, and stands among their cases', async () => {
    const { id } = await endedWithRight()
    await setAway(on.deps, { by: on.people.anna, until: new Date(noon.getTime() + 10 * DAY), now: noon })
    expect(await on.row(id)).toMatchObject({ accountable_id: on.people.bo.id })
    const { number } = await on.row(id)
    expect(JSON.stringify(await on.home('UBO'))).toContain(`Case ${number}`)
    await setAway(on.deps, { by: on.people.anna, until: null, now: noon })
  })

  test('after STOP exactly one message leaves for a right: that it was done', async () => {
    const id = await on.apologised()
    const owed = await right(id)
    const lamp = await offer(id)
    await on.send()
    const sent = on.mails.length
    await stopped(id)
    expect(await on.row(id)).toMatchObject({ state: 'contact declined' })
    expect(await clocks(id)).toEqual(['remedy', 'remedy'])
    expect(await on.submit('UANNA', 'settle', id, { which: lamp, how: 'withdrawn', text: WHY })).toEqual(DONE)
    expect(await since(sent)).toEqual([])
    expect((await viewOf(id)).steps.map(({ text }) => text)).toContain(WHY)
    const paid = { which: owed, how: 'done', text: 'The money left us this morning.', reference: 'B-1' }
    expect(await on.submit('UANNA', 'settle', id, paid)).toEqual(DONE)
    expect((await since(sent)).map(({ subject }) => subject)).toEqual([expect.stringContaining('Done')])
    expect(await clocks(id)).toEqual([])
  })
})

test('silence ends nothing while an accepted request is open', async () => {
  const id = await on.asked()
  await on.sql`insert into proposals (case_id, kind, state, by, to_department, words, created_at, deed_due_at, destination)
    values (${id}, 'request', 'accepted', ${on.people.anna.id}, 'stores', 'Look for the lamp', ${noon}, ${noon},
      '{"platform":"slack","workspace":"T0001","channel":"C1"}')`
  for (const days of [3, 4.1]) {
    on.later(days * DAY)
    await sweepSilence(on.deps, { now: on.clock.now })
  }
  expect(await on.row(id)).toMatchObject({ state: 'awaiting customer', promise: 'a decision' })
  expect(await on.proposal(id, 'request')).toMatchObject({ state: 'accepted' })
})
