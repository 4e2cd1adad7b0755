import { expect, test } from 'vitest'
import type { ChatEnv, ChatError } from '../../integrations/chat.ts'
import { slack } from '../../integrations/slack/index.ts'

const to = { platform: 'slack', workspace: 'T1', channel: 'C1' }
const card = { title: 'x', summary: 'x', tone: 'plain', parts: [], actions: [] } as const

function answering(answer: () => Response | Promise<Response>) {
  const seen: RequestInit[] = []
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    seen.push(init ?? {})
    return answer()
  }
  const chatEnv: ChatEnv = {
    env: { SLACK_BOT_TOKEN: 'xoxb-1' },
    fetch,
    now: () => new Date(0),
    log: () => {},
  }
  return { platform: slack(chatEnv), seen }
}
const json = (body: object, init?: ResponseInit) => () => Response.json(body, init)
const refused = (error: string) => json({ ok: false, error })
const failing = (error: Error) => () => Promise.reject(error)

async function kindOf(answer: () => Response | Promise<Response>) {
  const { platform, seen } = answering(answer)
  const error: ChatError = await platform.post(to, { ...card, parts: [], actions: [] }, 'k').then(
    () => expect.fail('posted'),
    (e) => e,
  )
  expect(seen).toHaveLength(1)
  return [error.kind, error.retryAfter]
}

test.each([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'missing_scope',
  'invalid_auth',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'restricted_action',
])('%s is for a person to mend', async (error) =>
  expect(await kindOf(refused(error))).toEqual(['person', undefined]),
)

test.each(['invalid_blocks', 'msg_blocks_too_long', 'no_text', 'some_error_of_tomorrow'])(
  '%s is our bug',
  async (error) => expect(await kindOf(refused(error))).toEqual(['bug', undefined]),
)

test.each(['internal_error', 'fatal_error'])('%s may have posted', async (error) =>
  expect(await kindOf(refused(error))).toEqual(['ambiguous', undefined]),
)

test('a rate limit waits as long as Slack says', async () => {
  const limited = (headers: HeadersInit) => () => new Response('{"ok":false}', { status: 429, headers })
  expect(await kindOf(limited({ 'retry-after': '7' }))).toEqual(['wait', 7])
  expect(await kindOf(limited({}))).toEqual(['wait', 30])
  expect(await kindOf(limited({ 'retry-after': 'soon' }))).toEqual(['wait', 30])
})

test('a service that says it is unavailable is waited for', async () => {
  expect(await kindOf(refused('service_unavailable'))).toEqual(['wait', undefined])
})

test.each([
  ['5xx', () => new Response('oops', { status: 502 })],
  ['a dropped connection', failing(new TypeError('fetch failed'))],
  ['a time-out', failing(new DOMException('late', 'TimeoutError'))],
  ['half an answer', () => new Response('{"ok":tr')],
  ['an empty answer', () => new Response('')],
  ['a redirect', () => new Response('', { status: 302, headers: { location: 'https://elsewhere.example' } })],
  ['an answer without the message', json({ ok: true })],
])('%s may have posted', async (_name, answer) => {
  expect((await kindOf(answer))[0]).toBe('ambiguous')
})

test('a connection that was never made posted nothing', async () => {
  const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  expect((await kindOf(failing(new TypeError('fetch failed', { cause }))))[0]).toBe('wait')
})

test('an update that may have arrived is simply made again', async () => {
  const { platform } = answering(refused('internal_error'))
  const update = platform.update({ ...to, id: '1.2' }, { ...card, parts: [], actions: [] })
  await expect(update).rejects.toMatchObject({ kind: 'wait' })
})

test('a look-up that fails never says the message is not there', async () => {
  for (const error of ['internal_error', 'missing_scope', 'not_in_channel', 'invalid_auth']) {
    const { platform } = answering(refused(error))
    await expect(platform.find?.(to, 'k', new Date(0))).rejects.toMatchObject({ kind: 'wait' })
  }
})

test('a message goes out without previews and link names', async () => {
  const { platform, seen } = answering(json({ ok: true, channel: 'C1', ts: '1.2' }))
  expect(await platform.post(to, { ...card, parts: [], actions: [] }, 'key_1')).toEqual({ ...to, id: '1.2' })
  const sent = Object.fromEntries(new URLSearchParams(String(seen[0]?.body)))
  expect(sent).toMatchObject({
    unfurl_links: 'false',
    unfurl_media: 'false',
    link_names: 'false',
    parse: 'none',
  })
  expect(JSON.parse(sent.metadata ?? '')).toEqual({
    event_type: 'amends_outbox',
    event_payload: { key: 'key_1' },
  })
})
