import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { migrate } from '../db/migrate.ts'
import { startPostgres } from '../dev/postgres.ts'
import { treeCpuOf } from './cpu.ts'
import { prepare } from './data.ts'
import { startWorker } from './jobs.ts'
import { range, tokenOf } from './links.ts'
import { settingsFor, startServer } from './servers.ts'

/** Connections of either server: the product's default. */
const POOL = '20'
/** So that the tables are read from memory, as where they are in use. */
const ROOM = { shared_buffers: '1GB' }

/**
 * Postgres with its default durable settings and at least `links` links that nobody answered. They are made once and kept
 * in `BENCH_DATA` as `big.ts` keeps its own. Each run has a copy, so that it starts as every other. The caller stops it.
 */
export const keptDatabase = async (links: number, settings: Record<string, string> = {}) => {
  const folder = join(process.env.BENCH_DATA ?? tmpdir(), `amends-links-${links}`)
  const made = join(folder, 'made')
  const dataDir = join(folder, 'data')
  if (!existsSync(made)) {
    const first = await startPostgres({ dataDir, settings: ROOM })
    await prepare(first.url, links).finally(first.stop)
    writeFileSync(made, '')
  }
  const database = await startPostgres({ from: dataDir, settings: { ...ROOM, ...settings } })
  await migrate(database.url)
  return database
}

/**
 * Everything the figures need, each in a process of its own: Postgres, the servers, the local Slack, the load. No more
 * links are answered than there are.
 */
export async function setStage({
  links,
  flags = [],
  settings = {},
}: {
  links: number
  flags?: string[]
  settings?: Record<string, string>
}) {
  const database = await keptDatabase(links, settings)
  const signingSecret = randomBytes(16).toString('hex')
  const botToken = 'xoxb-bench'
  const slack = startWorker('./slack.ts')
  const slackUrl = await slack.ask<string>('start', { signingSecret, botToken })
  const load = startWorker('./load.ts')
  const shared = { DATABASE_URL: database.url, DATABASE_POOL: POOL }
  const ours = await startServer(
    'src/node.ts',
    { ...settingsFor(database.url, slackUrl, { botToken, signingSecret }), DATABASE_POOL: POOL },
    flags,
  )
  await slack.ask('target', `http://127.0.0.1:${ours.port}/slack/interactions`)
  const page = await fetch(`http://127.0.0.1:${ours.port}/s/${tokenOf(0)}`)
  const pageBytes = (await page.arrayBuffer()).byteLength
  if (page.status !== 200) throw new Error(`the survey page answers ${page.status}`)
  const honest = await startServer('bench/honest.ts', { ...shared, PAGE_BYTES: String(pageBytes) })
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })
  let taken = 0

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
    honest,
    /** The next so many links, which nobody else answers. */
    take(count: number, step = 1) {
      const from = taken
      taken += 5 * Math.ceil((count * step) / 5) // from a dissatisfied one on
      if (taken > links) throw new Error(`only ${links} links were made`)
      return range(from, count, step)
    },
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
    /** Seconds between a new case and its escalation, as `apply` sets them. */
    announceAfter: (seconds: number) =>
      sql`update organisation set grace_seconds = ${seconds}, applied_at = now() where grace_seconds <> ${seconds}`,
    /**
     * Gives up what still waits, as `npm run outbox -- drop` does, and lets what is under way end. Then vacuums, as
     * autovacuum would later: without it each claim of the next figure reads thousands of dropped messages.
     */
    async dropRest() {
      await sql`update outbox set state = 'dropped', cause = 'dropped by hand', settled_at = now() where state = 'waiting'`
      await drained()
      await sql`vacuum outbox`
    },
    async end() {
      load.stop()
      await Promise.all([ours.stop(), honest.stop()])
      slack.stop()
      await sql.end()
      await database.stop()
    },
  }
}

export type Stage = Awaited<ReturnType<typeof setStage>>
