import { TeamsAdapter } from '@microsoft/teams-ai'
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder'
import { ClaimsIdentity, ServiceClientCredentialsFactory } from 'botframework-connector'
import { readAnswer } from '../body.ts'
import { type ChatEnv, ChatError } from '../chat.ts'
import { chatError, seconds } from './errors.ts'
import type { TeamsSettings } from './settings.ts'

const TIMEOUT_MS = 8000
const SCOPE = 'https://api.botframework.com/.default'
/** A token is left alone this long before it teamsEnv. */
const SPARE_MS = 300_000
/** 30 a second are allowed to an app in a tenant; this process keeps below. */
const MAX_A_SECOND = 28
/** A token or a page of 500 members, and much more. */
const MOST_BYTES = 4 * 1024 * 1024

export type TeamsEnv = { chatEnv: ChatEnv; settings: TeamsSettings }

// Only the bot's own tokens, as long as the isolate lives.
const tokens = new Map<string, { token: string; until: number }>()

/** The bot's token by client credentials. Nothing has been sent if it fails, so it never leaves doubt. */
async function tokenOf({ chatEnv: { fetch, now }, settings }: TeamsEnv): Promise<string> {
  const { appId, password, tenant, loginUrl } = settings
  const key = `${loginUrl} ${tenant} ${appId}`
  const kept = tokens.get(key)
  if (kept && kept.until > now().getTime()) return kept.token
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: password,
    scope: SCOPE,
  })
  const response = await fetch(`${loginUrl}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error) => {
    throw new ChatError('wait', `token: no answer (${(error as Error).name})`)
  })
  const text = await readAnswer(response, MOST_BYTES).catch(() => '')
  if (response.status !== 200) {
    const kind =
      response.status >= 500 || response.status === 429 || response.status === 408 ? 'wait' : 'person'
    const wait = seconds(response.headers.get('retry-after'), now())
    throw new ChatError(
      kind,
      `token: HTTP ${response.status}: look at TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_TENANT_ID`,
      wait,
    )
  }
  const { access_token, expires_in } = parse(text)
  if (typeof access_token !== 'string') throw new ChatError('wait', 'token: unreadable answer')
  const life = typeof expires_in === 'number' ? expires_in : 3600
  tokens.set(key, { token: access_token, until: now().getTime() + life * 1000 - SPARE_MS })
  return access_token
}

const parse = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

type WebResource = {
  url: string
  method: string
  body?: string
  headers: { set(name: string, value: string): void; toJson(): Record<string, string> }
}

/** The SDK's calls through our own fetch and token; on workerd its own would need Node's http. */
function plumbing(teamsEnv: TeamsEnv) {
  const credentials = {
    signRequest: async (request: WebResource) => {
      request.headers.set('authorization', `Bearer ${await tokenOf(teamsEnv)}`)
      return request
    },
  }
  class Credentials extends ServiceClientCredentialsFactory {
    isValidAppId = async (appId: string) => appId === teamsEnv.settings.appId
    isAuthenticationDisabled = async () => false
    createCredentials = async () => credentials as never
  }
  const httpClient = {
    sendRequest: async (request: WebResource) => {
      const response = await teamsEnv.chatEnv.fetch(request.url, {
        method: request.method,
        headers: request.headers.toJson(),
        ...(request.body !== undefined && { body: request.body }),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      const headers = Object.fromEntries(response.headers)
      return {
        request,
        status: response.status,
        headers: { toJson: () => headers },
        bodyAsText: await readAnswer(response, MOST_BYTES),
      }
    },
  }
  const { appId, tenant } = teamsEnv.settings
  const config = { MicrosoftAppId: appId, MicrosoftAppTenantId: tenant, MicrosoftAppType: 'SingleTenant' }
  return { config, credentials: new Credentials(), options: { httpClient: httpClient as never } }
}

/** Turns of what comes in run on this; one a request. */
export function adapterOf(teamsEnv: TeamsEnv) {
  const { config, credentials, options } = plumbing(teamsEnv)
  return new TeamsAdapter(config, credentials, undefined, options)
}

export const botIdentity = ({ settings: { appId } }: TeamsEnv) =>
  new ClaimsIdentity([
    { type: 'aud', value: appId },
    { type: 'appid', value: appId },
  ])

/** How calls go out: without the SDK's own retries, which could post twice. */
export function connectorFactory(teamsEnv: TeamsEnv) {
  const { config, credentials, options } = plumbing(teamsEnv)
  return new ConfigurationBotFrameworkAuthentication(
    config,
    credentials,
    undefined,
    undefined,
    options,
  ).createConnectorFactory(botIdentity(teamsEnv))
}

type Connector = Awaited<ReturnType<ReturnType<typeof connectorFactory>['create']>>
export type Conversations = Connector['conversations']

const sent: number[] = []

type Outgoing = { url: string }
type Pipeline = {
  removePolicy(policy: { name: string }): void
  addPolicy(policy: {
    name: string
    sendRequest<T>(request: Outgoing, next: (request: Outgoing) => Promise<T>): Promise<T>
  }): void
}

/** A message for its recipient alone, which the SDK does not know: its request but for the query. */
const ALONE: Parameters<Pipeline['addPolicy']>[0] = {
  name: 'targeted',
  sendRequest: (request, next) => {
    request.url += '?isTargetedActivity=true'
    return next(request)
  },
}

/** One call to the connector; throws ChatError. `alone`: its activity is for its recipient alone. */
export async function call<T>(
  teamsEnv: TeamsEnv,
  what: string,
  act: (conversations: Conversations) => Promise<T>,
  { repeatable = false, alone = false } = {},
): Promise<T> {
  const now = teamsEnv.chatEnv.now()
  try {
    await tokenOf(teamsEnv)
    await pace()
    const connector = await connectorFactory(teamsEnv).create(
      teamsEnv.settings.serviceUrl,
      'https://api.botframework.com',
    )
    const { pipeline } = (connector as unknown as { client: { pipeline: Pipeline } }).client
    for (const name of ['defaultRetryPolicy', 'redirectPolicy']) pipeline.removePolicy({ name })
    if (alone) pipeline.addPolicy(ALONE)
    return await act(connector.conversations)
  } catch (error) {
    throw chatError(what, error, now, repeatable)
  }
}

/** Waits for a place in the second; a courtesy within this process, the answer 429 stays the guard. */
async function pace(): Promise<void> {
  for (;;) {
    const now = performance.now()
    while (sent.length > 0 && now - sent[0]! >= 1000) sent.shift()
    if (sent.length < MAX_A_SECOND) return void sent.push(now)
    await new Promise((done) => setTimeout(done, 1001 - (now - sent[0]!)))
  }
}
