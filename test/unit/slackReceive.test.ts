import { expect, test } from 'vitest'
import { signSlack } from '../../dev/emulators/slack/sign.ts'
import type { ChatEnv } from '../../integrations/chat.ts'
import type { Answer, Inbound } from '../../integrations/inbound.ts'
import { slack } from '../../integrations/slack/index.ts'

const secret = 'signing-secret'
const now = new Date('2026-11-02T09:00:00Z')
let tokens = 0

function onStage({ team, api }: { team?: string; api?: (body: string) => Response } = {}) {
  const heard: Inbound[] = []
  const logged: unknown[] = []
  const calls: { url: string; body: string }[] = []
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const body = String(init?.body)
    calls.push({ url: String(url), body })
    return (api ?? (() => Response.json({ ok: true, team_id: 'T1' })))(body)
  }
  const env = { SLACK_BOT_TOKEN: `xoxb-${++tokens}`, SLACK_SIGNING_SECRET: secret, SLACK_TEAM_ID: team }
  const chatEnv: ChatEnv = { env, fetch, now: () => now, log: (...line) => logged.push(line) }
  const platform = slack(chatEnv)
  const work: Promise<unknown>[] = []
  const send = async (body: unknown, answer: Answer = { kind: 'done' }) => {
    const raw = typeof body === 'string' ? body : `payload=${encodeURIComponent(JSON.stringify(body))}`
    const stamp = String(now.getTime() / 1000)
    const type = raw.startsWith('{') ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded'
    const request = new Request('https://ops.example/slack', {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': stamp,
        'x-slack-signature': signSlack(secret, stamp, raw),
      },
      body: raw,
    })
    const handle = async (inbound: Inbound) => {
      heard.push(inbound)
      return answer
    }
    const response = await platform.receive(request, handle, (w) => work.push(w))
    await Promise.all(work)
    return response
  }
  return { send, heard, logged, calls }
}

const click = (over: object = {}) => ({
  type: 'block_actions',
  team: { id: 'T1' },
  user: { id: 'U1', team_id: 'T1' },
  trigger_id: 't',
  response_url: 'https://hooks.example/1',
  channel: { id: 'C1' },
  message: { ts: '2.0', thread_ts: '1.0' },
  actions: [{ type: 'button', action_id: 'amends:take', value: 'case_1' }],
  ...over,
})

test('Slack can verify the address before anything is set up', async () => {
  const { send, calls } = onStage()
  const response = await send(JSON.stringify({ type: 'url_verification', challenge: 'abc' }))
  expect(await response.text()).toBe('abc')
  expect(calls).toEqual([])
})

test('the workspace is asked of Slack once, or set in the environment', async () => {
  const learnt = onStage()
  await learnt.send(click())
  await learnt.send(click())
  expect(learnt.calls.map(({ url }) => url)).toEqual(['https://slack.com/api/auth.test'])
  const told = onStage({ team: 'T1' })
  await told.send(click())
  expect(told.calls).toEqual([])
  expect(told.heard).toHaveLength(1)
})

test('while Slack cannot say which workspace is ours, nothing is accepted', async () => {
  const { send, heard } = onStage({ api: () => new Response('', { status: 502 }) })
  expect((await send(click())).status).toBe(503)
  expect(heard).toEqual([])
})

test('a person of another organisation in a shared channel is told so, and nothing reaches the product', async () => {
  const { send, heard, calls } = onStage({ team: 'T1' })
  expect((await send(click({ user: { id: 'U9', team_id: 'T9' } }))).status).toBe(200)
  expect(heard).toEqual([])
  expect(calls[0]).toMatchObject({
    url: 'https://hooks.example/1',
    body: expect.stringContaining('Only people'),
  })
})

test('a notice about a message in a thread is shown in that thread', async () => {
  const { send, calls } = onStage({ team: 'T1' })
  await send(click(), { kind: 'notice', text: 'No.' })
  expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ thread_ts: '1.0', response_type: 'ephemeral' })
})

test('when a form opens too late the person is told to click again', async () => {
  const { send, calls } = onStage({
    team: 'T1',
    api: () => Response.json({ ok: false, error: 'expired_trigger_id' }),
  })
  const form = { id: 'f', verb: 'take', subject: 's', title: 'T', submit: 'S', intro: [], fields: [] }
  expect((await send(click(), { kind: 'form', form })).status).toBe(200)
  expect(calls.map(({ url }) => url)).toEqual(['https://slack.com/api/views.open', 'https://hooks.example/1'])
  expect(calls[1]?.body).toContain('click again')
})

test('where Slack refuses an alert, the form opens once more without it, by the same trigger', async () => {
  const say = 'The customer asked not to be contacted.'
  const intro = [{ kind: 'note', text: say, heed: true } as const]
  const form = { id: 'f', verb: 'take', subject: 's', title: 'T', submit: 'S', intro, fields: [] }
  const stage = (refused: (view: string) => boolean, error: string) =>
    onStage({
      team: 'T1',
      api: (body) => Response.json(refused(body) ? { ok: false, error } : { ok: true, view: {} }),
    })
  const alert = stage((body) => body.includes('alert'), 'invalid_arguments')
  await alert.send(click(), { kind: 'form', form })
  expect(alert.calls).toHaveLength(2)
  expect(alert.calls[1]!.body).toContain('context')
  expect(alert.calls[1]!.body).not.toContain('alert')
  expect(JSON.stringify(alert.logged)).toContain('slack.blocks_refused')
  const both = stage(() => true, 'invalid_arguments')
  await both.send(click(), { kind: 'form', form })
  expect(both.calls.map(({ url }) => url.split('/').at(-1))).toEqual(['views.open', 'views.open', '1'])
  const late = stage(() => true, 'expired_trigger_id')
  await late.send(click(), { kind: 'form', form })
  expect(late.calls.map(({ url }) => url.split('/').at(-1))).toEqual(['views.open', '1'])
  const plain = stage(() => true, 'invalid_arguments')
  await plain.send(click(), { kind: 'form', form: { ...form, intro: [] } })
  expect(plain.calls.map(({ url }) => url.split('/').at(-1))).toEqual(['views.open', '1'])
})

test('a lost notice does not undo the answer, and is logged without personal data', async () => {
  const { send, logged } = onStage({ team: 'T1', api: () => new Response('', { status: 500 }) })
  expect((await send(click(), { kind: 'notice', text: 'secret words' })).status).toBe(200)
  expect(JSON.stringify(logged)).toContain('slack.notice_lost')
  expect(JSON.stringify(logged)).not.toMatch(/secret words|U1|xoxb/)
})

test('requests for other apps are acknowledged, and nothing reaches the product', async () => {
  const { send, heard } = onStage({ team: 'T1' })
  const others = [
    click({ actions: [{ type: 'button', action_id: 'other' }] }),
    click({ actions: [] }),
    { type: 'view_closed', team: { id: 'T1' }, user: { id: 'U1' }, view: { callback_id: 'amends:take' } },
    { type: 'shortcut', callback_id: 'amends:take', team: { id: 'T1' }, user: { id: 'U1' } },
    JSON.stringify({ type: 'event_callback', team_id: 'T1', event: { type: 'app_uninstalled' } }),
    JSON.stringify({
      type: 'event_callback',
      team_id: 'T1',
      event: { type: 'app_home_opened', tab: 'messages', user: 'U1' },
    }),
    { type: 'message_action', callback_id: 'other', team: { id: 'T1' }, user: { id: 'U1' }, message: {} },
  ]
  for (const body of others) expect((await send(body)).status).toBe(200)
  expect(heard).toEqual([])
})

test.each([
  ['no payload', 'a=b'],
  ['no object', 'payload=3'],
  ['half a JSON', '{"type":'],
  ['no user', click({ user: undefined })],
  ['an action of another shape', click({ actions: [{ action_id: 7 }] })],
  ['a command without a workspace', 'command=%2Famends&user_id=U1&text=help'],
  ['a command without a person', 'command=%2Famends&team_id=T1&text=help'],
  ['a command of a book', `command=%2Famends&team_id=T1&user_id=U1&text=${'x'.repeat(5000)}`],
  [
    'a shortcut without its message',
    { type: 'message_action', callback_id: 'amends:x', team: { id: 'T1' }, user: { id: 'U1' } },
  ],
  [
    'a home tab of nobody',
    JSON.stringify({
      type: 'event_callback',
      team_id: 'T1',
      event: { type: 'app_home_opened', tab: 'home' },
    }),
  ],
  ['an event without a team', JSON.stringify({ type: 'event_callback', event: { type: 'x' } })],
  [
    'a form that is not ours to read',
    {
      type: 'view_submission',
      team: { id: 'T1' },
      user: { id: 'U1' },
      view: { callback_id: 'amends:x', private_metadata: 'x', state: { values: {} } },
    },
  ],
])('signed but malformed is refused: %s', async (_name, body) => {
  const { send, heard } = onStage({ team: 'T1' })
  expect((await send(body)).status).toBe(400)
  expect(heard).toEqual([])
})

test('what a form did is headed as done, what it was refused for as a note', async () => {
  const { send } = onStage({ team: 'T1' })
  const private_metadata = JSON.stringify({ form: 'form-1', subject: 'case_1' })
  const submit = {
    type: 'view_submission',
    team: { id: 'T1' },
    user: { id: 'U1' },
    view: { callback_id: 'amends:hand-over', private_metadata, state: { values: {} } },
  }
  const titleOf = async (answer: Answer) =>
    ((await (await send(submit, answer)).json()) as { view: { title: { text: string } } }).view.title.text
  expect(await titleOf({ kind: 'done', notice: 'Offered to Bo.', language: 'sv' })).toBe('Klart')
  expect(await titleOf({ kind: 'notice', text: 'Bo has it.', language: 'sv' })).toBe('Observera')
})

test('a body of more than a megabyte is not read', async () => {
  const { send, heard } = onStage({ team: 'T1' })
  const padded = `payload=${encodeURIComponent(JSON.stringify(click()))}&x=${'x'.repeat(1024 * 1024)}`
  expect((await send(padded)).status).toBe(413)
  expect(heard).toEqual([])
})
