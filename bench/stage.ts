import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { startPostgres } from '../dev/postgres.ts'
import { treeCpuOf } from './cpu.ts'
import { prepare } from './data.ts'
import { startWorker } from './jobs.ts'
import { TOKEN_KEY, tokenOf, WORKSPACE } from './links.ts'
import { startServer } from './servers.ts'

/** Connections of either server: the product's default. */
const POOL = '20'

/** Everything the figures need, each in a process of its own: Postgres, both servers, the local Slack, the load. */
export async function setStage({
  links,
  flags = [],
  settings = {},
}: {
  links: number
  flags?: string[]
  settings?: Record<string, string>
}) {
  const database = await startPostgres({ settings })
  await prepare(database.url, links)
  const signingSecret = randomBytes(16).toString('hex')
  const botToken = 'xoxb-bench'
  const slack = startWorker('./slack.ts')
  const slackUrl = await slack.ask<string>('start', { signingSecret, botToken })
  const load = startWorker('./load.ts')
  const shared = { DATABASE_URL: database.url, DATABASE_POOL: POOL }
  const ours = await startServer(
    'src/node.ts',
    {
      ...shared,
      PORT: '0',
      PUBLIC_URL: 'http://127.0.0.1:8787',
      TOKEN_KEY,
      SMTP_URL: 'smtp://127.0.0.1:9',
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_TEAM_ID: WORKSPACE,
      SLACK_API_URL: `${slackUrl}/api/`,
    },
    flags,
  )
  await slack.ask('target', `http://127.0.0.1:${ours.port}/slack/interactions`)
  const page = await fetch(`http://127.0.0.1:${ours.port}/s/${tokenOf(0)}`)
  const pageBytes = (await page.arrayBuffer()).byteLength
  if (page.status !== 200) throw new Error(`the survey page answers ${page.status}`)
  const bare = await startServer('bench/bare.ts', { ...shared, PAGE_BYTES: String(pageBytes) })
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })

  const count = async (query: Promise<postgres.RowList<postgres.Row[]>>) => Number((await query)[0]!.n)
  /** Until every message is sent. */
  const drained = async () => {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(100)) {
      const left = await count(
        sql`select count(*) as n from outbox where state in ('waiting', 'claimed', 'sending')`,
      )
      if (left === 0) return
    }
    throw new Error('the outbox is not empty after a minute')
  }
  return {
    ours,
    bare,
    slack,
    load,
    sql,
    pageBytes,
    databaseCpu: () => treeCpuOf(database.pid),
    answers: () => count(sql`select count(*) as n from responses`),
    cases: () => count(sql`select count(*) as n from cases`),
    /** Statements outside a transaction count as one each. */
    async commits() {
      await sleep(1200) // backends report once a second
      return count(sql`select xact_commit as n from pg_stat_database where datname = current_database()`)
    },
    drained,
    /** Gives up what still waits, as `npm run outbox -- drop` does, and lets what is under way end. */
    async dropRest() {
      await sql`update outbox set state = 'dropped', cause = 'dropped by hand', settled_at = now() where state = 'waiting'`
      await drained()
    },
    async end() {
      load.stop()
      await Promise.all([ours.stop(), bare.stop()])
      slack.stop()
      await sql.end()
      await database.stop()
    },
  }
}

export type Stage = Awaited<ReturnType<typeof setStage>>
