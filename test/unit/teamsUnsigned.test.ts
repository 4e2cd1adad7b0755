import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { execute } from '../../dev/emulators/teams/activities.ts'
import { LOCAL_APP, LOCAL_TENANT } from '../../dev/emulators/teams/playground.ts'
import { startSigner } from '../../dev/emulators/teams/signer.ts'
import type { Inbound } from '../../integrations/inbound.ts'
import { platforms } from '../../integrations/index.ts'

let heard: Inbound[]
let signer: Awaited<ReturnType<typeof startSigner>>
let server: ReturnType<typeof serve>
let product: string
const activity = {
  ...execute(
    {
      tenant: LOCAL_TENANT,
      appId: LOCAL_APP,
      serviceUrl: 'http://localhost:56150/_connector',
      at: new Date(),
      conversation: '19:store@thread.tacv2;messageid=1',
      user: { id: LOCAL_APP, name: 'Ingrid' },
    },
    'f:1',
    '1',
    { verb: 'take', data: { amends: { verb: 'take', subject: 'case_1' } } },
  ),
}
const send = (url: string) =>
  fetch(url, {
    method: 'POST',
    body: JSON.stringify(activity),
    headers: { 'content-type': 'application/json' },
  })

beforeEach(async () => {
  heard = []
  let receive: (request: Request) => Promise<Response>
  server = serve({ fetch: (request) => receive(request), port: 0, hostname: '127.0.0.1' })
  await new Promise((listening) => server.once('listening', () => listening(undefined)))
  product = `http://127.0.0.1:${(server.address() as { port: number }).port}/teams/messages`
  signer = await startSigner({ appId: LOCAL_APP, target: product })
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-none',
    SLACK_SIGNING_SECRET: 'none',
    TEAMS_APP_ID: LOCAL_APP,
    TEAMS_APP_PASSWORD: 'local-password',
    TEAMS_TENANT_ID: LOCAL_TENANT,
    TEAMS_SERVICE_URL: 'http://127.0.0.1:56150/_connector',
    TEAMS_OPENID_URL: `${signer.url}/openid`,
    TEAMS_LOGIN_URL: signer.url,
  }
  const { teams } = platforms({ env, fetch, now: () => new Date(), log: () => {} })
  receive = (request) =>
    teams!.receive(
      request,
      async (inbound) => {
        heard.push(inbound)
        return { kind: 'done' }
      },
      () => {},
    )
})
afterEach(async () => {
  server.close()
  await signer.close()
})

test("the product refuses the Playground's unsigned requests, also with the settings of the local stack", async () => {
  expect((await send(product)).status).toBe(401)
  expect(heard).toEqual([])
})

test("the product accepts them once the local stack's signer has signed them", async () => {
  expect((await send(`${signer.url}/messages`)).status).toBe(200)
  expect(heard).toMatchObject([{ kind: 'click', verb: 'take' }])
})

test('nothing of the product imports from dev, so that no Worker and no server carries the signer', () => {
  const root = resolve(import.meta.dirname, '../..')
  const files = ['src', 'integrations', 'db', 'surveys'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(root, room, name)),
  )
  expect(files.filter((file) => /from '[./]+dev\//.test(readFileSync(file, 'utf8')))).toEqual([])
})
