import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, LookupFunction, Socket } from 'node:net'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fetchedClient } from '../../integrations/webhooks/fetched.ts'
import { pinnedClient } from '../../integrations/webhooks/pinned.ts'
import type { ClientOptions, WebhookClient } from '../../integrations/webhooks/webhook.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { drain } from '../../src/outbox/drain.ts'
import { retryEntry } from '../../src/outbox/mend.ts'
import { reap } from '../../src/outbox/settle.ts'
import { emit } from '../../src/webhooks/emit.ts'
import { enableWebhook } from '../../src/webhooks/enable.ts'
import { SPANS } from '../../src/webhooks/render.ts'
import { secretOf } from '../../src/webhooks/sign.ts'
import { testDeps } from '../deps.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

type Got = { url: string; headers: IncomingHttpHeaders; body: string }

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let server: Server
let base: string
let got: Got[]
let reply: (response: ServerResponse, socket: Socket) => void
const answering = (status: number, headers: Record<string, string> = {}) => {
  reply = (response) => void response.writeHead(status, headers).end('{"any":"thing"}')
}

beforeAll(async () => {
  database = await freshDatabase()
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      got.push({ url: request.url!, headers: request.headers, body })
      reply(response, request.socket)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await database.end()
})

const clients: Record<string, (options?: ClientOptions) => WebhookClient> = {
  'of Node': (options) => pinnedClient({ allowLoopback: true, timeoutMs: 1000, ...options }),
  'of a Worker': (options) => fetchedClient({ allowLoopback: true, timeoutMs: 1000, ...options }),
}
let make = clients['of Node']!

beforeEach(async () => {
  got = []
  answering(204)
  make = clients['of Node']!
  await database.sql`truncate outbox, destinations, webhooks`
  on = testDeps(database.db, { webhookClient: make() })
  await endpoint('erp')
})

const endpoint = (key: string, url = `${base}/${key}`, events = ['remedy.enacted']) =>
  database.sql`insert into webhooks ${database.sql({ key, url, events })}`
const DATA = { remedy: 'a1add1ba', amount: '250.00', currency: 'SEK', words: 'Räksmörgås ✓' }
const tell = (id = 'remedy-1') => emit(database.db, { type: 'remedy.enacted', id, data: DATA }, on.clock.now)
const send = (over: Partial<typeof on.deps> = {}) => drain({ ...on.deps, ...over }, handlers)
const entries = async () =>
  (
    await database.sql`select destination, state, attempts, cause, due_at, maybe_sent from outbox order by id`
  ).map((one) => ({ ...one }))
const state = async () => (await entries()).map((one) => one.state)
const disabled = async (key = 'erp') =>
  (await database.sql`select disabled_at from webhooks where key = ${key}`)[0]!.disabled_at as Date | null
/** To the time of the next try. */
const onward = async () => {
  const [{ at }] = await database.sql<[{ at: Date }]>`
    select greatest(max(o.due_at), max(d.next_at)) as at from outbox o, destinations d where o.state = 'waiting'`
  const waited = at.getTime() - on.clock.now.getTime()
  on.later(Math.max(0, waited))
  return waited
}

describe('an event', () => {
  test('reaches every endpoint that wants it, once', async () => {
    await endpoint('crm')
    await endpoint('deaf', `${base}/deaf`, [])
    await endpoint('gone')
    await endpoint('shut')
    await database.sql`update webhooks set active = false where key = 'gone'`
    await database.sql`update webhooks set disabled_at = now() where key = 'shut'`
    await tell()
    await tell()
    await send()
    expect(got.map(({ url }) => url).sort()).toEqual(['/crm', '/erp'])
    expect(await state()).toEqual(['sent', 'sent'])
  })
  test('is told only if its transaction is committed', async () => {
    await database.db
      .transaction(async (tx) => {
        await emit(tx, { type: 'remedy.enacted', id: 'undone', data: {} }, on.clock.now)
        throw new Error('undone')
      })
      .catch(() => {})
    expect(await entries()).toEqual([])
  })
  test('is verified by the official library with the secret of its endpoint, and by no other', async () => {
    await database.sql`update webhooks set url = ${`${base}/erp`}`
    // The library compares with the machine's clock
    on.clock.now = new Date(Math.floor(Date.now() / 1000) * 1000)
    await tell()
    await send()
    const [{ headers, body }] = got as [Got]
    const given = {
      'webhook-id': headers['webhook-id'] as string,
      'webhook-timestamp': headers['webhook-timestamp'] as string,
      'webhook-signature': headers['webhook-signature'] as string,
    }
    const secret = secretOf(on.deps.tokenKey, 'erp')
    expect(new Webhook(secret).verify(body, given)).toEqual({
      type: 'remedy.enacted',
      timestamp: on.clock.now.toISOString(),
      data: DATA,
    })
    expect(headers['content-type']).toBe('application/json')
    expect(given['webhook-id']).toBe('remedy-1_erp')
    const refused =
      (key: string, text = body, head = given) =>
      () =>
        expect(() => new Webhook(key).verify(text, head)).toThrow(WebhookVerificationError)
    refused(secretOf(on.deps.tokenKey, 'crm'))()
    refused(secretOf('another key of at least thirty-two characters', 'erp'))()
    refused(secret, body.replace('250', '999'))()
    refused(secret, body, { ...given, 'webhook-id': 'remedy-2_erp' })()
  })
  test('whose id could pass for another part of what is signed is refused', async () => {
    await expect(tell('remedy.1')).rejects.toThrow()
  })
  test('to an endpoint that left the set-up is dropped', async () => {
    await tell()
    await database.sql`update webhooks set active = false`
    await send()
    expect([await state(), got]).toEqual([['dropped'], []])
  })
})

describe.each(Object.keys(clients))('the client %s', (which) => {
  beforeEach(() => {
    make = clients[which]!
    on = testDeps(database.db, { webhookClient: make() })
  })
  test('tells an endpoint that answers 500 again, under the same id, until it answers 2xx', async () => {
    answering(500)
    await tell()
    await send()
    expect(await entries()).toMatchObject([
      { state: 'waiting', attempts: 1, cause: 'the endpoint answered 500', maybe_sent: false },
    ])
    const waited = await onward()
    expect(waited).toBeGreaterThanOrEqual(5000)
    expect(waited).toBeLessThanOrEqual(5500)
    answering(200)
    await send()
    expect(await state()).toEqual(['sent'])
    expect(got[1]!.body).toBe(got[0]!.body)
    expect(got.map(({ headers }) => headers['webhook-id'])).toEqual(['remedy-1_erp', 'remedy-1_erp'])
    expect(Number(got[1]!.headers['webhook-timestamp'])).toBeGreaterThan(
      Number(got[0]!.headers['webhook-timestamp']),
    )
  })
  test('waits for one that is slow no longer than it may, and tries again', async () => {
    reply = () => {}
    on = testDeps(database.db, { webhookClient: make({ timeoutMs: 60 }) })
    await tell()
    await send()
    expect(await entries()).toMatchObject([
      { state: 'waiting', cause: 'no answer within 0.06 s', maybe_sent: true },
    ])
    await onward()
    answering(200)
    await send({ webhookClient: make() })
    expect(await state()).toEqual(['sent'])
  })
  test('does not wait for the end of an answer', async () => {
    reply = (response) => void response.writeHead(200).write('and so on')
    await tell()
    await send()
    expect(await state()).toEqual(['sent'])
  })
  test('repeats what was dropped after the body: it may have arrived', async () => {
    reply = (_, socket) => socket.destroy()
    await tell()
    await send()
    expect(await entries()).toMatchObject([{ state: 'waiting', maybe_sent: true }])
    await onward()
    answering(200)
    await send()
    expect([await state(), got.length]).toEqual([['sent'], 2])
    expect(got[1]!.headers['webhook-id']).toBe(got[0]!.headers['webhook-id'])
  })
  test('does not follow a redirect', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      answering(status, { location: `${base}/elsewhere` })
      await tell(`remedy-${status}`)
      await send()
      await onward()
    }
    expect(got.filter(({ url }) => url === '/elsewhere')).toEqual([])
    const [first] = await entries()
    expect(first).toMatchObject({
      state: 'waiting',
      cause: expect.stringMatching(/^the endpoint answered 30\d: redirects are not followed/),
    })
  })
  test('waits as long as Retry-After says, where that is longer', async () => {
    answering(429, { 'retry-after': '90' })
    await tell()
    await send()
    const waited = await onward()
    expect(waited).toBeGreaterThanOrEqual(90_000)
    expect(waited).toBeLessThan(95_000)
  })
  test('calls no loopback address without the setting for tests, and a person is told', async () => {
    await tell()
    await send({ webhookClient: make({ allowLoopback: false }) })
    expect(got).toEqual([])
    expect(await entries()).toMatchObject([{ state: 'waiting', maybe_sent: false }])
    const [problem] = await database.sql`select problem from destinations where key = 'webhook:erp'`
    expect(problem!.problem).toBe('127.0.0.1 is a loopback address, which is never called')
  })
})

test('the connection goes to the address that was checked: a name is looked up once', async () => {
  const answers = ['127.0.0.1', '10.0.0.1']
  const names: string[] = []
  const lookup: LookupFunction = (name, _options, done) => {
    names.push(name)
    done(null, [{ address: answers.shift()!, family: 4 }])
  }
  const client = pinnedClient({ allowLoopback: true, timeoutMs: 1000, lookup })
  await client.post(`${base.replace('127.0.0.1', 'erp.localhost')}/named`, {}, '{}')
  expect([names, got.map(({ url }) => url)]).toEqual([['erp.localhost'], ['/named']])
  await expect(
    client.post(`${base.replace('127.0.0.1', 'erp.localhost')}/rebound`, {}, '{}'),
  ).rejects.toMatchObject({ kind: 'person' })
  expect(got).toHaveLength(1)
})

test('tries go over 75 hours by the schedule, then a person is told', async () => {
  answering(503)
  await tell()
  const waits: number[] = []
  for (let tries = 0; tries < 20 && (await state())[0] === 'waiting'; tries++) {
    await send()
    if ((await state())[0] === 'waiting') waits.push(await onward())
  }
  expect([got.length, await state()]).toEqual([SPANS.length + 1, ['failed']])
  for (const [at, span] of SPANS.entries()) {
    expect(waits[at]).toBeGreaterThanOrEqual(span)
    expect(waits[at]).toBeLessThanOrEqual(span * 1.1)
  }
  expect(waits.reduce((sum, one) => sum + one, 0) / 3_600_000).toBeGreaterThan(75)

  answering(200)
  await retryEntry(on.deps, { id: await only(), now: on.clock.now })
  await send()
  expect(await state()).toEqual(['sent'])
})
const only = async () => Number((await database.sql`select id from outbox`)[0]!.id)

test('a worker that died while sending loses nothing: the same message goes out again', async () => {
  await tell()
  await send({
    webhookClient: {
      ...on.deps.webhookClient,
      post: async () => Promise.reject(new Error('the worker died')),
    },
  })
  await database.sql`update outbox set state = 'sending', lease_until = clock_timestamp() - interval '1 s'`
  await database.sql`update destinations set next_at = '-infinity'`
  await reap(database.db, on.clock.now)
  on.later(60_000)
  await send()
  expect([await state(), got.length]).toEqual([['sent'], 1])
})

describe('410', () => {
  test('disables the endpoint: nothing more is sent, and what waited is kept as failed', async () => {
    await tell('one')
    answering(410)
    await send()
    expect([await state(), await disabled()]).toEqual([['failed'], on.clock.now])
    await tell('two')
    expect(await entries()).toHaveLength(1)
  })
  test('takes no other message with it that left before', async () => {
    for (const id of ['one', 'two', 'three']) await tell(id)
    answering(410)
    await send()
    expect(await state()).toEqual(['failed', 'failed', 'failed'])
    answering(200)
    got = []
    expect(await enableWebhook(on.deps, { key: 'erp', now: on.clock.now })).toBe(3)
    await send()
    expect([await state(), got.length, await disabled()]).toEqual([['sent', 'sent', 'sent'], 3, null])
  })
  test('of an address that was changed meanwhile disables nothing', async () => {
    await tell()
    reply = async (response) => {
      await database.sql`update webhooks set url = ${`${base}/new`}`
      response.writeHead(410).end()
    }
    await send()
    expect(await disabled()).toBeNull()
  })
  test('an endpoint that is not in the set-up cannot be enabled', async () => {
    await expect(enableWebhook(on.deps, { key: 'nobody', now: on.clock.now })).rejects.toMatchObject({
      code: 'unknown',
    })
  })
})

test('one endpoint that hangs holds up no mail and no other endpoint', async () => {
  await endpoint('crm')
  reply = () => {}
  await tell('one')
  const held = make({ timeoutMs: 300 })
  const sent: string[] = []
  await send({
    webhookClient: {
      ...held,
      post: async (url, headers, body) => {
        if (url.endsWith('/erp')) return held.post(url, headers, body)
        sent.push(url)
      },
    },
  })
  expect(sent).toEqual([`${base}/crm`])
})
