import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { migrate } from '../../db/migrate.ts'
import { startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { startInbox } from '../../dev/mail.ts'
import { startPostgres } from '../../dev/postgres.ts'
import { startWorkers } from '../../dev/workers.ts'
import { run } from '../../src/cli/run.ts'

const SIGNING_SECRET = 'the signing secret of the journey'
const BOT_TOKEN = 'xoxb-journey-token'
const WEBHOOK_SECRET = 'the webhook secret of the journey'
const TEAM = 'T0JOURNEY1'

const user = (id: string, name: string) => ({
  id,
  name,
  email: `${name.split(' ')[0]!.toLowerCase()}@nordly.example`,
})

/** Where it is noon, or close to it, so that what is sent by day is sent now. */
const noonZone = (now: Date): string => {
  const ahead = 12 - now.getUTCHours()
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

/** What a journey's organisation.yaml says where it names no other. */
export const organisation = (zone: string) => `
name: Nordly
brands:
  nordly:
    name: Nordly
    sender: { name: Nordly customer care, address: care@nordly.example }
    replyTo: care@nordly.example
    colour: "#1f4e79"
    language: sv
departments:
  service:
    name: Customer Service
    timeZone: ${zone}
    hours: { mon-sun: 08:00-18:00 }
    destination: { platform: slack, channel: C0SERVICE }
    liaisons: [anna@nordly.example, bo@nordly.example]
    managers: [maja@nordly.example]
    authority: { refund: { amount: 500, currency: SEK } }
    digestHour: 9
management:
  timeZone: ${zone}
  hours: { mon-sun: 08:00-18:00 }
  destination: { platform: slack, channel: C0MANAGERS }
  digestHour: 9
  people: [per@nordly.example]
people:
  - { name: Anna Berg, email: anna@nordly.example }
  - { name: Bo Dahl, email: bo@nordly.example }
  - { name: Maja Ek, email: maja@nordly.example }
  - { name: Per Falk, email: per@nordly.example }
helpdesks:
  zammad:
    groups:
      Kundservice: { brand: nordly, department: service }
graceSeconds: 0
ask: { delayMinutes: 0 }
`

/** The whole product on real parts: Postgres, both Workers in workerd, SMTP, and the local Slack. */
export const startStack = async (
  given: { organisation?: (zone: string) => string; env?: Record<string, string>; port?: number } = {},
) => {
  const now = new Date()
  const zone = noonZone(now)
  const database = await startPostgres({ fast: true })
  await migrate(database.url)
  const inbox = await startInbox()
  const slack = await startLocalSlack({
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    teamId: TEAM,
    channels: [
      { id: 'C0SERVICE', name: 'service' },
      { id: 'C0MANAGERS', name: 'management' },
    ],
    users: [
      user('U0ANNA', 'Anna Berg'),
      user('U0BO', 'Bo Dahl'),
      user('U0MAJA', 'Maja Ek'),
      user('U0PER', 'Per Falk'),
      user('U0GUEST', 'Gert Gast'),
    ],
    strictRate: true,
  })
  const env = {
    DATABASE_URL: database.url,
    TOKEN_KEY: 'a token key of at least thirty-two characters',
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: `${slack.url}/api/`,
    SMTP_URL: inbox.smtpUrl,
    ZAMMAD_WEBHOOK_SECRET: WEBHOOK_SECRET,
    LOCAL_TICK_KEY: 'the tick key of the journey',
    ...given.env,
  }
  const folder = await mkdtemp(join(tmpdir(), 'amends-journey-'))
  await writeFile(join(folder, 'organisation.yaml'), (given.organisation ?? organisation)(zone))
  const cli = async (...argv: string[]) => {
    const lines: string[] = []
    const say = (line: string) => void lines.push(line)
    const code = await run(argv, {
      env,
      cwd: folder,
      localEnv: join(folder, 'none'),
      now: () => new Date(),
      out: say,
      err: say,
    })
    return { code, text: lines.join('\n') }
  }
  const applied = await cli('apply', 'organisation.yaml')
  if (applied.code !== 0) throw new Error(applied.text)
  const workers = await startWorkers({ databaseUrl: database.url, env, port: given.port, built: true })
  slack.setTarget(`${workers.url}/slack/interactions`)
  const sql = postgres(database.url, { max: 2, onnotice: () => {}, transform: postgres.camel })
  const stop = async () => {
    await workers.stop()
    await slack.close()
    await inbox.close()
    await sql.end()
    await database.stop()
  }
  return {
    zone,
    databaseUrl: database.url,
    tokenKey: env.TOKEN_KEY,
    url: workers.url,
    slack,
    inbox,
    workers,
    sql,
    cli,
    stop,
  }
}
export type Stack = Awaited<ReturnType<typeof startStack>>

/** Asks until there is an answer; ten seconds at most. */
export const until = async <T>(what: string, ask: () => T | Promise<T>): Promise<NonNullable<T>> => {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const found = await ask()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`waited 30 s for ${what}`)
}
