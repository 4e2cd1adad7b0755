import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { LocalKeys } from './keys.ts'
import { addMessage, type Faults, type TeamsUser, type Tenant, tooFast } from './tenant.ts'

type Env = { Bindings: HttpBindings }
type Parts = {
  tenant: Tenant
  faults: Faults
  keys: () => LocalKeys[]
  url: () => string
}

const TOKEN = 'local-bot-token'
const error = (code: string, message = code) => ({ error: { code, message } })

/** The connector, the token endpoint and the published keys, as far as a bot sees them. */
export function connector({ tenant, faults, keys, url }: Parts): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/openid', (c) =>
    c.json({
      issuer: 'https://api.botframework.com',
      jwks_uri: `${url()}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    }),
  )
  app.get('/keys', (c) => {
    tenant.keyReads += 1
    return tenant.keysDown ? c.text('down', 503) : c.json({ keys: keys().map(({ jwk }) => jwk) })
  })
  app.post('/:tenant/oauth2/v2.0/token', async (c) => {
    const given = new URLSearchParams(await c.req.text())
    if (faults.meet('token')) return c.json({ error: 'temporarily_unavailable' }, 503)
    const known = given.get('client_id') === tenant.appId && given.get('client_secret') === tenant.password
    if (!known || c.req.param('tenant') !== tenant.id) return c.json({ error: 'invalid_client' }, 401)
    return c.json({ token_type: 'Bearer', expires_in: 3600, access_token: TOKEN })
  })

  type Act = () => { status: number; body: object }
  const meet = async (
    c: Context<Env>,
    method: 'post' | 'send' | 'update' | 'members',
    channel: string,
    act: Act,
  ) => {
    const note = (status: number | string) =>
      tenant.calls.push({ method, channel, status: String(status), at: tenant.now() })
    const run = (answer: { status: number; body: object }) => {
      note(answer.status)
      return c.json(answer.body, answer.status as 200)
    }
    if (c.req.header('authorization') !== `Bearer ${TOKEN}`)
      return run({ status: 401, body: error('Unauthorized') })
    const fault = faults.meet(method, channel)
    const wait = fault?.kind === '429' ? (fault.retryAfter ?? 1) : tooFast(tenant, method, channel)
    if (wait) {
      note(429)
      return c.json(error('TooManyRequests'), 429, { 'retry-after': String(wait) })
    }
    if (fault?.kind === '401') return run({ status: 401, body: error('Unauthorized') })
    if (fault?.kind === '403')
      return run({ status: 403, body: error('MessageWritesBlocked', 'The user or app is blocked') })
    if (fault?.kind === '500' || fault?.kind === '502') {
      if (fault.accepted) act()
      return run({ status: Number(fault.kind), body: error('ServiceError') })
    }
    const answer = act()
    if (fault?.kind === 'slow') await sleep(fault.ms ?? 9000)
    if (fault?.kind === 'drop') {
      note('drop')
      c.env.outgoing.destroy()
      return c.body(null)
    }
    return run(answer)
  }

  app.post('/teams/v3/conversations', async (c) => {
    const body = await c.req.json()
    const channel = body.channelData?.channel?.id
    const member = body.members?.[0]?.id
    return meet(c, 'post', channel ?? member ?? '', () => {
      if (body.isGroup === false && member) {
        const user = tenant.users.find(({ id }) => id === member)
        if (!user || user.appMissing) return { status: 403, body: error('BotNotInstalledForUser') }
        return { status: 201, body: { id: `a:1${user.id}` } }
      }
      const refused = refusal(tenant, channel)
      if (refused) return refused
      const made = addMessage(tenant, channel, body.activity)
      return { status: 201, body: { id: `${channel};messageid=${made.id}`, activityId: made.id } }
    })
  })
  const send = async (c: Context<Env>) => {
    const conversation = decodeURIComponent(c.req.param('conversation') ?? '')
    const body = await c.req.json()
    const [channel = '', root] = conversation.split(';messageid=')
    return meet(c, 'send', channel, () => {
      const refused = refusal(tenant, channel)
      if (refused) return refused
      const alone = c.req.query('isTargetedActivity') === 'true'
      const user = tenant.users.find(({ id, left }) => !left && `29:${id}` === body.recipient?.id)
      const unfit = alone && untargeted(tenant, channel, body.recipient?.id, user)
      if (unfit) return unfit
      const made = addMessage(tenant, channel, body, root)
      if (alone) made.to = user!.id
      return { status: 201, body: { id: made.id } }
    })
  }
  app.post('/teams/v3/conversations/:conversation/activities', send)
  app.post('/teams/v3/conversations/:conversation/activities/:id', send)
  app.put('/teams/v3/conversations/:conversation/activities/:id', async (c) => {
    const [channel = '', root] = decodeURIComponent(c.req.param('conversation')).split(';messageid=')
    const id = decodeURIComponent(c.req.param('id'))
    const body = await c.req.json()
    return meet(c, 'update', channel, () => {
      const found = tenant.messages.find(
        (one) => one.channel === channel && one.id === id && (one.root ?? one.id) === (root ?? one.id),
      )
      if (!found)
        return {
          status: 404,
          body: error('ActivityNotFoundInConversation', 'Message does not exist in the thread.'),
        }
      // What Teams says of one that was deleted (BotFramework-Services issue 269)
      if (found.deleted) return { status: 403, body: error('ServiceError', 'Unknown') }
      found.activity = body
      return { status: 200, body: { id } }
    })
  })
  app.get('/teams/v3/conversations/:conversation/pagedmembers', (c) => {
    const [channel = ''] = decodeURIComponent(c.req.param('conversation')).split(';messageid=')
    return meet(c, 'members', channel, () => {
      const refused = refusal(tenant, channel)
      if (refused) return refused
      const from = Number(c.req.query('continuationToken') ?? 0)
      const here = tenant.users.filter(({ left }) => !left)
      const members = here.slice(from, from + tenant.page).map((user) => ({
        id: user.bot ? `28:${user.id}` : `29:${user.id}`,
        name: user.name,
        aadObjectId: user.id,
        email: user.email,
        userPrincipalName: user.guest ? `${user.email?.replace('@', '_')}#EXT#@tenant.example` : user.email,
        tenantId: user.tenant ?? tenant.id,
        userRole: user.guest ? 'guest' : 'user',
      }))
      const next = from + tenant.page
      return {
        status: 200,
        body: { members, ...(next < here.length && { continuationToken: String(next) }) },
      }
    })
  })
  return app
}

/**
 * Of a message for one person: learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages. It names the
 * fault of a missing recipient; what is said of one who is not there, or where it is not allowed, it leaves open.
 */
function untargeted(tenant: Tenant, channel: string, recipient?: string, user?: TeamsUser) {
  if (!recipient || !channel.startsWith('19:')) return { status: 400, body: error('BadArgument') }
  if (tenant.noTargeted || !user) return { status: 403, body: error('Forbidden') }
  return undefined
}

/** Teams answers 403 for private and shared channels too, until the app is added to the channel itself. */
function refusal(tenant: Tenant, channel: string): { status: number; body: object } | undefined {
  if (!channel.startsWith('19:')) return undefined
  const found = tenant.channels.find(({ id }) => id === channel)
  if (!found) return { status: 404, body: error('ConversationNotFound') }
  if (found.private || found.appMissing) return { status: 403, body: error('BotNotInConversationRoster') }
  return undefined
}
