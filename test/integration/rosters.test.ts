import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fetchedClient } from '../../integrations/webhooks/fetched.ts'
import { pinnedClient } from '../../integrations/webhooks/pinned.ts'
import { api } from '../../src/api/routes.ts'
import { OPERATOR } from '../../src/audit/audit.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { followRoster, tendRosters } from '../../src/rosters/follow.ts'
import { importRoster } from '../../src/rosters/import.ts'
import { createKey } from '../../src/setup/keys.ts'
import { act } from '../../src/staff/act.ts'
import { cpuOf } from '../cpu.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeMember, makePerson, makeResponse, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>
const RECORDED = {
  purpose: 'Look at hours with the team.',
  consultation: 'Works council',
  notice: 'Mail',
  retention: 90,
}

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  people = await makeOrganisation(database.db)
  const { sql } = database
  await sql`update people set email = 'anna@nordly.example' where id = ${people.anna.id}`
  await sql`update people set email = 'bo@nordly.example' where id = ${people.bo.id}`
})
afterAll(() => database.end())
beforeEach(async () => {
  on = testDeps(database.db)
  await database.sql`truncate duties, rosters, responses, discoveries cascade`
  await record(RECORDED)
})
const record = (given: object | null) =>
  database.sql`update organisation set privacy = ${database.sql.json({ people: given } as never)}`

const take = (text: string, over: { zone?: string; department?: string } = {}) =>
  importRoster(database.db, {
    department: over.department ?? 'service',
    handed: { text, zone: over.zone },
    now: noon,
  })
const faultsOf = async (
  text: string,
  over: { zone?: string; department?: string } = {},
): Promise<string[]> => {
  const before = await kept()
  const said = await take(text, over).then(
    () => ['nothing was wrong'],
    (error) => (error.says(staffWords('en')) as string).split('\n'),
  )
  expect(await kept()).toEqual(before)
  return said.filter((line) => line !== 'This roster can’t be used. Nothing was stored.')
}
const kept = async (): Promise<string[]> => {
  const rows = await database.sql`
    select p.name, d.starts_at, d.ends_at from duties d join people p on p.id = d.person_id order by d.starts_at, p.name`
  return rows.map(
    ({ name, starts_at, ends_at }) =>
      `${name} ${starts_at.toISOString().slice(0, 16)} ${ends_at.toISOString().slice(0, 16)}`,
  )
}
const calendar = (...events: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Test//EN',
    ...events.flatMap((one) => ['BEGIN:VEVENT', ...one.trim().split(/\n\s*/), 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

describe('a roster as a table', () => {
  test('names people by e-mail or name, with offsets or local times, and two at once', async () => {
    const text = `person,from,to,zone
anna@nordly.example,2026-03-09T08:00+01:00,2026-03-09T16:00+01:00,
"Bo Dahl",2026-03-09 08:00,2026-03-09 16:00,Europe/Stockholm
ANNA@nordly.example,2026-03-10T07:00Z,2026-03-10T15:00Z,
`
    expect(await take(text)).toEqual({ shifts: 3, people: 2 })
    expect(await kept()).toEqual([
      'Anna Berg 2026-03-09T07:00 2026-03-09T15:00',
      'Bo Dahl 2026-03-09T07:00 2026-03-09T15:00',
      'Anna Berg 2026-03-10T07:00 2026-03-10T15:00',
    ])
  })

  test('is read as spreadsheets write it: semicolons, a byte order mark, columns in another order', async () => {
    expect(
      await take('\uFEFFTo;Person;From\r\n2026-03-29 10:00;bo dahl;2026-03-29 01:00\r\n\r\n', {
        zone: 'Europe/Stockholm',
      }),
    ).toEqual({ shifts: 1, people: 1 })
    // The night when the clocks go forward
    expect(await kept()).toEqual(['Bo Dahl 2026-03-29T00:00 2026-03-29T08:00'])
  })

  test('replaces what is kept from its first shift on, and what was before stays', async () => {
    await take(
      'person,from,to\nBo Dahl,2026-03-01T08:00Z,2026-03-01T16:00Z\nBo Dahl,2026-03-02T22:00Z,2026-03-03T06:00Z\nBo Dahl,2026-03-05T08:00Z,2026-03-05T16:00Z',
    )
    await take('person,from,to\nBo Dahl,2026-03-03T04:00Z,2026-03-03T12:00Z')
    expect(await kept()).toEqual([
      'Bo Dahl 2026-03-01T08:00 2026-03-01T16:00',
      'Bo Dahl 2026-03-02T22:00 2026-03-03T04:00',
      'Bo Dahl 2026-03-03T04:00 2026-03-03T12:00',
    ])
  })

  test.each<[what: string, text: string, ...faults: string[]]>([
    [
      'one person twice at a time',
      'person,from,to\nBo Dahl,2026-03-09T08:00Z,2026-03-09T16:00Z\nbo@nordly.example,2026-03-09T15:00Z,2026-03-09T18:00Z',
      'Line 3, person: the same person is on duty at that time already: line 2',
    ],
    [
      'somebody unknown',
      'person,from,to\nKim Ek,2026-03-09T08:00Z,2026-03-09T16:00Z',
      'Line 2, person: nobody in organisation.yaml is “Kim Ek”',
    ],
    ['nobody', 'person,from,to\n,2026-03-09T08:00Z,2026-03-09T16:00Z', 'Line 2, person: nobody is named'],
    [
      'times without a zone',
      'person,from,to\nBo Dahl,2026-03-09 08:00,2026-03-09T16:00',
      'Line 2, from: 2026-03-09 08:00 names no time zone: give an offset, such as 2026-03-02T08:00+01:00, or a zone such as Europe/Stockholm',
      'Line 2, to: 2026-03-09T16:00 names no time zone: give an offset, such as 2026-03-02T08:00+01:00, or a zone such as Europe/Stockholm',
    ],
    [
      'an unknown zone',
      'person,from,to,zone\nBo Dahl,2026-03-09 08:00,2026-03-09T16:00Z,Europe/Nowhere',
      'Line 2, zone: “Europe/Nowhere” is no time zone known here',
    ],
    [
      'no time',
      'person,from,to\nBo Dahl,soon,2026-02-30 10:00',
      'Line 2, from: “soon” is no date with a time',
      'Line 2, to: “2026-02-30 10:00” is no date with a time',
    ],
    [
      'an end before its beginning',
      'person,from,to\nBo Dahl,2026-03-09T08:00Z,2026-03-09T08:00Z',
      'Line 2, to: it ends before it begins',
    ],
    [
      'a shift of a month',
      'person,from,to\nBo Dahl,2026-03-09T08:00Z,2026-04-09T08:00Z',
      'Line 2, to: a shift has at most seven days',
    ],
    [
      'missing columns',
      'name,from\nBo Dahl,2026-03-09T08:00Z',
      'Line 1: the first line has to name the columns person, from and to: missing person, to',
    ],
    [
      'nothing',
      '',
      'Line 1: the first line has to name the columns person, from and to: missing person, from, to',
    ],
    [
      'no shift that is kept',
      'person,from,to\nBo Dahl,2020-03-09T08:00Z,2020-03-09T16:00Z',
      'there is no shift in it that is of today or later, or young enough to be kept',
    ],
    [
      'a fault after a cell of several lines',
      'person,from,to\n"Bo\nDahl",2026-03-09T08:00Z,2026-03-09T16:00Z\nX,2026-03-09T08:00Z,2026-03-09T16:00Z',
      'Line 4, person: nobody in organisation.yaml is “X”',
    ],
  ])('%s is a fault by line and field, and nothing is stored', async (_, text, ...faults) => {
    await take('person,from,to\nBo Dahl,2026-03-01T08:00Z,2026-03-01T16:00Z')
    expect(await faultsOf(text)).toEqual(faults)
  })

  test('two people of one name are told apart by their department, else by e-mail', async () => {
    const one = await makePerson(database.db, { name: 'Kari Nord' })
    await makePerson(database.db, { name: 'Kari Nord', email: 'kari2@nordly.example' })
    const row = 'person,from,to\nKari Nord,2026-03-09T08:00Z,2026-03-09T16:00Z'
    expect(await faultsOf(row)).toEqual([
      'Line 2, person: several people are called “Kari Nord”: give the e-mail address',
    ])
    await makeMember(database.db, { departmentKey: 'service', personId: one.id })
    expect(await take(row)).toEqual({ shifts: 1, people: 1 })
  })

  test('200,000 quotation marks, or 1 MB of commas, are read in a moment', async () => {
    for (const text of [
      `person,from,to\n${'"'.repeat(200_001)}`,
      `person,from,to\n${','.repeat(1_000_000)}`,
      `person,from,to\n${'"a\n'.repeat(250_000)}`,
      `BEGIN:VCALENDAR\n${'BEGIN:VEVENT\n'.repeat(60_000)}`,
    ]) {
      expect(await cpuOf(() => faultsOf(text), 2)).toBeLessThan(3000)
    }
    expect(await faultsOf('x'.repeat(1_048_577))).toEqual(['longer than 1048576 bytes'])
  })
})

describe('a roster as iCal', () => {
  test('follows repeated events with their exceptions, through the change of the clocks, within a bounded time', async () => {
    const text = calendar(
      `UID:early
      SUMMARY:Early shift
      ATTENDEE;CN=Anna;PARTSTAT=ACCEPTED:mailto:anna@nordly.example
      ATTENDEE;CUTYPE=ROOM:mailto:room@nordly.example
      DTSTART;TZID=Europe/Stockholm:20260323T080000
      DTEND;TZID=Europe/Stockholm:20260323T160000
      RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=4
      EXDATE;TZID=Europe/Stockholm:20260406T080000`,
      `UID:early
      SUMMARY:Early shift
      ATTENDEE:mailto:bo@nordly.example
      RECURRENCE-ID;TZID=Europe/Stockholm:20260413T080000
      DTSTART;TZID=Europe/Stockholm:20260413T100000
      DTEND;TZID=Europe/Stockholm:20260413T160000`,
      `UID:gone
      SUMMARY:Bo Dahl
      STATUS:CANCELLED
      DTSTART:20260323T080000Z
      DTEND:20260323T160000Z`,
    )
    expect(await take(text)).toEqual({ shifts: 3, people: 2 })
    expect(await kept()).toEqual([
      'Anna Berg 2026-03-23T07:00 2026-03-23T15:00',
      'Anna Berg 2026-03-30T06:00 2026-03-30T14:00',
      'Bo Dahl 2026-04-13T08:00 2026-04-13T14:00',
    ])
  })

  test('one without an end is followed 400 days ahead, and kept as far back as is recorded', async () => {
    const text = calendar(`UID:daily
      SUMMARY:Bo Dahl
      DTSTART:19900101T080000Z
      DURATION:PT8H
      RRULE:FREQ=DAILY`)
    expect((await take(text)).shifts).toBe(491)
    const [first, last] = [(await kept())[0], (await kept()).at(-1)]
    expect([first, last]).toEqual([
      'Bo Dahl 2025-12-11T08:00 2025-12-11T16:00',
      'Bo Dahl 2027-04-15T08:00 2027-04-15T16:00',
    ])
  })

  test('a zone of the file’s own, the calendar’s zone, and whole days of the department', async () => {
    const own = `BEGIN:VTIMEZONE
TZID:Our Time
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0200
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE`.replaceAll('\n', '\r\n')
    const text = calendar(
      `UID:1
      SUMMARY:Bo Dahl
      DTSTART;TZID=Our Time:20260309T080000
      DTEND;TZID=Our Time:20260309T100000`,
      `UID:2
      SUMMARY:Bo Dahl
      DTSTART;VALUE=DATE:20260310`,
    ).replace('BEGIN:VEVENT', `${own}\r\nBEGIN:VEVENT`)
    await take(text)
    expect(await kept()).toEqual([
      'Bo Dahl 2026-03-09T06:00 2026-03-09T08:00',
      'Bo Dahl 2026-03-09T23:00 2026-03-10T23:00',
    ])
    await take(
      calendar(`UID:3
      SUMMARY:Bo Dahl
      DTSTART:20260309T080000
      DTEND:20260309T100000`).replace('VERSION:2.0', 'VERSION:2.0\r\nX-WR-TIMEZONE:Europe/London'),
    )
    expect((await kept()).at(-1)).toBe('Bo Dahl 2026-03-09T08:00 2026-03-09T10:00')
  })

  test.each<[what: string, event: string, ...faults: RegExp[]]>([
    [
      'no zone',
      'UID:1\nSUMMARY:Bo Dahl\nDTSTART:20260309T080000\nDTEND:20260309T160000',
      /^Line 4, DTSTART: 2026-03-09 08:00 names no time zone/,
    ],
    [
      'an unknown zone',
      'UID:1\nSUMMARY:Bo Dahl\nDTSTART;TZID=Mars/North:20260309T080000\nDTEND;TZID=Mars/North:20260309T160000',
      /^Line 4, DTSTART: “Mars\/North” is no time zone/,
    ],
    [
      'somebody unknown',
      'UID:1\nATTENDEE:mailto:kim@elsewhere.example\nDTSTART:20260309T080000Z\nDTEND:20260309T160000Z',
      /^Line 4, ATTENDEE: nobody in organisation.yaml is “kim@elsewhere.example”/,
    ],
    [
      'nobody',
      'UID:1\nDTSTART:20260309T080000Z\nDTEND:20260309T160000Z',
      /^Line 4, SUMMARY: nobody is named/,
    ],
    [
      'a repeat that overlaps itself',
      'UID:1\nSUMMARY:Bo Dahl\nDTSTART:20260309T080000Z\nDTEND:20260310T100000Z\nRRULE:FREQ=DAILY;COUNT=2',
      /^Line 4, SUMMARY: the same person is on duty/,
    ],
    [
      'a repeat each second',
      'UID:1\nSUMMARY:Bo Dahl\nDTSTART:20260309T080000Z\nDTEND:20260309T080001Z\nRRULE:FREQ=SECONDLY',
      /^Line 4, RRULE: it repeats too often/,
    ],
    [
      'an end before its beginning',
      'UID:1\nSUMMARY:Bo Dahl\nDTSTART:20260309T080000Z\nDTEND:20260309T070000Z',
      /^Line 4, DTEND: it ends before/,
    ],
    ['no beginning', 'UID:1\nSUMMARY:Bo Dahl', /^Line 4, DTSTART: a date with a time is missing/],
  ])('%s is a fault by the event’s line, and nothing is stored', async (_, event, ...faults) => {
    const said = await faultsOf(calendar(event))
    expect(said).toHaveLength(faults.length)
    for (const [at, fault] of faults.entries()) expect(said[at]).toMatch(fault)
  })

  test('what is no calendar says so', async () => {
    expect(await faultsOf('BEGIN:VCALENDAR\nrubbish')).toEqual(['this is no iCal file'])
  })
})

describe('an address', () => {
  let server: Server
  let base: string
  let reply: (response: ServerResponse) => void
  beforeAll(async () => {
    server = createServer((_, response) => reply(response))
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const good = calendar('UID:1\nSUMMARY:Bo Dahl\nDTSTART:20260309T080000Z\nDTEND:20260309T160000Z')
  const state = async () => (await database.sql`select problem, shifts, tried_at from rosters`)[0]!

  test.each(['of Node', 'of a Worker'])(
    '%s: is read at once and each day; what goes wrong leaves what is there',
    async (which) => {
      const make = which === 'of Node' ? pinnedClient : fetchedClient
      on.deps.webhookClient = make({ allowLoopback: true, timeoutMs: 1000 })
      let asked = 0
      reply = (response) => {
        asked++
        response.end(good)
      }
      await followRoster(database.db, {
        as: OPERATOR,
        now: noon,
        department: 'service',
        url: `${base}/duty.ics`,
        loopback: true,
      })
      const tend = async (hours: number) => {
        on.later(hours * 3600_000)
        await tendRosters(on.deps, { now: on.clock.now })
      }
      await tend(0)
      await tend(1)
      expect([asked, await kept()]).toEqual([1, ['Bo Dahl 2026-03-09T08:00 2026-03-09T16:00']])
      for (const [answer, problem] of [
        [(r: ServerResponse) => r.writeHead(404).end(), [{ kind: 'address', said: '404' }]],
        [
          (r: ServerResponse) => r.writeHead(302, { location: `${base}/` }).end(),
          [{ kind: 'address', said: '302' }],
        ],
        [(r: ServerResponse) => r.end('x'.repeat(1_100_000)), [{ kind: 'too large', said: '1048576' }]],
        [
          (r: ServerResponse) => r.end(good.replace('Bo Dahl', 'Kim')),
          [{ line: 4, field: 'SUMMARY', kind: 'unknown person', said: 'Kim' }],
        ],
        [(r: ServerResponse) => r.destroy(), [{ kind: 'address' }]],
      ] as const) {
        reply = answer
        await tend(24)
        expect(JSON.parse((await state()).problem)).toEqual(problem)
        expect(await kept()).toHaveLength(1)
      }
      reply = (response) => void response.end(good)
      await tend(2)
      expect((await state()).problem).toBeNull()
      await tend(24 * 100)
      await tend(1)
      expect(await kept()).toEqual([])
    },
  )

  test('that is private or loopback is never called', async () => {
    for (const url of [
      'https://127.0.0.1/x.ics',
      'https://10.0.0.1/x',
      'https://2130706433/',
      'http://example.com/x.ics',
      'file:///etc/passwd',
      'x',
    ])
      await expect(
        followRoster(database.db, { as: OPERATOR, now: noon, department: 'service', url }),
      ).rejects.toMatchObject({
        code: 'invalid',
        field: 'url',
      })
    expect(await database.sql`select 1 from rosters`).toHaveLength(0)
    await database.sql`insert into rosters (department_key, url) values ('service', ${`${base}/duty.ics`})`
    on.deps.webhookClient = pinnedClient({ timeoutMs: 1000 })
    await tendRosters(on.deps, { now: on.clock.now })
    expect(JSON.parse((await state()).problem)).toEqual([{ kind: 'not public' }])
  })
})

describe('without a record in privacy.people', () => {
  test('no roster is taken, and those that are there are deleted', async () => {
    await take('person,from,to\nBo Dahl,2026-03-09T08:00Z,2026-03-09T16:00Z')
    await record(null)
    await expect(take('person,from,to\nBo Dahl,2026-03-09T08:00Z,2026-03-09T16:00Z')).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(
      followRoster(database.db, {
        as: OPERATOR,
        now: noon,
        department: 'service',
        url: 'https://example.com/',
      }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await tendRosters(on.deps, { now: noon })
    expect(await kept()).toEqual([])
    expect(await database.sql`select 1 from rosters`).toHaveLength(0)
  })
})

describe('by the API', () => {
  const put = async (
    body: string,
    type: string,
    { path = '/v1/rosters/service', scopes = ['rosters:write'], method = 'PUT' } = {},
  ) => {
    const { key } = await createKey(
      { db: database.db },
      { name: `k${Math.random().toString(36).slice(2)}`, scopes, now: noon },
    )
    const response = await api(on.deps, {}).request(path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': type },
      ...(method === 'PUT' && { body }),
    })
    const text = await response.text()
    return { status: response.status, body: text ? JSON.parse(text) : null }
  }

  test('a roster is set as iCal, CSV, a list or an address, and removed', async () => {
    const table = 'person,from,to\nBo Dahl,2026-03-09 08:00,2026-03-09 16:00'
    expect(
      await put(table, 'text/csv; charset=utf-8', { path: '/v1/rosters/service?zone=Europe/Stockholm' }),
    ).toEqual({ status: 200, body: { department: 'service', shifts: 1, people: 1 } })
    expect(
      await put(
        calendar('UID:1\nSUMMARY:Bo Dahl\nDTSTART:20260309T080000Z\nDTEND:20260309T160000Z'),
        'text/calendar',
      ),
    ).toMatchObject({ status: 200 })
    const shifts = [{ person: 'anna@nordly.example', from: '2026-03-09 08:00', to: '2026-03-09 16:00' }]
    expect(await put(JSON.stringify({ zone: 'Europe/Oslo', shifts }), 'application/json')).toMatchObject({
      status: 200,
      body: { people: 1 },
    })
    expect(await kept()).toEqual(['Anna Berg 2026-03-09T07:00 2026-03-09T15:00'])
    expect(
      await put(JSON.stringify({ url: 'https://calendar.example.com/duty.ics' }), 'application/json'),
    ).toMatchObject({ status: 202 })
    expect(await put('', 'application/json', { method: 'DELETE' })).toEqual({ status: 204, body: null })
    expect(await kept()).toEqual([])
    expect(await put('', 'application/json', { method: 'DELETE' })).toMatchObject({ status: 404 })
  })

  test('its faults are named by line and field, and nothing is stored', async () => {
    expect(await put('person,from,to\nKim,2026-03-09 08:00,2026-03-09T16:00Z', 'text/csv')).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'line 2, from', message: expect.stringContaining('names no time zone') }] },
    })
    expect(
      await put(
        JSON.stringify({ shifts: [{ person: 'Kim', from: '2026-03-09T08:00Z', to: '2026-03-09T16:00Z' }] }),
        'application/json',
      ),
    ).toMatchObject({ status: 422 })
    expect(await put(JSON.stringify({ shifts: 'all' }), 'application/json')).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'shifts' }] },
    })
    expect(await put(JSON.stringify({ url: 'https://127.0.0.1/' }), 'application/json')).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'url' }] },
    })
    expect(await put('person,from,to', 'text/csv', { path: '/v1/rosters/nowhere' })).toMatchObject({
      status: 404,
    })
    expect(await put('x', 'text/csv', { scopes: ['cases:read'] })).toMatchObject({ status: 403 })
    expect(await put('x'.repeat(1_048_577), 'text/csv')).toMatchObject({ status: 413 })
    await record(null)
    expect(await put('person,from,to', 'text/csv')).toMatchObject({ status: 403 })
    expect(await kept()).toEqual([])
  })
})

describe('who was on duty in a pattern', () => {
  const say = (inbound: object, user = 'UMAJA') =>
    act(on.deps)({ by: { platform: 'slack', workspace: 'T0001', user }, ...inbound } as never)
  const asked = (id: string, user?: string) => say({ kind: 'click', verb: 'on-duty', subject: id }, user)
  /** Answers to contacts that ended at these hours of 9 March, UTC. */
  const pattern = async (hours: number[]) => {
    const answers: string[] = []
    for (const hour of hours) {
      const { id } = await makeResponse(database.db, {
        score: 1,
        contact: {
          departmentKey: 'service',
          brandKey: 'nordly',
          endedAt: new Date(Date.UTC(2026, 2, 9, hour, 30)),
        },
      })
      answers.push(id)
    }
    const [row] = await database.sql`
      insert into discoveries (kind, department_key, found_at, once_key, from_day, to_day, facts) values ('pattern', 'service', ${noon}, 'p',
        '2026-02-01', '2026-03-01', ${database.sql.json({ among: {}, driver: null, trailing: 28, week: { from: 16, hours: 2, days: 'weekdays' }, inside: hours.length, cases: 12, expected: 3, p: 0.002, comparisons: 1840, answers } as never)})
      returning id`
    return row!.id as string
  }
  const duty = (...rows: string[]) => take(`person,from,to\n${rows.map((row) => `${row}`).join('\n')}`)

  test('is told to its manager alone, by name, without numbers, as a lead', async () => {
    await duty(
      'Bo Dahl,2026-03-09T15:00Z,2026-03-09T18:00Z',
      'Anna Berg,2026-03-09T15:00Z,2026-03-09T18:00Z',
      'Per Falk,2026-03-09T17:00Z,2026-03-09T18:00Z',
    )
    const id = await pattern([15, 15, 16, 16, 16, 17])
    const answer = await asked(id)
    expect(answer).toMatchObject({ kind: 'notice' })
    const text = (answer as { text: string }).text
    expect(text).toMatch(/^On duty in these hours: Anna Berg and Bo Dahl\. 6 of 12 dissatisfied answers/)
    expect(text).toContain('A lead to look at with the team')
    expect(text).not.toContain('Per Falk')
    for (const user of ['UANNA', 'UBO', 'UPER'])
      expect(await asked(id, user)).toMatchObject({
        kind: 'notice',
        text: expect.stringMatching(/own managers alone/),
      })
    expect(await database.sql`select 1 from outbox`).toHaveLength(0)
  })

  test('is not told to a manager who was on duty, nor of people with fewer than five answers', async () => {
    const id = await pattern([15, 15, 16, 16, 17])
    expect(await asked(id)).toMatchObject({ text: 'The roster has nobody on duty in these hours.' })
    await duty('Bo Dahl,2026-03-09T16:00Z,2026-03-09T18:00Z')
    expect(await asked(id)).toMatchObject({ text: expect.stringContaining('fewer than 5') })
    await duty('Bo Dahl,2026-03-09T15:00Z,2026-03-09T18:00Z', 'Maja Ek,2026-03-09T17:00Z,2026-03-09T18:00Z')
    const refused = await asked(id)
    expect(refused).toMatchObject({
      text: expect.stringContaining('You were on duty in these hours yourself'),
    })
    expect(JSON.stringify(refused)).not.toContain('Bo')
  })

  test('is not told while nothing is recorded, nor of what is no pattern', async () => {
    const id = await pattern([15, 15, 16, 16, 17])
    expect(await asked(people.anna.id)).toMatchObject({ text: 'This pattern is not known here any more.' })
    await record(null)
    expect(await asked(id)).toMatchObject({ text: expect.stringContaining('privacy.people') })
  })

  test('a manager sees and sets the roster, and nobody else does', async () => {
    const id = await pattern([15, 15, 16, 16, 17])
    const shown = await say({ kind: 'command', text: 'roster' })
    expect(shown).toMatchObject({
      kind: 'home',
      cards: [
        { title: 'Duty roster: Customer Service', actions: [{ verb: 'set-roster' }] },
        { subject: id, actions: [{ verb: 'on-duty', label: 'Who was on duty' }] },
      ],
    })
    for (const user of ['UANNA', 'UPER']) {
      expect(await say({ kind: 'command', text: 'roster' }, user)).toMatchObject({
        cards: [{ parts: [{ text: 'A department’s roster is for its managers.' }] }],
      })
      expect(await say({ kind: 'click', verb: 'set-roster', subject: 'service' }, user)).toMatchObject({
        kind: 'notice',
      })
    }
    const form = (await say({ kind: 'click', verb: 'set-roster', subject: 'service' })) as {
      form: { id: string }
    }
    const submit = (values: object) =>
      say({ kind: 'submit', verb: 'set-roster', subject: 'service', formId: form.form.id, values })
    expect(await submit({})).toMatchObject({
      kind: 'faults',
      faults: { text: 'Please paste the roster or give an address.' },
    })
    expect(
      await submit({ text: 'person,from,to\nKim,2026-03-09 08:00,2026-03-09 16:00', zone: 'Europe/Oslo' }),
    ).toMatchObject({
      kind: 'faults',
      faults: { text: expect.stringContaining('Line 2, person: nobody in organisation.yaml is “Kim”') },
    })
    expect(await submit({ text: 'person,from,to', zone: 'Nowhere' })).toMatchObject({
      faults: { zone: '“Nowhere” is no time zone known here' },
    })
    expect(await submit({ url: 'https://10.0.0.1/' })).toMatchObject({
      kind: 'faults',
      faults: { url: expect.any(String) },
    })
    expect(
      await submit({
        text: 'person,from,to\nBo Dahl,2026-03-09 08:00,2026-03-09 16:00',
        zone: 'Europe/Oslo',
      }),
    ).toMatchObject({ kind: 'done', notice: '1 shift of 1 person are kept.' })
    expect(await submit({ url: 'https://example.com/duty.ics' })).toMatchObject({ kind: 'done' })
    expect(await say({ kind: 'command', text: 'roster' })).toMatchObject({
      cards: [
        {
          parts: [
            {
              facts: expect.arrayContaining([
                { label: 'Read again each day from', value: 'https://example.com/duty.ics' },
              ]),
            },
          ],
        },
        {},
      ],
    })
  })
})
