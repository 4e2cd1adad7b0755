import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '../../db/client.ts'
import { type LocalSlack, startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { platforms } from '../../integrations/index.ts'

import { inChange } from '../../src/cases/change.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { claim } from '../../src/outbox/claim.ts'
import { drain } from '../../src/outbox/drain.ts'
import { enqueue } from '../../src/outbox/enqueue.ts'
import { reap } from '../../src/outbox/settle.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, noon } from '../factories.ts'
import { lookedAt } from '../looked.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const CHANNEL = 'slack:T0001:C0001'
let database: TestDatabase
let slack: LocalSlack
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  people = await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(async () => {
  await database.sql`truncate outbox, destinations, cases, contacts, customers, matters, links, responses cascade`
  on = testDeps(database.db)
  slack = await startLocalSlack({
    signingSecret: 'a signing secret',
    botToken: 'xoxb-local',
    teamId: 'T0001',
    channels: [{ id: 'C0001', name: 'service' }],
    strictRate: true,
    now: () => on.clock.now.getTime(),
  })
  on.deps.chat = platforms({
    env: {
      SLACK_BOT_TOKEN: 'xoxb-local',
      SLACK_SIGNING_SECRET: 'a signing secret',
      SLACK_API_URL: `${slack.url}/api/`,
    },
    fetch,
    now: on.deps.now,
    log: () => {},
  })
  return () => slack.close()
})

const escalate = async () => {
  const { id } = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: people.anna.id,
  })
  await addLink(on.deps, database.db, 'case', id, new Date('2027-01-01T00:00:00Z'))
  await enqueue(database.db, {
    kind: 'escalation',
    destination: CHANNEL,
    lane: `case:${id}`,
    onceKey: `escalation:${id}`,
    payload: { case: id },
    dueAt: on.clock.now,
    now: on.clock.now,
  })
  return id
}
const announced = async () => {
  const id = await escalate()
  await drain(on.deps, handlers)
  on.later(1000)
  return id
}
/** Sends what is due, second by second, as a worker does that is woken by the clock. */
const seconds = async (count: number, each: (second: number) => Promise<unknown> = async () => {}) => {
  for (let second = 0; second < count; second++) {
    await each(second)
    await drain(on.deps, handlers)
    on.later(1000)
  }
}
const told = () =>
  slack
    .messages()
    .filter(({ thread_ts }) => thread_ts)
    .map(({ blocks }) => JSON.stringify(blocks))
const note = (id: string, words: string) =>
  inChange(database.db, on.clock.now, (change) => change.note(id, { kind: 'customer said', text: words }))
const waiting = async (kind: string) =>
  (await database.sql`select count(*)::int from outbox where state = 'waiting' and kind = ${kind}`)[0]!
    .count as number

describe('one customer who writes 120 times in three seconds', () => {
  test('has one reply waiting, and another customer’s escalation comes within five seconds', async () => {
    const id = await announced()
    let due = 0
    for (let n = 1; n <= 120; n++) {
      await note(id, `Addition ${n}.`)
      if (n === 90) await escalate()
      if (n === 90) due = on.clock.now.getTime()
      if (n % 40 === 0) await seconds(1)
      expect(await waiting('reply')).toBeLessThanOrEqual(1)
    }
    const roots = () => slack.messages().filter(({ thread_ts }) => !thread_ts)
    while (roots().length < 2 && on.clock.now.getTime() - due < 300_000) await seconds(1)
    const late = Number(roots()[1]!.ts) - due / 1000
    console.log(`another customer’s escalation after ${late.toFixed(1)} s; 121 s before queues were fair`)
    expect(late).toBeLessThanOrEqual(5)
    await seconds(60)
    const all = told().join('')
    const order = [...all.matchAll(/Addition (\d+)\./g)].map(([, n]) => Number(n))
    expect(order).toEqual(Array.from({ length: 120 }, (_, n) => n + 1))
    expect(await waiting('reply')).toBe(0)
  })
})

describe('a reply that waits', () => {
  test('takes in what comes meanwhile; one that is under way or may have arrived is not added to', async () => {
    const id = await announced()
    await note(id, 'First.')
    await note(id, 'Second.')
    expect(await waiting('reply')).toBe(1)
    slack.fault({ kind: 'drop', method: 'chat.postMessage', times: 1 })
    await seconds(2)
    await note(id, 'Third.')
    await note(id, 'Fourth.')
    expect(await waiting('reply')).toBe(2)
    await seconds(60)
    expect(
      told().map((one) => ['First.', 'Second.', 'Third.', 'Fourth.'].filter((word) => one.includes(word))),
    ).toEqual([
      ['First.', 'Second.'],
      ['Third.', 'Fourth.'],
    ])
  })
  test('whose worker died is not added to', async () => {
    const id = await announced()
    await note(id, 'First.')
    await database.sql`delete from outbox where kind = 'card'`
    const [held] = await claim(database.db, on.clock.now)
    expect(held!.kind).toBe('reply')
    await note(id, 'Second.')
    await database.sql`update outbox set lease_until = clock_timestamp() - interval '1 s' where lease_until is not null`
    await reap(database.db, on.clock.now)
    await note(id, 'Third.')
    await seconds(30)
    expect(told().map((one) => ['First.', 'Second.', 'Third.'].filter((word) => one.includes(word)))).toEqual(
      [['First.'], ['Second.', 'Third.']],
    )
  })
})

describe('turns in a channel', () => {
  const put = (kind: string, lane: string | undefined, at: number) =>
    database.sql`insert into outbox (kind, destination, lane, due_at, created_at)
      values (${kind}, ${CHANNEL}, ${lane ?? null}, ${new Date(noon.getTime() + at)}, ${noon})`
  const order = async (count: number, each: (n: number) => Promise<unknown> = async () => {}) => {
    const went: string[] = []
    for (let n = 0; n < count; n++) {
      await each(n)
      const [entry] = await claim(database.db, on.clock.now)
      on.later(1000)
      if (!entry) break
      const [{ lane }] = (await database.sql`
        update outbox set state = 'sent', settled_at = now(), lease_until = null where id = ${entry.id} returning lane`) as unknown as [
        { lane: string },
      ]
      went.push(`${entry.kind} ${lane}`)
    }
    return went
  }
  beforeEach(async () => {
    await database.sql`insert into destinations (key, pace_ms) values (${CHANNEL}, 1000)`
    on.later(10_000)
  })

  test('what somebody waits for goes before what keeps a message current', async () => {
    await put('reply', 'a', 0)
    await put('card', 'b', 1)
    await put('kudos', 'c', 2)
    await put('proposal', 'd', 3)
    await put('call', undefined, 4)
    await put('escalation', 'e', 5)
    expect(await order(9)).toEqual([
      'proposal d',
      'call null',
      'escalation e',
      'reply a',
      'card b',
      'kudos c',
    ])
  })
  test('a case never goes twice in a row while another waits', async () => {
    for (let n = 0; n < 6; n++) await put('card', 'a', n)
    for (const lane of ['b', 'c']) await put('card', lane, 10)
    expect(await order(9)).toEqual(['a', 'b', 'a', 'c', 'a', 'a', 'a', 'a'].map((lane) => `card ${lane}`))
  })
  test('replies go out while escalations keep coming', async () => {
    for (const lane of ['x', 'y']) await put('reply', lane, 0)
    const went = await order(8, (n) => put('escalation', `e${n}`, n))
    expect(went.filter((one) => one.startsWith('reply'))).toEqual(['reply x', 'reply y'])
    expect(went.slice(0, 4)).toEqual(['escalation e0', 'escalation e1', 'escalation e2', 'reply x'])
  })
  test('a lane goes in order, also where a later entry of it is urgent', async () => {
    await put('reply', 'a', 0)
    await put('escalation', 'a', 1)
    expect(await order(3)).toEqual(['reply a', 'escalation a'])
  })

  test('a claim looks at few rows of 100,000 waiting, also by a plan of when hardly any did', async () => {
    const { sql } = database
    for (const [kind, lane] of [
      ['card', `'c' || n`],
      ['escalation', `'e' || n`],
      ['invitation', 'null'],
    ]) {
      await sql`truncate outbox`
      await sql`update destinations set last_lane = null, urgent_run = 0`
      const fill = (from: number, to: number) =>
        sql.unsafe(`insert into outbox (kind, destination, lane, due_at, created_at)
          select '${kind}', '${CHANNEL}', ${lane}, '2026-03-11 10:00Z'::timestamptz + n * interval '1 ms', '2026-03-11 10:00Z'
          from generate_series(${from}, ${to}) n`)
      const own = connect(database.url, { max: 1 })
      const { $client } = own
      const claims = async (count: number) => {
        for (let n = 0; n < count; n++) {
          const [entry] = await claim(own, on.clock.now)
          expect(entry!.kind).toBe(kind)
          await sql`update outbox set state = 'sent', settled_at = now(), lease_until = null where id = ${entry!.id}`
          on.later(1000)
        }
      }
      await fill(1, 20)
      await claims(10) // Postgres keeps a plan after five
      await fill(21, 100_000)
      const before = await lookedAt($client, 'outbox')
      await claims(10)
      const rows = ((await lookedAt($client, 'outbox')) - before) / 10
      console.log(`${kind}: ${rows} rows a claim`)
      expect(rows).toBeLessThan(100)
      await $client.end()
    }
  })
})
