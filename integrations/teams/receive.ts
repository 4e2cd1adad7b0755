import { bytesOrRefusal } from '../body.ts'
import type { Background, Card, ChatEnv, Handle } from '../chat.ts'
import { answerSay, ask } from './answer.ts'
import type { Ends } from './client.ts'
import { dispatch } from './dispatch.ts'
import { Activity, type Heard, hear, tenantsOf } from './parse.ts'
import { covers, verify } from './verify.ts'

/** Teams waits 15 s for an answer. */
const BODY = { bytes: 1024 * 1024, seconds: 10 }

/** Answers in the conversation something was said in. */
export type Say = (conversation: string, cards: Card[]) => Promise<unknown>

/** Teams' requests: 401 forged or stale, 400 malformed, 403 of another tenant. Nothing is handed over before. */
export async function receive(
  ends: Ends,
  say: Say,
  request: Request,
  handle: Handle,
  background: Background,
): Promise<Response> {
  const { chatEnv, settings } = ends
  const { log } = chatEnv
  const refuse = (status: number, text: string) => {
    log('teams.refused', { status })
    return new Response(text, { status })
  }
  const vouched = await verify(chatEnv, settings, request.headers.get('authorization'))
  if (!vouched) return refuse(401, 'bad token')
  const raw = await bytesOrRefusal(request, BODY)
  if (raw instanceof Response) return raw
  const body = json(new TextDecoder().decode(raw))
  if (!body) return refuse(400, 'not JSON')
  if (!covers(vouched, body)) return refuse(401, 'the token is not for this')
  if (body.channelId !== 'msteams') return refuse(403, 'another channel')
  const parsed = Activity.safeParse(body)
  if (!parsed.success) return refuse(400, 'not an activity')
  const activity = parsed.data
  const tenants = tenantsOf(activity)
  if (tenants.length === 0 || tenants.some((tenant) => tenant !== settings.tenant))
    return refuse(403, 'another tenant')
  let heard: Heard
  try {
    heard = hear(activity, settings.tenant)
  } catch {
    return refuse(400, 'not an activity of this app')
  }
  if (heard.kind === 'other') return other(chatEnv, activity)
  if (heard.kind === 'say') {
    const cards = answerSay(await ask(handle, heard.inbound, log))
    background(
      say(activity.conversation.id, cards).catch((error) =>
        log('teams.notice_lost', { cause: String(error).slice(0, 200) }),
      ),
    )
    return new Response(null, { status: 200 })
  }
  try {
    return await dispatch(ends, activity, heard, handle)
  } catch (error) {
    log('teams.failed', { verb: heard.inbound.verb, cause: String(error).slice(0, 200) })
    return new Response('try again', { status: 503 })
  }
}

function other({ log }: ChatEnv, { type, name }: Activity): Response {
  log('teams.event', { type: type.slice(0, 50), ...(name && { name: name.slice(0, 50) }) })
  return type === 'invoke'
    ? new Response('not known here', { status: 400 })
    : new Response(null, { status: 200 })
}

const json = (raw: string): Record<string, unknown> | undefined => {
  try {
    const body: unknown = JSON.parse(raw)
    return body && typeof body === 'object' && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
