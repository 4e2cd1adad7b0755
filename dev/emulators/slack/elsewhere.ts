import { refuseMessage } from './limits.ts'
import { wire } from './methods/chat.ts'
import { handleOf } from './methods/users.ts'
import { envelope, type Reply, sendCommand, sendEvent, sendInteraction } from './send.ts'
import type { Block } from './types.ts'
import {
  addEphemeral,
  findMessage,
  formatTs,
  ids,
  nameBlocks,
  newResponseUrl,
  newTrigger,
  openDirect,
  shortId,
  type Workspace,
} from './workspace.ts'

export type Command = { user: string; channel: string; text: string; teamId?: string }
export type Shortcut = { user: string; channel: string; ts: string; callbackId: string; teamId?: string }

export const COMMAND = '/amends'

/** A person types a slash command; what the app answers is shown to them alone. */
export async function runCommand(ws: Workspace, { user, channel, text, teamId }: Command): Promise<Reply> {
  const who = ws.users.get(user)
  const reply = await sendCommand(ws, {
    token: 'local-verification-token',
    team_id: teamId ?? ws.teamId,
    team_domain: ids.domain,
    channel_id: channel,
    channel_name: channel.startsWith('D') ? 'directmessage' : (ws.channels.get(channel)?.name ?? ''),
    user_id: user,
    user_name: who ? handleOf(who) : 'unknown',
    command: COMMAND,
    text,
    api_app_id: ids.app,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(ws, { channel, user, ts: '', ephemeral: true }),
    trigger_id: newTrigger(ws, user),
  })
  const tell = (words: string, blocks?: Block[]) =>
    addEphemeral(ws, {
      channel,
      text: words,
      ...(blocks && { blocks: nameBlocks(blocks) }),
      ephemeralFor: user,
      via: 'response_url',
    })
  if (reply.status !== 200) {
    tell(`${COMMAND} failed with the error "${reply.status ? 'dispatch_failed' : 'operation_timeout'}"`)
    return reply
  }
  if (!reply.body.trim()) return reply
  const said = parsed(reply.body)
  if (!said) tell(reply.body)
  else if (refuseMessage(said)) tell(`${COMMAND} failed with the error "invalid_blocks"`)
  else tell(String(said.text ?? ''), said.blocks as Block[] | undefined)
  return reply
}

function parsed(body: string): Record<string, unknown> | undefined {
  try {
    const found = JSON.parse(body)
    return found && typeof found === 'object' ? found : undefined
  } catch {
    return undefined
  }
}

/** A person chooses the app's action in the menu of somebody's message. */
export async function runShortcut(
  ws: Workspace,
  { user, channel, ts, callbackId, teamId }: Shortcut,
): Promise<Reply> {
  const message = findMessage(ws, channel, ts)
  if (!message) throw new Error(`no message ${ts} in ${channel}`)
  const base = envelope(ws, user, 'message_action', newTrigger(ws, user))
  if (teamId) {
    base.team.id = teamId
    base.user.team_id = teamId
  }
  return sendInteraction(ws, {
    ...base,
    callback_id: callbackId,
    action_ts: formatTs(ws.now() * 1000),
    message_ts: ts,
    message: wire(ws, message, false),
    channel: { id: channel, name: ws.channels.get(channel)?.name ?? 'directmessage' },
    response_url: newResponseUrl(ws, { channel, user, ts, thread: message.thread_ts, ephemeral: false }),
  })
}

/** A person opens the app's home tab; the event says what they saw before. */
export async function openHome(ws: Workspace, user: string, teamId?: string): Promise<Reply> {
  const view = ws.homes.get(user)
  return sendEvent(ws, {
    token: 'local-verification-token',
    team_id: teamId ?? ws.teamId,
    api_app_id: ids.app,
    event: {
      type: 'app_home_opened',
      user,
      channel: openDirect(ws, user).id,
      tab: 'home',
      event_ts: formatTs(ws.now() * 1000),
      ...(view && { view }),
    },
    type: 'event_callback',
    event_id: `Ev${shortId(8)}`,
    event_time: Math.floor(ws.now() / 1000),
    authorizations: [{ enterprise_id: null, team_id: ws.teamId, user_id: ids.botUser, is_bot: true }],
  })
}
