import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres, { type Sql } from 'postgres'
import { startPostgres } from '../dev/postgres.ts'
import { treeCpuOf } from './cpu.ts'
import { prepare } from './data.ts'
import { round } from './figures.ts'
import { startWorker, type Worker } from './jobs.ts'
import { range, TOKEN_KEY, WORKSPACE } from './links.ts'
import type { Done } from './load.ts'
import { type Server, startServer } from './servers.ts'
import { everythingOnce } from './severalCount.ts'

/**
 * `npm run prove:several`: so many `serve` processes on one database. Answers a second at saturation with one to
 * compare, then the same with one killed in the middle, while digests and deadlines fall due for all of them at once;
 * then all is counted. Ends with 1 where anything is missing or there twice.
 */
const PROCESSES = process.argv.slice(2).map(Number)
const SECONDS = Number(process.env.SECONDS ?? 20)
const LINKS = 1000 * SECONDS
const CONNECTIONS = 32
/** Their cases' deadlines fall due later. */
const EARLIER = 300
/** A killed process's entries are claimed again when its lease ends, after 45 s. */
const PATIENCE = 600_000

const run = async (processes: number): Promise<number> => {
  const database = await startPostgres()
  const slack = startWorker('./slack.ts')
  const loads = range(0, processes).map(() => startWorker('./load.ts'))
  const servers: Server[] = []
  const sql = postgres(database.url, { max: 2, onnotice: () => {} })
  try {
    await prepare(database.url, LINKS)
    const signingSecret = randomBytes(16).toString('hex')
    const slackUrl = await slack.ask<string>('start', { signingSecret, botToken: 'xoxb-bench' })
    const start = () =>
      startServer('src/node.ts', {
        DATABASE_URL: database.url,
        PORT: '0',
        PUBLIC_URL: 'http://127.0.0.1:8787',
        TOKEN_KEY,
        SMTP_URL: 'smtp://127.0.0.1:9',
        SLACK_BOT_TOKEN: 'xoxb-bench',
        SLACK_SIGNING_SECRET: signingSecret,
        SLACK_TEAM_ID: WORKSPACE,
        SLACK_API_URL: `${slackUrl}/api/`,
      })
    const first = await start()
    const earlier = range(0, EARLIER, 5)
    await loads[0]!.ask('paced', { port: first.port, numbers: earlier, perSecond: 20 })
    await drained(sql)
    await first.stop()
    await allDue(sql)
    servers.push(...(await Promise.all(range(0, processes).map(start))))
    const ask = (from: number, count: number, ms: number) => atOnce(loads, servers, { from, count, ms })

    const cpu = () => ({
      node: servers.reduce((sum, server) => sum + server.cpu(), 0),
      postgres: treeCpuOf(database.pid),
    })
    const before = cpu()
    const half = LINKS / 2
    const steady = await ask(EARLIER * 5, half - EARLIER * 5, SECONDS * 1000)
    const answered = steady.flatMap((done) => done.answered)
    const perSecond = answered.length / (Math.max(...steady.map(({ ms }) => ms)) / 1000)
    const used = cpu()
    const each = (what: keyof typeof used) => round((used[what] - before[what]) / answered.length, 2)
    const errors = steady.flatMap((done) => done.errors)

    const last = servers.at(-1)!
    const killing = sleep(SECONDS * 500).then(() => processes > 1 && process.kill(last.pid, 'SIGKILL'))
    const broken = await ask(half, half, SECONDS * 1000)
    await killing
    answered.push(...earlier, ...broken.flatMap((done) => done.answered))
    errors.push(...broken.slice(0, -1).flatMap((done) => done.errors))
    const left = await drained(sql)
    const once = await everythingOnce(sql, answered, await slack.ask<string[]>('shown'))
    console.log(
      `${processes} processes: ${round(perSecond)} answers a second, ${each('node')} ms of CPU each on Node and ${each('postgres')} in Postgres; ` +
        `${processes > 1 ? 'one killed; ' : ''}${answered.length} acknowledged, ${errors.length} errors, ${left} left; ${once.said}`,
    )
    for (const one of [...errors, ...once.wrong].slice(0, 20)) console.log(`  ${one}`)
    return errors.length + once.wrong.length + left
  } finally {
    for (const load of loads) load.stop()
    await Promise.all(servers.map((server) => server.stop()))
    slack.stop()
    await sql.end()
    await database.stop()
  }
}

/** Each process has a load of its own, with its share of the connections and of the links. */
const atOnce = (
  loads: Worker[],
  servers: Server[],
  { from, count, ms }: { from: number; count: number; ms: number },
) => {
  const each = Math.floor(count / servers.length)
  return Promise.all(
    servers.map(({ port }, n) =>
      loads[n]!.ask<Done>('closed', {
        port,
        numbers: range(from + n * each, each),
        connections: CONNECTIONS / servers.length,
        ms,
      }),
    ),
  )
}

/** Digests of every department, and the deadlines of what is open, are due when the processes start. */
const allDue = async (sql: Sql) => {
  const always = Object.fromEntries(range(1, 7).map((day) => [day, [['00:00', '24:00']]]))
  await sql`update departments set time_zone = 'UTC', hours = ${sql.json(always)}, holidays = '[]', digest_hour = 0,
    since = now() - interval '3 days'`
  await sql`update timers set due_at = now() + interval '10 seconds', next_at = now() + interval '10 seconds'
    where ended_at is null and level = 0 and kind = 'take'`
}

/** Waits until nothing waits or is under way; gives how many still are. */
const drained = async (sql: Sql): Promise<number> => {
  for (const until = Date.now() + PATIENCE; ; await sleep(500)) {
    const [row] = await sql`select count(*)::int as n from outbox
      where state in ('claimed', 'sending') or state = 'waiting' and due_at < now() + interval '10 minutes'`
    if (row!.n === 0 || Date.now() > until) return row!.n
  }
}

let wrong = 0
for (const processes of PROCESSES.length > 0 ? PROCESSES : [1, 2, 4]) wrong += await run(processes)
process.exitCode = wrong === 0 ? 0 : 1
