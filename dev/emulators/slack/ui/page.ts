import { html, raw } from 'hono/html'
import type { FaultRule, Faults, User } from '../types.ts'
import type { Html } from './fields.ts'
import { drawHome, drawStream, drawThread, type Seen } from './messages.ts'
import { drawModal, type Shown } from './modal.ts'
import { script } from './script.ts'
import { style } from './style.ts'

const faultNames: Record<FaultRule['kind'], string> = {
  '429': 'Rate limited (429)',
  '500': 'Server error (500)',
  slow: 'Slow (4 s)',
  drop: 'Accept, then drop',
  token: 'Token lost',
  error: 'Scope missing',
  bare: 'Metadata withheld',
  cut: 'History cut short',
}

export function drawPage(seen: Seen, faults: Faults, shown: (viewId: string) => Shown): Html {
  const { ws, reader, user, channel, thread } = seen
  const room = ws.channels.get(channel)
  const me = ws.users.get(user)
  const title = room?.user ? 'Amends' : `# ${room?.name ?? ''}`
  const back = `/?channel=${channel}${thread ? `&thread=${thread}` : ''}${seen.home ? '&tab=home' : ''}`
  const stack = ws.modals.get(user) ?? []
  const view = stack.at(-1)
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} · Local Slack</title><link rel="icon" href="data:,"><style>${raw(style)}</style></head><body>
<div id="app" class="${thread ? 'threaded' : ''}">
  <nav aria-label="Workspace"><button class="menu" aria-label="Menu">☰ Local Slack <small>${me?.name ?? ''}</small></button>
    <div class="inner"><h1>Local Slack</h1>${drawPeople(ws.users, user, back)}
    <div id="channels">${drawRooms(seen)}</div>
    <details id="faults"><summary>Faults</summary>${drawFaults(faults, back)}</details>
    <div id="fault-note">${faults.list().length ? html`<p class="side-fault">Faults are on: the app can’t rely on this Slack.</p>` : ''}</div></div></nav>
  <main aria-label="${title}"><div class="top">${title}${room?.user ? drawTabs(seen) : ''}</div>
    <div class="stream" id="messages" tabindex="0">${seen.home ? drawHome(seen) : drawStream(seen)}</div>${seen.home ? '' : drawSay(channel, undefined, back, title)}</main>
  ${
    thread
      ? html`<aside aria-label="Thread"><div class="top">Thread <small>${title}</small><a class="end" href="/?channel=${channel}" aria-label="Close thread">✕</a></div>
    <div class="stream" id="thread" tabindex="0">${drawThread(seen)}</div>${drawSay(channel, thread, back, 'the thread')}</aside>`
      : ''
  }
</div>
<div id="modal-slot">${view ? drawModal(view, stack.length, back, reader, shown(view.id)) : ''}</div>
<script>${raw(script)}</script></body></html>`
}

function drawTabs({ channel, home }: Seen): Html {
  return html`<form method="post" action="/ui/home"><input type="hidden" name="channel" value="${channel}">
    <button class="tab" ${home ? raw('aria-current="page"') : ''}>Home</button></form>
    <a class="tab" href="/?channel=${channel}" ${home ? '' : raw('aria-current="page"')}>Messages</a>`
}

function drawPeople(users: Map<string, User>, now: string, back: string): Html {
  const people = [...users.values()].filter((user) => !user.is_bot && !user.deleted)
  return html`<form method="post" action="/ui/as" data-auto><input type="hidden" name="back" value="${back}">
    <label><span>Act as</span><select name="user">${people.map(
      (user) =>
        html`<option value="${user.id}" ${user.id === now ? raw('selected') : ''}>${user.name}${user.is_restricted || user.is_ultra_restricted ? ' (guest)' : ''}</option>`,
    )}</select></label><noscript><button>Act as</button></noscript></form>`
}

function drawRooms({ ws, channel, user }: Seen): Html {
  const item = (id: string, name: string) =>
    html`<li><a href="/?channel=${id}" ${id === channel ? raw('aria-current="page"') : ''}>${name}</a></li>`
  const rooms = [...ws.channels.values()].filter((room) => !room.user)
  return html`<h2>Channels</h2><ul>${rooms.map((room) => item(room.id, `# ${room.name}${room.is_archived ? ' (archived)' : ''}`))}</ul>
    <h2>Direct messages</h2><ul>${item(`D${user.slice(1)}`, 'Amends')}</ul>`
}

function drawFaults(faults: Faults, back: string): Html {
  const on = (kind: string) => faults.list().some((rule) => rule.kind === kind && rule.times === undefined)
  return html`<div class="faults">${Object.entries(faultNames).map(
    ([
      kind,
      name,
    ]) => html`<form method="post" action="/ui/faults"><input type="hidden" name="back" value="${back}">
      <input type="hidden" name="kind" value="${kind}"><span>${name}</span>
      <button name="do" value="once" aria-label="${name}: next call only">once</button>
      <button name="do" value="${on(kind) ? 'off' : 'on'}" class="${on(kind) ? 'on' : ''}" aria-pressed="${on(kind)}" aria-label="${name}">${on(kind) ? 'on' : 'off'}</button></form>`,
  )}</div>`
}

function drawSay(channel: string, thread: string | undefined, back: string, where: string): Html {
  return html`<form method="post" action="/ui/say" class="say"><input type="hidden" name="channel" value="${channel}">
    <input type="hidden" name="thread" value="${thread ?? ''}"><input type="hidden" name="back" value="${back}">
    <input name="text" aria-label="Message to ${where}" placeholder="Message ${where}, or /amends help" autocomplete="off" required><button class="btn">Send</button></form>`
}
