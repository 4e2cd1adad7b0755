import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { expect } from 'vitest'
import { startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { startInbox } from '../../dev/mail.ts'
import { freePort } from '../../dev/ports.ts'
import { postgresUser } from '../../dev/postgres/user.ts'
import { type RunningPostgres, startPostgres } from '../../dev/postgres.ts'

/** How the product is started: as the docs say it, from a folder, by a user without rights. */
export type Product = { cwd: string; serve: string[]; cli: string[] }

const SIGNING_SECRET = 'a signing secret of sixteen'
const BOT_TOKEN = 'xoxb-operate'

const organisation = (zone: string) => `
name: Nordly
brands:
  nordly: { name: Nordly, sender: { name: Nordly care, address: care@nordly.example }, replyTo: care@nordly.example, colour: "#1f4e79", language: en }
departments:
  service:
    name: Customer Service
    timeZone: ${zone}
    hours: { mon-sun: 00:00-24:00 }
    destination: { platform: slack, channel: C0SERVICE }
    liaisons: [anna@nordly.example]
    managers: [maja@nordly.example]
    digestHour: 9
management: { timeZone: ${zone}, hours: { mon-sun: 08:00-18:00 }, destination: { platform: slack, channel: C0MANAGERS }, digestHour: 9, people: [per@nordly.example] }
people:
  - { name: Anna Berg, email: anna@nordly.example }
  - { name: Maja Ek, email: maja@nordly.example }
  - { name: Per Falk, email: per@nordly.example }
ask: { delayMinutes: 0 }
`

const noonZone = (now: Date): string => {
  const ahead = 12 - now.getUTCHours()
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

/** What the product needs around it: PostgreSQL, an inbox, the local Slack; and a state folder of an unprivileged user. */
export const startStage = async (opts: { database?: RunningPostgres } = {}) => {
  const zone = noonZone(new Date())
  const database = opts.database ?? (await startPostgres({ fast: true }))
  const inbox = await startInbox()
  const slack = await startLocalSlack({
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    channels: [
      { id: 'C0SERVICE', name: 'service' },
      { id: 'C0MANAGERS', name: 'management' },
    ],
    users: ['Anna Berg', 'Maja Ek', 'Per Falk'].map((name) => ({
      id: `U0${name.split(' ')[0]!.toUpperCase()}`,
      name,
      email: `${name.split(' ')[0]!.toLowerCase()}@nordly.example`,
    })),
    strictRate: true,
  })
  const state = mkdtempSync(join(tmpdir(), 'amends-state-'))
  chmodSync(state, 0o700)
  const user = postgresUser()
  if (user) chownSync(state, user.uid, user.gid)
  const settings = mkdtempSync(join(tmpdir(), 'amends-settings-'))
  chmodSync(settings, 0o755)
  const file = join(settings, 'organisation.yaml')
  writeFileSync(file, organisation(zone))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  slack.setTarget(`${url}/slack/interactions`)
  const env: Record<string, string> = {
    DATABASE_URL: database.url,
    PUBLIC_URL: url,
    TOKEN_KEY: 'a token key of at least thirty-two characters',
    SMTP_URL: inbox.smtpUrl,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: `${slack.url}/api/`,
    PORT: String(port),
    PICTURES_DIR: join(state, 'pictures'),
  }
  const sql = postgres(database.url, { max: 2, onnotice: () => {}, transform: postgres.camel })
  const start = ({ cwd }: Product, [command, ...args]: string[], over: Record<string, string> = {}) => {
    const child = spawn(command!, args, {
      cwd,
      ...user,
      env: { PATH: process.env.PATH, HOME: state, NODE_ENV: 'production', ...env, ...over },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const heard = { text: '' }
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part) => {
        heard.text += part
      })
    return { child, heard, ended: exitOf(child) }
  }
  const cli = async (product: Product, ...args: string[]) => {
    const { heard, ended } = start(product, [...product.cli, ...args])
    return { code: await ended, text: heard.text }
  }
  /** A key of the API with one scope. */
  const key = async (product: Product, name: string, scope: string) => {
    const { code, text } = await cli(product, 'keys', 'create', name, '--scope', scope)
    expect(code, text).toBe(0)
    return /amends_[\w-]{43}/.exec(text)![0]
  }
  const stop = async () => {
    await slack.close()
    await inbox.close()
    await sql.end()
    if (!opts.database) await database.stop()
    for (const folder of [state, settings]) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  return { zone, url, env, state, file, database, inbox, slack, sql, start, cli, key, stop }
}
export type Stage = Awaited<ReturnType<typeof startStage>>

const exitOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once('close', resolve).once('error', () => resolve(null)))

const until = async <T>(what: string, ask: () => T | Promise<T>): Promise<NonNullable<T>> => {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(50)) {
    const found = await ask()
    if (found) return found
  }
  throw new Error(`waited 30 s for ${what}`)
}

/** Starts the server, runs `act` against it, and stops it as systemd and Docker do. Gives what it logged. */
export const serving = async (stage: Stage, product: Product, act: () => Promise<void>): Promise<string> => {
  const { child, heard, ended } = stage.start(product, product.serve)
  try {
    const gone = ended.then((code) => {
      throw new Error(`the server ended with ${code}:\n${heard.text.slice(-2000)}`)
    })
    gone.catch(() => {})
    const healthy = until('health', async () => {
      const answer = await fetch(`${stage.url}/health`).catch(() => undefined)
      return answer?.ok
    }).catch(async (error) => {
      const said = await fetch(`${stage.url}/health`).then((one) => one.text(), String)
      throw new Error(`${error.message}: ${said}\n${heard.text.slice(-2000)}`)
    })
    await Promise.race([healthy, gone])
    await act()
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  } finally {
    child.kill('SIGKILL')
  }
  return heard.text
}

/** The main line once: a contact, its mail, an answer, the case in Slack, a click. Gives the customer's link and the case's card. */
export const journey = async (stage: Stage, product: Product, who: string) => {
  const key = await stage.key(product, `shop-${who}`, 'contacts:write')
  const contact = await fetch(`${stage.url}/v1/contacts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      source: 'shop',
      externalId: `call-${who}`,
      channel: 'phone',
      brand: 'nordly',
      department: 'service',
      customer: { email: `${who}@mail.example`, name: 'Kim' },
      reference: `order-${who}`,
      endedAt: new Date(Date.now() - 60_000).toISOString(),
      timeZone: stage.zone,
    }),
  })
  expect([contact.status, await contact.json()]).toMatchObject([202, { invitation: { state: 'planned' } }])
  const mail = await until('the question by mail', async () =>
    (await stage.inbox.emails()).find(({ to }) => to.includes(`${who}@mail.example`)),
  )
  const survey = /http:\/\/[\d.:]+\/s\/[\w-]+/.exec(mail.text)![0]
  const answer = await fetch(survey, {
    method: 'POST',
    body: new URLSearchParams({ step: 'score', score: '1' }),
  })
  expect(answer.status).toBe(200)
  const words = new URLSearchParams({ step: 'wrong', words: `Nobody called back about ${who}.` })
  expect((await fetch(survey, { method: 'POST', body: words })).status).toBe(200)
  // The grace before an announcement is waited for by nobody here
  await stage.sql`update outbox set due_at = now() - interval '1 second' where kind = 'escalation' and state = 'waiting'`
  const message = await until('the case in Slack', () =>
    stage.slack
      .messages('C0SERVICE')
      .find((one) => !one.thread_ts && JSON.stringify(one.blocks).includes(who)),
  )
  const value = message.blocks
    ?.flatMap(({ elements = [] }) => elements)
    .find(({ action_id }) => action_id === 'amends:take')?.value
  const clicked = await stage.slack.click({
    user: 'U0ANNA',
    channel: 'C0SERVICE',
    ts: message.ts,
    actionId: 'amends:take',
    value: value as string,
  })
  expect(clicked.status).toBe(200)
  const [taken] = await stage.sql`select state from cases where id = ${value as string}`
  expect(taken).toMatchObject({ state: 'owned' })
  return { survey, caseId: value as string, channel: message.channel, ts: message.ts }
}
