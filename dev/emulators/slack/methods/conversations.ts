import type { Channel, Message } from '../types.ts'
import { findChannel, findMessage, microsOf, openDirect, type Workspace } from '../workspace.ts'
import { type Args, channelOf, flag, type Method, page, refuse, text } from './answer.ts'
import { wire } from './chat.ts'

export const history: Method = (ws, args) => {
  const channel = channelOf(ws, args, false)
  const all = ws.messages
    .filter((message) => message.channel === channel.id && !message.deleted && isTop(message))
    .filter(between(args))
    .reverse()
  const { rows, next } = page(all, args, 100, 999)
  return {
    ok: true,
    messages: rows.map((message) => withThread(ws, message, flag(args, 'include_all_metadata'))),
    has_more: next !== '',
    pin_count: 0,
    response_metadata: { next_cursor: next },
  }
}

export const replies: Method = (ws, args) => {
  const channel = channelOf(ws, args, false)
  const parent = findMessage(ws, channel.id, text(args, 'ts') ?? '')
  if (!parent) refuse('thread_not_found')
  const root = parent.thread_ts ?? parent.ts
  const answers = threadOf(ws, channel.id, root).filter(between(args))
  const first = findMessage(ws, channel.id, root)
  const { rows, next } = page([...(first ? [first] : []), ...answers], args, 1000, 1000)
  return {
    ok: true,
    messages: rows.map((message) => withThread(ws, message, flag(args, 'include_all_metadata'))),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  }
}

export const info: Method = (ws, args) => {
  const channel = findChannel(ws, text(args, 'channel') ?? '')
  if (!channel || (channel.is_private && channel.is_member === false)) refuse('channel_not_found')
  return { ok: true, channel: describe(channel) }
}

export const list: Method = (ws, args) => {
  const types = (text(args, 'types') ?? 'public_channel').split(',')
  const kind = (channel: Channel) =>
    channel.user ? 'im' : channel.is_private ? 'private_channel' : 'public_channel'
  const all = [...ws.channels.values()]
    .filter(
      (channel) => types.includes(kind(channel)) && !(channel.is_private && channel.is_member === false),
    )
    .filter((channel) => !(flag(args, 'exclude_archived') && channel.is_archived))
  const { rows, next } = page(all, args, 100, 1000)
  return { ok: true, channels: rows.map(describe), response_metadata: { next_cursor: next } }
}

export const open: Method = (ws, args) => {
  const users = (text(args, 'users') ?? '').split(',').filter(Boolean)
  if (users.length === 0) refuse('users_list_not_supplied')
  if (users.length > 1) refuse('too_many_users')
  if (!ws.users.has(users[0]!)) refuse('user_not_found')
  const channel = openDirect(ws, users[0]!)
  return {
    ok: true,
    no_op: false,
    already_open: true,
    channel: flag(args, 'return_im') ? describe(channel) : { id: channel.id },
  }
}

function describe(channel: Channel) {
  const direct = channel.user !== undefined
  return {
    id: channel.id,
    ...(direct ? { user: channel.user } : { name: channel.name, name_normalized: channel.name }),
    is_channel: !direct,
    is_im: direct,
    is_private: !!channel.is_private,
    is_archived: !!channel.is_archived,
    is_member: channel.is_member !== false,
  }
}

const isTop = (message: Message) => !message.thread_ts || message.thread_ts === message.ts

export function threadOf(ws: Workspace, channel: string, root: string): Message[] {
  return ws.messages.filter(
    (message) =>
      message.channel === channel && message.thread_ts === root && message.ts !== root && !message.deleted,
  )
}

function withThread(ws: Workspace, message: Message, metadata: boolean) {
  const sent = wire(ws, message, metadata)
  const answers = isTop(message) ? threadOf(ws, message.channel, message.ts) : []
  if (!answers.length) return sent
  return { ...sent, thread_ts: message.ts, reply_count: answers.length, latest_reply: answers.at(-1)!.ts }
}

function between(args: Args) {
  const oldest = text(args, 'oldest')
  const latest = text(args, 'latest')
  const inclusive = flag(args, 'inclusive')
  return (message: Message) => {
    const at = microsOf(message.ts)
    if (oldest && (inclusive ? at < microsOf(oldest) : at <= microsOf(oldest))) return false
    return !(latest && (inclusive ? at > microsOf(latest) : at >= microsOf(latest)))
  }
}
