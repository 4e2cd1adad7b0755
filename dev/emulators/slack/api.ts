import { timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { type Args, type Method, refuse, SlackRefusal, text } from './methods/answer.ts'
import { postMessage, removeMessage, updateMessage } from './methods/chat.ts'
import { history, info, list, open, replies } from './methods/conversations.ts'
import { authTest, lookupByEmail, userInfo } from './methods/users.ts'
import { openView, publishView } from './methods/views.ts'
import type { limitRate } from './rate.ts'
import { respond } from './respond.ts'
import type { Faults } from './types.ts'
import type { Workspace } from './workspace.ts'

const methods: Record<string, Method> = {
  'auth.test': authTest,
  'chat.postMessage': postMessage,
  'chat.update': updateMessage,
  'chat.delete': removeMessage,
  'conversations.history': history,
  'conversations.replies': replies,
  'conversations.info': info,
  'conversations.list': list,
  'conversations.open': open,
  'users.lookupByEmail': lookupByEmail,
  'users.info': userInfo,
  'views.open': openView,
  'views.publish': publishView,
}

type Env = { Bindings: HttpBindings }
type Parts = { ws: Workspace; faults: Faults; wait?: ReturnType<typeof limitRate> }

/** The Web API under /api and the response_url endpoint under /actions. */
export function webApi({ ws, faults, wait }: Parts): Hono<Env> {
  const app = new Hono<Env>()
  app.all('/api/:method', async (c) => {
    const method = c.req.param('method')
    const args = await readArgs(c)
    const channel = text(args, 'channel')
    c.header('x-oauth-scopes', ws.scopes.join(','))
    const note = (status: string) =>
      ws.calls.push({ method, ...(channel && { channel }), status, at: ws.now() })
    const run = () => {
      try {
        return carryOut(ws, method, args, c.req.header('authorization'))
      } catch (error) {
        if (error instanceof SlackRefusal) return refusal(error)
        throw error
      }
    }
    const fault = faults.meet(method, channel)
    const seconds = fault?.kind === '429' ? (fault.retryAfter ?? 1) : (wait?.(method, channel) ?? 0)
    if (seconds) {
      note('429')
      return c.json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(seconds) })
    }
    if (fault?.kind === 'token') {
      note('token_revoked')
      return c.json({ ok: false, error: 'token_revoked' })
    }
    if (fault?.kind === 'error') {
      note(fault.error ?? 'missing_scope')
      return c.json({ ok: false, error: fault.error ?? 'missing_scope' })
    }
    if (fault?.kind === '500') {
      if (fault.accepted) run()
      note('500')
      return c.text('Internal Server Error', 500)
    }
    const whole = run()
    const answer = fault?.kind === 'bare' ? bare(whole) : fault?.kind === 'cut' ? cutShort(whole) : whole
    if (fault?.kind === 'slow') await sleep(fault.ms ?? 4000)
    if (fault?.kind === 'drop') {
      note('drop')
      c.env.outgoing.destroy()
      return c.body(null)
    }
    note(answer.ok ? 'ok' : String(answer.error))
    return c.json(answer)
  })

  app.post('/actions/:team/:id', async (c) => {
    const fault = faults.meet('response_url')
    if (fault?.kind === 'slow') await sleep(fault.ms ?? 4000)
    if (fault?.kind === '500') return c.text('Internal Server Error', 500)
    const body = await c.req.json().catch(() => undefined)
    const { status, body: words } = body
      ? respond(ws, c.req.param('id'), body)
      : { status: 400, body: 'invalid_payload' }
    ws.calls.push({ method: 'response_url', status: status === 200 ? 'ok' : words, at: ws.now() })
    if (fault?.kind === 'drop') c.env.outgoing.destroy()
    return c.text(words, status as 200)
  })
  return app
}

function carryOut(
  ws: Workspace,
  method: string,
  args: Args,
  header: string | undefined,
): Record<string, unknown> {
  const token = header?.replace(/^Bearer /i, '') || text(args, 'token')
  if (!token) refuse('not_authed')
  if (!same(token, ws.botToken)) refuse('invalid_auth')
  const todo = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (!todo) refuse('unknown_method')
  return todo(ws, args)
}

function refusal({ error, messages }: SlackRefusal): Record<string, unknown> {
  if (!messages.length) return { ok: false, error }
  return {
    ok: false,
    error,
    ...(error === 'invalid_blocks' && { errors: messages }),
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  }
}

type Messages = { messages?: Record<string, unknown>[] } & Record<string, unknown>

const bare = (answer: Messages): Messages =>
  answer.messages
    ? { ...answer, messages: answer.messages.map(({ metadata: _, ...message }) => message) }
    : answer

/** As if more were there than may be read. */
const cutShort = (answer: Messages): Messages =>
  answer.messages
    ? { ...answer, messages: [], has_more: true, response_metadata: { next_cursor: '' } }
    : answer

const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Form fields hold their structures as JSON text, as Slack's own client sends them. */
async function readArgs(c: Context<Env>): Promise<Args> {
  const args: Args = { ...c.req.query() }
  if (c.req.method === 'GET') return args
  const body = await c.req.text()
  if (c.req.header('content-type')?.startsWith('application/json'))
    return { ...args, ...JSON.parse(body || '{}') }
  for (const [key, value] of new URLSearchParams(body)) {
    args[key] = ['blocks', 'attachments', 'metadata', 'view'].includes(key) ? parseOr(value) : value
  }
  return args
}

function parseOr(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
