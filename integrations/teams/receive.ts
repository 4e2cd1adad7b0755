import { bytesOrRefusal } from '../body.ts'
import type { Background } from '../chat.ts'
import type { Handle } from '../inbound.ts'
import { parseJson } from '../json.ts'
import type { TeamsEnv } from './client.ts'
import { Activity, tenantsOf } from './inbound.ts'
import { route, type Say } from './route.ts'
import { covers, verify } from './verify.ts'

/** Teams waits 15 s for an answer. */
const BODY = { bytes: 1024 * 1024, seconds: 10 }

/** Teams' requests: 401 forged or stale, 400 malformed, 403 of another tenant; what is verified goes to the SDK. */
export async function receive(
  teamsEnv: TeamsEnv,
  say: Say,
  request: Request,
  handle: Handle,
  background: Background,
): Promise<Response> {
  const { chatEnv, settings } = teamsEnv
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
  return route(teamsEnv, activity, say, handle, background)
}

const json = (raw: string): Record<string, unknown> | undefined => {
  try {
    const body: unknown = parseJson(raw)
    return body && typeof body === 'object' && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
