import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { digests, outbox } from '../../db/schema/index.ts'
import type { Digest } from '../../src/digests/digest.ts'
import { digestNow } from '../../src/digests/now.ts'
import { sendDigests } from '../../src/digests/send.ts'
import { readFigures } from '../../src/figures/figures.ts'
import { rollUp } from '../../src/figures/rollUp.ts'
import { enqueue } from '../../src/outbox/enqueue.ts'
import { testDeps } from '../deps.ts'
import { drawnDigest, linesOf } from '../digests.ts'
import { everyDay, makeBrand, makeCase, makeDepartment, makePerson, makeResponse } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let brandKey: string
const logged: string[] = []
const log = (event: string) => void logged.push(event)
const at = (iso: string) => new Date(iso)

beforeEach(async () => {
  database = await freshDatabase({ max: 10 })
  brandKey = (await makeBrand(database.db)).key
  logged.length = 0
})
afterEach(() => database.end())

const parcels = (over = {}) =>
  makeDepartment(database.db, {
    key: 'parcels',
    name: 'Parcels',
    since: at('2026-03-10T07:00:00Z'),
    digestHour: 8,
    ...over,
  })
const answer = (departmentKey: string, answeredAt: string, over: object) =>
  makeResponse(database.db, {
    contact: { brandKey, departmentKey },
    answeredAt: at(answeredAt),
    ...over,
  })
const tick = async (iso: string) => {
  await rollUp(testDeps(database.db).deps)
  return sendDigests({ db: database.db, log }, { now: at(iso) })
}
const stored = async (localDate: string, key = 'parcels') => {
  const rows = await database.db.select().from(digests)
  return rows.find((row) => row.departmentKey === key && row.localDate === localDate)?.digest as Digest
}
const shown = async (date: string, department = 'parcels') =>
  linesOf(await drawnDigest(database.db, { department, date })).join('\n')

test('ticks at the same moment make one digest and one outbox entry', async () => {
  await parcels()
  await answer('parcels', '2026-03-11T06:00:00Z', { score: 5 })
  const made = (await Promise.all(Array.from({ length: 10 }, () => tick('2026-03-11T07:00:30Z')))).flat()
  expect(made).toEqual([{ department: 'parcels', date: '2026-03-11', edition: 'daily' }])
  expect(await database.db.select().from(digests)).toHaveLength(1)
  const entries = await database.db.select().from(outbox)
  expect(entries).toHaveLength(1)
  expect(entries[0]).toMatchObject({
    kind: 'digest',
    onceKey: 'digest:parcels:2026-03-11',
    payload: { department: 'parcels', date: '2026-03-11', digest: expect.any(String) },
    state: 'waiting',
  })
  expect(entries[0]!.destination).toMatch(/^slack:T0001:C/)
  expect(await tick('2026-03-11T07:01:30Z')).toEqual([])
  expect(logged).toEqual(['digest.made'])
})

test('a digest starts where the last one ended, also while that one is being made', async () => {
  const { key } = await parcels({ digestHour: 0 })
  const making = await database.sql.reserve()
  await making`begin`
  await making`select 1 from departments where key = ${key} for no key update`
  await making`insert into digests (department_key, local_date, "from", "to", digest)
    values (${key}, '2026-03-12', '2026-03-10T23:00:00Z', '2026-03-11T23:00:00Z', '{}')`
  const next = tick('2026-03-11T23:10:00Z')
  await vi.waitFor(async () => {
    const [row] = await database.sql`
      select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    expect(row!.waiting).toBe(1)
  })
  await making`commit`
  making.release()
  expect(await next).toEqual([])
  await tick('2026-03-12T23:10:00Z')
  expect(await stored('2026-03-13')).toMatchObject({ from: '2026-03-12', to: '2026-03-12' })
})

test('a quiet day is three lines', async () => {
  await parcels()
  await tick('2026-03-11T07:00:00Z')
  expect((await shown('2026-03-11')).split('\n')).toEqual([
    'Parcels: Tuesday 10 March',
    'No case needs a person today.',
    'Yesterday: no answers.',
    '[Open the report]',
  ])
})

test('a department has its first digest once a day of it is over', async () => {
  await parcels({ since: at('2026-03-11T06:00:00Z') })
  expect(await tick('2026-03-11T15:00:00Z')).toEqual([])
  expect(await tick('2026-03-12T07:00:00Z')).toHaveLength(1)
  expect(await stored('2026-03-12')).toMatchObject({ from: '2026-03-11', to: '2026-03-11' })
})

test('each answer is in exactly one digest, at midnight, over a weekend and over a missed day', async () => {
  await parcels()
  const hours = Array.from(
    { length: 24 * 12 },
    (_, hour) => new Date(at('2026-03-09T23:00:00Z').getTime() + hour * 3600_000),
  )
  for (const when of hours.filter((_, n) => n % 3 === 0 || n % 24 === 23))
    await answer('parcels', when.toISOString(), { score: 4 })
  for (const day of ['11', '12', '16', '18', '20']) {
    await tick(`2026-03-${day}T07:00:00Z`)
    await tick(`2026-03-${day}T15:00:00Z`)
  }
  const told = await database.db.select().from(digests)
  const days = told.map(({ digest }) => digest as Digest)
  expect(days.map(({ from, to }) => `${from.slice(8)}-${to.slice(8)}`)).toEqual([
    '10-10',
    '11-11',
    '12-15',
    '16-17',
    '18-19',
  ])
  expect(days.reduce((sum, { answers }) => sum + answers.n, 0)).toBe(
    hours.slice(0, 240).filter((_, n) => n % 3 === 0 || n % 24 === 23).length,
  )
  expect(await shown('2026-03-16')).toContain('Thu 12 Mar to Sun 15 Mar: ')
})

test('right after midnight it waits until what was stamped before is committed', async () => {
  await parcels({ digestHour: 0, hours: everyDay })
  expect(await tick('2026-03-10T23:05:00Z')).toEqual([])
  expect(await tick('2026-03-10T23:10:00Z')).toHaveLength(1)
})

test('the figures are those of the department’s own answers', async () => {
  await parcels()
  await makeDepartment(database.db, { key: 'returns', name: 'Returns' })
  const drivers = (score: number, ...names: string[]) => ({ score, answers: { score, drivers: names } })
  await answer('parcels', '2026-03-10T10:00:00Z', drivers(1, 'waiting-time', 'delivery-late'))
  await answer('parcels', '2026-03-10T11:00:00Z', drivers(2, 'delivery-late'))
  await answer('parcels', '2026-03-10T12:00:00Z', drivers(3, 'other'))
  await answer('parcels', '2026-03-10T13:00:00Z', { score: 4 })
  // Revised up: what the customer ticked before is no dissatisfaction any more
  await answer('parcels', '2026-03-10T14:00:00Z', drivers(5, 'sent-around'))
  await answer('returns', '2026-03-10T14:00:00Z', { score: 1 })
  await tick('2026-03-11T07:00:00Z')
  const digest = await stored('2026-03-11')
  expect(digest.answers).toEqual({ n: 5, satisfied: 2, dissatisfied: 2 })
  const figures = await readFigures(
    database.db,
    { departments: ['parcels'], from: '2026-03-10', to: '2026-03-10' },
    at('2026-03-11T07:00:00Z'),
  )
  expect(digest.answers).toEqual({
    n: figures.n,
    satisfied: figures.satisfied,
    dissatisfied: figures.dissatisfied,
  })
  expect(digest.drivers).toEqual([
    { driver: 'delivery-late', count: 2 },
    { driver: 'waiting-time', count: 1 },
  ])
  expect(await shown('2026-03-11')).toContain('Yesterday: 5 answers, 2 satisfied, 2 dissatisfied.')
})

test('what needs a person: not taken, overdue and due today; what waits for the customer does not', async () => {
  await parcels()
  const ann = await makePerson(database.db, { name: 'Ann Lind' })
  const open = (over: Parameters<typeof makeCase>[1]) =>
    makeCase(database.db, {
      brandKey,
      departmentKey: 'parcels',
      accountableId: ann.id,
      openedAt: at('2026-03-10T08:00:00Z'),
      ...over,
    })
  await open({ state: 'open', takeDueAt: at('2026-03-10T09:00:00Z'), severity: 1 })
  await open({ state: 'open', takeDueAt: at('2026-03-11T08:30:00Z') })
  await open({ state: 'recovering', promiseDueAt: at('2026-03-10T16:00:00Z') })
  await open({ state: 'owned', promiseDueAt: at('2026-03-11T22:59:00Z') })
  await open({ state: 'recovering', promiseDueAt: at('2026-03-11T23:00:01Z') })
  await open({
    state: 'awaiting customer',
    askedAt: at('2026-03-09T10:00:00Z'),
    promiseDueAt: at('2026-03-10T10:00:00Z'),
  })
  await open({ state: 'awaiting customer', askedAt: at('2026-03-08T10:00:00Z') })
  await open({ state: 'confirmed', confirmedAt: at('2026-03-10T15:00:00Z'), promiseDueAt: null })
  await open({ state: 'documented', confirmedAt: at('2026-03-10T15:30:00Z'), promiseDueAt: null })
  await open({ state: 'documented', confirmedAt: at('2026-03-10T06:00:00Z'), promiseDueAt: null })
  await open({ state: 'unconfirmed', endedAt: at('2026-03-11T01:00:00Z'), promiseDueAt: null })
  await tick('2026-03-11T07:00:00Z')
  const digest = await stored('2026-03-11')
  expect(digest.needs.map(({ number, why }) => [number, why])).toEqual([
    [1001, 'not taken'],
    [1003, 'overdue'],
    [1002, 'not taken'],
    [1004, 'due today'],
  ])
  expect(digest).toMatchObject({ recovered: [1008, 1009, 1010], unconfirmed: [], toDocument: [1008] })
  const words = await shown('2026-03-11')
  expect(words).toContain('Needs a person today (4)')
  expect(words).toMatch(
    /Case 1001, Customer \d+: severity 1, not taken, take it by Tue 10 Mar, 10:00 \(overdue\). Ann Lind\n\[Take it\]/,
  )
  expect(words).toMatch(
    /Case 1004, Customer \d+: severity 2, promise due Wed 11 Mar, 23:59. Ann Lind\n(?!\[)/,
  )
  expect(words).toContain('Put right, by the customer’s word: 3 (case 1008, 1009, 1010)')
  expect(words).toContain('[Snooze until tomorrow]')
  await tick('2026-03-12T07:00:00Z')
  expect(await stored('2026-03-12')).toMatchObject({ recovered: [], unconfirmed: [1011] })
})

test('a case confirmed around the digest is told once', async () => {
  await parcels()
  const confirmed = (when: string) =>
    makeCase(database.db, { brandKey, departmentKey: 'parcels', state: 'confirmed', confirmedAt: at(when) })
  await confirmed('2026-03-10T22:59:59Z')
  await confirmed('2026-03-10T23:00:00Z')
  await tick('2026-03-11T07:00:00Z')
  await tick('2026-03-12T07:00:00Z')
  expect((await stored('2026-03-11')).recovered).toEqual([1001])
  expect((await stored('2026-03-12')).recovered).toEqual([1002])
})

test('management tells a day once it is over in every department’s zone, each answer and case once', async () => {
  const early = { since: at('2026-03-01T12:00:00Z'), hours: everyDay, holidays: [] }
  await parcels(early)
  await makeDepartment(database.db, { ...early, key: 'west', name: 'West', timeZone: 'America/Los_Angeles' })
  await makeDepartment(database.db, {
    ...early,
    key: 'management',
    name: 'Management',
    kind: 'management',
    digestHour: 8,
  })
  const events = [4, 5, 6].flatMap((day) => [`2026-03-0${day}T07:40:00Z`, `2026-03-0${day}T20:00:00Z`])
  for (const departmentKey of ['parcels', 'west'])
    for (const when of events) {
      await answer(departmentKey, when, { score: 5 })
      await makeCase(database.db, { brandKey, departmentKey, state: 'confirmed', confirmedAt: at(when) })
    }
  // 08:00 in Stockholm is 23:00 of the day before in Los Angeles
  const told: { from: string; to: string; n: number; recovered: number[] }[] = []
  for (const day of ['04', '05', '06', '07', '08', '09']) {
    await tick(`2026-03-${day}T07:00:30Z`)
    const { from, to, answers, recovered } = await stored(`2026-03-${day}`, 'management')
    told.push({ from, to, n: answers.n, recovered })
  }
  expect(told.map(({ from, to }) => [from, to].join(' '))).toEqual([
    '2026-03-01 2026-03-02',
    ...['03', '04', '05', '06', '07'].map((day) => `2026-03-${day} 2026-03-${day}`),
  ])
  expect(told.reduce((sum, { n }) => sum + n, 0)).toBe(12)
  expect(told.flatMap(({ recovered }) => recovered).sort()).toEqual(
    Array.from({ length: 12 }, (_, n) => 1001 + n),
  )
  expect(await shown('2026-03-09', 'management')).toContain('Management: Saturday 7 March\n')
  expect(await shown('2026-03-09', 'management')).not.toContain('Yesterday')
})

test('one by hand names the days since the last, and the next scheduled one still tells them all', async () => {
  await parcels()
  const byHand = async (iso: string) =>
    linesOf(
      (await digestNow({ db: database.db, publicUrl: '' }, { department: 'parcels', now: at(iso) })).card,
    )
  await tick('2026-03-13T07:00:30Z')
  await makeCase(database.db, {
    brandKey,
    departmentKey: 'parcels',
    state: 'confirmed',
    confirmedAt: at('2026-03-13T22:37:00Z'),
  })
  const weekend = 'Parcels: Fri 13 Mar to Sun 15 Mar'
  for (const when of ['2026-03-14T10:00:00Z', '2026-03-16T06:00:00Z']) {
    const lines = await byHand(when)
    expect(lines[0]).toBe(/03-14/.test(when) ? 'Parcels: Friday 13 March' : weekend)
    expect(lines.join('\n')).toContain('case 1001')
    expect(lines.join('\n').includes('Yesterday: ')).toBe(/03-14/.test(when))
  }
  await tick('2026-03-16T07:00:30Z')
  expect(await stored('2026-03-16')).toMatchObject({
    from: '2026-03-13',
    to: '2026-03-15',
    recovered: [1001],
  })
  expect((await byHand('2026-03-16T12:00:00Z'))[0]).toBe(weekend)
})

test('kudos are told once, also when the name comes after the digest', async () => {
  await parcels()
  const kudos = { score: 5, answers: { score: 5, kudos: 'Maja', good: 'She called me back.' } }
  await answer('parcels', '2026-03-10T10:00:00Z', kudos)
  const late = await answer('parcels', '2026-03-10T11:00:00Z', { score: 4 })
  await tick('2026-03-11T07:00:00Z')
  expect(await shown('2026-03-11')).toContain('Kudos to Maja: She called me back.')
  expect(JSON.stringify(await stored('2026-03-11'))).not.toContain('called me back')
  await database.sql`update responses set answers = '{"score": 4, "kudos": "Per"}', revised_at = '2026-03-11T07:03:00Z' where id = ${late.id}`
  await tick('2026-03-12T07:00:00Z')
  expect(await shown('2026-03-12')).toContain('Kudos to Per')
  await database.sql`update responses set revised_at = '2026-03-12T08:00:00Z'`
  await tick('2026-03-13T07:00:00Z')
  expect((await stored('2026-03-13')).kudos).toEqual([])
})

test('kudos of a customer who is no longer satisfied are not told', async () => {
  await parcels()
  await answer('parcels', '2026-03-10T10:00:00Z', { score: 1, answers: { score: 1, kudos: 'Maja' } })
  await tick('2026-03-11T07:00:00Z')
  expect((await stored('2026-03-11')).kudos).toEqual([])
})

test('messages that failed and destinations that are broken are named, those of others are not', async () => {
  const own = await parcels()
  const other = await makeDepartment(database.db, { key: 'returns', name: 'Returns' })
  const now = at('2026-03-10T12:00:00Z')
  const failing = await makeCase(database.db, { brandKey, departmentKey: 'parcels', state: 'documented' })
  const add = (destination: string, kind: string, payload = {}) =>
    enqueue(database.db, { kind, destination, payload, dueAt: now, now })
  const [mine, theirs] = [own, other].map(({ destination: to }) => `slack:T0001:${to.channel}`) as [
    string,
    string,
  ]
  await add(mine, 'escalation', { case: failing.id })
  await add(theirs, 'escalation')
  await add('mail', 'case mail', { case: failing.id })
  await add('mail', 'invitation')
  await database.sql`update outbox set state = case when kind = 'case mail' then 'uncertain' else 'failed' end`
  await database.sql`update destinations set problem = 'channel_not_found: invite the app' where key in (${mine}, ${theirs})`
  await tick('2026-03-11T07:00:00Z')
  const digest = await stored('2026-03-11')
  expect(digest.unsent).toBe(2)
  expect(digest.problems).toEqual([
    { of: 'channel', department: 'Parcels', key: mine, said: 'channel_not_found: invite the app' },
  ])
  const words = await shown('2026-03-11')
  expect(words).toContain('2 messages did not go out, or may not have')
  expect(words).toContain('Can’t write to the channel of Parcels: channel_not_found: invite the app')
  expect(words).not.toContain('npm run')
})

test('management sees a line for each department, the totals, and what is overdue', async () => {
  await parcels()
  await makeDepartment(database.db, { key: 'returns', name: 'Returns', digestHour: 23 })
  await makeDepartment(database.db, { key: 'closed', name: 'Closed', active: false })
  await makeDepartment(database.db, {
    key: 'management',
    name: 'Management',
    kind: 'management',
    digestHour: 9,
  })
  await answer('parcels', '2026-03-10T10:00:00Z', { score: 5 })
  await answer('parcels', '2026-03-10T10:00:00Z', { score: 3 })
  await answer('returns', '2026-03-10T10:00:00Z', { score: 2 })
  const asked = { brandKey, openedAt: at('2026-01-01T08:00:00Z') }
  await makeCase(database.db, { ...asked, departmentKey: 'returns', takeDueAt: at('2026-03-11T07:30:00Z') })
  await makeCase(database.db, { ...asked, departmentKey: 'returns', takeDueAt: at('2026-03-11T10:00:00Z') })
  await database.sql`update departments set since = '2026-03-10T07:00:00Z'`
  expect(await tick('2026-03-11T08:00:00Z')).toHaveLength(2)
  const digest = await stored('2026-03-11', 'management')
  expect(digest.answers).toEqual({ n: 3, satisfied: 1, dissatisfied: 1 })
  expect(digest.needs.map(({ number, department }) => [number, department])).toEqual([[1001, 'Returns']])
  expect(digest.departments).toMatchObject([
    { name: 'Parcels', n: 2, satisfied: 1, dissatisfied: 0, open: 0, overdue: 0, recovered: 0 },
    { name: 'Returns', n: 1, satisfied: 0, dissatisfied: 1, open: 2, overdue: 1, recovered: 0 },
  ])
  expect(await shown('2026-03-11', 'management')).toContain(
    'Parcels: 1 satisfied, 0 dissatisfied; 0 open cases, 0 overdue, 0 recovered',
  )
})

test('heading, lines and departments agree on what is overdue, of every kind, for management and for each department', async () => {
  const { db, sql } = database
  const since = at('2026-03-10T07:00:00Z')
  await parcels()
  await makeDepartment(db, { key: 'returns', name: 'Returns', since, digestHour: 8 })
  await makeDepartment(db, {
    key: 'management',
    name: 'Management',
    kind: 'management',
    since,
    digestHour: 8,
  })
  const anna = await makePerson(db)
  const past = at('2026-03-10T12:00:00Z')
  const later = at('2026-03-20T12:00:00Z')
  const open = (departmentKey: string, over: object) =>
    makeCase(db, {
      ...{ brandKey, departmentKey, openedAt: at('2026-03-09T08:00:00Z'), accountableId: anna.id },
      ...{ promise: 'next word', promiseDueAt: later, takeDueAt: later },
      ...over,
    })
  const clock = ({ id, departmentKey }: { id: string; departmentKey: string }, kind: string, over = {}) =>
    sql`insert into timers ${sql({ case_id: id, kind, subject_id: id, department_key: departmentKey, from_at: since, due_at: past, ...over })}`
  const decision = {
    state: 'awaiting customer',
    promise: 'a decision',
    promiseDueAt: past,
    askedAt: since,
  } as const
  for (const department of ['parcels', 'returns', 'returns']) {
    await open(department, { state: 'open', takeDueAt: past })
    await open(department, { state: 'recovering', promiseDueAt: past })
    await open(department, decision)
    await clock(await open(department, { state: 'owned' }), 'apology')
    await clock(await open(department, { state: 'owned' }), 'apology', { paused_at: past })
    await open(department, { state: 'open', takeDueAt: past, announceAt: later })
    await open(department, { state: 'recovering' })
    await clock(await open(department, { state: 'recovering' }), 'request')
    const ended = { promise: null, promiseDueAt: null, endedAt: at('2026-03-01T12:00:00Z') }
    const { id } = await open(department, { ...ended, state: 'documented' })
    await sql`insert into remedies ${sql({ case_id: id, kind: 'refund', statutory: true, ground: 'conformity', words: 'Money back', by: anna.id, promised_at: since, due_at: past })}`
    for (const state of ['unconfirmed', 'not agreed'] as const)
      await clock(await open(department, { ...ended, state }), 'finding')
    await open(department, { ...ended, state: 'unconfirmed' })
  }
  await open('parcels', { state: 'confirmed', promise: null, promiseDueAt: null, confirmedAt: past })
  await tick('2026-03-11T07:00:30Z')
  const above = await stored('2026-03-11', 'management')
  const all = above.departments!.map(({ name, open: standing, overdue }) => [name, standing, overdue])
  expect(all).toEqual([
    ['Parcels', 8, 5],
    ['Returns', 16, 10],
  ])
  expect(above.needed).toBe(15)
  const documented = []
  for (const key of ['parcels', 'returns']) {
    const { needs, needed, toDocument } = await stored('2026-03-11', key)
    expect(needs.map(({ why }) => why)).toEqual(
      expect.arrayContaining(['apology overdue', 'decision overdue']),
    )
    expect(needed).toBe(key === 'parcels' ? 5 : 10)
    expect(needs.filter(({ due }) => due <= above.at)).toHaveLength(needed)
    documented.push(...toDocument)
    expect(toDocument).toHaveLength(key === 'parcels' ? 3 : 4)
  }
  expect(documented.sort((a, b) => a - b)).toEqual(above.toDocument)
  const words = await shown('2026-03-11', 'management')
  expect(words).toContain('Overdue (15)')
  expect(words).toMatch(/Parcels: .*8 open cases, 5 overdue/)
  expect(words).toContain('decision overdue since')
})

test('a closed department and a day off have no digest', async () => {
  await parcels({ active: false })
  await makeDepartment(database.db, { holidays: ['2026-03-11'] })
  expect(await tick('2026-03-11T12:00:00Z')).toEqual([])
})

test('a digest that fails leaves no trace, is logged, and holds up no other', async () => {
  await parcels()
  await makeDepartment(database.db, { key: 'broken', timeZone: 'Europe/Oslo' })
  await database.sql.unsafe(`create function refuse() returns trigger language plpgsql as
    $$ begin if new.payload ->> 'department' = 'broken' then raise 'no'; end if; return new; end $$`)
  await database.sql.unsafe(
    `create trigger refuse before insert on outbox for each row execute function refuse()`,
  )
  expect(await tick('2026-03-11T07:00:00Z')).toEqual([
    { department: 'parcels', date: '2026-03-11', edition: 'daily' },
  ])
  expect(logged).toContain('digest.failed')
  expect(await stored('2026-03-11', 'broken')).toBeUndefined()
  await database.sql.unsafe('drop trigger refuse on outbox')
  expect(await tick('2026-03-11T07:01:00Z')).toEqual([
    { department: 'broken', date: '2026-03-11', edition: 'daily' },
  ])
})

test('an unknown digest is refused', async () => {
  await expect(drawnDigest(database.db, { department: 'none', date: '2026-03-11' })).rejects.toMatchObject({
    code: 'unknown',
  })
})

test('what was asked of whom is counted: asked, answered in time, late, declined, on both sides', async () => {
  const { db, sql } = database
  await parcels()
  await makeDepartment(db, {
    key: 'stores',
    name: 'Stores',
    since: at('2026-03-10T07:00:00Z'),
    digestHour: 8,
  })
  await sql`insert into partners (key, name, address, language) values ('courier', 'Nordfrakt', 'x@nordfrakt.example', 'nb')`
  const anna = await makePerson(db)
  const { id } = await makeCase(db, { departmentKey: 'parcels', accountableId: anna.id, state: 'recovering' })
  const ask = async (to: object, over: object, clock: object) => {
    const [made] = await sql`insert into proposals ${sql({
      case_id: id,
      kind: 'request',
      by: anna.id,
      words: 'Please look for it.',
      destination: {},
      created_at: at('2026-03-10T09:00:00Z'),
      ...to,
      ...over,
    })} returning id`
    await sql`insert into timers ${sql({
      case_id: id,
      kind: 'request',
      subject_id: made!.id,
      department_key: 'parcels',
      rule_minutes: 480,
      from_at: at('2026-03-10T09:00:00Z'),
      due_at: at('2026-03-10T16:00:00Z'),
      ...clock,
    })}`
  }
  const soon = { answered_at: at('2026-03-10T10:00:00Z') }
  const ended = { ended_at: at('2026-03-10T10:00:00Z') }
  await ask({ to_department: 'stores' }, { state: 'accepted', ...soon }, ended)
  await ask({ to_department: 'stores' }, { state: 'declined', ...soon }, ended)
  await ask({ to_department: 'stores' }, {}, {})
  await ask({ to_partner: 'courier' }, { state: 'withdrawn', ...soon }, ended)
  await tick('2026-03-11T07:00:30Z')
  expect((await stored('2026-03-11')).asked).toEqual({
    others: [
      { who: 'Nordfrakt', asked: 1, inTime: 0, late: 0, declined: 0 },
      { who: 'Stores', asked: 3, inTime: 2, late: 1, declined: 1 },
    ],
    us: [],
  })
  expect((await stored('2026-03-11', 'stores')).asked).toEqual({
    others: [],
    us: [{ who: 'Parcels', asked: 3, inTime: 2, late: 1, declined: 1 }],
  })
  expect(await shown('2026-03-11')).toContain('• Stores: 3 asked, 2 answered in time, 1 late, 1 declined')
  await tick('2026-03-12T07:00:30Z')
  expect((await stored('2026-03-12')).asked).toEqual({ others: [], us: [] })
})

test('a digest that the product of before stored is drawn, with what it kept', async () => {
  await parcels()
  const before = {
    from: '2026-03-10T07:00:00.000Z',
    to: '2026-03-11T07:00:00.000Z',
    needs: [
      {
        number: 7,
        department: 'Parcels',
        severity: 2,
        why: 'overdue',
        due: '2026-03-10T16:00:00.000Z',
        accountable: 'Ann Lind',
      },
    ],
    needed: 1,
    awaiting: { count: 0, longest: null },
    toDocument: [8],
    messages: [{ kind: 'case mail', state: 'failed', count: 2 }],
    problems: [{ where: 'customers by mail', problem: 'no' }],
    answers: { n: 3, satisfied: 1, dissatisfied: 2 },
    drivers: [{ driver: 'other', count: 1 }],
    recovered: [9],
    unconfirmed: [],
    kudos: [],
    seen: { answers: [], recovered: [], unconfirmed: [] },
  }
  await database.sql`insert into digests (department_key, local_date, "from", "to", digest)
    values ('parcels', '2026-03-11', ${before.from}, ${before.to}, ${database.sql.json(before as never)})`
  const words = await shown('2026-03-11')
  expect(words).toContain('Case 7: severity 2, promise overdue since Tue 10 Mar, 17:00. Ann Lind')
  expect(words).toContain('2 messages did not go out, or may not have')
  expect(words).toContain('3 answers, 1 satisfied, 2 dissatisfied')
  // The next goes on with the day of it
  await tick('2026-03-12T07:00:00Z')
  expect(await stored('2026-03-12')).toMatchObject({ from: '2026-03-11', to: '2026-03-11' })
})
