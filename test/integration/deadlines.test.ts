import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fillDeadlines } from '../../src/cases/deadlines/fill.ts'
import { setDeadlines } from '../../src/cases/deadlines/set.ts'
import { say } from '../../src/customers/say.ts'
import { sweepDeadlines } from '../../src/jobs/deadlines/sweep.ts'
import { linkOf } from '../../src/links.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  on.clock.now = noon
  await on.clear()
})

/** In Stockholm, winter time; 2026-03-11 is a Wednesday. */
const at = (time: string, date = '2026-03-11') => new Date(`${date}T${time}:00+01:00`)
const sweep = (time: string, date?: string) => {
  on.clock.now = at(time, date)
  return sweepDeadlines(on.deps, { now: on.clock.now })
}
const reminded = async (id: string) =>
  (
    await on.sql`select data->>'timer' as timer, data->>'level' as level, data->>'to' as to from case_events
      where case_id = ${id} and kind = 'reminded' order by id`
  ).map(({ timer, level, to }) => `${timer} ${level} ${to}`)
const calls = async () =>
  (await on.sql`select destination from outbox where kind = 'call' order by id`).map(
    ({ destination }) => destination,
  )
const timers = async (id: string) =>
  (
    await on.sql`select kind, due_at, paused_at is not null as paused, left_minutes from timers
      where case_id = ${id} and ended_at is null order by id`
  ).map(({ kind, due_at, paused }) => [kind, due_at, ...(paused ? ['paused'] : [])])
const inThread = (words: string) =>
  on.shown.filter((one) => one.thread && JSON.stringify(one.card).includes(words))

describe('a case that nobody takes', () => {
  test('reminds the accountable person, the manager, management: each once, never early', async () => {
    const id = await on.open()
    expect(await sweep('12:59')).toBe(0)
    expect((await Promise.all([sweep('13:00'), sweep('13:00'), sweep('13:00')])).sort()).toEqual([0, 0, 1])
    expect(await sweep('13:29')).toBe(0)
    await Promise.all([sweep('13:30'), sweep('13:30')])
    expect(await sweep('13:59')).toBe(0)
    await sweep('14:00')
    expect(await sweep('15:59')).toBe(0)
    expect(await reminded(id)).toEqual(['take 1 Anna Berg', 'take 2 Maja Ek', 'take 3 Per Falk'])
    expect(await calls()).toEqual(['slack:T0001:UMAJA', 'slack:T0001:UPER'])
  })
  test('late ticks leave the time between them', async () => {
    const id = await on.open()
    await sweep('15:50')
    expect(await sweep('15:55')).toBe(0)
    expect(await reminded(id)).toEqual(['take 1 Anna Berg'])
    await sweep('16:20')
    expect((await reminded(id)).sort()).toEqual(['apology 1 Anna Berg', 'take 1 Anna Berg', 'take 2 Maja Ek'])
  })
  test('reads as a mention in its thread, and alone with a link to the desk', async () => {
    const id = await on.open()
    await on.send()
    await sweep('13:00')
    await on.send()
    await sweep('13:30')
    await on.send()
    const [first, second] = inThread('was to be taken by Wed 11 Mar, 13:00')
    expect(first!.card.parts[0]).toMatchObject({
      kind: 'mention',
      name: 'Anna Berg',
      person: { user: 'UANNA' },
    })
    expect(second!.card.parts[0]).toMatchObject({
      kind: 'mention',
      name: 'Maja Ek',
      person: { user: 'UMAJA' },
    })
    const alone = on.shown.find(({ to }) => to === 'UMAJA')!
    expect(alone.card.parts.at(-1)).toEqual({
      kind: 'link',
      label: 'Open the case',
      url: `http://127.0.0.1:8787/desk/c/${id}`,
    })
    expect(on.shown.some(({ to }) => to === 'UANNA')).toBe(false)
  })
  test('is not told of once it was taken, and a call that waits is not sent any more', async () => {
    const id = await on.open()
    await on.send()
    await sweep('13:00')
    await sweep('13:30')
    await on.click('UANNA', 'take', id)
    await on.send()
    expect(on.shown.some(({ to }) => to === 'UMAJA')).toBe(false)
    expect(await on.sql`select state, cause from outbox where kind = 'call'`).toMatchObject([
      { state: 'dropped', cause: 'it is done by now' },
    ])
    expect(await sweep('14:30')).toBe(0)
    expect(await reminded(id)).toEqual(['take 1 Anna Berg', 'take 2 Maja Ek'])
  })
})

describe('pausing', () => {
  test('a question to the customer stops the apology’s clock, the answer lets it go on', async () => {
    const id = await on.taken()
    on.clock.now = at('14:00')
    await on.submit('UANNA', 'ask', id, { text: 'Which of the two parcels was it?', next: '2026-03-13' })
    expect(await timers(id)).toEqual([
      ['apology', at('16:00'), 'paused'],
      ['answer', at('17:00', '2026-03-13')],
    ])
    expect(await sweep('16:30')).toBe(0)
    on.clock.now = at('10:00', '2026-03-12')
    const token = (await linkOf(on.deps, 'case', id)).split('/').at(-1)!
    await say(on.deps, { token, words: 'It was the smaller one.', now: on.clock.now })
    const apology = (await timers(id)).find(([kind]) => kind === 'apology')
    expect(apology).toEqual(['apology', at('12:00', '2026-03-12')])
    expect(await on.row(id)).toMatchObject({ apology_due_at: at('12:00', '2026-03-12') })
    expect(await sweep('11:59', '2026-03-12')).toBe(0)
    await sweep('12:00', '2026-03-12')
    expect(await reminded(id)).toEqual(['apology 1 Anna Berg'])
  })
  test('without an answer the liaison gets in touch anyway, by its date', async () => {
    const id = await on.taken()
    await on.submit('UANNA', 'ask', id, { text: 'Which of the two parcels was it?', next: '2026-03-12' })
    expect(await sweep('16:59', '2026-03-12')).toBe(0)
    await sweep('17:00', '2026-03-12')
    expect(await reminded(id)).toEqual(['answer 1 Anna Berg'])
  })
  test('nothing runs while the customer is asked whether it is put right', async () => {
    const id = await on.asked()
    expect(await timers(id)).toEqual([])
    expect(await sweep('12:00', '2026-03-25')).toBe(0)
  })
})

describe('a promise that is late', () => {
  test('is told of until the customer has another date, which has a clock of its own', async () => {
    const id = await on.apologised()
    const remedy = { kind: 'expedite', ground: 'goodwill', words: 'What happened and why', due: '2026-03-12' }
    expect(await on.submit('UANNA', 'remedy', id, remedy)).toMatchObject({ kind: 'done' })
    await sweep('17:00', '2026-03-12')
    await on.submit('UANNA', 'progress', id, { text: 'The depot has not answered yet.', next: '2026-03-16' })
    expect(await on.row(id)).toMatchObject({
      promise: 'next word',
      promise_due_at: at('17:00', '2026-03-16'),
    })
    expect(await sweep('16:59', '2026-03-16')).toBe(0)
    await sweep('17:00', '2026-03-16')
    expect(await reminded(id)).toEqual(['promise 1 Anna Berg', 'promise 1 Anna Berg'])
  })
})

describe('severity', () => {
  test('the worst halves what is left, on the card too; a milder one gives it back', async () => {
    const id = await on.open()
    on.clock.now = at('12:20')
    await on.submit('UMAJA', 'severity', id, { severity: '1', reason: 'The customer was hurt.' })
    expect((await timers(id)).slice(0, 2)).toEqual([
      ['take', at('12:40')],
      ['apology', at('14:10')],
    ])
    expect(await on.row(id)).toMatchObject({ take_due_at: at('12:40'), apology_due_at: at('14:10') })
    await on.submit('UMAJA', 'severity', id, { severity: '2', reason: 'It was somebody else.' })
    expect((await timers(id))[0]).toEqual(['take', at('13:00')])
  })
})

describe('what waits for somebody else', () => {
  const ask = async (kind: string, over: object = {}) => {
    const id = await on.apologised()
    const { anna, maja } = on.people
    const row = {
      caseId: id,
      kind,
      by: anna.id,
      toPerson: kind === 'request' ? null : maja.id,
      toDepartment: kind === 'request' ? 'stores' : null,
      ...over,
    }
    await on.sql`insert into proposals (case_id, kind, by, to_person, to_department, words, created_at, destination, deed_due_at, data)
      values (${row.caseId}, ${row.kind}, ${row.by}, ${row.toPerson}, ${row.toDepartment}, 'Please look in the store.', ${noon},
        '{"platform":"slack","workspace":"T0001","channel":"CSTORES"}', ${kind === 'request' ? at('15:00', '2026-03-13') : null},
        '{"kind":"refund","amount":"900.00","currency":"SEK","words":"Money back"}')`
    await on.db.transaction((tx) => setDeadlines(tx, [id], on.clock.now))
    return id
  }
  test('a request: the other department, its manager, management', async () => {
    const id = await ask('request')
    await on.sql`update cases set promise_due_at = ${at('17:00', '2026-03-30')} where id = ${id}`
    expect(await sweep('11:59', '2026-03-12')).toBe(0)
    await sweep('12:00', '2026-03-12')
    await sweep('16:00', '2026-03-12')
    await sweep('12:00', '2026-03-13')
    expect(await reminded(id)).toEqual(['request 1 Eva Holm', 'request 2 Ivar Juhl', 'request 3 Per Falk'])
    expect(await calls()).toEqual(['slack:T0001:UEVA', 'slack:T0001:UIVAR', 'slack:T0001:UPER'])
  })
  test('an accepted request is owed by its date', async () => {
    const id = await ask('request')
    await on.sql`update proposals set state = 'accepted', answered_by = ${on.people.eva.id} where case_id = ${id}`
    await on.sql`update cases set promise_due_at = ${at('17:00', '2026-03-30')} where id = ${id}`
    expect(await sweep('12:30', '2026-03-12')).toBe(0)
    expect(await sweep('14:59', '2026-03-13')).toBe(0)
    await sweep('15:00', '2026-03-13')
    expect(await reminded(id)).toEqual(['request 1 Eva Holm'])
  })
  test('an approval goes to the next manager too, then to management', async () => {
    const id = await on.apologised()
    const offer = {
      kind: 'refund',
      amount: '900',
      ground: 'goodwill',
      why: 'It is the third time.',
      words: 'You get all of it back.',
      due: '2026-03-13',
    }
    expect(await on.submit('UANNA', 'remedy', id, offer)).toMatchObject({ kind: 'done' })
    await sweep('15:59')
    expect(await reminded(id)).toEqual([])
    await sweep('16:00')
    expect(await calls()).toEqual(['slack:T0001:UMAJA'])
    await sweep('10:00', '2026-03-12')
    const { id: approval } = await on.proposal(id, 'approval')
    expect(await reminded(id)).toEqual(['approval 1 Maja Ek', 'approval 3 Per Falk'])
    await on.send()
    expect(on.shown.find(({ to, card }) => to === 'UPER' && card.subject === approval)).toBeDefined()
  })
  test('a handover nobody answers times out, and its giver keeps the case', async () => {
    const id = await on.apologised()
    await on.submit('UANNA', 'hand-over', id, {
      to: on.people.bo.id,
      why: 'I am away from tomorrow.',
      stands: 'Apologised; nothing else.',
    })
    await sweep('15:59')
    expect((await on.proposal(id, 'handover')).state).toBe('waiting')
    await Promise.all([sweep('16:00'), sweep('16:00')])
    expect((await on.proposal(id, 'handover')).state).toBe('timed out')
    expect((await on.events(id)).filter((kind) => kind === 'handover timed out')).toHaveLength(1)
    expect(await on.row(id)).toMatchObject({ accountable_id: on.people.anna.id })
    expect((await timers(id)).map(([kind]) => kind)).toEqual(['promise'])
    await on.well()
  })
  test('a call-back is told of a quarter of an hour before, and again once it has passed', async () => {
    const id = await on.apologised()
    await on.sql`insert into call_backs (case_id, department_key, at, seat, phone, booked_at)
      values (${id}, 'service', ${at('15:00')}, 1, '+46701234567', ${noon})`
    await on.db.transaction((tx) => setDeadlines(tx, [id], on.clock.now))
    expect(await sweep('14:44')).toBe(0)
    await sweep('14:45')
    expect(await sweep('15:29')).toBe(0)
    await sweep('15:30')
    expect(await reminded(id)).toEqual(['call-back 1 Anna Berg', 'call-back 2 Maja Ek'])
  })
  test('a remedy done by another system: the customer is to be asked within a business day', async () => {
    const id = await on.apologised()
    await on.submit('UANNA', 'remedy', id, {
      kind: 'expedite',
      ground: 'goodwill',
      words: 'What happened and why',
      due: '2026-03-20',
    })
    await on.sql`update remedies set done_at = ${noon} where case_id = ${id}`
    await on.db.transaction((tx) => setDeadlines(tx, [id], noon))
    expect((await timers(id)).find(([kind]) => kind === 'ask confirmation')).toEqual([
      'ask confirmation',
      at('12:00', '2026-03-12'),
    ])
  })
})

describe('whatever happens meanwhile', () => {
  const breakEvents = (id: string) =>
    on.sql.unsafe(`create function broken() returns trigger language plpgsql as $$ begin
        if new.case_id = '${id}' then raise exception 'broken'; end if; return new; end $$;
      create trigger broken before insert on case_events for each row execute function broken()`)
  const mend = () => on.sql`drop function if exists broken cascade`

  test('one broken timer holds up no other, and fires once it is mended', async () => {
    const ids = [await on.open(), await on.open(), await on.open()]
    const logged: unknown[] = []
    await breakEvents(ids[0]!)
    on.clock.now = at('13:00')
    const log = (event: string, facts?: object) => void logged.push({ event, ...facts })
    expect(await sweepDeadlines({ ...on.deps, log }, { now: at('13:00') })).toBe(2)
    expect(logged).toMatchObject([{ event: 'timer.failed', case: ids[0] }])
    await mend()
    expect(await sweep('13:01')).toBe(1)
    expect(await Promise.all(ids.map(reminded))).toEqual(Array(3).fill(['take 1 Anna Berg']))
  })
  test('a crash in the middle leaves nothing half: all of it happens at the next tick', async () => {
    const id = await on.open()
    await on.sql.unsafe(`create function broken() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;
      create trigger broken before insert on outbox for each row when (new.kind = 'reply') execute function broken()`)
    expect(await sweep('13:00')).toBe(0)
    expect(await on.sql`select level from timers where case_id = ${id} and level > 0`).toHaveLength(0)
    expect(await reminded(id)).toEqual([])
    await mend()
    expect(await sweep('13:05')).toBe(1)
    expect(await reminded(id)).toEqual(['take 1 Anna Berg'])
  })
  test('a case that a move holds is left for the next tick, without waiting', async () => {
    const [held, free] = [await on.open(), await on.open()]
    await on.db.transaction(async (tx) => {
      await tx.execute(`select from cases where id = '${held}' for no key update`)
      expect(await sweep('13:00')).toBe(1)
    })
    expect(await reminded(free)).toEqual(['take 1 Anna Berg'])
    expect(await sweep('13:01')).toBe(1)
    expect(await reminded(held)).toEqual(['take 1 Anna Berg'])
  })
  test('a clock that was not set after a change is put right before anybody hears', async () => {
    const id = await on.open()
    await on.sql`update cases set state = 'owned', taken_at = ${noon}, owner_id = accountable_id where id = ${id}`
    expect(await sweep('13:00')).toBe(0)
    expect((await timers(id)).map(([kind]) => kind)).toEqual(['apology', 'first promise'])
  })
  test('open cases from before there were clocks get theirs', async () => {
    const id = await on.open()
    const before = await timers(id)
    await on.sql`delete from timers`
    expect(await fillDeadlines(on.deps, { now: at('12:10') })).toBe(1)
    expect(await timers(id)).toEqual(before)
    await on.sql`delete from timers`
    expect(await fillDeadlines(on.deps, { now: at('13:09') })).toBe(0)
    expect(await fillDeadlines(on.deps, { now: at('13:10') })).toBe(1)
    expect(await fillDeadlines(on.deps, { now: at('15:10') })).toBe(0)
  })
})
