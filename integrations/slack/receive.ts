import * as z from 'zod/v4'
import { bytesOrRefusal } from '../body.ts'
import type { Background, ChatEnv } from '../chat.ts'
import type { Handle } from '../inbound.ts'
import { parseJson } from '../json.ts'
import { route } from './route.ts'
import { isSigned, isStamped } from './verify.ts'

/** Slack waits 3 s for an answer. */
const BODY = { bytes: 1024 * 1024, seconds: 5 }
const CHECK_BYTES = 2000

const refuse = ({ log }: ChatEnv, status: number, text: string) => {
  log('slack.refused', { status })
  return new Response(text, { status })
}

/** Slack's requests: 401 forged or stale, 400, 408 and 413 malformed; what is signed goes to Bolt. */
export async function receive(
  chatEnv: ChatEnv,
  request: Request,
  handle: Handle,
  background: Background,
): Promise<Response> {
  const { env, now } = chatEnv
  const unsigned = () => refuse(chatEnv, 401, 'bad signature')
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
  try {
    const body = parseBody(new TextDecoder().decode(raw), request.headers.get('content-type') ?? '')
    if (body.type !== 'url_verification') return await route(chatEnv, body, handle, background)
    return new Response(z.string().parse(body.challenge))
  } catch {
    return refuse(chatEnv, 400, 'not a Slack request')
  }
}

/**
 * Slack tries a slash command's address now and then, unsigned, as its own receivers take it:
 * https://docs.slack.dev/interactivity/implementing-slash-commands. Nothing else of such a request is read.
 */
const isCertificateCheck = (raw: Uint8Array): boolean =>
  raw.byteLength <= CHECK_BYTES && /(?:^|&)ssl_check=1(?:&|$)/.test(new TextDecoder().decode(raw))

/** A command has about fifteen; reading half a million takes seconds. */
const MAX_FIELDS = 100

/** The body of a signed request as an object: JSON, a form with a payload, or a slash command's plain fields. */
export function parseBody(raw: string, contentType: string): Record<string, unknown> {
  const json = contentType.startsWith('application/json')
  if (!json && isLongerThan(raw, MAX_FIELDS)) throw new Error(`more than ${MAX_FIELDS} fields`)
  const form = new URLSearchParams(json ? '' : raw)
  if (!json && form.has('command') && !form.has('payload')) return Object.fromEntries(form)
  return z.record(z.string(), z.unknown()).parse(parseJson((json ? raw : form.get('payload')) ?? ''))
}

const isLongerThan = (form: string, fields: number): boolean => {
  let count = 1
  for (let at = form.indexOf('&'); at >= 0 && count <= fields; at = form.indexOf('&', at + 1)) count++
  return count > fields
}
