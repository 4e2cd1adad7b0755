import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { execute } from '../../dev/emulators/teams/activities.ts'
import { makeKeys, type TokenOver } from '../../dev/emulators/teams/keys.ts'
import type { Inbound } from '../../integrations/inbound.ts'
import { APP, resigned, TENANT, teamsStage } from '../contract/chatTeams.ts'

type Json = Record<string, unknown>
let on: Awaited<ReturnType<typeof teamsStage>>
let heard: Inbound[]
beforeEach(async () => {
  on = await teamsStage()
  heard = []
})
afterEach(() => on.stop())

const second = () => Math.floor(on.now.getTime() / 1000)
const click = (over: Json = {}): Json => ({
  ...execute(
    on.local.where('33333333-3333-4333-8333-333333333333', '19:open@thread.tacv2;messageid=1'),
    'f:1',
    '1',
    {
      verb: 'take',
      data: { amends: { verb: 'take', subject: 'case_1' } },
    },
  ),
  ...over,
})
const send = async (token: string, body: Json = click()) => {
  const request = new Request('https://ops.example/teams/messages', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  const { status } = await on.platform.receive(
    request,
    async (inbound) => {
      heard.push(inbound)
      return { kind: 'done' }
    },
    () => {},
  )
  return status
}
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('the whole matrix of tokens', () => {
  const tokens: [string, 200 | 401, TokenOver | (() => TokenOver)][] = [
    ['genuine', 200, {}],
    ['audience of another bot', 401, { claims: { aud: '99999999-9999-4999-8999-999999999999' } }],
    ['no audience', 401, { claims: { aud: undefined } }],
    ['several audiences without ours', 401, { claims: { aud: ['a', 'b'] } }],
    ['issuer of the tenant', 401, { claims: { iss: `https://sts.windows.net/${TENANT}/` } }],
    [
      'issuer of the emulator',
      401,
      { claims: { iss: 'https://login.microsoftonline.com/botframework.com/v2.0' } },
    ],
    ['issuer that begins alike', 401, { claims: { iss: 'https://api.botframework.com.evil.example' } }],
    ['no issuer', 401, { claims: { iss: undefined } }],
    ['another service address', 401, { claims: { serviceurl: 'https://evil.example/' } }],
    ['no service address', 401, { claims: { serviceurl: undefined } }],
    ['service address as a list', 401, { claims: { serviceurl: ['x'] } }],
    ['ended 299 s ago: within the skew', 200, () => ({ exp: second() - 299 })],
    ['ended 301 s ago', 401, () => ({ exp: second() - 301 })],
    ['begins in 299 s: within the skew', 200, () => ({ nbf: second() + 299 })],
    ['begins in 301 s', 401, () => ({ nbf: second() + 301 })],
    ['never ends', 401, { exp: null }],
    ['no beginning', 401, { nbf: null }],
    ['unknown key', 401, { kid: 'unknown' }],
  ]
  test.each(tokens)('%s: %i', async (_, status, over) => {
    const token = await on.local.token(typeof over === 'function' ? over() : over)
    expect(await send(token)).toBe(status)
    expect(heard).toHaveLength(status === 200 ? 1 : 0)
  })

  test.each(['none', 'HS256', 'RS384', 'RS512', 'PS256', 'ES256', ''])('algorithm %s', async (alg) => {
    const [, claims, signature] = (await on.local.token()).split('.')
    const head = part({ alg, typ: 'JWT', kid: 'local-key-1' })
    expect(await send(`${head}.${claims}.${signature}`)).toBe(401)
    expect(await send(`${head}.${claims}.`)).toBe(401)
    const hmac = createHmac('sha256', 'local-key-1').update(`${head}.${claims}`).digest('base64url')
    expect(await send(`${head}.${claims}.${hmac}`)).toBe(401)
    expect(heard).toEqual([])
  })

  test('signed by another key', async () => {
    expect(await send(resigned(await on.local.token()))).toBe(401)
    const stranger = await makeKeys()
    expect(await send(await stranger.sign(APP, on.local.serviceUrl, on.now.getTime()))).toBe(401)
    expect(heard).toEqual([])
  })

  test('the same token spelt another way', async () => {
    const token = await on.local.token()
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const last = letters.indexOf(token.at(-1)!)
    const twin = `${token.slice(0, -1)}${letters[last ^ 1]}`
    expect(Buffer.from(twin.split('.')[2]!, 'base64url')).toEqual(
      Buffer.from(token.split('.')[2]!, 'base64url'),
    )
    expect(await send(twin)).toBe(401)
    expect(heard).toEqual([])
  })

  test('a channel that the key does not vouch for, and one that is not Teams', async () => {
    expect(await send(await on.local.token(), click({ channelId: 'webchat' }))).toBe(401)
    await on.local.rollKeys(['msteams', 'webchat'])
    on.later(120_000)
    expect(await send(await on.local.token(), click({ channelId: 'webchat' }))).toBe(403)
    await on.local.rollKeys([])
    on.later(120_000)
    expect(await send(await on.local.token())).toBe(401)
    expect(heard).toEqual([])
  })

  test('no token, and what is none', async () => {
    for (const token of ['', 'x', 'a.b', 'a.b.c', 'a.b.c.d', `${'a'.repeat(9000)}.b.c`])
      expect(await send(token)).toBe(401)
    expect(heard).toEqual([])
  })
})

describe('keys', () => {
  test('are kept: the key server may fail', async () => {
    expect(await send(await on.local.token())).toBe(200)
    on.local.keysDown(true)
    on.later(3 * 24 * 3_600_000)
    expect(await send(await on.local.token())).toBe(200)
  })

  test('without any the token is refused, and the next one tries again', async () => {
    on.local.keysDown(true)
    expect(await send(await on.local.token())).toBe(401)
    on.local.keysDown(false)
    expect(await send(await on.local.token())).toBe(200)
  })

  test('that are new are found, once a minute at most', async () => {
    expect(await send(await on.local.token())).toBe(200)
    await on.local.rollKeys()
    on.later(61_000)
    expect(await send(await on.local.token())).toBe(200)
    const asked = on.local.keyReads()
    for (let i = 0; i < 20; i++) expect(await send(await on.local.token({ kid: `guess-${i}` }))).toBe(401)
    expect(on.local.keyReads() - asked).toBeLessThanOrEqual(1)
  })
})

describe('whose activity it is', () => {
  test('another tenant is refused, wherever it is named', async () => {
    const token = await on.local.token()
    const body = click()
    const elsewhere = '99999999-9999-4999-8999-999999999999'
    const named = [
      { conversation: { ...(body.conversation as Json), tenantId: elsewhere } },
      { channelData: { tenant: { id: elsewhere } } },
      { from: { ...(body.from as Json), tenantId: elsewhere } },
      { conversation: { ...(body.conversation as Json), tenantId: undefined }, channelData: {} },
    ]
    for (const over of named) expect(await send(token, click(over))).toBe(403)
    expect(heard).toEqual([])
  })

  test('without an account of the tenant nobody has rights', async () => {
    const body = click()
    expect(
      await send(await on.local.token(), click({ from: { ...(body.from as Json), aadObjectId: undefined } })),
    ).toBe(200)
    expect(heard).toMatchObject([{ by: { user: '' } }])
  })

  test('what people say in a channel is not heard, and words in the personal chat are a command', async () => {
    on.answer(async (inbound) => {
      heard.push(inbound)
      return {
        kind: 'card',
        card: { title: 'Your open cases', summary: 'Your open cases', tone: 'plain', parts: [], actions: [] },
      }
    })
    await on.say('my cases')
    expect(heard).toEqual([{ kind: 'command', by: on.person, text: 'my cases' }])
    expect(on.local.messages('a:133333333-3333-4333-8333-333333333333')).toHaveLength(1)
    const body = { ...click(), type: 'message', name: undefined, text: '<at>Amends</at> my cases' }
    expect(await send(await on.local.token(), body)).toBe(200)
    expect(heard).toHaveLength(1)
  })
})
