import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setDeadlines } from '../../src/cases/deadlines/set.ts'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { sweepDeadlines } from '../../src/jobs/deadlines/sweep.ts'
import { linkOf } from '../../src/links.ts'
import { judgeAnswers } from '../../src/responses/judge.ts'
import { submitResponse } from '../../src/responses/submit.ts'
import { makeMember, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage
let count = 0

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  on.clock.now = noon
  await on.clear()
})

const MINUTE = 60_000
const at = (time: string) => new Date(`2026-03-11T${time}:00+01:00`)
const SAFETY = { drivers: ['safety-or-privacy'] }
/** A link to a survey about a contact of this customer, however lately they were asked before. */
const invite = async (over: object = {}) => {
  const contact = contactInput.parse({
    source: 'test',
    externalId: `ticket-${++count}`,
    channel: 'phone',
    brand: 'nordly',
    department: 'service',
    reference: `order-${count}`,
    customer: { email: 'kim@mail.example', name: 'Kim' },
    endedAt: '2026-03-11T10:00:00Z',
    ...over,
  })
  const { contact: id } = await on.db.transaction((tx) => recordContact(on.deps, tx, contact, on.clock.now))
  await on.sql`update invitations set state = 'sent', reason = null, expires_at = ${new Date('2027-01-01T00:00:00Z')} where contact_id = ${id}`
  const [row] = await on.sql`select id from invitations where contact_id = ${id}`
  const [link] = await on.sql`select 1 from links where subject_id = ${row!.id}`
  if (!link) {
    const { addLink } = await import('../../src/invitations/plan.ts')
    await addLink(on.deps, on.db, 'survey', row!.id, new Date('2027-01-01T00:00:00Z'))
  }
  return (await linkOf(on.deps, 'survey', row!.id)).split('/').at(-1)!
}
const answer = (token: string, step: object) => submitResponse(on.deps, { token, step, now: on.clock.now })
const opened = async (step: object = { score: 1 }, over: object = {}) => {
  const token = await invite(over)
  await answer(token, step)
  const [row] = await on.sql`select * from cases order by number desc limit 1`
  return { token, id: row!.id as string, row: row! }
}
const timers = async (id: string) =>
  on.sql`select kind, subject_id, department_key, rule_minutes, left_minutes, severity, from_at, due_at, next_at, level, paused_at
    from timers where case_id = ${id} and ended_at is null order by id`
const called = async (id: string) =>
  (await on.sql`select text, data from case_events where case_id = ${id} and kind = 'management called'`).map(
    ({ text, data }) => text ?? data,
  )
const calls = async () =>
  (await on.sql`select destination, payload from outbox where kind = 'call' order by id`).map(
    ({ destination }) => destination,
  )
const management = async () =>
  (await on.sql`select destination from departments where kind = 'management'`)[0]!.destination

describe('a case opens', () => {
  test('with the clocks its first change would give it', async () => {
    const { id, row } = await opened()
    const begun = await timers(id)
    expect(begun).toMatchObject([
      { kind: 'take', rule_minutes: 60, left_minutes: 60, due_at: at('13:00'), next_at: at('13:00') },
      { kind: 'apology', due_at: at('16:00') },
      { kind: 'first promise', due_at: new Date(at('12:00').getTime() + 24 * 60 * MINUTE) },
    ])
    expect(row).toMatchObject({ take_due_at: at('13:00'), apology_due_at: at('16:00'), called_at: null })
    await on.db.transaction((tx) => setDeadlines(tx, [id], noon))
    expect(await timers(id)).toEqual(begun)
    expect(await on.sql`select from timers`).toHaveLength(3)
    expect(await calls()).toEqual([])
    await on.well()
  })
  test('at severity 1 in half the time, and management is called at once', async () => {
    const { id, row } = await opened({ score: 1, ...SAFETY })
    expect(row).toMatchObject({
      severity: 1,
      take_due_at: at('12:30'),
      apology_due_at: at('14:00'),
      promise_due_at: at('14:00'),
      called_at: noon,
    })
    expect(await called(id)).toEqual([{ safety: true }])
    const { channel } = await management()
    expect(await calls()).toEqual([`slack:T0001:${channel}`])
    await on.db.transaction((tx) => setDeadlines(tx, [id], noon))
    expect(await on.sql`select from timers`).toHaveLength(3)
    await on.send()
    const call = on.shown.find(({ to }) => to === channel)!
    expect(call.card).toMatchObject({ title: `Case ${row.number}: management is called` })
    expect(call.card.parts[0]).toEqual({
      kind: 'text',
      text: 'Management is called to this case. The customer names safety or privacy.',
    })
    const [escalation, reply] = on.shown.filter(({ to }) => to === 'C0001')
    expect(escalation!.thread).toBeUndefined()
    expect(JSON.stringify(reply)).toContain('Management was called')
    expect(await on.sql`select from outbox where state <> 'sent' and lane like 'case:%'`).toHaveLength(0)
  })
  test('for a customer’s third time in 90 days management is called; older and mistaken ones do not count', async () => {
    const first = await opened()
    await on.sql`update cases set opened_at = ${new Date(noon.getTime() - 91 * 24 * 60 * MINUTE)} where id = ${first.id}`
    const mistaken = await opened()
    await on.sql`update cases set state = 'answered by mistake' where id = ${mistaken.id}`
    expect((await opened()).row.called_at).toBeNull()
    expect((await opened()).row.called_at).toBeNull()
    expect(
      (await opened({ score: 1 }, { customer: { email: 'other@mail.example' } })).row.called_at,
    ).toBeNull()
    const third = await opened()
    expect(await called(third.id)).toEqual([{ cases: 3 }])
    expect(third.row).toMatchObject({ severity: 2, called_at: noon })
    expect(await calls()).toHaveLength(1)
  })
  test('a management member whom it is about does not read the call', async () => {
    const { boss, maja } = on.people
    await makeMember(on.db, { departmentKey: 'management', personId: maja.id, role: 'manager', position: 1 })
    await on.sql`update organisation set applied_at = now()`
    await opened({ score: 1, ...SAFETY }, { staffMember: { name: 'Per', email: boss.email } })
    expect(await calls()).toEqual(['slack:T0001:UMAJA'])
    await on.sql`delete from department_people where department_key = 'management' and person_id = ${maja.id}`
    await on.sql`update organisation set applied_at = now()`
  })
})

describe('later words', () => {
  test('that make it severity 1 call management once, and halve what is left without a false reminder', async () => {
    const { id, token } = await opened()
    on.clock.now = at('12:20')
    await answer(token, SAFETY)
    await answer(token, { words: 'The bottle burst in my hand.' })
    expect(await called(id)).toHaveLength(1)
    expect(await calls()).toHaveLength(1)
    on.clock.now = at('12:21')
    expect(await sweepDeadlines(on.deps, { now: at('12:21') })).toBe(0)
    expect((await timers(id))[0]).toMatchObject({
      kind: 'take',
      severity: 1,
      left_minutes: 20,
      due_at: at('12:41'),
      level: 0,
    })
    expect(await on.row(id)).toMatchObject({ severity: 1, take_due_at: at('12:41'), called_at: at('12:20') })
    expect(await sweepDeadlines(on.deps, { now: at('12:40') })).toBe(0)
    expect(await sweepDeadlines(on.deps, { now: at('12:41') })).toBe(1)
  })
  test('said twice at the same moment call once; a person’s call before is enough', async () => {
    const { id, token } = await opened()
    await Promise.all([answer(token, SAFETY), answer(token, { ...SAFETY, words: 'It burst.' })])
    expect(await called(id)).toHaveLength(1)
    const other = await opened({ score: 2 }, { customer: { email: 'other@mail.example' } })
    await on.click('UANNA', 'take', other.id)
    await on.submit('UANNA', 'call-management', other.id, { why: 'The customer knows a journalist.' })
    await answer(other.token, { score: 1, ...SAFETY })
    expect(await called(other.id)).toEqual(['The customer knows a journalist.'])
    expect(await on.row(other.id)).toMatchObject({ severity: 1 })
  })
})

describe('severe words of an answer', () => {
  const HURT = { words: 'The shelf fell on me and I was injured.' }
  const judge = () => judgeAnswers(on.deps, { now: on.clock.now })

  test('are judged before the first message, which says so, with the deadlines of when they were said', async () => {
    const { id, row } = await opened({ score: 1, ...HURT })
    expect(row).toMatchObject({ severity: 2, take_due_at: at('13:00') })
    on.clock.now = at('12:10')
    await on.send()
    expect(await on.row(id)).toMatchObject({
      severity: 1,
      take_due_at: at('12:30'),
      apology_due_at: at('14:00'),
      promise_due_at: at('14:00'),
      called_at: at('12:10'),
    })
    expect(await called(id)).toEqual([{ severe: ['injury'] }])
    const { channel } = await management()
    expect(await calls()).toEqual([`slack:T0001:${channel}`])
    const posted = on.shown.find(({ to }) => to === 'C0001')!
    expect(JSON.stringify(posted.card)).toContain('1 (1 is worst): the customer names an injury')
    expect(await on.sql`select from timers`).toHaveLength(3)
    await on.well()
  })
  test('call management at once, whatever holds up the case’s own message', async () => {
    const { id } = await opened({ score: 2, ...HURT })
    await Promise.all([1, 2, 3, 4].map(judge))
    await judge()
    expect(await called(id)).toHaveLength(1)
    expect(await calls()).toHaveLength(1)
    expect(await on.sql`select kind, severity, judged from responses`).toMatchObject([
      { kind: 'dissatisfied', severity: 1, judged: 1 },
    ])
  })
  test('count where they were said with a better score before', async () => {
    const token = await invite()
    await answer(token, { score: 5, ...HURT })
    await answer(token, { score: 1 })
    const [row] = await on.sql`select id from cases`
    const id = row!.id as string
    await judge()
    expect(await on.row(id)).toMatchObject({ severity: 1 })
  })
  test('are judged once: what a person lowered stays, until the customer says another', async () => {
    const { id, token } = await opened({ score: 1, ...HURT, drivers: ['safety-or-privacy'] })
    await judge()
    await on.click('UANNA', 'take', id)
    await on.submit('UMAJA', 'severity', id, { severity: '3', reason: 'A scratch, no injury.' })
    await answer(token, { wish: 'A new shelf, please.' })
    await answer(token, { words: `${HURT.words} It came late as well.` })
    await answer(token, { handling: 'personal' })
    await judge()
    expect(await on.row(id)).toMatchObject({ severity: 3 })
    on.clock.now = at('12:20')
    await answer(token, { wish: 'Pay, or I will sue you.' })
    await on.send()
    expect(await on.row(id)).toMatchObject({ severity: 1 })
    expect(await called(id)).toHaveLength(1)
    expect((await timers(id)).find(({ kind }) => kind === 'apology')).toMatchObject({ severity: 1 })
    await on.well()
  })
})
