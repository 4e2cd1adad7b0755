import { bytesOrRefusal } from '../body.ts'
import type { Background, ChatEnv, Handle } from '../chat.ts'
import { ownHome } from './client.ts'
import { dispatch } from './dispatch.ts'
import { type Heard, hear, parseBody, placed } from './parse.ts'
import { isSigned, isStamped } from './verify.ts'
import { isOurs, isStranger, type Origin, type Own, originOf } from './who.ts'

/** Slack waits 3 s for an answer. */
const BODY = { bytes: 1024 * 1024, seconds: 5 }
const CHECK_BYTES = 2000

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
  if (!isStamped(request.headers, now())) {
    // A body that doesn't say how short it is isn't read at all
    if (!request.headers.has('content-length')) return unsigned()
    const short = await bytesOrRefusal(request, { ...BODY, bytes: CHECK_BYTES })
    return short instanceof Response || !isCertificateCheck(short) ? unsigned() : new Response('')
  }
  const raw = await bytesOrRefusal(request, BODY)
  if (raw instanceof Response) return raw
  if (isCertificateCheck(raw)) return new Response('')
  if (!isSigned(request.headers, raw, env.SLACK_SIGNING_SECRET ?? '', now())) return unsigned()
  let body: Record<string, unknown>
  let heard: Heard
  let origin: Origin
  try {
    body = parseBody(new TextDecoder().decode(raw), request.headers.get('content-type') ?? '')
    heard = hear(body)
    origin = originOf(body)
  } catch {
    log('slack.refused', { status: 400 })
    return refuse(400, 'not a Slack request')
  }
  if (heard.kind === 'challenge') return new Response(heard.challenge)

  let own: Own
  try {
    own = await ownHome(chatEnv)
  } catch (error) {
    log('slack.team_unknown', { cause: String(error) })
    return refuse(503, 'try again')
  }
  if (!isOurs(origin, own)) {
    log('slack.refused', { status: 403, team: origin.teams[0] })
    return refuse(403, 'another workspace')
  }
  if (heard.kind === 'inbound') {
    const { team } = own
    const asked = { ...heard, inbound: placed(heard.inbound, team, origin.home) } as typeof heard
    return dispatch(chatEnv, {
      body,
      team,
      heard: asked,
      stranger: isStranger(origin, own),
      handle,
      background,
    })
  }
  if (heard.kind === 'event') log('slack.event', { type: heard.event })
  return new Response('')
}

/**
 * Slack tries a slash command's address now and then, unsigned, as its own receivers take it:
 * https://docs.slack.dev/interactivity/implementing-slash-commands. Nothing else of such a request is read.
 */
const isCertificateCheck = (raw: Uint8Array): boolean =>
  raw.byteLength <= CHECK_BYTES && /(?:^|&)ssl_check=1(?:&|$)/.test(new TextDecoder().decode(raw))
