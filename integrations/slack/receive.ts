import { bytesOrRefusal } from '../body.ts'
import type { Background, ChatEnv, Handle } from '../chat.ts'
import { ownTeam } from './client.ts'
import { dispatch } from './dispatch.ts'
import { type Heard, hear, parseBody } from './parse.ts'
import { isSigned, isStamped } from './verify.ts'

/** Slack waits 3 s for an answer. */
const BODY = { bytes: 1024 * 1024, seconds: 5 }

const refuse = (status: number, text: string) => new Response(text, { status })

/** Slack's requests: 401 forged or stale, 400, 408 and 413 malformed, 403 of another workspace, 503 if ours is unknown yet. */
export async function receive(
  chatEnv: ChatEnv,
  request: Request,
  handle: Handle,
  background: Background,
): Promise<Response> {
  const { env, log, now } = chatEnv
  const unsigned = () => {
    log('slack.refused', { status: 401 })
    return refuse(401, 'bad signature')
  }
  if (!isStamped(request.headers, now())) return unsigned()
  const raw = await bytesOrRefusal(request, BODY)
  if (raw instanceof Response) return raw
  if (!isSigned(request.headers, raw, env.SLACK_SIGNING_SECRET ?? '', now())) return unsigned()
  let body: Record<string, unknown>
  let heard: Heard
  try {
    body = parseBody(new TextDecoder().decode(raw), request.headers.get('content-type') ?? '')
    heard = hear(body)
  } catch {
    log('slack.refused', { status: 400 })
    return refuse(400, 'not a Slack request')
  }
  if (heard.kind === 'challenge') return new Response(heard.challenge)

  let team: string
  try {
    team = await ownTeam(chatEnv)
  } catch (error) {
    log('slack.team_unknown', { cause: String(error) })
    return refuse(503, 'try again')
  }
  if (heard.team !== team) {
    log('slack.refused', { status: 403, team: heard.team })
    return refuse(403, 'another workspace')
  }
  if (heard.kind === 'inbound') return dispatch(chatEnv, { body, team, heard, handle, background })
  if (heard.kind === 'event') log('slack.event', { type: heard.event })
  return new Response('')
}
