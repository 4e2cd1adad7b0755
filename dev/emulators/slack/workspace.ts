import { randomBytes } from 'node:crypto'
import type { Block, Call, Channel, Ephemeral, Message, User, View } from './types.ts'

export const ids = { app: 'A0AMENDS01', bot: 'B0AMENDS01', botUser: 'U0AMENDSBT', domain: 'local' }

type Trigger = { user: string; at: number; used: boolean; parentView?: string }
type ResponseUrl = {
  channel: string
  user: string
  ts: string
  thread?: string
  ephemeral: boolean
  at: number
  uses: number
}

export type Workspace = {
  teamId: string
  url: string
  botToken: string
  /** What the bot token may do, told with each answer. */
  scopes: string[]
  signingSecret: string
  now: () => number
  target?: string
  channels: Map<string, Channel>
  users: Map<string, User>
  messages: Message[]
  byTs: Map<string, Message>
  ephemerals: Ephemeral[]
  /** Open modals of each user, the top one last. */
  modals: Map<string, View[]>
  /** What the app published as each person's home tab. */
  homes: Map<string, View>
  triggers: Map<string, Trigger>
  responseUrls: Map<string, ResponseUrl>
  calls: Call[]
  lastTs: number
  /** Called after each change of anything a person could see. */
  changed: (message?: Message) => void
}

/** A ts of Slack: seconds and microseconds, unique and rising in the workspace. */
export function nextTs(ws: Workspace): string {
  ws.lastTs = Math.max(ws.lastTs + 1, ws.now() * 1000)
  return formatTs(ws.lastTs)
}

export function formatTs(micros: number): string {
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`
}

export function microsOf(ts: string): number {
  const [seconds, fraction = ''] = String(ts).split('.')
  return Number(seconds) * 1e6 + Number(fraction.padEnd(6, '0').slice(0, 6))
}

export function addMessage(ws: Workspace, message: Message): void {
  ws.messages.push(message)
  ws.byTs.set(`${message.channel} ${message.ts}`, message)
  ws.lastTs = Math.max(ws.lastTs, microsOf(message.ts))
  ws.changed(message)
}

export function findMessage(ws: Workspace, channel: string, ts: string): Message | undefined {
  const message = ws.byTs.get(`${channel} ${ts}`)
  return message?.deleted ? undefined : message
}

/**
 * Somebody deletes a message: the app, a person, retention. With replies it stays as a tombstone above its thread;
 * `withThread`, as retention does, takes them too. False: there is none.
 */
export function deleteMessage(ws: Workspace, channel: string, ts: string, withThread = false): boolean {
  const message = findMessage(ws, channel, ts)
  if (!message || message.subtype === 'tombstone') return false
  const thread = ws.messages.filter(
    (one) => one.channel === channel && one.thread_ts === ts && one.ts !== ts && !one.deleted,
  )
  if (withThread) for (const one of thread) one.deleted = true
  if (thread.length > 0 && !withThread) {
    for (const name of ['blocks', 'metadata', 'bot_id', 'edited'] as const) delete message[name]
    Object.assign(message, { subtype: 'tombstone', text: 'This message was deleted.', user: 'USLACKBOT' })
  } else message.deleted = true
  ws.changed(message)
  return true
}

/** Slack gives a name to each block and element that has none. */
export function nameBlocks(blocks: Block[]): Block[] {
  return blocks.map((block) => {
    const named = { ...block, block_id: block.block_id || shortId() }
    if (named.elements && named.type === 'actions') {
      named.elements = named.elements.map((element) => ({
        ...element,
        action_id: element.action_id || shortId(),
      }))
    }
    if (named.accessory && named.accessory.type !== 'image') {
      named.accessory = { ...named.accessory, action_id: named.accessory.action_id || shortId() }
    }
    if (named.element) named.element = { ...named.element, action_id: named.element.action_id || shortId() }
    return named
  })
}

export function shortId(size = 4): string {
  return randomBytes(size).toString('base64url')
}

/** By id, by `#name`, or the direct conversation with a user id; undefined when there is none. */
export function findChannel(ws: Workspace, wanted: string): Channel | undefined {
  const known = ws.channels.get(wanted)
  if (known) return known
  const partner = wanted.startsWith('D') ? [...ws.users.keys()].find((id) => directId(id) === wanted) : wanted
  if (partner && ws.users.has(partner)) return openDirect(ws, partner)
  const name = wanted.replace(/^#/, '')
  return [...ws.channels.values()].find((channel) => channel.name === name && !channel.user)
}

/** The same over restarts, so that kept messages find their conversation. */
const directId = (user: string) => `D${user.slice(1)}`

export function openDirect(ws: Workspace, user: string): Channel {
  const id = directId(user)
  const known = ws.channels.get(id)
  if (known) return known
  const channel: Channel = { id, name: ws.users.get(user)?.name ?? user, user, is_private: true }
  ws.channels.set(id, channel)
  return channel
}

export function newTrigger(ws: Workspace, user: string, parentView?: string): string {
  const id = `${Math.floor(ws.now())}.${Math.floor(Math.random() * 1e9)}.${randomBytes(8).toString('hex')}`
  ws.triggers.set(id, { user, at: ws.now(), used: false, parentView })
  return id
}

export function newResponseUrl(ws: Workspace, use: Omit<ResponseUrl, 'at' | 'uses'>): string {
  const id = randomBytes(12).toString('hex')
  ws.responseUrls.set(id, { ...use, at: ws.now(), uses: 0 })
  return `${ws.url}/actions/${ws.teamId}/${id}`
}

export function addEphemeral(ws: Workspace, shown: Omit<Ephemeral, 'ts' | 'user' | 'bot_id'>): Ephemeral {
  const ephemeral: Ephemeral = { ...shown, ts: nextTs(ws), user: ids.botUser, bot_id: ids.bot }
  ws.ephemerals.push(ephemeral)
  ws.changed()
  return ephemeral
}
