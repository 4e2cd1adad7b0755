import { refuseMessage } from '../limits.ts'
import type { Block, Message, Metadata } from '../types.ts'
import {
  addMessage,
  deleteMessage,
  findMessage,
  ids,
  nameBlocks,
  nextTs,
  type Workspace,
} from '../workspace.ts'
import { type Args, channelOf, type Method, refuse, text } from './answer.ts'

export const postMessage: Method = (ws, args) => {
  const channel = channelOf(ws, args, true)
  checkOrRefuse(args, false)
  const thread = text(args, 'thread_ts')
  const parent = thread ? findMessage(ws, channel.id, thread) : undefined
  // A reply to what was deleted is no error: Slack posts it into the channel itself
  const message: Message = {
    channel: channel.id,
    ts: nextTs(ws),
    ...(parent && { thread_ts: parent.thread_ts ?? parent.ts }),
    text: text(args, 'text') ?? '',
    ...(args.blocks !== undefined && { blocks: nameBlocks(args.blocks as Block[]) }),
    ...(hasMetadata(args) && { metadata: args.metadata as Metadata }),
    user: ids.botUser,
    bot_id: ids.bot,
  }
  addMessage(ws, message)
  return { ok: true, channel: channel.id, ts: message.ts, message: wire(ws, message, true) }
}

export const updateMessage: Method = (ws, args) => {
  const channel = channelOf(ws, args, true)
  const message = findMessage(ws, channel.id, text(args, 'ts') ?? '')
  if (!message || message.subtype === 'tombstone') refuse('message_not_found')
  if (message.bot_id !== ids.bot) refuse('cant_update_message')
  checkOrRefuse(args, true)
  const words = text(args, 'text')
  // Text without blocks takes the blocks away; only then the message counts as edited.
  if (args.blocks !== undefined) message.blocks = nameBlocks(args.blocks as Block[])
  else if (words !== undefined) {
    delete message.blocks
    message.edited = { user: ids.botUser, ts: nextTs(ws) }
  }
  if (words !== undefined) message.text = words
  if (hasMetadata(args)) message.metadata = args.metadata as Metadata
  else if (args.metadata) delete message.metadata
  ws.changed(message)
  return {
    ok: true,
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: wire(ws, message, true),
  }
}

export const removeMessage: Method = (ws, args) => {
  const channel = channelOf(ws, args, true)
  const ts = text(args, 'ts') ?? ''
  const message = findMessage(ws, channel.id, ts)
  if (!message || message.subtype === 'tombstone') refuse('message_not_found')
  if (message.bot_id !== ids.bot) refuse('cant_delete_message')
  deleteMessage(ws, channel.id, ts)
  return { ok: true, channel: channel.id, ts }
}

function checkOrRefuse(args: Args, update: boolean): void {
  const refusal = refuseMessage(args, update)
  if (refusal) refuse(refusal.error, refusal.messages)
}

function hasMetadata(args: Args): boolean {
  return !!args.metadata && typeof args.metadata === 'object' && Object.keys(args.metadata).length > 0
}

/** A message as Slack sends it over the wire. */
export function wire(ws: Workspace, message: Message, withMetadata: boolean) {
  const { channel, metadata, deleted, ...rest } = message
  return {
    type: 'message',
    team: ws.teamId,
    app_id: ids.app,
    ...rest,
    ...(withMetadata && metadata && { metadata }),
  }
}
