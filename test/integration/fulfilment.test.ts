import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pinnedClient } from '../../integrations/webhooks/pinned.ts'
import { api } from '../../src/api/routes.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { drain } from '../../src/outbox/drain.ts'
import { createKey } from '../../src/setup/keys.ts'
import { act } from '../../src/staff/act.ts'
import { secretOf } from '../../src/webhooks/sign.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let server: Server
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(async () => {
  server.close()
  await database.end()
})

test('a remedy that is enacted is fulfilled by another system: told by webhook, answered by API, the customer hears', async () => {
  const people = await makeOrganisation(database.db)
  const on = testDeps(database.db, { webhookClient: pinnedClient({ allowLoopback: true }) })
  const { key } = await createKey(database, {
    name: 'erp',
    scopes: ['remedies:write', 'cases:read'],
    now: on.clock.now,
  })
  const routes = api(on.deps, {})
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const response = await routes.request(path, { ...init, headers })
    return { status: response.status, body: JSON.parse(await response.text()) }
  }
  // The other system: verifies, books, answers
  const booked = new Map<string, { amount: string; reference: string }>()
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part))
    request.on('end', async () => {
      const body = Buffer.concat(parts).toString()
      const headers = request.headers as Record<string, string>
      // `verify` would compare with the machine's clock
      const at = new Date(Number(headers['webhook-timestamp']) * 1000)
      const signature = new Webhook(secretOf(on.deps.tokenKey, 'erp')).sign(headers['webhook-id']!, at, body)
      if (signature !== headers['webhook-signature']) return void response.writeHead(401).end()
      const { type, data } = JSON.parse(body)
      if (type === 'remedy.enacted') booked.set(data.remedy, data)
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await database.sql`insert into webhooks (key, url, events) values ('erp', ${url}, '{remedy.enacted}')`

  const { id, contactId } = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    state: 'owned',
    ownerId: people.anna.id,
    promise: 'next word',
    promiseDueAt: new Date(on.clock.now.getTime() + 86_400_000),
    apologisedAt: on.clock.now,
  })
  const offered = await act(on.deps)({
    kind: 'submit',
    by: { platform: 'slack', workspace: 'T0001', user: 'UANNA' },
    verb: 'remedy',
    subject: id,
    formId: randomUUID(),
    values: {
      kind: 'refund',
      amount: '100',
      ground: 'goodwill',
      words: 'You get your money back.',
      due: '2026-03-13',
    },
  })
  expect(offered).toEqual({ kind: 'done' })
  await drain(on.deps, { ...handlers, card: later, reply: later, 'case mail': later })

  const [[remedy, told] = []] = [...booked]
  const [contact] = await database.sql`select reference from contacts where id = ${contactId}`
  expect(told).toMatchObject({ amount: '100.00', currency: 'SEK', reference: contact!.reference, case: id })
  const answered = await call(`/v1/remedies/${remedy}/done`, {
    method: 'POST',
    body: JSON.stringify({ reference: 'booking-7' }),
  })
  expect([answered.status, answered.body.case]).toEqual([200, id])

  const { body } = await call(`/v1/cases/${id}`)
  expect(body.remedies).toMatchObject([
    { id: remedy, kind: 'refund', amount: '100.00', reference: 'booking-7' },
  ])
  expect(body.promises).toContainEqual(expect.objectContaining({ kind: 'remedy promised' }))
  expect(body.events.map(({ kind }: { kind: string }) => kind)).toEqual(['remedy promised', 'remedy done'])
  const mailed = await database.sql`select e.kind from outbox o
    join case_events e on e.id = (o.payload ->> 'event')::int where o.kind = 'case mail' order by o.id`
  expect(mailed.map(({ kind }) => kind)).toEqual(['remedy promised', 'remedy done'])
})
const later = async () => ({ defer: 'not in this test' })
