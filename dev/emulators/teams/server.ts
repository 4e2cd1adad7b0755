import { armFaults } from '../faults.ts'
import { serve } from '../serve.ts'
import {
  aside,
  execute,
  fetchExtension,
  fetchTask,
  message,
  submitExtension,
  submitTask,
  type Where,
} from './activities.ts'
import { connector } from './connector.ts'
import { dialogs } from './dialog.ts'
import { makeKeys, type TokenOver } from './keys.ts'
import type { TeamsChannel, TeamsFault, TeamsUser, Tenant } from './tenant.ts'

export type TeamsOptions = {
  port?: number
  tenant: string
  appId: string
  password: string
  now?: () => number
  channels?: TeamsChannel[]
  users?: TeamsUser[]
  strictRate?: boolean
  page?: number
}
export type LocalTeams = Awaited<ReturnType<typeof startLocalTeams>>
type Button = {
  type: string
  verb?: string
  title?: string
  data?: Record<string, unknown>
  card?: { actions?: Button[] }
}

/** A Teams tenant with one bot on loopback: connector, tokens, keys, and people who click. */
export async function startLocalTeams(options: TeamsOptions) {
  const now = options.now ?? Date.now
  const tenant: Tenant = {
    id: options.tenant,
    appId: options.appId,
    password: options.password,
    now,
    channels: options.channels ?? [],
    users: options.users ?? [],
    messages: [],
    calls: [],
    page: options.page ?? 500,
    lastId: 0,
    keysDown: false,
    keyReads: 0,
    strictRate: options.strictRate ?? false,
    noTargeted: false,
  }
  let keys = [await makeKeys()]
  let url = ''
  let target = ''
  let count = 0
  const faults = armFaults<TeamsFault>('token')
  const server = await serve(connector({ tenant, faults, keys: () => keys, url: () => url }), options.port)
  url = server.url
  const serviceUrl = `${url}/teams/`
  const token = (over: TokenOver = {}) => keys.at(-1)!.sign(tenant.appId, serviceUrl, now(), over)
  const shown = dialogs()

  const deliver = async (activity: object): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(target, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await token()}`,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify(activity),
    })
    const text = await response.text()
    return { status: response.status, body: text ? JSON.parse(text) : undefined }
  }
  const where = (user: string, conversation: string): Where => ({
    tenant: tenant.id,
    appId: tenant.appId,
    serviceUrl,
    at: new Date(now()),
    conversation,
    user: { id: user, name: tenant.users.find(({ id }) => id === user)?.name ?? 'Somebody' },
  })
  const nextId = () => `f:${++count}`

  return {
    url,
    serviceUrl,
    token,
    deliver,
    where,
    setTarget: (to: string) => {
      target = to
    },
    messages: (channel?: string) =>
      tenant.messages.filter((one) => !one.deleted && (!channel || one.channel === channel)),
    /** A person or retention deletes a message; replies to it go on under "This message has been deleted". */
    remove: (channel: string, id: string): boolean => {
      const found = tenant.messages.find((one) => one.channel === channel && one.id === id && !one.deleted)
      if (found) found.deleted = true
      return found !== undefined
    },
    calls: () => tenant.calls,
    fault: (rule: TeamsFault) => faults.add(rule),
    clearFaults: faults.clear,
    keysDown: (down: boolean) => {
      tenant.keysDown = down
    },
    /** A new key signs from now on; the old ones stay published. */
    rollKeys: async (endorsements?: string[]) => {
      keys = [...keys, await makeKeys(`local-key-${keys.length + 1}`, endorsements)]
    },
    keyReads: () => tenant.keyReads,
    notices: shown.notices,
    dialog: shown.open,
    /** Presses a button of a message; `gone` presses one that is not on it any more. */
    click: async ({
      user,
      channel,
      id,
      verb,
      gone,
    }: {
      user: string
      channel: string
      id: string
      verb: string
      gone?: string
    }) => {
      const found = tenant.messages.find((one) => one.channel === channel && one.id === id)
      if (!found) throw new Error(`no message ${id} in ${channel}`)
      const content = contentOf(found.activity)
      const button: Button | undefined =
        gone === undefined
          ? buttons(content).find(
              (one) => one.verb === verb || (one.data?.amends as { verb?: string })?.verb === verb,
            )
          : { type: 'Action.Execute', verb, data: { amends: { verb, subject: gone } } }
      if (!button) throw new Error(`no button ${verb}`)
      const at = where(
        user,
        channel.startsWith('19:') ? `${channel};messageid=${found.root ?? found.id}` : channel,
      )
      if (button.type === 'Action.Submit') {
        const answer = await deliver(fetchTask(at, nextId(), id, button.data ?? {}))
        return shown.fetched(answer, at.conversation)
      }
      const { type: _, card: __, ...action } = button
      return shown.executed(await deliver(execute(at, nextId(), id, action)))
    },
    /** Sends the open dialog, filled in. */
    submit: async ({ user, values }: { user: string; values: Record<string, string | string[]> }) => {
      const { conversation, command, data } = shown.fill(values)
      const at = where(user, conversation)
      const sent = command ? submitExtension(at, nextId(), command, data) : submitTask(at, nextId(), data)
      return shown.fetched(await deliver(sent), conversation, command)
    },
    /** Chooses the app's action in the menu of a message, wherever it stands. */
    messageAction: async (user: string, command: string, html: string) => {
      const at = where(user, '19:elsewhere@thread.tacv2')
      return shown.fetched(
        await deliver(fetchExtension(at, nextId(), command, html)),
        at.conversation,
        command,
      )
    },
    /** Says something to the bot in the personal chat. */
    say: async (user: string, text: string) => deliver(message(where(user, `a:1${user}`), nextId(), text)),
    /** Says something to the bot within a channel, by its slash command: nobody else sees it. */
    sayAside: async (user: string, channel: string, text: string) =>
      deliver(aside(where(user, channel), nextId(), text)),
    /** Whether the tenant takes messages for one person within a channel. */
    targeted: (allowed: boolean) => {
      tenant.noTargeted = !allowed
    },
    close: server.close,
  }
}

export const contentOf = (activity: Record<string, unknown>) =>
  (activity.attachments as { content: Record<string, unknown> }[])[0]!.content

const buttons = (thing: unknown): Button[] => {
  if (!thing || typeof thing !== 'object') return []
  const below = Object.values(thing).flatMap(buttons)
  const one = thing as Button
  return ['Action.Execute', 'Action.Submit'].includes(one.type) ? [one, ...below] : below
}
