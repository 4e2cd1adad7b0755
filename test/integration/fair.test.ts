import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
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
import { makeCase } from '../factories.ts'
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
