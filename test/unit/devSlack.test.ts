import { createHmac } from 'node:crypto'
import { appendFileSync, mkdtempSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { webApi } from '@slack/bolt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LocalSlack, startLocalSlack } from '../../dev/emulators/slack/server.ts'

const secret = 'a signing secret'
const token = 'xoxb-test'
let clock = Date.UTC(2026, 2, 2, 9, 0, 0)
let slack: LocalSlack
let client: webApi.WebClient
let app: Server
let answer: (payload: { trigger_id: string; response_url: string }) => Promise<[number, string]>
let requests: { headers: Record<string, unknown>; body: string }[]

const clientFor = (bearer: string) =>
  new webApi.WebClient(bearer, {
    slackApiUrl: `${slack.url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: {
      debug() {},
      info() {},
      warn() {},
      error() {},
      setLevel() {},
      getLevel: () => 'error',
      setName() {},
    } as never,
  })

beforeEach(async () => {
  requests = []
  answer = async () => [200, '']
  app = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', async () => {
      requests.push({ headers: request.headers, body })
      const [status, words] = await answer(JSON.parse(new URLSearchParams(body).get('payload')!))
      response.writeHead(status, { 'content-type': 'application/json' }).end(words)
    })
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  slack = await startLocalSlack({
    signingSecret: secret,
    botToken: token,
    now: () => clock,
    strictRate: true,
    channels: [
      { id: 'C1', name: 'care' },
      { id: 'C2', name: 'quiet', is_member: false },
      { id: 'C3', name: 'old', is_archived: true },
    ],
    users: [
      { id: 'U1', name: 'Lia', email: 'lia@example.com' },
      { id: 'U2', name: 'Gus', email: 'gus@example.com', is_restricted: true },
      { id: 'U3', name: 'Gone', email: 'gone@example.com', deleted: true },
    ],
  })
  slack.setTarget(`http://127.0.0.1:${(app.address() as AddressInfo).port}/slack/interactions`)
  client = clientFor(token)
})
afterEach(async () => {
  await slack.close()
  await new Promise((resolve) => {
    app.close(resolve)
    app.closeAllConnections()
  })
})

const card = [
  { type: 'section', text: { type: 'mrkdwn', text: 'A case' } },
  {
    type: 'actions',
    block_id: 'moves',
    elements: [
      { type: 'button', action_id: 'take', value: 'case-1', text: { type: 'plain_text', text: 'Take it' } },
    ],
  },
]
async function post(extra: Record<string, unknown> = {}): Promise<{ ts: string }> {
  const answer = await client.apiCall('chat.postMessage', {
    channel: 'C1',
    text: 'A case',
    blocks: card,
    ...extra,
  })
  return { ts: String((answer as { ts?: string }).ts) }
}
const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no error',
    (error) => error.data?.error ?? error.code,
  )
const modal = {
  type: 'modal',
  callback_id: 'apologise',
  title: { type: 'plain_text', text: 'Apologise' },
  submit: { type: 'plain_text', text: 'Send' },
  private_metadata: 'case-1',
  blocks: [
    {
      type: 'input',
      block_id: 'words',
      label: { type: 'plain_text', text: 'Your words' },
      element: { type: 'plain_text_input', action_id: 'words', multiline: true, max_length: 100 },
    },
  ],
}
async function openModal() {
  const { ts } = await post()
  answer = async (payload) => {
    await client.apiCall('views.open', {
      trigger_id: payload.trigger_id,
      view: modal,
    })
    return [200, '']
  }
  await slack.click({ user: 'U1', channel: 'C1', ts, actionId: 'take' })
  return slack.modals('U1')[0]!
}

test('a posted message is found again in the history by its metadata', async () => {
  const metadata = { event_type: 'case_card', event_payload: { entry: 'e-1' } }
  const { ts } = await post({ metadata })
  const bare = await client.conversations.history({ channel: 'C1' })
  const full = await client.conversations.history({ channel: 'C1', include_all_metadata: true })
  expect(bare.messages?.[0]).not.toHaveProperty('metadata')
  expect(full.messages?.[0]).toMatchObject({ ts, metadata })
})

test('each message has its own rising ts, also under a standing clock', async () => {
  const posts = [await post(), await post(), await post()]
  expect(new Set(posts.map(({ ts }) => ts)).size).toBe(3)
  expect([...posts.map(({ ts }) => ts)].sort()).toEqual(posts.map(({ ts }) => ts))
})

test('replies stand in the thread and not in the history', async () => {
  const { ts } = await post()
  await post({ thread_ts: ts, text: 'more words' })
  const history = await client.conversations.history({ channel: 'C1' })
  const replies = await client.conversations.replies({ channel: 'C1', ts })
  expect(history.messages).toHaveLength(1)
  expect(history.messages?.[0]?.reply_count).toBe(1)
  expect(replies.messages?.map((message) => message.text)).toEqual(['A case', 'more words'])
  expect(await errorOf(client.conversations.replies({ channel: 'C1', ts: '1.000000' }))).toBe(
    'thread_not_found',
  )
})

test('a message that was deleted can’t be updated, and a reply to it stands in the channel itself', async () => {
  const { ts } = await post()
  expect(slack.remove('C1', ts)).toBe(true)
  expect(slack.remove('C1', ts)).toBe(false)
  expect(await errorOf(client.chat.update({ channel: 'C1', ts, text: 'x' }))).toBe('message_not_found')
  expect(await errorOf(client.conversations.replies({ channel: 'C1', ts }))).toBe('thread_not_found')
  const stray = await post({ thread_ts: ts, text: 'stray' })
  expect(slack.messages('C1')).toMatchObject([{ text: 'stray' }])
  expect(slack.messages('C1')[0]).not.toHaveProperty('thread_ts')
  await client.chat.delete({ channel: 'C1', ts: stray.ts })
  expect(slack.messages('C1')).toEqual([])
})

test('a deleted message with replies stays as a tombstone above them, unless retention takes them too', async () => {
  const { ts } = await post()
  clock += 2000
  await post({ thread_ts: ts, text: 'first' })
  slack.remove('C1', ts)
  expect(await errorOf(client.chat.update({ channel: 'C1', ts, text: 'x' }))).toBe('message_not_found')
  clock += 2000
  await post({ thread_ts: ts, text: 'second' })
  const { messages } = await client.conversations.replies({ channel: 'C1', ts })
  expect(messages?.map(({ text }) => text)).toEqual(['This message was deleted.', 'first', 'second'])
  clock += 2000
  const other = await post()
  clock += 2000
  await post({ thread_ts: other.ts, text: 'told' })
  slack.remove('C1', other.ts, true)
  expect(slack.messages('C1').map(({ text }) => text)).not.toContain('told')
})

test('a history is read in pages between two times', async () => {
  const sent = []
  for (let i = 0; i < 5; i++) {
    clock += 2000
    sent.push((await post({ text: `message ${i}` })).ts)
  }
  const first = await client.conversations.history({ channel: 'C1', limit: 2, oldest: sent[0] })
  expect(first.messages?.map((message) => message.ts)).toEqual([sent[4], sent[3]])
  const cursor = first.response_metadata?.next_cursor
  const second = await client.conversations.history({ channel: 'C1', limit: 2, oldest: sent[0], cursor })
  expect(second.messages?.map((message) => message.ts)).toEqual([sent[2], sent[1]])
  expect(second.has_more).toBe(false)
})

test('an update replaces the blocks, and text alone takes them away', async () => {
  const { ts } = await post()
  await client.apiCall('chat.update', { channel: 'C1', ts, text: 'taken', blocks: [{ type: 'divider' }] })
  expect(slack.messages('C1')[0]).toMatchObject({ text: 'taken', blocks: [{ type: 'divider' }] })
  expect(slack.messages('C1')[0]).not.toHaveProperty('edited')
  await client.chat.update({ channel: 'C1', ts, text: 'plain' })
  expect(slack.messages('C1')[0]).not.toHaveProperty('blocks')
  expect(await errorOf(client.chat.update({ channel: 'C1', ts: '1.000000', text: 'x' }))).toBe(
    'message_not_found',
  )
})

test('a wrong token, channel or message is refused in the words of Slack', async () => {
  expect(await errorOf(clientFor('xoxb-wrong').auth.test())).toBe('invalid_auth')
  expect(await errorOf(clientFor('').auth.test())).toBe('not_authed')
  expect(await errorOf(post({ channel: 'C9' }))).toBe('channel_not_found')
  expect(await errorOf(post({ channel: 'C2' }))).toBe('not_in_channel')
  expect(await errorOf(post({ channel: 'C3' }))).toBe('is_archived')
  expect(await errorOf(client.apiCall('chat.postMessage', { channel: 'C1' }))).toBe('no_text')
  expect(await errorOf(post({ blocks: 'not json' }))).toBe('invalid_blocks_format')
  const refused = await client
    .apiCall('chat.postMessage', {
      channel: 'C1',
      blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
    })
    .catch((error) => error.data)
  expect(refused).toMatchObject({
    error: 'invalid_blocks',
    response_metadata: {
      messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
    },
  })
  expect(slack.messages()).toEqual([])
})

test('people are looked up by e-mail, guests told apart, and those who left not found', async () => {
  const { user } = await client.users.lookupByEmail({ email: 'GUS@example.com' })
  expect(user).toMatchObject({ id: 'U2', is_restricted: true })
  expect(await errorOf(client.users.lookupByEmail({ email: 'gone@example.com' }))).toBe('users_not_found')
  const { channel } = await client.conversations.open({ users: 'U1' })
  await post({ channel: channel!.id })
  await post({ channel: 'U1' })
  expect(slack.messages(channel!.id)).toHaveLength(2)
})

test('more than a short burst in a second is rate limited until the clock moves on', async () => {
  const outcomes = []
  for (let i = 0; i < 5; i++) outcomes.push(await errorOf(post()))
  expect(outcomes).toEqual([
    'no error',
    'no error',
    'no error',
    'slack_webapi_rate_limited_error',
    'slack_webapi_rate_limited_error',
  ])
  expect(slack.messages('C1')).toHaveLength(3)
  clock += 1000
  expect(await errorOf(post())).toBe('no error')
})

test('the fifty-first update within a minute is rate limited', async () => {
  const { ts } = await post()
  const update = () => errorOf(client.chat.update({ channel: 'C1', ts, text: 'again' }))
  for (let i = 0; i < 50; i++) expect(await update()).toBe('no error')
  expect(await update()).toBe('slack_webapi_rate_limited_error')
  clock += 60_001
  expect(await update()).toBe('no error')
})

test('faults come as often as asked and then no more', async () => {
  slack.fault({ kind: '429', times: 1, retryAfter: 7, method: 'chat.postMessage' })
  const limited = await post().catch((error) => error)
  expect(limited).toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 7 })
  slack.fault({ kind: '500', times: 1, channel: 'C1' })
  expect(await errorOf(post())).toBe('slack_webapi_http_error')
  slack.fault({ kind: 'token', times: 1 })
  expect(await errorOf(post())).toBe('token_revoked')
  expect(slack.messages()).toEqual([])
  expect(await errorOf(post())).toBe('no error')
  expect(slack.calls().map(({ status }) => status)).toEqual(['429', '500', 'token_revoked', 'ok'])
})

test('a dropped call has stored the message all the same', async () => {
  slack.fault({ kind: 'drop', times: 1 })
  expect(await errorOf(post())).toBe('slack_webapi_request_error')
  expect(slack.messages('C1')).toHaveLength(1)
})

test('a slow call is carried out at once and answered late', async () => {
  slack.fault({ kind: 'slow', times: 1, ms: 300 })
  const late = post()
  await expect.poll(() => slack.messages('C1').length).toBe(1)
  expect(slack.calls()).toHaveLength(0)
  await late
  expect(slack.calls()).toHaveLength(1)
})

test('a rate of faults meets its share of the calls, the same ones in each run', async () => {
  slack.fault({ kind: 'token', method: 'auth.test', rate: 0.3 })
  const outcomes = []
  for (let i = 0; i < 100; i++) outcomes.push(await errorOf(client.auth.test()))
  expect(outcomes.filter((one) => one === 'token_revoked').length).toBe(30)
})

test('messages are kept between runs, a line cut short left out', async () => {
  const dataFile = join(mkdtempSync(join(tmpdir(), 'local-slack-')), 'messages.jsonl')
  const start = () =>
    startLocalSlack({ signingSecret: secret, botToken: token, dataFile, users: [{ id: 'U1', name: 'Lia' }] })
  const call = async (url: string, method: string, body: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const response = await fetch(`${url}/api/${method}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    return (await response.json()) as { ok: boolean; ts: string; channel: string }
  }
  const first = await start()
  const { ts, channel } = await call(first.url, 'chat.postMessage', { channel: 'U1', text: 'before' })
  await call(first.url, 'chat.update', { channel, ts, text: 'after' })
  await first.close()
  appendFileSync(dataFile, '{"channel":"D1","ts":"9')
  const second = await start()
  expect(second.messages().map(({ text }) => text)).toEqual(['after'])
  expect((await call(second.url, 'chat.update', { channel, ts, text: 'again' })).ok).toBe(true)
  await second.close()
})

test('a click is a signed block_actions request with a trigger and a response_url', async () => {
  const { ts } = await post()
  expect(await slack.click({ user: 'U1', channel: 'C1', ts, actionId: 'take' })).toEqual({
    status: 200,
    body: '',
  })
  const { headers, body } = requests[0]!
  const timestamp = String(headers['x-slack-request-timestamp'])
  expect(timestamp).toBe(String(Math.floor(clock / 1000)))
  const mac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  expect(headers['x-slack-signature']).toBe(`v0=${mac}`)
  expect(JSON.parse(new URLSearchParams(body).get('payload')!)).toMatchObject({
    type: 'block_actions',
    user: { id: 'U1' },
    channel: { id: 'C1', name: 'care' },
    container: { type: 'message', message_ts: ts },
    actions: [{ action_id: 'take', block_id: 'moves', value: 'case-1', type: 'button' }],
  })
})

test('a click the app does not answer well shows the person an error, once', async () => {
  const { ts } = await post()
  answer = async () => [500, 'oops']
  expect((await slack.click({ user: 'U1', channel: 'C1', ts, actionId: 'take' })).status).toBe(500)
  expect(requests).toHaveLength(1)
  expect(slack.ephemerals('U1')[0]?.text).toContain('This app responded with an error')
})

test('a response_url takes five private answers within half an hour', async () => {
  const { ts } = await post()
  let url = ''
  answer = async (payload) => {
    url = payload.response_url
    return [200, '']
  }
  const respond = () =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'Lia has it', response_type: 'ephemeral', replace_original: false }),
    })
  await slack.click({ user: 'U1', channel: 'C1', ts, actionId: 'take' })
  for (let i = 0; i < 5; i++) expect((await respond()).status).toBe(200)
  expect((await respond()).status).toBe(404)
  expect(slack.ephemerals('U1')).toHaveLength(5)
  expect(slack.messages('C1')).toHaveLength(1)
  await slack.click({ user: 'U1', channel: 'C1', ts, actionId: 'take' })
  clock += 31 * 60_000
  expect(await (await respond()).json()).toEqual({ ok: false, error: 'expired_url' })
})

test('a trigger opens one modal and dies after three seconds', async () => {
  const { ts } = await post()
  let trigger = ''
  answer = async (payload) => {
    trigger = payload.trigger_id
    return [200, '']
  }
  const open = (view: object = modal) => errorOf(client.apiCall('views.open', { trigger_id: trigger, view }))
  await slack.click({ user: 'U1', channel: 'C1', ts, actionId: 'take' })
  const long = { ...modal, title: { type: 'plain_text', text: 'x'.repeat(25) } }
  expect(await open(long)).toBe('invalid_arguments')
  expect(await open()).toBe('no error')
  expect(await open()).toBe('exchanged_trigger_id')
  await slack.click({ user: 'U1', channel: 'C1', ts, actionId: 'take' })
  clock += 3001
  expect(await open()).toBe('expired_trigger_id')
})

test('an empty answer closes the modal', async () => {
  const view = await openModal()
  answer = async () => [200, '']
  expect((await slack.submit({ user: 'U1', viewId: view.id, values: { words: 'I am sorry' } })).status).toBe(
    200,
  )
  expect(slack.modals('U1')).toEqual([])
  const payload = JSON.parse(new URLSearchParams(requests.at(-1)!.body).get('payload')!)
  expect(payload).toMatchObject({
    type: 'view_submission',
    view: { private_metadata: 'case-1', state: { values: { words: { words: { value: 'I am sorry' } } } } },
  })
})

test('field errors keep the modal open with what was typed', async () => {
  const view = await openModal()
  answer = async () => [
    200,
    JSON.stringify({ response_action: 'errors', errors: { words: 'the same as before' } }),
  ]
  const outcome = await slack.submit({ user: 'U1', viewId: view.id, values: { words: 'sorry' } })
  expect(outcome).toMatchObject({ response_action: 'errors', errors: { words: 'the same as before' } })
  expect(slack.modals('U1')[0]?.state.values.words?.words?.value).toBe('sorry')
  answer = async () => [200, JSON.stringify({ response_action: 'errors', errors: { nowhere: 'x' } })]
  expect((await slack.submit({ user: 'U1', viewId: view.id, values: { words: 'sorry' } })).problem).toContain(
    'nowhere',
  )
})

test('an answer can update, push and clear the modals', async () => {
  const view = await openModal()
  const act = (response_action: string, title: string) => async () =>
    [
      200,
      JSON.stringify({ response_action, view: { ...modal, title: { type: 'plain_text', text: title } } }),
    ] as [number, string]
  answer = act('update', 'Again')
  await slack.submit({ user: 'U1', viewId: view.id, values: { words: 'sorry' } })
  expect(slack.modals('U1').map(({ title }) => title.text)).toEqual(['Again'])
  answer = act('push', 'On top')
  await slack.submit({ user: 'U1', viewId: view.id, values: { words: 'sorry' } })
  expect(slack.modals('U1').map(({ title }) => title.text)).toEqual(['Again', 'On top'])
  answer = async () => [200, '{"response_action":"clear"}']
  await slack.submit({ user: 'U1', viewId: slack.modals('U1')[1]!.id, values: { words: 'sorry' } })
  expect(slack.modals('U1')).toEqual([])
})

test('what the client of Slack would refuse is never sent', async () => {
  const view = await openModal()
  const before = requests.length
  const empty = await slack.submit({ user: 'U1', viewId: view.id, values: {} })
  const long = await slack.submit({ user: 'U1', viewId: view.id, values: { words: 'x'.repeat(101) } })
  expect([empty.status, long.status]).toEqual([0, 0])
  expect(empty.errors).toHaveProperty('words')
  expect(requests).toHaveLength(before)
})

test('a failing app leaves the modal open with trouble shown', async () => {
  const view = await openModal()
  answer = async () => [500, '']
  const outcome = await slack.submit({ user: 'U1', viewId: view.id, values: { words: 'sorry' } })
  expect(outcome.problem).toContain('trouble connecting')
  expect(slack.modals('U1')).toHaveLength(1)
})
