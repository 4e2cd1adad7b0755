import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LocalSlack, startLocalSlack } from '../../dev/emulators/slack/server.ts'
import type { Card, ChatEnv } from '../../integrations/chat.ts'
import { slack } from '../../integrations/slack/index.ts'

const now = new Date('2026-11-02T09:00:00Z')
const to = { platform: 'slack', workspace: 'T0FIND', channel: 'C0OPEN' }
const card: Card = { title: 'Case 1', summary: 'Case 1', tone: 'plain', parts: [], actions: [] }

let local: LocalSlack
let platform: ReturnType<typeof slack>

beforeEach(async () => {
  local = await startLocalSlack({
    signingSecret: 'secret',
    botToken: 'xoxb-find',
    teamId: 'T0FIND',
    now: () => now.getTime(),
    channels: [{ id: 'C0OPEN', name: 'service' }],
    users: [{ id: 'U0KARI', name: 'Kari', email: 'kari@example.com' }],
  })
  const env = { SLACK_BOT_TOKEN: 'xoxb-find', SLACK_SIGNING_SECRET: 's', SLACK_API_URL: `${local.url}/api/` }
  const chatEnv: ChatEnv = { env, fetch, now: () => now, log: () => {} }
  platform = slack(chatEnv)
})
afterEach(() => local.close())

const find = (key: string) => platform.find!(to, key, now)
const method = 'conversations.history'

test('what was posted is found, and what was not is certainly not there', async () => {
  const ref = await platform.post(to, card, 'entry_1')
  expect(await find('entry_1')).toEqual(ref)
  expect(await find('entry_2')).toBeUndefined()
})

test('people’s and other apps’ messages say nothing about ours', async () => {
  local.write({ channel: 'C0OPEN', ts: '1793609900.000001', text: 'Hello', user: 'U0KARI' })
  expect(await find('entry_2')).toBeUndefined()
})

test.each([
  ['the app may not read there', { kind: 'error', error: 'missing_scope' }],
  ['the app is not in the channel', { kind: 'error', error: 'not_in_channel' }],
  ['the channel is not shown to it', { kind: 'error', error: 'channel_not_found' }],
  ['the kind of token may not', { kind: 'error', error: 'not_allowed_token_type' }],
  ['messages come without metadata', { kind: 'bare' }],
  ['only a part is shown', { kind: 'cut' }],
] as const)('a look-up is never "not there" where %s', async (_why, fault) => {
  await platform.post(to, card, 'entry_1')
  for (const key of ['entry_1', 'entry_2']) {
    local.fault({ ...fault, method, times: 1 })
    await expect(find(key)).rejects.toMatchObject({ kind: 'wait', message: expect.stringMatching(/find/) })
  }
  expect(await find('entry_1')).toMatchObject({ channel: 'C0OPEN' })
})

test('in a thread too', async () => {
  const ref = await platform.post(to, card, 'entry_1')
  await platform.reply(ref, card, 'entry_2')
  for (const kind of ['bare', 'cut'] as const) {
    local.fault({ kind, method: 'conversations.replies', times: 1 })
    await expect(platform.find!(ref, 'entry_3', now)).rejects.toMatchObject({ kind: 'wait' })
  }
  expect(await platform.find!(ref, 'entry_3', now)).toBeUndefined()
})
