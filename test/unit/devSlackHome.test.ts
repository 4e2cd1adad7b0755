import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LocalSlack, startLocalSlack } from '../../dev/emulators/slack/server.ts'

const token = 'xoxb-test'
let slack: LocalSlack
let app: Server
let heard: { type: string; body: string }[]
let answer: [number, string]

beforeEach(async () => {
  heard = []
  answer = [200, '']
  app = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      heard.push({ type: String(request.headers['content-type']), body })
      response.writeHead(answer[0]).end(answer[1])
    })
  })
  await new Promise<void>((listening) => app.listen(0, '127.0.0.1', () => listening()))
  slack = await startLocalSlack({
    signingSecret: 'a signing secret',
    botToken: token,
    channels: [{ id: 'C1', name: 'care' }],
    users: [
      { id: 'U1', name: 'Lia', email: 'lia@example.com' },
      { id: 'U2', name: 'Ola', email: 'ola@example.com' },
    ],
  })
  slack.setTarget(`http://127.0.0.1:${(app.address() as AddressInfo).port}/`)
})
afterEach(async () => {
  app.close()
  await slack.close()
})

const publish = async (view: unknown, user = 'U1') => {
  const response = await fetch(`${slack.url}/api/views.publish`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ user_id: user, view }),
  })
  return (await response.json()) as { ok: boolean; error?: string }
}
const home = (n = 1) => ({ type: 'home', blocks: Array.from({ length: n }, () => ({ type: 'divider' })) })
const post = (path: string, fields: Record<string, string>) =>
  fetch(`${slack.url}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

test('a home tab is one person’s, drawn anew as a whole, with its id kept', async () => {
  expect(await publish(home())).toMatchObject({ ok: true })
  const { id } = slack.home('U1')!
  expect(await publish(home(2))).toMatchObject({ ok: true, view: { id } })
  expect(slack.home('U1')!.blocks).toHaveLength(2)
  expect(slack.home('U2')).toBeUndefined()
})

test.each([
  [home(101), 'invalid_arguments'],
  [{ ...home(), type: 'modal' }, 'invalid_arguments'],
  [{ ...home(), title: { type: 'plain_text', text: 'No' } }, 'invalid_arguments'],
])('what Slack would not publish is refused', async (view, error) => {
  expect(await publish(view)).toMatchObject({ ok: false, error })
})

test('nobody’s home tab is refused', async () => {
  expect(await publish(home(), 'U9')).toMatchObject({ ok: false, error: 'user_not_found' })
})

test('opening the home tab is an event, as JSON', async () => {
  await slack.openHome('U1')
  expect(heard[0]!.type).toBe('application/json')
  expect(JSON.parse(heard[0]!.body)).toMatchObject({
    type: 'event_callback',
    event: { type: 'app_home_opened', tab: 'home', user: 'U1' },
  })
})

test('a command comes as plain fields, and its answer is for that person alone', async () => {
  answer = [200, JSON.stringify({ response_type: 'ephemeral', text: 'Here' })]
  await slack.command({ user: 'U1', channel: 'C1', text: 'my cases' })
  const fields = new URLSearchParams(heard[0]!.body)
  expect(Object.fromEntries(fields)).toMatchObject({ command: '/amends', text: 'my cases', user_id: 'U1' })
  expect(fields.has('payload')).toBe(false)
  expect(slack.ephemerals('U1').map(({ text }) => text)).toEqual(['Here'])
  expect(slack.ephemerals('U2')).toEqual([])
  expect(slack.messages()).toEqual([])
})

test('an app that fails at a command is seen to', async () => {
  answer = [500, '']
  await slack.command({ user: 'U1', channel: 'C1', text: '' })
  expect(slack.ephemerals('U1')[0]!.text).toContain('dispatch_failed')
  answer = [200, JSON.stringify({ blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) })]
  await slack.command({ user: 'U1', channel: 'C1', text: '' })
  expect(slack.ephemerals('U1')[1]!.text).toContain('invalid_blocks')
})

test('the message box sends commands, and says which there is', async () => {
  await post('/ui/say', { channel: 'C1', text: '/amends help me', back: '/?channel=C1' })
  expect(new URLSearchParams(heard[0]!.body).get('text')).toBe('help me')
  await post('/ui/say', { channel: 'C1', text: '/other', back: '/?channel=C1' })
  expect(slack.ephemerals('U1').at(-1)!.text).toContain('/other is not a valid command')
  expect(slack.messages()).toEqual([])
})

test('a message’s menu sends the shortcut with the message', async () => {
  slack.write({ channel: 'C1', ts: '1.000001', text: 'Wet', user: 'U2' })
  await post('/ui/shortcut', { channel: 'C1', ts: '1.000001', back: '/?channel=C1' })
  expect(JSON.parse(new URLSearchParams(heard[0]!.body).get('payload')!)).toMatchObject({
    type: 'message_action',
    callback_id: 'amends:open-case',
    message: { text: 'Wet', user: 'U2' },
    user: { id: 'U1' },
  })
})

test('the page shows the home tab, and opening it asks the app', async () => {
  await publish({
    type: 'home',
    blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Your cases: 3' } }],
  })
  const { status, headers } = await post('/ui/home', {})
  expect(status).toBe(303)
  expect(heard).toHaveLength(1)
  const page = await (await fetch(`${slack.url}${headers.get('location')}`)).text()
  expect(page).toContain('Your cases: 3')
  expect(await (await fetch(`${slack.url}/?channel=D1`)).text()).not.toContain('Your cases: 3')
})
