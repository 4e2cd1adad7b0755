import postgres from 'postgres'
import { startPostgres } from '../dev/postgres.ts'
import { startPooler } from '../test/fault/pooler.ts'
import { treeCpuOf } from './cpu.ts'
import { prepare } from './data.ts'
import { round } from './figures.ts'
import { startWorker } from './jobs.ts'
import { range, TOKEN_KEY } from './links.ts'
import type { Done } from './load.ts'
import { type Server, startServer } from './servers.ts'

type Say = (line: string) => void
/** Answers a turn: as many for each, whatever else the machine does. */
const TURN = Number(process.env.ANSWERS_A_TURN ?? 2000)
const LINKS = 6 * TURN

const start = (databaseUrl: string): Promise<Server> =>
  startServer('src/node.ts', {
    DATABASE_URL: databaseUrl,
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:8787',
    TOKEN_KEY,
    SMTP_URL: 'smtp://127.0.0.1:9',
  })

/** No escalation is due within the run: there is no Slack to send them to. */
const prepared = async (url: string) => {
  await prepare(url, LINKS)
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  await sql`update organisation set grace_seconds = 7200`
  await sql.end()
}

/** So many answers on 16 connections, the turn's own links. */
const answer = async (server: Server, turn: number): Promise<Done> => {
  const load = startWorker('./load.ts')
  const job = { port: server.port, numbers: range(turn * TURN, TURN), connections: 16, ms: 3600_000 }
  return load.ask<Done>('closed', job).finally(() => load.stop())
}

/** pgbouncer by transactions, under the product's own statements, beside the same without it. */
export const pooled = async (say: Say): Promise<string[]> => {
  const database = await startPostgres()
  const size = 10
  const pooler = await startPooler(database.port, size)
  if (!pooler) {
    say('pgbouncer is not installed: left out')
    await database.stop()
    return []
  }
  const errors: string[] = []
  try {
    await prepared(database.url)
    const servers = { directly: await start(database.url), 'through pgbouncer': await start(pooler.url) }
    const sums = new Map<string, { server: number; database: number; answers: number }>()
    const sql = postgres(database.url, { max: 1, onnotice: () => {} })
    // The first of each warms it up
    for (const turn of range(0, 6)) {
      const [how, server] = Object.entries(servers)[turn % 2]!
      const sum = sums.get(how) ?? { server: 0, database: 0, answers: 0 }
      const before = { server: server.cpu(), database: treeCpuOf(database.pid) }
      const done = await answer(server, turn)
      errors.push(...done.errors)
      if (turn < 2) continue
      sum.server += server.cpu() - before.server
      sum.database += treeCpuOf(database.pid) - before.database
      sum.answers += done.answered.length
      sums.set(how, sum)
    }
    for (const [how, { server, database, answers }] of sums)
      say(
        `${how}: ${answers} answers, ${round(server / answers, 2)} ms of CPU each on Node and ${round(database / answers, 2)} in Postgres`,
      )
    const [held] =
      await sql`select count(*)::int as n from pg_stat_activity where usename = 'amends' and pid <> pg_backend_pid()`
    say(
      `a pool of 20 before ${size} connections; ${held!.n} open in all, of both servers; ${errors.length} errors`,
    )
    await sql.end()
    for (const server of Object.values(servers)) await server.stop()
  } finally {
    await pooler.stop()
    await database.stop()
  }
  return errors
}

/** Two deployments beside each other: a database and a process each, nothing shared. */
export const apart = async (say: Say): Promise<string[]> => {
  const clusters = await Promise.all([startPostgres(), startPostgres()])
  const wrong: string[] = []
  try {
    await Promise.all(clusters.map(({ url }) => prepared(url)))
    const servers = await Promise.all(clusters.map(({ url }) => start(url)))
    const done = await Promise.all(servers.map(answer))
    for (const [n, { answered, errors, ms }] of done.entries()) {
      const sql = postgres(clusters[n]!.url, { max: 1, onnotice: () => {} })
      const [row] = await sql`select (select count(*)::int from unnest(${answered}::int[]) n
          where exists (select from responses where invitation_id = md5('invitation ' || n)::uuid)) as own,
        (select count(*)::int from unnest(${done[1 - n]!.answered}::int[]) n
          where exists (select from responses where invitation_id = md5('invitation ' || n)::uuid)) as others`
      say(
        `deployment ${n + 1}: ${round(answered.length / (ms / 1000))} answers a second, ${answered.length} acknowledged, ` +
          `${row!.own} there, ${row!.others} of the other’s`,
      )
      if (row!.own !== answered.length || row!.others !== 0 || errors.length > 0)
        wrong.push(`deployment ${n + 1}: ${JSON.stringify(row)} ${errors}`)
      await sql.end()
    }
    await Promise.all(servers.map((server) => server.stop()))
  } finally {
    await Promise.all(clusters.map((cluster) => cluster.stop()))
  }
  return wrong
}
