import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAnswer } from '../../integrations/body.ts'
import { call } from '../../integrations/slack/client.ts'
import { keyOf } from '../../integrations/teams/keys.ts'

const MB = 1024 * 1024
let server: Server
let url: string
beforeAll(async () => {
  server = createServer((request, response) => {
    const many = request.url === '/many'
    const slack = request.url === '/slack/auth.test' && { ok: true, team_id: 'T1', rest: 'x'.repeat(9 * MB) }
    const json = JSON.stringify(
      slack ||
        (request.url === '/keys' || many
          ? {
              keys: [{ kid: 'k', kty: 'RSA', n: 'AQAB'.repeat(64), e: 'AQAB' }],
              rest: many ? 'x'.repeat(8 * MB) : '',
            }
          : { jwks_uri: `${url}/${request.url!.slice(2)}` }),
    )
    // What it declares is the length of what is packed
    const packed = gzipSync(json)
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

test('an answer is read to its limit once unpacked, whatever it declares', async () => {
  await expect(readAnswer(await fetch(`${url}/many`), MB)).rejects.toThrow('larger than 1024 KiB')
  expect(await readAnswer(await fetch(`${url}/keys`), MB)).toContain('AQAB')
})

test('keys from an answer of 8 MB are not taken, and why is logged', async () => {
  const logged: unknown[] = []
  const env = {
    env: {},
    fetch: globalThis.fetch,
    now: () => new Date('2026-11-24T12:00:00Z'),
    log: (_event: string, facts: object = {}) => void logged.push(facts),
  }
  expect(await keyOf(env as never, `${url}/_keys`, 'k')).toBeDefined()
  expect(await keyOf(env as never, `${url}/_many`, 'k')).toBeUndefined()
  expect(logged).toEqual([{ cause: expect.stringContaining('larger than 1024 KiB') }])
})

test('an answer of Slack above 8 MB is not read to its end, and counts as unsure', async () => {
  const env = {
    env: { SLACK_API_URL: `${url}/slack/`, SLACK_BOT_TOKEN: 'xoxb-test' },
    fetch: globalThis.fetch,
    now: () => new Date('2026-11-24T12:00:00Z'),
    log: () => {},
  }
  await expect(call(env as never, 'auth.test', (client) => client.auth.test())).rejects.toMatchObject({
    kind: 'ambiguous',
  })
})
