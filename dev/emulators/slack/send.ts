import { handleOf } from './methods/users.ts'
import { signSlack } from './sign.ts'
import { ids, type Workspace } from './workspace.ts'

/** Slack gives an app this long to answer an interaction, and doesn't try again. */
const patience = 3000

/** `status` 0: no answer within 3 s, no connection, or nothing sent at all. */
export type Reply = { status: number; body: string }

/** Sends a signed interaction to the app. */
export const sendInteraction = (ws: Workspace, payload: Record<string, unknown>): Promise<Reply> =>
  send(ws, `payload=${encodeURIComponent(JSON.stringify(payload))}`)

/** A slash command comes as plain fields. */
export const sendCommand = (ws: Workspace, fields: Record<string, string>): Promise<Reply> =>
  send(ws, new URLSearchParams(fields).toString())

/** An event comes as JSON. */
export const sendEvent = (ws: Workspace, body: Record<string, unknown>): Promise<Reply> =>
  send(ws, JSON.stringify(body), 'application/json')

async function send(ws: Workspace, body: string, type = 'application/x-www-form-urlencoded'): Promise<Reply> {
  if (!ws.target) return { status: 0, body: 'no target set' }
  const timestamp = Math.floor(ws.now() / 1000)
  try {
    const response = await fetch(ws.target, {
      method: 'POST',
      headers: {
        'content-type': type,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': String(timestamp),
        'x-slack-signature': signSlack(ws.signingSecret, timestamp, body),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    })
    return { status: response.status, body: await response.text() }
  } catch (error) {
    return { status: 0, body: error instanceof Error ? error.message : String(error) }
  }
}

/** What every interaction payload carries. */
export function envelope(ws: Workspace, userId: string, type: string, triggerId: string) {
  const user = ws.users.get(userId)
  const name = user ? handleOf(user) : 'unknown'
  return {
    type,
    team: { id: ws.teamId, domain: ids.domain },
    user: { id: userId, username: name, name, team_id: user?.team_id ?? ws.teamId },
    api_app_id: ids.app,
    token: 'local-verification-token',
    trigger_id: triggerId,
    enterprise: null,
    is_enterprise_install: false,
  }
}
