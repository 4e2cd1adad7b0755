import { serve } from '@hono/node-server'
import { checkHome, checkMessage, checkView } from '../../dev/emulators/slack/limits.ts'
import { startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { signSlack } from '../../dev/emulators/slack/sign.ts'
import type { ChatEnv } from '../../integrations/chat.ts'
import type { Handle } from '../../integrations/inbound.ts'
import { platforms } from '../../integrations/index.ts'
import type { Altered, Door, Stage } from './chat.ts'

const secret = 'signing-secret'
const team = 'T0CONTRACT'
const user = 'U0KARI'
const address = 'https://ops.example/slack/interactions'
type Json = Record<string, unknown>

export async function slackStage(): Promise<Stage> {
  const now = new Date('2026-11-02T09:00:00Z')
  const local = await startLocalSlack({
    signingSecret: secret,
    botToken: 'xoxb-contract',
    teamId: team,
    now: () => now.getTime(),
    channels: [
      { id: 'C0OPEN', name: 'customer-service' },
      { id: 'C0SHUT', name: 'old', is_archived: true },
    ],
    users: [
      { id: user, name: 'Kari', email: 'kari@example.com' },
      { id: 'U0GUEST', name: 'Guest', email: 'guest@example.com', is_ultra_restricted: true },
      { id: 'U0BOT', name: 'Bot', email: 'bot@example.com', is_bot: true },
      { id: 'U0LEFT', name: 'Left', email: 'left@example.com', deleted: true },
      { id: 'U0OTHER', name: 'Other', email: 'other@example.com', team_id: 'T0OTHER' },
    ],
  })
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-contract',
    SLACK_SIGNING_SECRET: secret,
    SLACK_API_URL: `${local.url}/api/`,
  }
  const chatEnv: ChatEnv = { env, fetch, now: () => now, log: () => {} }
  const platform = platforms(chatEnv).slack!

  let handle: Handle = async () => ({ kind: 'done' })
  const work: Promise<unknown>[] = []
  const receive = (request: Request) =>
    platform.receive(
      request,
      (inbound) => handle(inbound),
      (w) => work.push(w),
    )
  const server = serve({ fetch: receive, port: 0, hostname: '127.0.0.1' })
  await new Promise((listening) => server.once('listening', () => listening(undefined)))
  const { port } = server.address() as { port: number }
  local.setTarget(`http://127.0.0.1:${port}/slack/interactions`)

  const to = (channel: string) => ({ platform: 'slack', workspace: team, channel })
  const modal = () => local.modals(user).at(-1)
  const answered: Json[] = []
  const done = async ({ status }: { status: number }) => {
    await Promise.all(work)
    return status
  }
  let written = 0
  return {
    platform,
    to: to('C0OPEN'),
    gone: to('C0GONE'),
    closed: to('C0SHUT'),
    person: { platform: 'slack', workspace: team, user },
    emails: {
      member: 'kari@example.com',
      guest: 'guest@example.com',
      bot: 'bot@example.com',
      left: 'left@example.com',
      foreign: 'other@example.com',
    },
    now,
    answer: (next) => {
      handle = next
    },
    click: async (ref, verb, gone) => {
      const { status } = await local.click({
        user,
        channel: ref.channel,
        ts: ref.id,
        actionId: `amends:${verb}`,
        ...(gone && { value: gone.subject }),
      })
      await Promise.all(work)
      return status
    },
    form: () => {
      const view = modal()
      const fields = view?.blocks.filter((b) => b.type === 'input').map((b) => b.block_id ?? '') ?? []
      return view && fields.length
        ? { title: view.title.text, submit: view.submit?.text, fields, raw: view }
        : undefined
    },
    submit: async (values) => {
      const { status, errors, problem } = await local.submit({ user, viewId: modal()?.id ?? '', values })
      await Promise.all(work)
      if (problem) throw new Error(problem)
      return { status, faults: errors }
    },
    notices: () => {
      const view = modal()
      const told = view && !view.submit ? [shown(view)] : []
      return [...local.ephemerals(user).map(shown), ...told]
    },
    personal: {
      say: async (text) => {
        const before = local.ephemerals(user).length
        const status = await done(await local.command({ user, channel: 'C0OPEN', text }))
        answered.push(...(local.ephemerals(user).slice(before) as Json[]))
        return status
      },
      home: async () => {
        const status = await done(await local.openHome(user))
        answered.push(local.home(user) as Json)
        return status
      },
      answers: () => answered,
      press: async (verb) => {
        const { type, id, ts } = answered.at(-1) as { type?: string; id?: string; ts?: string }
        const where = type === 'home' ? { viewId: id } : { channel: 'C0OPEN', ts }
        return done(await local.click({ user, ...where, actionId: `amends:${verb}` }))
      },
    },
    messageAction: async (text) => {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
      const ts = `1700000000.00000${++written}`
      local.write({ channel: 'C0OPEN', ts, text: escaped, user })
      return done(await local.shortcut({ user, channel: 'C0OPEN', ts, callbackId: 'amends:open-case' }))
    },
    doors: ['command', 'home', 'message action'],
    request: (altered, door) => genuine(now, altered, door),
    forged: (random) => forged(now, random),
    fault: (kind, calls) => {
      const method = calls === 'find' ? 'conversations.history' : 'chat.postMessage'
      if (kind === 'rate limit') local.fault({ method, kind: '429', retryAfter: 17, times: 1 })
      else if (kind === 'token lost') local.fault({ method, kind: 'token', times: 1 })
      else local.fault({ method, kind: kind === 'drop' ? 'drop' : '500', times: 1 })
    },
    messages: () => local.messages(),
    remove: ({ channel, id }) => void local.remove(channel, id),
    problems: (message) => {
      const { type } = message as Json
      // The local Slack keeps more of a view than an app may send.
      if (type === 'modal') return checkView(sendable(message as Json))
      return type === 'home'
        ? checkHome({ type, blocks: (message as Json).blocks })
        : checkMessage(message as Json)
    },
    alive,
    shown,
    stop: async () => {
      server.close()
      await local.close()
    },
  }
}

const sendable = ({ type, title, submit, close, blocks, private_metadata, callback_id }: Json) => ({
  ...{ type, title, submit, close, blocks, private_metadata, callback_id },
})

function click(teamId: string) {
  return {
    type: 'block_actions',
    team: { id: teamId },
    user: { id: user, team_id: teamId },
    trigger_id: '1.2.3',
    channel: { id: 'C0OPEN' },
    message: { ts: '1.2' },
    response_url: 'http://127.0.0.1:1/gone',
    actions: [{ type: 'button', action_id: 'amends:take', value: 'case_1' }],
  }
}

/** What comes by each way in, in Slack's shapes: the body and its type. */
function bodyOf(teamId: string, door?: Door): string {
  const payload = (body: object) => `payload=${encodeURIComponent(JSON.stringify(body))}`
  switch (door) {
    case 'command':
      return new URLSearchParams({
        team_id: teamId,
        user_id: user,
        command: '/amends',
        text: 'my cases',
        trigger_id: '1.2.3',
        response_url: 'http://127.0.0.1:1/gone',
      }).toString()
    case 'home':
      return JSON.stringify({
        type: 'event_callback',
        team_id: teamId,
        event_id: 'Ev1',
        event: { type: 'app_home_opened', tab: 'home', user, channel: 'D0KARI', event_ts: '1.2' },
      })
    case 'message action':
      return payload({
        type: 'message_action',
        callback_id: 'amends:open-case',
        team: { id: teamId },
        user: { id: user, team_id: teamId },
        trigger_id: '1.2.3',
        channel: { id: 'C0OPEN' },
        message: { ts: '1.2', text: 'The parcel was wet' },
        response_url: 'http://127.0.0.1:1/gone',
      })
    default:
      return payload(click(teamId))
  }
}

const broken = (door?: Door): string =>
  door === 'command' ? 'command=%2Famends' : door === 'home' ? '{"type":' : 'payload=%7B%22type%22'

function genuine(now: Date, altered: Altered, door?: Door): Request {
  const offset = altered === 'stale' ? -301 : altered === 'early' ? 301 : 0
  const stamp = Math.floor(now.getTime() / 1000) + offset
  const body =
    altered === 'malformed'
      ? broken(door)
      : bodyOf(altered === 'foreign workspace' ? 'T0FOREIGN' : team, door)
  const signature = signSlack(altered === 'signature' ? 'guessed' : secret, stamp, body)
  return new Request(address, {
    method: 'POST',
    headers: {
      'content-type': door === 'home' ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(stamp),
      ...(altered !== 'no signature' && { 'x-slack-signature': signature }),
    },
    body: altered === 'body' ? `${body}&x=1` : body,
  })
}

function forged(now: Date, random: () => number): Request {
  const pick = <T>(...all: T[]) => all[Math.floor(random() * all.length)]!
  const bytes = (n: number) => Array.from({ length: n }, () => String.fromCharCode(random() * 0x250)).join('')
  const good = bodyOf(team, pick(undefined, 'command', 'home', 'message action'))
  const at = Math.floor(random() * good.length)
  const body = pick(
    good,
    `${good.slice(0, at)}${bytes(1)}${good.slice(at + 1)}`,
    bytes(200),
    '',
    '{}',
    'payload=',
  )
  const stamp = String(Math.floor(now.getTime() / 1000) + pick(0, 0, 0, -400, 400, 0.5, Number.NaN))
  const real = signSlack(secret, stamp, `${body} `)
  const signature = pick(
    signSlack(pick('', 'guess', `${secret} `), stamp, body),
    real,
    real.slice(0, -1),
    `${real}0`,
    real.toUpperCase(),
    'v0=',
    '',
    encodeURIComponent(bytes(64)),
  )
  const headers = new Headers({
    'content-type': pick('application/x-www-form-urlencoded', 'application/json', '*/*'),
  })
  if (random() < 0.95) headers.set('x-slack-request-timestamp', stamp)
  if (random() < 0.95) headers.set('x-slack-signature', signature)
  return new Request(address, { method: 'POST', headers, body })
}

/** Every object in a message, itself first. */
function parts(thing: unknown): Json[] {
  if (!thing || typeof thing !== 'object') return []
  const below = Object.values(thing).flatMap(parts)
  return Array.isArray(thing) ? below : [thing as Json, ...below]
}

const acting = new Set([
  'user',
  'usergroup',
  'broadcast',
  'channel',
  'link',
  'emoji',
  'date',
  'color',
  'team',
  'image',
])

function alive(message: unknown): string[] {
  const whole = message as Json
  const found = parts(whole.blocks).filter(
    (p) => acting.has(String(p.type)) || p.emoji === true || p.type === 'mrkdwn' || p.type === 'markdown',
  )
  const style = parts(whole.blocks).filter((p) => p.style && p.type === 'text').length
  const summary =
    typeof whole.text === 'string' && /[<>]|&(?!amp;|lt;|gt;)/.test(whole.text) ? [whole.text] : []
  return [...found.map((p) => JSON.stringify(p)), ...(style ? ['styled text'] : []), ...summary]
}

function shown(message: unknown): string {
  const { title, blocks } = message as Json
  return parts([title, blocks])
    .flatMap((p) => (typeof p.text === 'string' ? [p.text] : []))
    .join('\n')
}
