import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ChatPlatform } from '../../integrations/chat.ts'
import { reassignAbsent, setAway } from '../../src/cases/away.ts'
import { setDeadlines } from '../../src/cases/deadlines/set.ts'
import { reassignCases } from '../../src/cases/reassign.ts'
import { cachedSetup } from '../../src/directory/setupCache.ts'
import { sweepDeadlines } from '../../src/jobs/deadlines/sweep.ts'
import { sweepSilence } from '../../src/jobs/silence.ts'
import { applyOrganisation } from '../../src/setup/apply.ts'
import { makeCase, makeContact, noon } from '../factories.ts'
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

const at = (time: string, date = '2026-03-11') => new Date(`${date}T${time}:00+01:00`)
const back = at('00:00', '2026-03-16')
const away = (who: { id: string }, until: Date | null = back, now = on.clock.now) =>
  setAway(on.deps, { by: who, until, now })
const who = async (id: string) => {
  const [row] =
    await on.sql`select p.name from cases k join people p on p.id = k.accountable_id where k.id = ${id}`
  return row!.name
}
const reassigned = async (id: string) => (await on.events(id)).filter((kind) => kind === 'reassigned').length

describe('out of office', () => {
  test('cases nobody took yet go to who is on call at once, and new ones too', async () => {
    const id = await on.open()
    expect(await away(on.people.anna)).toEqual({ reassigned: 1 })
    expect(await who(id)).toBe('Bo Dahl')
    expect(await on.row(id)).toMatchObject({ state: 'open', owner_id: null })
    const { departments } = await cachedSetup(on.db.$client, null)
    expect(departments.service!.line[0]!.awayUntil).not.toBeNull()
    await on.well()
  })
  test('what is kept of the set-up is of another version from then on', async () => {
    const { version } = await cachedSetup(on.db.$client, null)
    await away(on.people.anna)
    expect((await cachedSetup(on.db.$client, null)).version).not.toBe(version)
  })
  test('what falls due meanwhile goes along with its owner’s place; what falls due after stays', async () => {
    const soon = await on.apologised()
    const later = await on.apologised()
    await on.sql`update cases set promise_due_at = ${at('17:00', '2026-03-16')} where id = ${later}`
    expect(await away(on.people.anna)).toEqual({ reassigned: 1 })
    expect([await who(soon), await who(later)]).toEqual(['Bo Dahl', 'Anna Berg'])
    expect(await on.row(soon)).toMatchObject({ owner_id: on.people.bo.id })
    await on.send()
    expect(
      on.shown.filter(({ card }) => JSON.stringify(card).includes('Bo Dahl is accountable now')),
    ).toHaveLength(1)
  })
  test('who has them now gets one message about all of them, and about none that went on', async () => {
    await on.open()
    await on.apologised()
    await away(on.people.anna)
    await on.send()
    const told = on.shown.filter(({ to }) => to === 'UBO')
    expect(told).toHaveLength(1)
    expect(told[0]!.card.title).toBe('2 cases of Anna Berg are yours now')
    const words = JSON.stringify(told[0]!.card)
    expect(words).toContain('Anna Berg is out of office until Mon 16 Mar.')
    expect(words.match(/severity \d/g)).toHaveLength(2)
    expect(words).toContain('Bo Dahl is accountable. The customer gave no words')

    await on.open()
    await away(on.people.anna)
    await away(on.people.bo)
    await on.send()
    expect(on.shown.filter(({ to }) => to === 'UBO')).toHaveLength(1)
  })
  test('of many the cards and that message say it: no thread is told, so that the channel is free for other news', async () => {
    for (let n = 0; n < 4; n++) await on.open()
    await on.send()
    const [{ last }] = await on.sql<[{ last: number }]>`select max(id)::int as last from outbox`
    expect(await away(on.people.anna)).toEqual({ reassigned: 4 })
    const made =
      await on.sql`select kind, count(*)::int as count from outbox where id > ${last} group by 1 order by 1`
    expect(made).toEqual([
      { kind: 'card', count: 4 },
      { kind: 'reassigned', count: 1 },
    ])
    await on.send()
    expect(on.shown.filter(({ to }) => to === 'UBO')).toMatchObject([
      { card: { title: '4 cases of Anna Berg are yours now' } },
    ])
  })
  test('who it went to then is told, also after it went on', async () => {
    const id = await on.open()
    await away(on.people.anna)
    await away(on.people.bo)
    await on.send()
    const said = on.shown.map(({ card }) => JSON.stringify(card))
    expect(said.filter((card) => card.includes('Bo Dahl is accountable now'))).toHaveLength(1)
    expect(said.filter((card) => card.includes('Maja Ek is accountable now'))).toHaveLength(1)
    expect(await who(id)).toBe('Maja Ek')
  })
  test('a promise made later for a day of the absence goes at the next tick, once', async () => {
    const id = await on.apologised()
    await on.sql`update cases set promise_due_at = ${at('17:00', '2026-03-20')} where id = ${id}`
    await away(on.people.anna)
    expect(await reassignAbsent(on.deps, { now: noon })).toBe(0)
    await on.submit('UANNA', 'progress', id, { text: 'The new parcel is on its way.', next: '2026-03-13' })
    expect(
      await Promise.all([reassignAbsent(on.deps, { now: noon }), reassignAbsent(on.deps, { now: noon })]),
    ).toContain(1)
    expect(await who(id)).toBe('Bo Dahl')
    expect(await reassigned(id)).toBe(1)
  })
  test('a late reminder is for who has it now', async () => {
    const id = await on.apologised()
    await away(on.people.anna)
    await sweepDeadlines(on.deps, { now: at('17:00', '2026-03-12') })
    expect(
      (
        await on.sql`select data->>'to' as to from case_events where case_id = ${id} and kind = 'reminded'`
      )[0],
    ).toEqual({ to: 'Bo Dahl' })
  })
  test('with both liaisons away the manager has it, then management; with all away it stays', async () => {
    const { anna, bo, maja, boss } = on.people
    const id = await on.open()
    await away(anna)
    await away(bo)
    expect(await who(id)).toBe('Maja Ek')
    await away(maja)
    expect(await who(id)).toBe('Per Falk')
    expect(await away(boss)).toEqual({ reassigned: 0 })
    expect(await who(id)).toBe('Per Falk')
    await on.well()
  })
  test('coming back takes nothing away from who helped out', async () => {
    const id = await on.apologised()
    await away(on.people.anna)
    expect(await away(on.people.anna, null)).toEqual({ reassigned: 0 })
    expect(await who(id)).toBe('Bo Dahl')
    expect(await on.sql`select from people where away_until is not null`).toHaveLength(0)
  })
  test('a past day is refused and nothing changes', async () => {
    await expect(away(on.people.anna, at('11:59'))).rejects.toMatchObject({
      code: 'invalid',
      field: 'until',
    })
    expect(await on.sql`select from people where away_until is not null`).toHaveLength(0)
  })
  test('a case that one manager alone reads is announced anew to who has it next', async () => {
    const { anna, maja, boss } = on.people
    const contact = await makeContact(on.db, {
      brandKey: 'nordly',
      departmentKey: 'service',
      staffMember: { name: 'Anna', email: anna.email },
    })
    const alone = { platform: 'slack', workspace: 'T0001', channel: 'UMAJA' }
    const found = await makeCase(on.db, {
      contactId: contact.id,
      accountableId: maja.id,
      aboutId: anna.id,
      destination: alone,
      promise: 'first word',
      message: { ...alone, id: 'm1' },
    })
    await away(maja)
    expect(await who(found.id)).toBe('Per Falk')
    await on.send()
    expect(
      on.shown.filter(({ to, thread }) => to === 'UPER' && !thread).map(({ card }) => card.subject),
    ).toEqual([found.id])
    expect(await on.row(found.id)).toMatchObject({
      accountable_id: boss.id,
      destination: { channel: 'UPER' },
    })
  })
})

describe('nobody is left', () => {
  test('in a department without liaisons: its manager, then management', async () => {
    const id = await on.taken()
    await on.sql`create table kept_people as table department_people`
    await on.sql`delete from department_people where department_key = 'service' and role = 'liaison'`
    expect(await on.db.transaction((tx) => reassignCases(tx, noon))).toBe(1)
    expect(await who(id)).toBe('Maja Ek')
    await on.sql`delete from department_people where department_key = 'service'`
    expect(await on.db.transaction((tx) => reassignCases(tx, noon))).toBe(1)
    expect(await who(id)).toBe('Per Falk')
    expect(await on.db.transaction((tx) => reassignCases(tx, noon))).toBe(0)
    await on.well()
    await on.sql`delete from department_people`
    await on.sql`insert into department_people select * from kept_people`
    await on.sql`drop table kept_people`
  })
  test('a case whose owner it turns out to be about goes to a manager, not to a colleague', async () => {
    const id = await on.taken()
    await on.sql`update cases set about_id = ${on.people.anna.id} where id = ${id}`
    expect(await on.db.transaction((tx) => reassignCases(tx, noon))).toBe(1)
    expect(await who(id)).toBe('Maja Ek')
  })
})

describe('a silent customer', () => {
  const week = at('12:00', '2026-03-18')
  const silence = async () => {
    await sweepSilence(on.deps, { now: at('12:00', '2026-03-14') })
    await Promise.all([sweepSilence(on.deps, { now: week }), sweepSilence(on.deps, { now: week })])
  }
  const asked = async (severity: number) => {
    const id = await on.asked()
    await on.sql`update cases set severity = ${severity} where id = ${id}`
    return id
  }
  const told = async (id: string) =>
    on.sql`select data from case_events where case_id = ${id} and kind = 'reminded'`
  test('ends the case at severity 2, with what was booked and asked', async () => {
    const id = await asked(2)
    await silence()
    expect(await on.row(id)).toMatchObject({ state: 'unconfirmed' })
    expect(await told(id)).toHaveLength(0)
    await on.well()
  })
  test('at severity 1 a manager decides: called once, with a business day for it and a clock', async () => {
    const id = await asked(1)
    await silence()
    await sweepSilence(on.deps, { now: at('12:00', '2026-03-25') })
    expect(await on.row(id)).toMatchObject({
      state: 'awaiting customer',
      promise: 'a decision',
      promise_due_at: at('12:00', '2026-03-19'),
    })
    expect(await told(id)).toMatchObject([{ data: { timer: 'silence', level: 2, to: 'Maja Ek' } }])
    expect(
      (await on.sql`select destination from outbox where kind = 'call'`).map(
        ({ destination }) => destination,
      ),
    ).toEqual(['slack:T0001:UMAJA'])
    on.clock.now = week
    await on.send()
    expect(JSON.stringify(on.shown.find(({ to }) => to === 'UMAJA')!.card)).toContain(
      'At severity 1 the clock ends nothing',
    )
    expect(await sweepDeadlines(on.deps, { now: at('11:59', '2026-03-19') })).toBe(0)
    expect(await sweepDeadlines(on.deps, { now: at('12:00', '2026-03-19') })).toBe(1)
    on.clock.now = at('12:30', '2026-03-19')
    await on.submit('UMAJA', 'unconfirmed', id, { reason: 'Called three times; nobody answers.' })
    expect(await on.row(id)).toMatchObject({ state: 'unconfirmed' })
    expect(await on.sql`select from timers where ended_at is null and kind <> 'finding'`).toHaveLength(0)
  })
  test('with something promised undone too', async () => {
    const id = await asked(3)
    await on.sql`insert into call_backs (case_id, department_key, at, seat, phone, booked_at)
      values (${id}, 'service', ${at('15:00', '2026-03-20')}, 1, '+46701234567', ${noon})`
    await silence()
    expect(await on.row(id)).toMatchObject({ state: 'awaiting customer', promise: 'a decision' })
    expect(await told(id)).toHaveLength(1)
  })
  test.each([
    [3, 'it ends', 'unconfirmed', 0],
    [1, 'a manager decides at severity 1 all the same', 'awaiting customer', 1],
  ])('who asked not to be contacted, at severity %i: %s', async (severity, _what, state, calls) => {
    const id = await asked(severity)
    await on.sql`update responses set answers = '{"score":1,"reach":{"may":false}}' where id = (select response_id from cases where id = ${id})`
    await silence()
    expect(await on.row(id)).toMatchObject({ state })
    expect(await told(id)).toHaveLength(calls)
  })
})

describe('a new organisation.yaml', () => {
  const example = readFileSync(join(import.meta.dirname, '../../organisation.yaml'), 'utf8')
  const chat = {
    name: 'slack',
    settings: 'none',
    workspace: 'T9',
    resolve: async (email: string) => ({ person: { platform: 'slack', workspace: 'T9', user: email } }),
    check: async () => ({}),
    budget: { perDestinationMs: 0 },
  } as unknown as ChatPlatform
  let other: TestDatabase
  beforeAll(async () => {
    other = await freshDatabase()
  })
  afterAll(() => other.end())
  const apply = (text: string, now = noon) =>
    applyOrganisation({ db: other.db, chat: { slack: chat }, pause: async () => {} }, { text, now })
  const due = async () =>
    Object.fromEntries(
      (await other.sql`select kind, due_at from timers where ended_at is null`).map(({ kind, due_at }) => [
        kind,
        due_at,
      ]),
    )

  test('moves what hangs on the hours it changed, the card’s dates with it; promised dates stay', async () => {
    await apply(example)
    const contact = await makeContact(other.db, { brandKey: 'nordly', departmentKey: 'billing' })
    const [astrid] = await other.sql`select id from people where email = 'astrid@nordly.example'`
    const found = await makeCase(other.db, {
      contactId: contact.id,
      accountableId: astrid!.id,
      promise: 'first word',
      promiseDueAt: at('16:00'),
      takeDueAt: at('13:00'),
      apologyDueAt: at('16:00'),
    })
    await other.db.transaction((tx) => setDeadlines(tx, [found.id], noon))
    const before = await due()
    expect(before).toMatchObject({
      take: at('13:00'),
      apology: at('16:00'),
      'first promise': at('12:00', '2026-03-12'),
    })
    const row = async () =>
      (await other.sql`select take_due_at, apology_due_at, promise_due_at from cases`)[0]

    await apply(example.replace('mon-thu: 09:00-17:00', 'mon-thu: 09:00-12:30'), at('12:10'))
    expect(await due()).toEqual({
      take: at('09:30', '2026-03-12'),
      apology: at('12:30', '2026-03-12'),
      'first promise': at('13:00', '2026-03-13'),
    })
    expect(await row()).toEqual({
      take_due_at: at('09:30', '2026-03-12'),
      apology_due_at: at('12:30', '2026-03-12'),
      promise_due_at: at('16:00'),
    })
    expect((await other.sql`select kind from outbox`).map(({ kind }) => kind)).toEqual(['card'])

    await apply(example, at('12:20'))
    expect(await due()).toEqual(before)
    await apply(example.replace('"2026-12-30"', '"2026-12-30", "2026-03-12"'), at('12:30'))
    expect((await due())['first promise']).toEqual(at('12:00', '2026-03-13'))
    await apply(
      example.replace(
        'timeZone: Europe/Stockholm\n    hours:\n      mon-thu',
        'timeZone: Europe/Helsinki\n    hours:\n      mon-thu',
      ),
      at('12:40'),
    )
    expect((await due()).apology).toEqual(at('16:00'))
    expect((await due())['first promise']).toEqual(at('12:00', '2026-03-12'))
  })
  test('a liaison who is not in it any more loses their cases to who is on call', async () => {
    await apply(
      example.replace('[astrid@nordly.example, bjorn@nordly.example]', '[bjorn@nordly.example]'),
      at('12:50'),
    )
    expect(
      (await other.sql`select p.email from cases k join people p on p.id = k.accountable_id`).map(
        ({ email }) => email,
      ),
    ).toEqual(['bjorn@nordly.example'])
  })
  test('a change of something else moves nothing', async () => {
    const before = await other.sql`select xmin::text, * from timers order by id`
    await apply(
      example
        .replace('[astrid@nordly.example, bjorn@nordly.example]', '[bjorn@nordly.example]')
        .replace('digestHour: 9', 'digestHour: 7'),
      at('12:55'),
    )
    expect(await other.sql`select xmin::text, * from timers order by id`).toEqual(before)
  })
})
