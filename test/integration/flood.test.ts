import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { platforms } from '../../integrations/index.ts'
import { api } from '../../src/api/routes.ts'
import { renewLink } from '../../src/customers/renewLink.ts'
import { desk } from '../../src/desk/platform.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import { chatApp } from '../../src/opsApp.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const HOUR = 3_600_000
const MB = 1024 * 1024
let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>
let stored: string[]

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  people = await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(() => {
  stored = []
  on = testDeps(database.db, {
    publicUrl: 'https://amends.example',
    pictures: {
      put: async (key) => void stored.push(key),
      get: async () => undefined,
      delete: async (key) => {
        stored = stored.filter((one) => one !== key)
      },
    },
  })
  on.deps.chat = {
    ...platforms({
      env: {
        PUBLIC_URL: 'https://amends.example',
        SLACK_BOT_TOKEN: 'xoxb-test',
        SLACK_SIGNING_SECRET: 'a signing secret of Slack',
        SLACK_TEAM_ID: 'T0001',
        TEAMS_APP_ID: randomUUID(),
        TEAMS_APP_PASSWORD: 'a client secret of Teams',
        TEAMS_TENANT_ID: randomUUID(),
      },
      fetch: async () => Response.json({}, { status: 503 }),
      now: on.deps.now,
      log: () => {},
    }),
    desk: desk(on.deps),
  }
})

const caseOf = async (over: object = {}) => {
  const { id } = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: people.anna.id,
    ...over,
  })
  await addLink(on.deps, database.db, 'case', id, new Date('2027-01-01T00:00:00Z'))
  return { id, path: new URL(await linkOf(on.deps, 'case', id)).pathname }
}

/** Sends 32 MB in pieces, without saying so before. Gives the answer, and how much of it was taken. */
const flood = async (path: string, headers: Record<string, string>) => {
  let taken = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (to) => {
        if (taken >= 32 * MB) return to.close()
        taken += MB / 4
        to.enqueue(new Uint8Array(MB / 4))
      },
    },
    { highWaterMark: 0 },
  )
  const request = new Request(`https://amends.example${path}`, {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit)
  const app = new Hono()
    .route(
      '/',
      chatApp(on.deps, () => {}),
    )
    .route('/', api(on.deps, { ZAMMAD_WEBHOOK_SECRET: 'the secret of the webhook' }))
  const { status } = await app.fetch(request)
  return { status, taken: taken / MB }
}

describe('a body without an end', () => {
  const form = 'application/x-www-form-urlencoded'
  test.each([
    ['/desk/sign-in', { 'content-type': form, origin: 'https://amends.example' }, 413],
    ['/desk/form', { 'content-type': form, origin: 'https://amends.example' }, 401],
  ])('is not read by %s, from anybody', async (path, headers, status) => {
    const answer = await flood(path, headers)
    expect(answer.status).toBe(status)
    expect(answer.taken).toBeLessThanOrEqual(0.5)
  })

  test.each([
    ['/slack/events', {}],
    ['/slack/events', { 'x-slack-signature': 'v0=1', 'x-slack-request-timestamp': '1' }],
    ['/teams/messages', { authorization: 'Bearer a.b.c' }],
    ['/v1/contacts', { authorization: 'Bearer amends_x' }],
    ['/v1/remedies/x/done', {}],
    ['/v1/helpdesks/zammad', {}],
  ])('is not read at all by %s from a caller that is not known', async (path, headers) => {
    expect(await flood(path, headers)).toEqual({ status: 401, taken: 0 })
  })

  test('is not read to it by Slack’s door, though its headers are as Slack’s', async () => {
    const stamp = String(on.clock.now.getTime() / 1000)
    const headers = { 'x-slack-signature': `v0=${'0'.repeat(64)}`, 'x-slack-request-timestamp': stamp }
    const answer = await flood('/slack/events', headers)
    expect([answer.status, answer.taken < 2]).toEqual([413, true])
  })

  test('is not read at all from who has no link of a case', async () => {
    const multipart = { 'content-type': 'multipart/form-data; boundary=x' }
    const answer = await flood(`/c/${'A'.repeat(43)}`, multipart)
    expect(answer).toEqual({ status: 404, taken: 0 })
    const { id, path } = await caseOf()
    await database.sql`update links set expires_at = '2026-01-01' where subject_id = ${id}`
    expect(await flood(path, multipart)).toEqual({ status: 410, taken: 0 })
  })
})

describe('pictures', () => {
  const png = readFileSync(join(import.meta.dirname, '../fixtures/pictures/plain.png'))
  /** Another picture each time: a colour's meaning changes. */
  const another = (n: number) => {
    const gamma = Buffer.alloc(16)
    gamma.writeUInt32BE(4, 0)
    gamma.write('gAMA', 4)
    gamma.writeUInt32BE(45455 + n, 8)
    return Buffer.concat([png.subarray(0, 33), gamma, png.subarray(33)])
  }
  const send = (path: string, from: number, words = '') => {
    const body = new FormData()
    body.set('words', words)
    body.set('form', randomUUID())
    for (const n of [0, 1, 2])
      body.append('pictures', new File([new Uint8Array(another(from + n))], 'lamp.png'))
    return chatApp(on.deps, () => {}).request(path, { method: 'POST', body })
  }
  const kept = async (id: string) =>
    (await database.sql`select count(*)::int from pictures where case_id = ${id}`)[0]!.count as number

  test('of a case that has ended are stored nowhere', async () => {
    const { path } = await caseOf({ state: 'documented', endedAt: on.clock.now })
    expect((await send(path, 0, 'Here.')).status).toBe(409)
    expect(stored).toEqual([])
  })

  test('sent all at once are twenty in a case', async () => {
    const { id, path } = await caseOf()
    await Promise.all(Array.from({ length: 10 }, (_, n) => send(path, n * 3, `Lot ${n}.`)))
    expect(await kept(id)).toBeLessThanOrEqual(20)
    const said =
      await database.sql`select text from case_events where case_id = ${id} and kind = 'customer said'`
    expect(new Set(said.map(({ text }) => text)).size).toBe(10)
  })
})

describe('a new link', () => {
  const mailed = async (id: string) =>
    (await database.sql`select 1 from outbox where kind = 'case mail' and payload ->> 'case' = ${id}`).length

  test('asked for all day long with an old one is mailed three times, and ends no link for nothing', async () => {
    const { id, path } = await caseOf()
    const token = path.split('/').at(-1)!
    for (let times = 0; times < 20; times++) {
      await renewLink(on.deps, { token, now: on.clock.now })
      on.later(11 * 60_000)
    }
    expect(await mailed(id)).toBe(3)
    const [good] = await database.sql`
      select count(*)::int from links where subject_id = ${id} and expires_at > ${on.clock.now}`
    expect(good!.count).toBe(1)
    on.later(24 * HOUR)
    await renewLink(on.deps, { token, now: on.clock.now })
    expect(await mailed(id)).toBe(4)
  })

  test('ends those of all cases that were joined into this one, also one after the other', async () => {
    const [first, second, third] = [await caseOf(), await caseOf(), await caseOf()]
    const { customer_id: customer } = (
      await database.sql`select customer_id from cases where id = ${first!.id}`
    )[0]!
    await database.sql`update cases set customer_id = ${customer} where id in (${second!.id}, ${third!.id})`
    await database.sql`update cases set state = 'merged', merged_into = ${second!.id} where id = ${third!.id}`
    await database.sql`update cases set state = 'merged', merged_into = ${first!.id} where id = ${second!.id}`
    await renewLink(on.deps, { token: first!.path.split('/').at(-1)!, now: on.clock.now })
    const good = await database.sql`
      select subject_id from links where expires_at > ${on.clock.now}
        and subject_id in (${first!.id}, ${second!.id}, ${third!.id})`
    expect(good).toEqual([{ subject_id: first!.id }])
  })

  test('that can’t be mailed, since the address bounced, leaves the old one as it is', async () => {
    const { id, path } = await caseOf()
    await database.sql`
      insert into suppressions (address, scope, reason, created_at)
      select u.email, 'all', 'unreachable', now() from cases k join customers u on u.id = k.customer_id where k.id = ${id}`
    await renewLink(on.deps, { token: path.split('/').at(-1)!, now: on.clock.now })
    const [good] = await database.sql`
      select count(*)::int from links where subject_id = ${id} and expires_at > ${on.clock.now}`
    expect([good!.count, await mailed(id)]).toEqual([1, 0])
  })
})
