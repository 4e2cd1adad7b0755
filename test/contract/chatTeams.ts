import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { serve } from '@hono/node-server'
import { execute, fetchExtension, message as said } from '../../dev/emulators/teams/activities.ts'
import type { TokenOver } from '../../dev/emulators/teams/keys.ts'
import { contentOf, startLocalTeams } from '../../dev/emulators/teams/server.ts'
import type { ChatEnv } from '../../integrations/chat.ts'
import type { Handle } from '../../integrations/inbound.ts'
import { platforms } from '../../integrations/index.ts'
import { faultsOf } from './adaptiveCards.ts'
import type { Altered, Door, Stage } from './chat.ts'

export const TENANT = '11111111-1111-4111-8111-111111111111'
export const APP = '22222222-2222-4222-8222-222222222222'
const kari = '33333333-3333-4333-8333-333333333333'
const other = (n: number) => `4444444${n}-4444-4444-8444-444444444444`
const open = '19:open@thread.tacv2'
const address = 'https://ops.example/teams/messages'
type Json = Record<string, unknown>
type Block = Json & { type: string }

/** Teams shows an error for an empty answer: what worked says this, which is no notice. */
const DONE = 'Done.'

type TeamsStage = Stage & {
  local: Awaited<ReturnType<typeof startLocalTeams>>
  say(text: string): Promise<void>
  later(ms: number): void
  /** Once what goes on after the answers has ended. */
  settled(): Promise<unknown>
}

export async function teamsStage(): Promise<TeamsStage> {
  let now = new Date('2026-11-02T09:00:00Z')
  const local = await startLocalTeams({
    tenant: TENANT,
    appId: APP,
    password: 'a bot password',
    now: () => now.getTime(),
    page: 2,
    channels: [
      { id: open, name: 'Customer service' },
      { id: '19:private@thread.tacv2', name: 'Private', private: true },
    ],
    users: [
      { id: other(1), name: 'Guest', email: 'guest@example.com', guest: true },
      { id: other(2), name: 'Bot', email: 'bot@example.com', bot: true },
      { id: other(3), name: 'Left', email: 'left@example.com', left: true },
      { id: other(4), name: 'Other', email: 'other@example.com', tenant: other(9) },
      { id: kari, name: 'Kari', email: 'Kari@example.com' },
    ],
  })
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-contract',
    SLACK_SIGNING_SECRET: 'signing-secret',
    TEAMS_APP_ID: APP,
    TEAMS_APP_PASSWORD: 'a bot password',
    TEAMS_TENANT_ID: TENANT,
    TEAMS_SERVICE_URL: local.serviceUrl,
    TEAMS_OPENID_URL: `${local.url}/openid`,
    TEAMS_LOGIN_URL: local.url,
  }
  const chatEnv: ChatEnv = { env, fetch, now: () => now, log: () => {} }
  const platform = platforms(chatEnv).teams!

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
  local.setTarget(`http://127.0.0.1:${(server.address() as { port: number }).port}/teams/messages`)

  const to = (channel: string) => ({ platform: 'teams', workspace: TENANT, channel })
  const dialog = () => local.dialog()
  const inputs = () => (dialog()?.content.body ?? []).filter(({ type }) => type.startsWith('Input.'))
  const click = (tenant = TENANT) =>
    execute({ ...local.where(kari, `${open};messageid=1700000000000`), tenant }, 'f:1', '1700000000000', {
      verb: 'take',
      data: { amends: { verb: 'take', subject: 'case_1' } },
    })
  const bodyOf = (door: Door | undefined, tenant: string): Json => {
    const where = { ...local.where(kari, `a:1${kari}`), tenant }
    if (door === 'command') return said(where, 'f:1', 'my cases')
    if (door === 'message action')
      return fetchExtension(where, 'f:1', 'open-case', '<p>The parcel was wet</p>')
    return click(tenant)
  }
  const personal = () => local.messages(`a:1${kari}`)
  const genuine = async (altered: Altered, door?: Door) => {
    const at = Math.floor(now.getTime() / 1000)
    const over: TokenOver =
      altered === 'stale'
        ? { iat: at - 7200, exp: at - 301 }
        : altered === 'early'
          ? { iat: at, nbf: at + 301 }
          : {}
    const token = await local.token(over)
    const body = bodyOf(door, altered === 'foreign workspace' ? other(9) : TENANT)
    // A token says nothing of the body but where it comes from.
    if (altered === 'body') body.serviceUrl = 'https://evil.example/teams/'
    return new Request(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(altered !== 'no signature' && {
          authorization: `Bearer ${altered === 'signature' ? resigned(token) : token}`,
        }),
      },
      body: altered === 'malformed' ? '{"type":' : JSON.stringify(body),
    })
  }
  const good = await local.token()
  return {
    local,
    platform,
    settled: () => Promise.all(work),
    to: to(open),
    gone: to('19:gone@thread.tacv2'),
    closed: to('19:private@thread.tacv2'),
    person: { platform: 'teams', workspace: TENANT, user: kari },
    emails: {
      member: 'kari@example.com',
      guest: 'guest@example.com',
      bot: 'bot@example.com',
      left: 'left@example.com',
      foreign: 'other@example.com',
    },
    get now() {
      return now
    },
    later: (ms) => {
      now = new Date(now.getTime() + ms)
    },
    answer: (next) => {
      handle = next
    },
    click: async (ref, verb, gone) => {
      const { status } = await local.click({
        user: kari,
        channel: ref.channel,
        id: ref.id,
        verb,
        ...(gone && { gone: gone.subject }),
      })
      await Promise.all(work)
      return status
    },
    form: () =>
      dialog() && inputs().length > 0
        ? {
            title: dialog()!.title,
            submit: dialog()!.content.actions?.[0]?.title,
            fields: inputs().map(({ id }) => id ?? ''),
            raw: dialog()!.content,
          }
        : undefined,
    submit: async (values) => {
      const { status } = await local.submit({ user: kari, values })
      await Promise.all(work)
      const faults = faultsShown(dialog()?.content.body as Block[] | undefined)
      return { status, ...(Object.keys(faults).length > 0 && { faults }) }
    },
    say: async (text) => {
      expect200(await local.say(kari, text))
      await Promise.all(work)
    },
    notices: () => local.notices().filter((text) => text !== DONE),
    personal: {
      say: async (text) => {
        const { status } = await local.say(kari, text)
        await Promise.all(work)
        return status
      },
      home: async () => {
        const { status } = await local.say(kari, 'home')
        await Promise.all(work)
        return status
      },
      answers: () => personal().map(({ activity }) => activity),
      press: async (verb) => {
        const { channel, id } = personal().findLast(({ activity }) =>
          JSON.stringify(activity).includes(`"verb":"${verb}"`),
        )!
        const { status } = await local.click({ user: kari, channel, id, verb })
        await Promise.all(work)
        return status
      },
    },
    messageAction: async (text) => {
      const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
      const { status } = await local.messageAction(kari, 'open-case', `<div><p>${html}</p></div>`)
      await Promise.all(work)
      return status
    },
    doors: ['command', 'message action'],
    request: genuine,
    forged: (random) => {
      const doors = [undefined, 'command', 'message action'] as const
      return forged(random, good, JSON.stringify(bodyOf(doors[Math.floor(random() * 3)], TENANT)), now)
    },
    fault: (kind) => {
      if (kind === 'rate limit') local.fault({ method: 'post', kind: '429', retryAfter: 17, times: 1 })
      else if (kind === 'token lost') local.fault({ method: 'post', kind: '401', times: 1 })
      else local.fault({ method: 'post', kind: kind === 'drop' ? 'drop' : '500', times: 1 })
    },
    remove: ({ channel, id }) => void local.remove(channel, id),
    messages: () => local.messages().map(({ activity }) => activity),
    problems,
    alive,
    shown,
    stop: async () => {
      server.close()
      await local.close()
    },
  }
}

const expect200 = ({ status }: { status: number }) => {
  if (status !== 200) throw new Error(`HTTP ${status}`)
}
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
const base64 = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** The same claims under another key. */
export const resigned = (token: string): string => {
  const unsigned = token.split('.').slice(0, 2).join('.')
  return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(foreign.privateKey).toString('base64url')}`
}

const known = new Map<string, string>()
const resignedOnce = (token: string): string => {
  const made = known.get(token) ?? resigned(token)
  known.set(token, made)
  return made
}

function forged(random: () => number, good: string, body: string, now: Date): Request {
  const pick = <T>(...all: T[]): T => all[Math.floor(random() * all.length)]!
  const bytes = (n: number) => Array.from({ length: n }, () => String.fromCharCode(random() * 0x250)).join('')
  const [head = '', claims = '', signature = ''] = good.split('.')
  const header = (over: object) =>
    base64({ ...JSON.parse(Buffer.from(head, 'base64url').toString()), ...over })
  const altered = (over: object) =>
    base64({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), ...over })
  const at = Math.floor(random() * good.length)
  const changed = pick('A', 'B', '_', '.', ' ', 'å')
  const hmac = (key: string) => {
    const unsigned = `${header({ alg: 'HS256' })}.${claims}`
    return `${unsigned}.${createHmac('sha256', key).update(unsigned).digest('base64url')}`
  }
  // Each made only where it is picked: signing takes longer than all the rest
  const token = pick(
    () => `${header({ alg: 'none' })}.${claims}.`,
    () => `${header({ alg: 'none' })}.${claims}.${signature}`,
    () =>
      hmac(pick<string>('', 'secret', foreign.publicKey.export({ type: 'spki', format: 'pem' }).toString())),
    () => resignedOnce(good),
    () => `${head}.${altered({ exp: now.getTime() })}.${signature}`,
    () => `${head}.${altered({ aud: APP, serviceurl: 'https://evil.example' })}.${signature}`,
    () => `${header({ kid: pick<unknown>('x', '', '../keys', 7) })}.${claims}.${signature}`,
    () => `${header({ jwk: foreign.publicKey.export({ format: 'jwk' }) })}.${claims}.${signature}`,
    () => (good[at] === changed ? `${good}x` : `${good.slice(0, at)}${changed}${good.slice(at + 1)}`),
    () => good.slice(0, -2),
    () => `${head}.${claims}`,
    () => encodeURIComponent(bytes(100)),
    () => '',
  )()
  const cut = Math.floor(random() * body.length)
  const sent = pick(
    body,
    `${body.slice(0, cut)}${bytes(1)}${body.slice(cut + 1)}`,
    bytes(200),
    '',
    '{}',
    '[]',
    'null',
  )
  const headers = new Headers({ 'content-type': pick('application/json', 'text/plain', '*/*') })
  if (random() < 0.95)
    headers.set('authorization', `${pick<string>('Bearer ', 'bearer ', 'Basic ', '')}${encodeURI(token)}`)
  return new Request(address, { method: 'POST', headers, body: sent })
}

const contentIn = (message: unknown): Json =>
  (message as Block).type === 'AdaptiveCard' ? (message as Json) : contentOf(message as Json)

/** Every object in a card that is drawn, itself first: what a form carries is not. */
function parts(thing: unknown): Block[] {
  if (!thing || typeof thing !== 'object') return []
  const below = Object.entries(thing).flatMap(([key, value]) => (key === 'data' ? [] : parts(value)))
  return Array.isArray(thing) ? below : [thing as Block, ...below]
}

function problems(message: unknown): string[] {
  const content = contentIn(message)
  const whole = JSON.stringify(message)
  const form = (message as Block).type === 'AdaptiveCard'
  const size = form ? Buffer.byteLength(whole) : Math.max(Buffer.byteLength(whole), whole.length * 2)
  const ids = parts(content).flatMap(({ id }) => (typeof id === 'string' ? [id] : []))
  return [
    ...faultsOf(content),
    ...(size > 28 * 1024 ? [`${size} bytes`] : []),
    ...(new Set(ids).size < ids.length ? ['an id twice'] : []),
    ...parts(content).flatMap(({ type, actions }) =>
      type === 'ActionSet' && (actions as Block[]).filter(({ mode }) => mode !== 'secondary').length > 6
        ? ['too many buttons in a row']
        : [],
    ),
    ...(!form && !(message as Json).summary ? ['no summary'] : []),
  ]
}

const ACTING = new Set(['Image', 'Media', 'ImageSet', 'Action.OpenUrl', 'Input.Toggle'])
/** What a FactSet or a TextBlock might read as Markdown, as an address or as a mention. */
const MARKDOWN = /[[\]*_~`#<>\\|!@&\p{Cf}]|\/\/|www\./iu

function alive(message: unknown): string[] {
  const content = contentIn(message)
  const entities = ((content.msteams as { entities?: { text: string }[] } | undefined)?.entities ?? []) as {
    text: string
  }[]
  const mentioned = entities.map(({ text }) => text)
  return [
    ...entities.map((entity) => JSON.stringify(entity)),
    ...parts(content)
      .filter(
        ({ type, text, facts }) =>
          ACTING.has(type) ||
          (type === 'TextBlock' && MARKDOWN.test(besideMention(String(text), mentioned))) ||
          (type === 'FactSet' && MARKDOWN.test(told(facts))),
      )
      .map((part) => JSON.stringify(part)),
  ]
}

const besideMention = (text: string, mentioned: string[]) =>
  mentioned.reduce((rest, one) => rest.replace(one, ''), text)
const told = (facts: unknown): string =>
  (facts as { title: string; value: string }[]).map(({ title, value }) => `${title}: ${value}`).join('\n')

/** Lines, as a person reads them. */
function shown(message: unknown): string {
  return parts(contentIn(message).body)
    .flatMap(({ type, text, inlines, facts }) =>
      type === 'FactSet'
        ? [told(facts)]
        : type === 'RichTextBlock'
          ? [(inlines as { text: string }[]).map((one) => one.text).join('')]
          : type === 'TextBlock'
            ? [text]
            : [],
    )
    .join('\n')
}

/** Faults stand in red above their field, others at the top. */
function faultsShown(body: Block[] = []): Record<string, string> {
  const faults: Record<string, string> = {}
  let said: string[] = []
  for (const block of body) {
    const inlines = (block.inlines ?? []) as { text: string; color?: string }[]
    if (inlines[0]?.color === 'Attention') said.push(inlines.map(({ text }) => text).join(''))
    else if (said.length > 0) {
      faults[block.type.startsWith('Input.') ? String(block.id) : ''] = said.join('\n')
      said = []
    }
  }
  return faults
}
