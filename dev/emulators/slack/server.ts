import { Hono } from 'hono'
import { SCOPES } from '../../../integrations/slack/scopes.ts'
import { armFaults } from '../faults.ts'
import { serve } from '../serve.ts'
import { webApi } from './api.ts'
import { type Click, clickAction } from './click.ts'
import { type Command, openHome, runCommand, runShortcut, type Shortcut } from './elsewhere.ts'
import { openJournal } from './journal.ts'
import { limitRate } from './rate.ts'
import type { Reply } from './send.ts'
import { dismissView, type Submission, type Submitted, submitView } from './submit.ts'
import type { Call, Channel, Ephemeral, FaultRule, Message, User, View } from './types.ts'
import { pages } from './ui/routes.ts'
import { addMessage, deleteMessage, ids, type Workspace } from './workspace.ts'

export type SlackOptions = {
  /** 0 or left out: any free port. */
  port?: number
  signingSecret: string
  botToken: string
  /** undefined = all that the app's manifest asks for. */
  scopes?: string[]
  teamId?: string
  /** The clock in milliseconds. */
  now?: () => number
  channels?: Channel[]
  users?: User[]
  /** Keeps the messages between runs. */
  dataFile?: string
  /** Holds calls to Slack's rate limits by the clock above. */
  strictRate?: boolean
}

export type LocalSlack = {
  /** `http://127.0.0.1:PORT`; SLACK_API_URL is this and `/api/`. */
  url: string
  setTarget(url: string): void
  /** Copies, oldest first; without the ephemeral ones. */
  messages(channel?: string): Message[]
  /** What one person alone was shown: response_url answers, Slack's own error lines. */
  ephemerals(user?: string): Ephemeral[]
  /** The person's open modals, the top one last. */
  modals(user: string): View[]
  /** The person's home tab as it was last published. */
  home(user: string): View | undefined
  /** The person opens the app's home tab. */
  openHome(user: string, teamId?: string): Promise<Reply>
  command(command: Command): Promise<Reply>
  /** A person writes a message. */
  write(message: Message): void
  /** An admin or retention deletes a message; `withThread`: and all that was said to it. False: there is none. */
  remove(channel: string, ts: string, withThread?: boolean): boolean
  shortcut(shortcut: Shortcut): Promise<Reply>
  /** Somebody archives a channel. */
  archive(channel: string): void
  fault(rule: FaultRule): void
  clearFaults(): void
  calls(): Call[]
  click(click: Click): Promise<Reply>
  submit(submission: Submission): Promise<Submitted>
  dismiss(user: string, viewId: string): Promise<void>
  close(): Promise<void>
}

/** Starts a Slack of one workspace on loopback; rejects when the port is taken. */
export async function startLocalSlack(options: SlackOptions): Promise<LocalSlack> {
  const journal = options.dataFile ? openJournal(options.dataFile) : undefined
  const now = options.now ?? Date.now
  const watchers = new Set<() => void>()
  const ws: Workspace = {
    teamId: options.teamId ?? 'T0LOCAL001',
    url: '',
    botToken: options.botToken,
    scopes: options.scopes ?? SCOPES,
    signingSecret: options.signingSecret,
    now,
    channels: new Map((options.channels ?? []).map((channel) => [channel.id, { ...channel }])),
    users: new Map((options.users ?? []).map((user) => [user.id, { ...user }])),
    messages: [],
    byTs: new Map(),
    ephemerals: [],
    modals: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    calls: [],
    lastTs: 0,
    changed: () => {},
  }
  ws.users.set(ids.botUser, { id: ids.botUser, name: 'Amends', is_bot: true })
  for (const message of journal?.kept ?? []) addMessage(ws, message)
  ws.changed = (message) => {
    if (message) journal?.keep(message)
    for (const watcher of watchers) watcher()
  }
  const faults = armFaults<FaultRule>('response_url')
  const app = new Hono()
  app.route(
    '/',
    webApi({ ws, faults, wait: options.strictRate ? limitRate(now) : undefined }) as unknown as Hono,
  )
  const watch = (changed: () => void) => {
    watchers.add(changed)
    return () => watchers.delete(changed)
  }
  app.route('/', pages({ ws, faults, watch }))
  const server = await serve(app, options.port)
  ws.url = server.url

  const copies = <T extends Message>(all: T[], wanted: (one: T) => boolean) =>
    all.filter((one) => !one.deleted && wanted(one)).map((one) => ({ ...one }))
  return {
    url: ws.url,
    setTarget: (url) => {
      ws.target = url
    },
    messages: (channel) => copies(ws.messages, (one) => !channel || one.channel === channel),
    ephemerals: (user) => copies(ws.ephemerals, (one) => !user || one.ephemeralFor === user),
    modals: (user) => ws.modals.get(user) ?? [],
    home: (user) => ws.homes.get(user),
    openHome: (user, teamId) => openHome(ws, user, teamId),
    command: (command) => runCommand(ws, command),
    write: (message) => addMessage(ws, message),
    remove: (channel, ts, withThread) => deleteMessage(ws, channel, ts, withThread),
    shortcut: (shortcut) => runShortcut(ws, shortcut),
    archive: (channel) => {
      const found = ws.channels.get(channel)
      if (found) found.is_archived = true
    },
    fault: faults.add,
    clearFaults: faults.clear,
    calls: () => ws.calls,
    click: (click) => clickAction(ws, click),
    submit: (submission) => submitView(ws, submission),
    dismiss: (user, viewId) => dismissView(ws, user, viewId),
    close: server.close,
  }
}
