import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { streamSSE } from 'hono/streaming'
import { clickAction } from '../click.ts'
import { COMMAND, openHome, runCommand, runShortcut } from '../elsewhere.ts'
import { findView } from '../methods/views.ts'
import { fieldsOf, type Given } from '../state.ts'
import { dismissView, submitView } from '../submit.ts'
import type { FaultRule, Faults } from '../types.ts'
import { addEphemeral, addMessage, nextTs, openDirect, type Workspace } from '../workspace.ts'
import type { Seen } from './messages.ts'
import type { Shown } from './modal.ts'
import { drawPage } from './page.ts'

const cookie = { path: '/', sameSite: 'Lax', httpOnly: true } as const

type Parts = { ws: Workspace; faults: Faults; watch: (changed: () => void) => () => void }

/** The pages a developer looks at: act as somebody, click, fill in, break things. */
export function pages({ ws, faults, watch }: Parts): Hono {
  const app = new Hono()
  const shown = new Map<string, Shown>()

  app.get('/', async (c) => {
    const as = c.req.query('as')
    if (as) setCookie(c, 'as', as, cookie)
    return c.html(await drawPage(look(ws, c), faults, (id) => shown.get(id) ?? {}))
  })

  app.post('/ui/as', async (c) => {
    const form = await c.req.formData()
    const user = String(form.get('user'))
    setCookie(c, 'as', user, cookie)
    const back = String(form.get('back'))
    return c.redirect(/channel=D/.test(back) ? `/?channel=D${user.slice(1)}` : back, 303)
  })

  app.post('/ui/click', async (c) => {
    const form = await c.req.formData()
    const get = (name: string) => (form.has(name) ? String(form.get(name)) : undefined)
    const pick = JSON.parse(get('pick') ?? '{}') as { actionId?: string; blockId?: string; value?: string }
    await clickAction(ws, {
      user: actor(ws, c),
      channel: get('channel'),
      ts: get('ts'),
      viewId: get('viewId'),
      actionId: pick.actionId ?? get('actionId') ?? '',
      blockId: pick.blockId ?? get('blockId'),
      value: (pick.value ?? get('value')) || undefined,
      selected: form.has('selected') ? form.getAll('selected').map(String) : undefined,
    }).catch((error) => console.error(`local Slack: ${error.message}`))
    return c.redirect(backOf(form), 303)
  })

  app.post('/ui/submit', async (c) => {
    const form = await c.req.formData()
    const viewId = String(form.get('viewId'))
    const view = findView(ws, viewId)?.view
    if (!view) return c.redirect(backOf(form), 303)
    const values: Record<string, Given> = {}
    for (const { block } of fieldsOf(view.blocks)) {
      values[block.block_id!] = form
        .getAll(`f:${block.block_id}`)
        .map((value) => String(value).replace(/\r\n/g, '\n'))
    }
    const { errors, problem } = await submitView(ws, { user: actor(ws, c), viewId, values })
    if (errors || problem) shown.set(viewId, { errors, problem })
    else shown.delete(viewId)
    return c.redirect(backOf(form), 303)
  })

  app.post('/ui/dismiss', async (c) => {
    const form = await c.req.formData()
    await dismissView(ws, actor(ws, c), String(form.get('viewId')))
    return c.redirect(backOf(form), 303)
  })

  app.post('/ui/home', async (c) => {
    const user = actor(ws, c)
    const { status, body } = await openHome(ws, user)
    if (status !== 200) console.error(`local Slack: the home tab: ${status} ${body}`)
    return c.redirect(`/?channel=${openDirect(ws, user).id}&tab=home`, 303)
  })

  app.post('/ui/shortcut', async (c) => {
    const form = await c.req.formData()
    await runShortcut(ws, {
      user: actor(ws, c),
      channel: String(form.get('channel')),
      ts: String(form.get('ts')),
      callbackId: 'amends:open-case',
    }).catch((error) => console.error(`local Slack: ${error.message}`))
    return c.redirect(backOf(form), 303)
  })

  app.post('/ui/say', async (c) => {
    const form = await c.req.formData()
    const thread = String(form.get('thread') ?? '')
    const text = String(form.get('text') ?? '')
    const channel = String(form.get('channel'))
    const [, command, rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(text) ?? []
    if (command) {
      if (command === COMMAND) await runCommand(ws, { user: actor(ws, c), channel, text: rest })
      else
        addEphemeral(ws, {
          channel,
          text: `${command.slice(0, 50)} is not a valid command. Try ${COMMAND} help.`,
          ephemeralFor: actor(ws, c),
          via: 'slack',
        })
      return c.redirect(backOf(form), 303)
    }
    const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
    const message = {
      channel,
      ts: nextTs(ws),
      text: escaped,
      user: actor(ws, c),
    }
    if (escaped) addMessage(ws, { ...message, ...(thread && { thread_ts: thread }) })
    return c.redirect(backOf(form), 303)
  })

  app.post('/ui/faults', async (c) => {
    const form = await c.req.formData()
    const kind = String(form.get('kind')) as FaultRule['kind']
    const wanted = form.get('do')
    if (wanted === 'off') faults.remove(kind)
    else faults.add({ kind, ...(wanted === 'once' && { times: 1 }) })
    ws.changed()
    return c.redirect(backOf(form), 303)
  })

  app.get('/ui/live', (c) =>
    streamSSE(c, async (stream) => {
      let wake = () => {}
      let pending = false
      const stop = watch(() => {
        pending = true
        wake()
      })
      stream.onAbort(() => {
        stop()
        wake()
      })
      while (!stream.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve
          if (pending) resolve()
        })
        pending = false
        if (!stream.aborted) await stream.writeSSE({ data: 'changed' })
        await stream.sleep(150)
      }
    }),
  )
  return app
}

function actor(ws: Workspace, c: Context): string {
  const wanted = c.req.query('as') ?? getCookie(c, 'as')
  if (wanted && ws.users.has(wanted)) return wanted
  return [...ws.users.values()].find((user) => !user.is_bot && !user.deleted)?.id ?? ''
}

// Only ever back to a page of this server.
function backOf(form: FormData): string {
  const back = String(form.get('back') ?? '/')
  return back.startsWith('/?') ? back : '/'
}

function look(ws: Workspace, c: Context): Seen {
  const user = actor(ws, c)
  const mine = user ? openDirect(ws, user).id : ''
  const wanted = c.req.query('channel') ?? ''
  const room = ws.channels.get(wanted)
  const allowed = room && (!room.user || room.id === mine)
  const channel = allowed ? wanted : ([...ws.channels.values()].find((one) => !one.user)?.id ?? mine)
  return {
    ws,
    user,
    channel,
    thread: c.req.query('thread') || undefined,
    home: c.req.query('tab') === 'home' && channel === mine,
    reader: { users: ws.users, channels: ws.channels, timeZone: ws.users.get(user)?.tz },
  }
}
