import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bookCallBack, freeSlots } from '../../src/callbacks/bookCallBack.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { confirmCase } from '../../src/customers/confirm.ts'
import { linkOf } from '../../src/links.ts'
import { makeMember, makePerson, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

const DAY = 24 * 3_600_000
let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(() => {
  on.clock.now = noon
  return on.clear()
})

const reason = 'The customer said so on the phone.'
const fault = (field: string) => ({ kind: 'faults', faults: { [field]: expect.anything() } })
const notice = (words: string) => ({ kind: 'notice', text: expect.stringContaining(words) })
const calls = async () => on.sql`select payload from outbox where kind = 'call'`

describe('management', () => {
  test('is called by any liaison with a reason, once a form', async () => {
    const id = await on.open()
    expect(await on.submit('UBO', 'call-management', id, {})).toMatchObject(fault('why'))
    const form = randomUUID()
    const why = { why: 'The customer threatens to go to the press.' }
    expect(await on.submit('UBO', 'call-management', id, why, form)).toEqual({ kind: 'done' })
    expect(await on.submit('UBO', 'call-management', id, why, form)).toEqual({ kind: 'done' })
    expect(await calls()).toHaveLength(1)
    expect((await on.row(id)).called_at).toEqual(noon)
    await on.send()
    const [management] = await on.sql`select destination from departments where key = 'management'`
    const post = on.shown.find(({ to }) => to === management!.destination.channel)
    expect(post!.card.parts[0]).toEqual({ kind: 'quote', label: 'Why', text: why.why })
    const card = on.shown.find(({ to, thread }) => to === 'C0001' && !thread)!.card
    expect(card.parts[1]).toMatchObject({ kind: 'quote', text: why.why })
    expect(card.parts[1]).toMatchObject({ label: expect.stringContaining('called by Bo Dahl') })
  })

  test('is asked for in one line', async () => {
    const id = await on.open()
    const answer = await on.click('UBO', 'call-management', id)
    expect(answer).toMatchObject({
      form: { fields: [{ kind: 'text', name: 'why', required: true, max: 300 }] },
    })
    expect(JSON.stringify(answer)).not.toContain('multiline')
    expect(await on.submit('UBO', 'call-management', id, { why: 'x'.repeat(301) })).toMatchObject(
      fault('why'),
    )
  })

  test('is called past the person whom it is about', async () => {
    const why = { why: 'The customer threatens to go to the press.' }
    const second = await makePerson(on.db, { name: 'Siri Lund', slackUser: `U${randomUUID()}` })
    await makeMember(on.db, { departmentKey: 'management', personId: second.id, role: 'manager' })
    const id = await on.open({ aboutId: on.people.boss.id })
    await on.submit('UBO', 'call-management', id, why)
    const [call] = await calls()
    expect(call!.payload.destination.channel).toBe(second.slackUser)
    await on.sql`delete from department_people where person_id = ${second.id}`
  })

  test('is called where a case is made the most severe, and not twice', async () => {
    const id = await on.taken()
    expect(await on.submit('UANNA', 'severity', id, { severity: '2', reason })).toMatchObject(
      fault('severity'),
    )
    expect(await on.submit('UANNA', 'severity', id, { severity: '3', reason })).toEqual({ kind: 'done' })
    expect(await calls()).toHaveLength(0)
    expect(await on.submit('UANNA', 'severity', id, { severity: '1', reason })).toEqual({ kind: 'done' })
    expect(await on.submit('UMAJA', 'severity', id, { severity: '2', reason })).toEqual({ kind: 'done' })
    expect(await on.submit('UANNA', 'severity', id, { severity: '1', reason })).toEqual({ kind: 'done' })
    expect(await calls()).toHaveLength(1)
    expect(await on.submit('UBO', 'severity', id, { severity: '3', reason })).toMatchObject({
      kind: 'notice',
    })
    expect((await on.row(id)).severity).toBe(1)
  })
})

test('how to handle it is set with a reason, over what the customer chose', async () => {
  const id = await on.taken()
  expect(await on.submit('UANNA', 'handling', id, { handling: 'personal' })).toMatchObject(fault('reason'))
  expect(await on.submit('UANNA', 'handling', id, { handling: 'loud', reason })).toMatchObject(
    fault('handling'),
  )
  expect(await on.submit('UANNA', 'handling', id, { handling: 'personal', reason })).toEqual({ kind: 'done' })
  expect((await on.row(id)).handling).toBe('personal')
})

describe('abusive', () => {
  test('the case goes to a manager who is there, taken or not', async () => {
    for (const id of [await on.open(), await on.taken()]) {
      expect(await on.submit('UBO', 'abusive', id, {})).toMatchObject(fault('sure'))
      expect(await on.submit('UBO', 'abusive', id, { sure: ['yes'] })).toEqual({ kind: 'done' })
      expect(await on.row(id)).toMatchObject({
        state: 'owned',
        abusive_at: noon,
        owner_id: on.people.maja.id,
        accountable_id: on.people.maja.id,
      })
      expect(await on.submit('UMAJA', 'abusive', id, { sure: ['yes'] })).toMatchObject(notice('already'))
    }
    await on.sql`update people set away_until = '2026-04-01' where name = 'Maja Ek'`
    const id = await on.taken()
    await on.submit('UBO', 'abusive', id, { sure: ['yes'], reason: 'Threats.' })
    expect((await on.row(id)).accountable_id).toBe(on.people.boss.id)
  })
})

describe('carrying on', () => {
  test('a case that waits for the customer goes on, with words and a date', async () => {
    const id = await on.asked()
    expect(await on.submit('UANNA', 'carry-on', id, { text: 'We found one more box.' })).toMatchObject(
      fault('next'),
    )
    expect(
      await on.submit('UANNA', 'carry-on', id, { text: 'We found one more box.', next: '2026-03-13' }),
    ).toEqual({ kind: 'done' })
    expect(await on.row(id)).toMatchObject({
      state: 'recovering',
      promise: 'next word',
      asked_at: null,
      silent_at: null,
      ask_reminder_at: null,
      done_at: null,
    })
    expect((await on.mailed(id)).at(-1)).toBe('carried on')
  })

  test('an unconfirmed one too, unless the matter has a newer open case: then it says which', async () => {
    const id = await on.asked()
    on.clock.now = new Date(noon.getTime() + 8 * DAY)
    await on.submit('UMAJA', 'unconfirmed', id, { reason: 'Everything was delivered.' })
    const { matter_id, customer_id, contact_id } = await on.row(id)
    const newer = await on.open({
      matterId: matter_id,
      customerId: customer_id,
      contactId: contact_id,
      responseId: (await on.row(id)).response_id,
    })
    const { number } = await on.row(newer)
    const goes = { text: 'We found one more box.', next: '2026-03-25' }
    expect(await on.click('UANNA', 'carry-on', id)).toMatchObject(notice(`Case ${number}`))
    expect(await on.submit('UANNA', 'carry-on', id, goes)).toMatchObject(notice(`Case ${number}`))
    await on.click('UANNA', 'take', newer)
    await on.end('UANNA', newer, { end: 'withdrawn', reason })
    expect(await on.submit('UANNA', 'carry-on', id, goes)).toEqual({ kind: 'done' })
    expect(await on.row(id)).toMatchObject({ state: 'recovering', ended_at: null, end_reason: null })
  })

  test('not yet after not yet: each a severity worse, none lower than 1, and never without a date', async () => {
    const id = await on.asked()
    const token = (await linkOf(on.deps, 'case', id)).split('/').at(-1)!
    const severities = []
    for (let round = 0; round < 4; round++) {
      await confirmCase(on.deps, {
        token,
        answer: 'not yet',
        words: `Still wet, ${round}.`,
        now: on.clock.now,
      })
      await on.well()
      severities.push((await on.row(id)).severity)
      expect(await on.row(id)).toMatchObject({ state: 'recovering', owner_id: on.people.anna.id })
      on.clock.now = new Date(on.clock.now.getTime() + DAY)
      await on.submit('UANNA', 'done', id, { text: `We dried it once more, ${round}.` })
    }
    expect(severities).toEqual([1, 1, 1, 1])
  })
})

test('after the customer’s yes nothing waits any more: a call that was booked is cancelled, and they hear so', async () => {
  const id = await on.asked()
  const found = await loadCase(on.db, id)
  const [at] = await freeSlots(on.deps, found, on.clock.now)
  await bookCallBack(on.deps, { found, at: at!, phone: '+46701234567', by: null, now: on.clock.now })
  const give = { to: on.people.bo.id, why: 'I am away from tomorrow.', stands: 'The customer is asked.' }
  await on.submit('UANNA', 'hand-over', id, give)
  const token = (await linkOf(on.deps, 'case', id)).split('/').at(-1)!
  await confirmCase(on.deps, { token, answer: 'yes', now: on.clock.now })
  await on.well()
  expect((await loadCase(on.db, id)).callBack).toBeNull()
  expect((await on.proposal(id, 'handover')).state).toBe('withdrawn')
  expect((await on.mailed(id)).at(-1)).toBe('call-back cancelled')
})

describe('ends', () => {
  test('unconfirmed by a manager only, and only after the customer had the time to answer', async () => {
    const id = await on.asked()
    const given = { reason: 'Everything was delivered.' }
    expect(await on.click('UMAJA', 'unconfirmed', id)).toMatchObject(notice('18 Mar'))
    expect(await on.submit('UMAJA', 'unconfirmed', id, given)).toMatchObject(notice('Carry on'))
    on.clock.now = new Date(noon.getTime() + 7 * DAY)
    expect(await on.submit('UANNA', 'unconfirmed', id, given)).toMatchObject(notice('managers'))
    expect(await on.submit('UMAJA', 'unconfirmed', id, given)).toEqual({ kind: 'done' })
    expect(await on.row(id)).toMatchObject({
      state: 'unconfirmed',
      end_reason: given.reason,
      promise: null,
      silent_at: null,
      ask_reminder_at: null,
    })
  })

  test('not agreed by a manager’s final answer: reasons, and who else can judge', async () => {
    await on.sql`update brands set dispute_body = 'Nordic Disputes Board, box 1'`
    const id = await on.apologised()
    const reasons = 'We looked at the parcel with you twice, and the water came in after it was signed for.'
    expect(await on.submit('UANNA', 'final-answer', id, { reasons, body: 'The board' })).toMatchObject(
      notice('managers'),
    )
    expect(JSON.stringify(await on.click('UMAJA', 'final-answer', id))).toContain(
      'Nordic Disputes Board, box 1',
    )
    expect(await on.submit('UMAJA', 'final-answer', id, { reasons: 'No.', body: 'The board' })).toMatchObject(
      fault('reasons'),
    )
    expect(await on.submit('UMAJA', 'final-answer', id, { reasons })).toMatchObject(fault('body'))
    expect(await on.submit('UMAJA', 'final-answer', id, { reasons, body: 'Nordic Disputes Board.' })).toEqual(
      {
        kind: 'done',
      },
    )
    expect(await on.row(id)).toMatchObject({ state: 'not agreed', promise: null })
    expect((await on.mailed(id)).at(-1)).toBe('final answer')
    await on.send()
    const mail = on.mails.at(-1)!
    expect(JSON.stringify(mail)).toContain('signed for')
    expect(JSON.stringify(mail)).toContain('Nordic Disputes Board.')
    expect(JSON.stringify(mail)).not.toContain('Board..')
    await on.sql`update brands set dispute_body = null`
  })

  test('withdrawn and by mistake with a reason and a receipt; contact declined stops all mails', async () => {
    for (const end of ['withdrawn', 'answered by mistake']) {
      const id = await on.apologised()
      expect(await on.submit('UANNA', 'end', id, { end })).toMatchObject(fault('reason'))
      expect(await on.submit('UANNA', 'end', id, { end: 'documented', reason })).toMatchObject(fault('end'))
      expect(await on.end('UANNA', id, { end, reason })).toEqual({ kind: 'done' })
      expect(await on.row(id)).toMatchObject({ state: end, end_reason: reason, promise_due_at: null })
      expect((await on.mailed(id)).at(-1)).toBe('ended')
    }
    const id = await on.apologised()
    expect(await on.end('UANNA', id, { end: 'contact declined', reason })).toEqual({ kind: 'done' })
    expect(await on.mailed(id)).toEqual(['apology'])
    on.mails.length = 0
    await on.sql`delete from outbox where payload ->> 'case' <> ${id}`
    await on.send()
    expect(on.mails).toEqual([])
    expect(await on.sql`select scope from suppressions`).toEqual([{ scope: 'all' }])
  })

  test('an ended case has no clock running, and only what may still be made of it is possible', async () => {
    const id = await on.apologised()
    await on.end('UANNA', id, { end: 'withdrawn', reason })
    const [running] =
      await on.sql`select count(*)::int from timers where case_id = ${id} and ended_at is null`
    expect(running!.count).toBe(0)
    for (const verb of [
      'progress',
      'hand-over',
      'request',
      'call-back',
      'final-answer',
      'end',
      'abusive',
      'join',
    ])
      expect(await on.click('UMAJA', verb, id)).toMatchObject({ kind: 'notice' })
  })

  test('a colleague who does not have the case, and one from elsewhere, can end or turn nothing', async () => {
    const id = await on.apologised()
    const before = await on.row(id)
    const turns: Record<string, Record<string, string>> = {
      end: { end: 'withdrawn', reason },
      handling: { handling: 'personal', reason },
      'hand-over': {},
      request: {},
      'call-back': {},
    }
    for (const [verb, values] of Object.entries(turns))
      for (const user of ['UBO', 'UEVA', 'UNOBODY'])
        expect(await on.submit(user, verb, id, values), `${user} ${verb}`).toMatchObject({ kind: 'notice' })
    for (const verb of ['abusive', 'join', 'call-management', 'carry-on', 'final-answer', 'unconfirmed'])
      expect(await on.submit('UEVA', verb, id, {}), verb).toMatchObject({ kind: 'notice' })
    expect(await on.row(id)).toEqual(before)
  })
})
