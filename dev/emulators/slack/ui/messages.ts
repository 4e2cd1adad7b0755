import { html, raw } from 'hono/html'
import { threadOf } from '../methods/conversations.ts'
import type { Ephemeral, Message } from '../types.ts'
import { ids, microsOf, type Workspace } from '../workspace.ts'
import { drawBlocks } from './blocks.ts'
import type { Html } from './fields.ts'
import { mrkdwn, type Reader } from './mrkdwn.ts'

export type Seen = {
  ws: Workspace
  reader: Reader
  user: string
  channel: string
  thread?: string
  /** The app's home tab rather than its messages. */
  home?: boolean
}

/** The app's home tab, as it was last published for this person. */
export function drawHome({ ws, reader, user, channel }: Seen): Html {
  const view = ws.homes.get(user)
  if (!view) return html`<p class="empty">The app has not drawn its home tab yet.</p>`
  const hidden = { viewId: view.id, back: `/?channel=${channel}&tab=home` }
  return html`<section class="home" aria-label="Home">${drawBlocks(view.blocks, { reader, hidden })}</section>`
}

/** The channel's own stream: top messages and the person's ephemerals, by time, with the days between. */
export function drawStream(seen: Seen): Html {
  const { ws, channel, user } = seen
  const top = ws.messages.filter((one) => one.channel === channel && !one.thread_ts && !one.deleted)
  const shown = [...top.slice(-200), ...ephemeralsOf(ws, channel, user, undefined)].sort(byTime)
  if (!shown.length) return html`<p class="empty">Nothing here yet. Messages appear as they are posted.</p>`
  let last = ''
  return html`${shown.map((message) => {
    const day = format(seen.reader, message.ts, { weekday: 'long', day: 'numeric', month: 'long' })
    const divider = day === last ? '' : html`<div class="day">${day}</div>`
    last = day
    return html`${divider}${drawMessage(message, seen, true)}`
  })}`
}

export function drawThread(seen: Seen): Html {
  const { ws, channel, user, thread = '' } = seen
  const root = ws.byTs.get(`${channel} ${thread}`)
  const all = [...threadOf(ws, channel, thread), ...ephemeralsOf(ws, channel, user, thread)].sort(byTime)
  return html`${root ? drawMessage(root, seen, false) : ''}
    <div class="day">${all.length} ${all.length === 1 ? 'reply' : 'replies'}</div>
    ${all.map((message) => drawMessage(message, seen, false))}`
}

function ephemeralsOf(ws: Workspace, channel: string, user: string, thread: string | undefined): Ephemeral[] {
  return ws.ephemerals.filter(
    (one) => one.channel === channel && one.ephemeralFor === user && !one.deleted && one.thread_ts === thread,
  )
}

const byTime = (a: Message, b: Message) => microsOf(a.ts) - microsOf(b.ts)

function format(reader: Reader, ts: string, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: reader.timeZone, ...style }).format(microsOf(ts) / 1000)
}

function drawMessage(message: Message | Ephemeral, seen: Seen, withReplies: boolean): Html {
  const { ws, reader, channel, thread } = seen
  const bot = message.bot_id === ids.bot
  const name = ws.users.get(message.user)?.name ?? message.user
  const forOne = 'ephemeralFor' in message
  const hidden = { channel, ts: message.ts, back: `/?channel=${channel}${thread ? `&thread=${thread}` : ''}` }
  const body = message.blocks?.length
    ? drawBlocks(message.blocks, { reader, hidden })
    : html`<div>${raw(mrkdwn(message.text, reader))}</div>`
  return html`<article class="msg ${forOne ? 'private' : ''}" id="${withReplies ? 'm' : 't'}-${message.ts}">
    ${bot ? html`<span class="app-icon" aria-hidden="true">A</span>` : html`<span class="face" aria-hidden="true">${name.slice(0, 1)}</span>`}
    <div><div class="who"><b>${name}</b>${bot ? html`<span class="badge">APP</span>` : ''}
      <time>${format(reader, message.ts, { hour: '2-digit', minute: '2-digit' })}</time>
      ${forOne ? html`<small>Only visible to you</small>` : ''}</div>
      <div class="text">${body}${message.edited ? html` <span class="edited">(edited)</span>` : ''}</div>
      ${withReplies && !forOne ? drawReplies(message, seen) : ''}
      ${forOne ? '' : drawShortcut(hidden)}
    </div></article>`
}

/** What Slack has behind the three dots of a message. */
function drawShortcut({ channel, ts, back }: Record<'channel' | 'ts' | 'back', string>): Html {
  return html`<form method="post" action="/ui/shortcut" class="shortcut"><input type="hidden" name="channel" value="${channel}">
    <input type="hidden" name="ts" value="${ts}"><input type="hidden" name="back" value="${back}">
    <button class="reply-link">Open a case…</button></form>`
}

function drawReplies(message: Message, { ws, reader, channel, user }: Seen): Html {
  const answers = threadOf(ws, channel, message.ts)
  const private_ = ephemeralsOf(ws, channel, user, message.ts)
  const href = `/?channel=${channel}&thread=${message.ts}`
  const count = answers.length + private_.length
  if (!count) return html`<a class="reply-link" href="${href}">Reply in thread</a>`
  const last = [...answers, ...private_].sort(byTime).at(-1)!
  return html`<a class="replies" href="${href}">${count} ${count === 1 ? 'reply' : 'replies'}
    <small>last at ${format(reader, last.ts, { hour: '2-digit', minute: '2-digit' })}</small></a>`
}
