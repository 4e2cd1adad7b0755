import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Case } from '../../src/cases/case.ts'
import { lateText } from '../../src/cases/deadlines/late.ts'
import { openingDeadlines } from '../../src/cases/deadlines/opening.ts'
import { type NewRow, type Row, reconcile } from '../../src/cases/deadlines/reconcile.ts'
import { DECISION, type Owing, wantedDeadlines } from '../../src/cases/deadlines/rules.ts'
import type { Reminded } from '../../src/cases/eventFacts.ts'
import type { Member } from '../../src/directory/members.ts'
import { type Due, whoHears } from '../../src/jobs/deadlines/hears.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'
import { renderCall } from '../../src/render/call.ts'
import type { Calendar } from '../../src/time.ts'
import { weekdays } from '../factories.ts'

const stockholm: Calendar = { timeZone: 'Europe/Stockholm', hours: weekdays, holidays: ['2026-03-13'] }
const billing: Calendar = { ...stockholm, hours: { 1: [['10:00', '12:00']], 4: [['10:00', '12:00']] } }
const calendars = { service: stockholm, billing }
/** Wednesday in Stockholm, winter time. */
const at = (time: string, date = '2026-03-11') => new Date(`${date}T${time}:00+01:00`)
const opened = at('12:00')
const fresh: Owing = {
  id: 'the case',
  state: 'open',
  severity: 2,
  departmentKey: 'service',
  openedAt: opened,
  announceAt: null,
  backAt: null,
  apologisedAt: null,
  promise: 'first word',
  promiseDueAt: at('16:00'),
  waitingSince: null,
  silentAt: null,
  closedAt: null,
  findingAt: null,
  remedies: { owed: [], lastDoneAt: null },
  proposals: [],
  callBack: null,
}
const kinds = (owing: Partial<Owing>) => wantedDeadlines({ ...fresh, ...owing }).map(({ kind }) => kind)
const promised = { promise: 'next word', promiseDueAt: at('17:00', '2026-03-12') }
const apologised = { state: 'recovering' as const, apologisedAt: at('13:00'), ...promised }
const proposal = {
  id: 'a proposal',
  kind: 'request' as const,
  state: 'waiting' as const,
  departmentKey: 'billing',
  createdAt: at('13:00'),
  deedDueAt: at('12:00', '2026-03-19'),
  failedAt: null,
}

describe('which clocks a case has', () => {
  test('an open one is to be taken, apologised for and promised something', () => {
    expect(kinds({})).toEqual(['take', 'apology', 'first promise'])
    expect(kinds({ state: 'owned' })).toEqual(['apology', 'first promise'])
  })
  test('a promise with a date takes the place of the first', () => {
    expect(kinds(apologised)).toEqual(['promise'])
    expect(kinds({ state: 'owned', ...promised })).toEqual(['apology', 'promise'])
  })
  test('with a question open the customer is waited for until its date', () => {
    expect(kinds({ ...apologised, promise: 'your answer', waitingSince: at('14:00') })).toEqual(['answer'])
  })
  test('the customer is to be asked once everything promised is done since the case last came back', () => {
    const done = { ...apologised, remedies: { owed: [], lastDoneAt: at('15:00') } }
    expect(kinds(done)).toEqual(['promise', 'ask confirmation'])
    expect(
      kinds({ ...done, remedies: { owed: [{ id: 'remedy', dueAt: at('17:00') }], lastDoneAt: at('15:00') } }),
    ).toEqual(['promise'])
    expect(kinds({ ...done, backAt: at('16:00') })).toEqual(['promise'])
    expect(kinds({ ...done, apologisedAt: null })).toEqual(['apology', 'promise'])
  })
  test('who waits for the customer owes nothing, but for a decision left to a manager', () => {
    const asked = {
      ...apologised,
      state: 'awaiting customer' as const,
      promise: 'your answer',
      silentAt: at('12:00', '2026-03-18'),
    }
    expect(kinds(asked)).toEqual([])
    expect(kinds({ ...asked, promise: DECISION, silentAt: null })).toEqual(['promise'])
  })
  test('what waits for a colleague or a time has a clock of its own', () => {
    expect(
      kinds({
        ...apologised,
        proposals: [proposal, { ...proposal, kind: 'approval' }, { ...proposal, kind: 'handover' }],
      }),
    ).toEqual(['promise', 'request', 'approval', 'handover'])
    expect(
      wantedDeadlines({ ...fresh, ...apologised, proposals: [{ ...proposal, state: 'accepted' }] })[1],
    ).toEqual({
      kind: 'request',
      subjectId: 'a proposal',
      departmentKey: 'billing',
      due: proposal.deedDueAt,
    })
    expect(kinds({ ...apologised, callBack: { id: 'a call', at: at('15:00') } })).toEqual([
      'promise',
      'call-back',
    ])
  })
  test.each([
    'confirmed',
    'documented',
    'unconfirmed',
    'withdrawn',
    'answered by mistake',
    'contact declined',
    'not agreed',
    'merged',
  ] as const)('a case that is %s has none', (state) => {
    expect(kinds({ ...apologised, state, callBack: { id: 'a call', at: at('15:00') } })).toEqual([])
  })
})

test('what is still owed after an end has a clock of its own, each by its date', () => {
  const owed = [
    { id: 'one', dueAt: at('17:00') },
    { id: 'two', dueAt: at('17:00', '2026-03-12') },
  ]
  const wanted = wantedDeadlines({ ...fresh, state: 'withdrawn', remedies: { owed, lastDoneAt: null } })
  expect(wanted).toEqual(
    owed.map(({ id, dueAt }) => ({
      kind: 'remedy',
      subjectId: id,
      departmentKey: 'service',
      due: dueAt,
    })),
  )
})

/** As the database would have it. */
let ids = 0
const stored = (rows: NewRow[]): Row[] => rows.map((row) => ({ ...row, id: ++ids }))
const changedBy = (rows: Row[], { end, set, insert }: ReturnType<typeof reconcile>): Row[] => [
  ...rows.filter(({ id }) => !end.includes(id)).map((row) => set.find(({ id }) => id === row.id) ?? row),
  ...stored(insert),
]
const begun = (over: Partial<Owing> = {}) =>
  stored(reconcile({ ...fresh, ...over }, [], calendars, opened).insert)
const one = (rows: Row[], kind: Row['kind']) => rows.find((row) => row.kind === kind)!

describe('when they are due', () => {
  test('within one business hour, four, and one business day', () => {
    expect(begun().map(({ kind, dueAt, nextAt, leftMinutes }) => [kind, dueAt, nextAt, leftMinutes])).toEqual(
      [
        ['take', at('13:00'), at('13:00'), 60],
        ['apology', at('16:00'), at('16:00'), 240],
        ['first promise', at('12:00', '2026-03-12'), at('12:00', '2026-03-12'), 480],
      ],
    )
    expect(openingDeadlines(stockholm, { severity: 2 }, opened)).toEqual(
      reconcile({ ...fresh, id: '', departmentKey: '' }, [], { '': stockholm }, opened).insert,
    )
  })
  test('at severity 1 in half the time', () => {
    expect(begun({ severity: 1 }).map(({ dueAt }) => dueAt)).toEqual([at('12:30'), at('14:00'), at('16:00')])
    expect(begun({ severity: 3 }).map(({ dueAt }) => dueAt)).toEqual(begun().map(({ dueAt }) => dueAt))
  })
  test('over a holiday and a weekend', () => {
    const thursday = at('16:30', '2026-03-12')
    const rows = reconcile({ ...fresh, openedAt: thursday }, [], calendars, thursday).insert
    expect(rows.map(({ dueAt }) => dueAt)).toEqual([
      at('09:30', '2026-03-16'),
      at('12:30', '2026-03-16'),
      at('16:30', '2026-03-16'),
    ])
  })
  test('from the next opening where it is closed', () => {
    const saturday = at('07:57', '2026-03-14')
    const rows = reconcile({ ...fresh, openedAt: saturday }, [], calendars, saturday).insert
    expect(rows.map(({ dueAt }) => dueAt)).toEqual([
      at('10:00', '2026-03-16'),
      at('13:00', '2026-03-16'),
      at('17:00', '2026-03-16'),
    ])
  })
  test('over the night the clocks change', () => {
    const friday = new Date('2026-03-27T16:30:00+01:00')
    const [take] = reconcile({ ...fresh, openedAt: friday }, [], calendars, friday).insert
    expect(take!.dueAt).toEqual(new Date('2026-03-30T09:30:00+02:00'))
  })
  test('a request by the hours of who has to answer', () => {
    const rows = reconcile(
      { ...fresh, ...apologised, proposals: [proposal] },
      [],
      calendars,
      at('13:00'),
    ).insert
    expect(one(rows as Row[], 'request').dueAt).toEqual(at('12:00', '2026-03-12'))
  })
  test('a call-back is told of a quarter of an hour before', () => {
    const [call] = reconcile(
      { ...fresh, ...apologised, callBack: { id: 'a call', at: at('15:00') } },
      [],
      calendars,
      at('13:00'),
    ).insert.slice(1)
    expect([call!.dueAt, call!.nextAt]).toEqual([at('15:00'), at('14:45')])
  })
})

describe('what changes them', () => {
  test('nothing, if nothing did', () => {
    const rows = begun()
    expect(reconcile(fresh, rows, calendars, at('12:40'))).toEqual({ end: [], insert: [], set: [] })
  })
  test('done is ended', () => {
    const rows = begun()
    const change = reconcile({ ...fresh, state: 'owned' }, rows, calendars, at('12:40'))
    expect(change).toEqual({ end: [one(rows, 'take').id], insert: [], set: [] })
  })
  test('a question pauses the apology and its answer gives back what was left', () => {
    const rows = begun({ state: 'owned' })
    const asked = {
      ...fresh,
      state: 'recovering' as const,
      ...promised,
      promise: 'your answer',
      waitingSince: at('14:00'),
    }
    const paused = changedBy(rows, reconcile(asked, rows, calendars, at('14:00')))
    expect(one(paused, 'apology')).toMatchObject({ leftMinutes: 120, pausedAt: at('14:00'), nextAt: null })
    const answered = { ...asked, promise: 'next word', waitingSince: null }
    const monday = at('10:00', '2026-03-16')
    const resumed = changedBy(paused, reconcile(answered, paused, calendars, monday))
    expect(one(resumed, 'apology')).toMatchObject({
      leftMinutes: 120,
      pausedAt: null,
      fromAt: monday,
      dueAt: at('12:00', '2026-03-16'),
      nextAt: at('12:00', '2026-03-16'),
    })
    expect(resumed.map(({ kind }) => kind)).toEqual(['apology', 'promise'])
  })
  test('a pause after its time does not make it timely', () => {
    const rows = begun({ state: 'owned' }).map((row) => ({
      ...row,
      level: 1,
      nextAt: at('09:00', '2026-03-12'),
    }))
    const asked = {
      ...fresh,
      state: 'recovering' as const,
      ...promised,
      promise: 'your answer',
      waitingSince: at('16:30'),
    }
    const paused = changedBy(rows, reconcile(asked, rows, calendars, at('16:30')))
    expect(one(paused, 'apology')).toMatchObject({ dueAt: at('16:00'), nextAt: null })
    const resumed = changedBy(
      paused,
      reconcile({ ...asked, waitingSince: null }, paused, calendars, at('10:00', '2026-03-12')),
    )
    expect(one(resumed, 'apology')).toMatchObject({ dueAt: at('16:00'), nextAt: at('12:00', '2026-03-12') })
  })
  test('a worse severity halves what is left, a milder one doubles it', () => {
    const rows = begun()
    const worse = changedBy(rows, reconcile({ ...fresh, severity: 1 }, rows, calendars, at('12:20')))
    expect(one(worse, 'take')).toMatchObject({ leftMinutes: 20, dueAt: at('12:40'), severity: 1 })
    expect(one(worse, 'apology')).toMatchObject({ leftMinutes: 110, dueAt: at('14:10') })
    const back = changedBy(worse, reconcile(fresh, worse, calendars, at('12:30')))
    expect(one(back, 'take')).toMatchObject({ leftMinutes: 20, dueAt: at('12:50') })
    const late = changedBy(rows, reconcile({ ...fresh, severity: 1 }, rows, calendars, at('13:05')))
    expect(one(late, 'take')).toMatchObject({ dueAt: at('13:00'), nextAt: at('13:00') })
  })
  test('another date is another promise, heard of anew', () => {
    const owing = { ...fresh, ...apologised }
    const rows = stored(reconcile(owing, [], calendars, at('13:00')).insert).map((row) => ({
      ...row,
      level: 2,
    }))
    const change = reconcile(
      { ...owing, promiseDueAt: at('17:00', '2026-03-17') },
      rows,
      calendars,
      at('14:00'),
    )
    expect(change.end).toEqual([rows[0]!.id])
    expect(change.insert).toMatchObject([{ kind: 'promise', level: 0, dueAt: at('17:00', '2026-03-17') }])
  })
  test('another department counts the rest in its own hours', () => {
    const rows = begun({ state: 'owned' })
    const moved = changedBy(
      rows,
      reconcile({ ...fresh, state: 'owned', departmentKey: 'billing' }, rows, calendars, at('15:00')),
    )
    expect(one(moved, 'apology')).toMatchObject({
      leftMinutes: 60,
      departmentKey: 'billing',
      dueAt: at('11:00', '2026-03-12'),
    })
  })
  test('an accepted request is owed by its date', () => {
    const owing = { ...fresh, ...apologised, proposals: [proposal] }
    const rows = stored(reconcile(owing, [], calendars, at('13:00')).insert)
    const change = reconcile(
      { ...owing, proposals: [{ ...proposal, state: 'accepted' }] },
      rows,
      calendars,
      at('14:00'),
    )
    expect(change.end).toEqual([one(rows, 'request').id])
    expect(change.insert).toMatchObject([{ kind: 'request', dueAt: proposal.deedDueAt, ruleMinutes: null }])
  })
  test('whatever happened before, a second time changes nothing and no clock is early', () => {
    const state = fc.constantFrom(
      'open' as const,
      'owned' as const,
      'recovering' as const,
      'awaiting customer' as const,
    )
    const step = fc.record({
      state,
      severity: fc.constantFrom(1, 2, 3),
      departmentKey: fc.constantFrom('service', 'billing'),
      waitingSince: fc.option(fc.constant(at('13:00'))),
      promise: fc.constantFrom('first word', 'next word'),
      minutes: fc.integer({ min: 0, max: 3000 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let rows = begun()
        let now = opened
        for (const { minutes, ...over } of steps) {
          now = new Date(now.getTime() + minutes * 60_000)
          const owing = { ...fresh, ...over }
          rows = changedBy(rows, reconcile(owing, rows, calendars, now))
          expect(reconcile(owing, rows, calendars, now)).toEqual({ end: [], insert: [], set: [] })
          for (const row of rows) {
            expect(row.pausedAt === null || row.nextAt === null).toBe(true)
            if (row.nextAt && row.kind !== 'call-back') expect(row.nextAt >= row.dueAt).toBe(true)
          }
        }
      }),
    )
  })
})

const person = (id: string, over: Partial<Member> = {}): Member => ({
  id,
  name: `Person ${id}`,
  email: `${id}@nordly.example`,
  active: true,
  awayUntil: null,
  place: { platform: 'slack', workspace: 'T1', channel: `U${id}` },
  accounts: { slack: { workspace: 'T1', user: `U${id}` } },
  departmentKey: 'service',
  department: 'Service',
  role: 'liaison',
  ...over,
})
const owner = person('owner')
const manager = person('manager', { role: 'manager' })
const second = person('second', { role: 'manager' })
const other = person('other', { departmentKey: 'billing' })
const otherManager = person('other manager', { departmentKey: 'billing', role: 'manager' })
const top = person('top', { departmentKey: 'management', role: 'management' })
const all = [owner, other, manager, second, otherManager, top]
const worldOf = (members: Member[]) => ({
  members,
  people: new Map(all.map((each) => [each.id, each])),
  management: { platform: 'slack', workspace: 'T1', channel: 'CMANAGEMENT' },
})
const due: Due = {
  id: 1,
  caseId: 'the case',
  kind: 'apology',
  subjectId: 'the case',
  level: 0,
  departmentKey: 'service',
  askedKey: 'service',
  right: false,
  destination: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  accountableId: 'owner',
  excluded: [],
  byId: null,
  toId: null,
  answeredById: null,
  askedName: null,
  proposalState: null,
  decision: false,
  partner: false,
  failed: false,
}
const heard = (over: Partial<Due>, members = all) =>
  [0, 1, 2].map((level) => {
    const { name, level: next } = whoHears({ ...due, ...over, level }, worldOf(members), opened)
    return `${next} ${name}`
  })

describe('who hears', () => {
  test('the accountable person, the manager, management', () => {
    expect(heard({})).toEqual(['1 Person owner', '2 Person manager', '3 Person top'])
  })
  test('in the thread by mention, and a manager alone too', () => {
    const [first, then] = [0, 1].map((level) => whoHears({ ...due, level }, worldOf(all), opened))
    expect(first).toEqual({
      level: 1,
      name: 'Person owner',
      person: { platform: 'slack', workspace: 'T1', user: 'Uowner' },
    })
    expect(then).toMatchObject({ level: 2, place: manager.place })
  })
  test('a manager who is away, accountable or whom it is about is passed over', () => {
    const away = { ...manager, awayUntil: at('12:00', '2026-03-20') }
    expect(heard({}, [owner, away, second, top])[1]).toBe('2 Person second')
    expect(heard({ accountableId: 'manager' })[1]).toBe('2 Person second')
    expect(heard({ excluded: ['manager'] })[1]).toBe('2 Person second')
    expect(heard({}, [owner, away, top])[1]).toBe('3 Person top')
  })
  test('of a request the other department and its manager', () => {
    expect(heard({ kind: 'request', askedKey: 'billing' })).toEqual([
      '1 Person other',
      '2 Person other manager',
      '3 Person top',
    ])
  })
  test('of an approval who was asked, the next manager, management: these get its card', () => {
    expect(heard({ kind: 'approval', toId: 'manager', byId: 'owner' })).toEqual([
      '1 Person manager',
      '2 Person second',
      '3 Person top',
    ])
    expect(
      whoHears({ ...due, kind: 'approval', toId: 'manager', level: 1 }, worldOf(all), opened),
    ).toMatchObject({ card: true, place: second.place, whose: 'Person manager' })
  })
  test('of an approval whose manager is away the next one at once', () => {
    const away = { ...manager, awayUntil: at('12:00', '2026-03-20') }
    const world = { ...worldOf([owner, away, second, top]), people: new Map([['manager', away]]) }
    const asked = { ...due, kind: 'approval' as const, toId: 'manager', byId: 'owner' }
    expect(whoHears(asked, world, opened)).toMatchObject({ level: 2, name: 'Person second', card: true })
  })
  test('with nobody above, management’s channel', () => {
    expect(whoHears({ ...due, level: 2 }, worldOf([owner]), opened)).toMatchObject({
      level: 3,
      place: { channel: 'CMANAGEMENT' },
    })
  })
  test('who is not known where the case is read hears alone', () => {
    const desk = { platform: 'desk', workspace: 'desk', channel: 'owner' }
    const members = new Map([['owner', { ...owner, accounts: {}, place: desk }]])
    expect(whoHears(due, { ...worldOf([owner]), people: members }, opened)).toEqual({
      level: 1,
      name: 'Person owner',
      place: desk,
    })
  })
})

test('every lateness reads as a sentence with its time, and a call says where to look', () => {
  const found = {
    number: 1001,
    timeZone: 'Europe/Stockholm',
    accountable: 'Anna',
    department: 'Service',
    state: 'recovering',
    severity: 2,
    id: 'x',
  } as Case
  const timers: Reminded['timer'][] = [
    'take',
    'apology',
    'first promise',
    'promise',
    'answer',
    'ask confirmation',
    'approval',
    'handover',
    'request',
    'call-back',
    'silence',
  ]
  for (const timer of timers)
    for (const level of [1, 2, 3] as const) {
      const data: Reminded = { timer, level, due: at('13:00').toISOString(), to: 'Maja', whose: 'Billing' }
      expect(lateText(found, data, en)).toContain('Wed 11 Mar, 13:00')
      const card = renderCall(
        found,
        { kind: 'reminded', at: opened, text: null, data, by: null },
        'https://amends.example/desk/c/x',
        en,
      )
      expect(card.title).toMatch(/^Case 1001: /)
      expect(card.parts.at(-1)).toEqual({
        kind: 'link',
        label: 'Open the case',
        url: 'https://amends.example/desk/c/x',
      })
    }
})
