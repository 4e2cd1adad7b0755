import { type Logger, webApi } from '@slack/bolt'
import { readAnswer } from '../body.ts'
import type { ChatEnv } from '../chat.ts'
import { chatError } from './errors.ts'
import type { Own } from './who.ts'

const TIMEOUT_MS = 8000
/** A page of a channel's history is the largest answer that is asked for. */
const MOST_BYTES = 8 * 1024 * 1024
/** Of a refusal that names no time to wait. */
const DEFAULT_RETRY_SECONDS = '30'

/**
 * `fetch` as Slack's client can use it on workerd, which knows no `redirect: 'error'`. Called unbound, since
 * workerd refuses its fetch as a method of something else.
 */
function slackFetch({ fetch: outer }: Pick<ChatEnv, 'fetch'>): typeof fetch {
  return async (input, init) => {
    const response = await outer(input, { ...init, redirect: 'manual' })
    if (response.status >= 300 && response.status < 400) {
      throw new Error(`Slack answered with a redirect (${response.status})`)
    }
    if (response.status === 429 && !/^\d+$/.test(response.headers.get('retry-after') ?? '')) {
      return new Response(null, { status: 429, headers: { 'retry-after': DEFAULT_RETRY_SECONDS } })
    }
    const { status, headers } = response
    const kept = ['content-type', 'retry-after', 'x-oauth-scopes'].flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value] as [string, string]]
    })
    return new Response(await readAnswer(response, MOST_BYTES), { status, headers: kept })
  }
}

/** Slack's libraries log what they please; only the sentence goes on, without the objects after it. */
export function slackLogger(log: ChatEnv['log']): Logger {
  const say = (level: string) => (first?: unknown) => log(`slack.${level}`, { message: firstLine(first) })
  return {
    debug: () => {},
    info: () => {},
    warn: say('warn'),
    error: say('error'),
    setLevel: () => {},
    getLevel: () => 'warn' as ReturnType<Logger['getLevel']>,
    setName: () => {},
  }
}

const firstLine = (thing: unknown) =>
  String(thing instanceof Error ? thing.message : thing)
    .split('\n')[0]
    ?.slice(0, 200)

/** No retries of its own: the outbox alone retries, else a message could be posted twice. */
export function clientOptions(chatEnv: ChatEnv): webApi.WebClientOptions {
  const { SLACK_API_URL } = chatEnv.env
  return {
    fetch: slackFetch(chatEnv),
    timeout: TIMEOUT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: slackLogger(chatEnv.log),
    ...(SLACK_API_URL && { slackApiUrl: SLACK_API_URL }),
  }
}

/**
 * One call to the Web API; throws ChatError. A client per call: on workerd a shared one would tie requests
 * together by its queue.
 */
export async function call<T>(
  chatEnv: ChatEnv,
  method: string,
  send: (client: webApi.WebClient) => Promise<T>,
): Promise<T> {
  try {
    return await send(new webApi.WebClient(chatEnv.env.SLACK_BOT_TOKEN, clientOptions(chatEnv)))
  } catch (error) {
    throw chatError(method, error)
  }
}

// Ids only, kept as long as the isolate lives: a token belongs to one workspace and one bot for good. The answer is kept
// and not the question: a question ends with the request that asked it, and others would wait for it for ever.
const known = new Map<string, Own & { bot?: string }>()

/** What Slack says this token is for, asked once; a failed question is asked again. */
async function identity(chatEnv: ChatEnv) {
  const { SLACK_API_URL = '', SLACK_BOT_TOKEN = '' } = chatEnv.env
  const key = `${SLACK_API_URL} ${SLACK_BOT_TOKEN}`
  const answer = known.get(key) ?? (await ask(chatEnv))
  known.set(key, answer)
  return answer
}

async function ask(chatEnv: ChatEnv) {
  const { team_id, enterprise_id, bot_id } = await call(chatEnv, 'auth.test', (client) => client.auth.test())
  if (!team_id) throw chatError('auth.test', new Error('no team_id'))
  return { team: team_id, ...(enterprise_id && { organisation: enterprise_id }), bot: bot_id }
}

/** The workspace this app is installed in: SLACK_TEAM_ID, else learnt once from Slack, with its organisation. */
export async function ownWorkspace(chatEnv: ChatEnv): Promise<Own> {
  const { SLACK_TEAM_ID } = chatEnv.env
  return SLACK_TEAM_ID ? { team: SLACK_TEAM_ID } : identity(chatEnv)
}

/** This app's own bot, as its messages name it. */
export const ownBot = async (chatEnv: ChatEnv): Promise<string | undefined> => (await identity(chatEnv)).bot
