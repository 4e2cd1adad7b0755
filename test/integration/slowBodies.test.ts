import { randomUUID } from 'node:crypto'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { platforms } from '../../integrations/index.ts'
import { api } from '../../src/api/routes.ts'
import { edgeApp } from '../../src/app.ts'
import { desk } from '../../src/desk/platform.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import { chatApp } from '../../src/opsApp.ts'
import { SERVER_OPTIONS } from '../../src/server.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeInvitation } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const FORM = 'application/x-www-form-urlencoded'
let database: TestDatabase
let server: ReturnType<typeof serve>
let app: Hono
let link: string
const logged: string[] = []

beforeAll(async () => {
  database = await freshDatabase()
  await makeOrganisation(database.db)
  const { deps, clock } = testDeps(database.db, {
    publicUrl: 'https://amends.example',
    log: (event) => void logged.push(event),
  })
  deps.chat = {
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
      now: deps.now,
      log: deps.log,
    }),
    desk: desk(deps),
  }
  const { id } = await makeInvitation(database.db)
  await addLink(deps, database.db, 'unsubscribe', id, new Date(clock.now.getTime() + 3600_000))
  link = new URL(await linkOf(deps, 'unsubscribe', id)).pathname
  app = new Hono()
    .route(
      '/',
      chatApp(deps, () => {}),
    )
    .route('/', api(deps, { ZAMMAD_WEBHOOK_SECRET: 'the secret of the webhook' }))
    .route('/', edgeApp(deps))
  server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1', serverOptions: SERVER_OPTIONS })
  await new Promise((listening) => server.once('listening', listening))
})
afterAll(async () => {
  server.close()
  await database.end()
})

/** Sends the head of a request and its body a byte a second. Gives the status, and the seconds until it was closed. */
const trickle = (path: string, headers: string[] = []) =>
  new Promise<{ status: number; seconds: number }>((resolve) => {
    const begun = performance.now()
    const socket: Socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    let said = ''
    socket.write(
      [
        `POST ${path} HTTP/1.1`,
        'Host: amends.example',
        `Content-Type: ${FORM}`,
        'Content-Length: 1000',
        ...headers,
        '',
        '',
      ].join('\r\n'),
    )
    const timer = setInterval(() => socket.write('a'), 1000)
    socket.on('data', (data) => {
      said += data
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(timer)
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(said)?.[1])
      resolve({ status, seconds: (performance.now() - begun) / 1000 })
    })
  })

test('a body that trickles is let go: at once where nobody is known, else after its seconds', async () => {
  const origin = 'Origin: https://amends.example'
  const found = await Promise.all([
    trickle('/s/nosuchlink'),
    trickle('/v1/contacts'),
    trickle('/slack/events'),
    trickle('/nosuch'),
    trickle(link),
    trickle('/desk/sign-in', [origin]),
  ])
  console.log(found.map(({ status, seconds }) => `${status} after ${seconds.toFixed(1)} s`).join(', '))
  expect(found.map(({ status }) => status)).toEqual([404, 401, 401, 404, 408, 408])
  for (const { seconds } of found.slice(0, 4)) expect(seconds).toBeLessThan(8)
  for (const { seconds } of found.slice(4)) expect(seconds).toBeLessThan(20)
})

test('a client that hangs up in the middle of its body is no error', async () => {
  logged.length = 0
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(
    `POST ${link} HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM}\r\nContent-Length: 1000\r\n\r\nundo`,
  )
  await new Promise((sent) => setTimeout(sent, 500))
  socket.destroy()
  await new Promise((gone) => setTimeout(gone, 500))
  expect(logged).toEqual([])
  expect(await database.sql`select 1 from suppressions`).toHaveLength(0)
})

test('every answer says nosniff, that nobody keeps it, and TLS only', async () => {
  const asked: [method: string, path: string, status: number | undefined][] = [
    ['GET', '/health', undefined],
    ['GET', '/', undefined],
    ['GET', link, 200],
    ['GET', '/s/nosuchlink', 404],
    ['GET', '/c/nosuchlink', 404],
    ['GET', '/c/nosuchlink?picture=x', 404],
    ['PUT', link, 405],
    ['POST', '/c/nosuchlink', 404],
    ['POST', link, 200],
    ['GET', '/desk', 401],
    ['GET', '/desk/sign-in', 200],
    ['GET', '/desk/nowhere', 404],
    ['POST', '/desk/act', 401],
    ['GET', '/v1/cases', 401],
    ['GET', '/v1/nowhere', 404],
    ['POST', '/v1/contacts', 401],
    ['POST', '/v1/helpdesks/zammad', 401],
    ['POST', '/v1/remedies/x/done', 401],
    ['POST', '/slack/events', 401],
    ['POST', '/teams/messages', 401],
    ['GET', '/slack/events', 404],
  ]
  for (const [method, path, status] of asked) {
    const { status: found, headers } = await app.request(path, { method })
    const said = [headers.get('x-content-type-options'), headers.get('strict-transport-security')]
    expect([path, found, ...said]).toEqual([path, status ?? found, 'nosniff', 'max-age=63072000'])
    expect(headers.get('cache-control')).toContain('no-store')
  }
})
