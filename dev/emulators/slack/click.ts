import { wire } from './methods/chat.ts'
import { findView } from './methods/views.ts'
import { envelope, type Reply, sendInteraction } from './send.ts'
import { type Given, stateOf } from './state.ts'
import type { Block, Element, Ephemeral } from './types.ts'
import {
  addEphemeral,
  findMessage,
  formatTs,
  newResponseUrl,
  newTrigger,
  type Workspace,
} from './workspace.ts'

export type Click = {
  user: string
  /** Where the message is; not needed with `viewId`. */
  channel?: string
  ts?: string
  viewId?: string
  actionId: string
  /** Needed only where two blocks have the same action id. */
  blockId?: string
  /** Picks among elements with the same action id; stands in for a button that is gone by now (a late click). */
  value?: string
  /** What was chosen, for menus and pickers. */
  selected?: Given
  /** Another workspace's id, to see that it is refused. */
  teamId?: string
}

/** Clicks a button or changes a menu: one signed block_actions request, no retry. */
export async function clickAction(ws: Workspace, click: Click): Promise<Reply> {
  const origin = click.viewId ? fromView(ws, click) : fromMessage(ws, click)
  const found = findAction(origin.blocks, click)
  if (!found && click.value === undefined)
    throw new Error(`no element ${click.actionId} in ${click.ts ?? click.viewId}`)
  const element: Element = found?.element ?? { type: 'button', action_id: click.actionId, value: click.value }
  const actionTs = formatTs(ws.now() * 1000)
  const action = {
    ...(element.type === 'button' ? buttonAction(element) : stateOf(element, click.selected ?? null)),
    action_id: click.actionId,
    block_id: found?.block.block_id ?? 'gone',
    action_ts: actionTs,
  }
  const base = envelope(ws, click.user, 'block_actions', newTrigger(ws, click.user, click.viewId))
  if (click.teamId) {
    base.team.id = click.teamId
    base.user.team_id = click.teamId
  }
  const reply = await sendInteraction(ws, { ...base, ...origin.payload, actions: [action] })
  if (reply.status !== 200 && origin.channel) {
    addEphemeral(ws, {
      channel: origin.channel,
      ...(origin.thread && { thread_ts: origin.thread }),
      text: ':warning: This app responded with an error. If you need help, contact its developer.',
      ephemeralFor: click.user,
      via: 'slack',
    })
  }
  return reply
}

type Origin = { blocks: Block[]; payload: Record<string, unknown>; channel?: string; thread?: string }

function fromMessage(ws: Workspace, { user, channel = '', ts = '' }: Click): Origin {
  const ephemeral = ws.ephemerals.find(
    (one) => one.channel === channel && one.ts === ts && one.ephemeralFor === user,
  )
  const message = ephemeral ?? findMessage(ws, channel, ts)
  if (!message) throw new Error(`no message ${ts} in ${channel}`)
  const { thread_ts: thread } = message
  const { ephemeralFor, via, ...plain } = message as Ephemeral
  return {
    blocks: message.blocks ?? [],
    channel,
    thread,
    payload: {
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channel,
        is_ephemeral: !!ephemeral,
        ...(thread && { thread_ts: thread }),
      },
      channel: {
        id: channel,
        name: channel.startsWith('D') ? 'directmessage' : (ws.channels.get(channel)?.name ?? ''),
      },
      ...(!ephemeral && { message: wire(ws, plain, true) }),
      state: { values: {} },
      response_url: newResponseUrl(ws, { channel, user, ts, thread, ephemeral: !!ephemeral }),
    },
  }
}

function fromView(ws: Workspace, { viewId = '' }: Click): Origin {
  const found = findView(ws, viewId)
  if (!found) throw new Error(`no open modal ${viewId}`)
  return {
    blocks: found.view.blocks,
    payload: {
      container: { type: 'view', view_id: viewId },
      view: found.view,
      ...(found.view.type === 'modal' && { response_urls: [] }),
    },
  }
}

function findAction(
  blocks: Block[],
  { actionId, blockId, value }: Click,
): { block: Block; element: Element } | undefined {
  const wanted = blocks.filter((block) => !blockId || block.block_id === blockId)
  const all = wanted.flatMap((block) =>
    [...(block.elements ?? []), block.accessory, block.element]
      .filter((element): element is Element => element?.action_id === actionId)
      .map((element) => ({ block, element })),
  )
  return all.find(
    ({ element }) => value === undefined || element.value === value || element.type !== 'button',
  )
}

function buttonAction({ type, text, value, style }: Element) {
  return { type, text, ...(value !== undefined && { value }), ...(style && { style }) }
}
