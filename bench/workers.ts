import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { startPooler } from '../test/fault/pooler.ts'
import { cpuOf, treeCpuOf } from './cpu.ts'
import { startEdge } from './edge.ts'
import { spread } from './figures.ts'
import { startWorker } from './jobs.ts'
import { range } from './links.ts'
import type { Done } from './load.ts'
import { keptDatabase } from './stage.ts'

/**
 * What an answer costs on a Worker: the built edge in workerd, PostgreSQL behind pgbouncer (`apt-get install pgbouncer`)
 * in transaction mode. One in five is dissatisfied; ops is only woken, so nothing is sent.
 */
const LINKS = 1_000_000
const CONNECTIONS = 32
const WARM = 400
const ANSWERS = Number(process.argv[2] ?? 2_000)
const ROUNDS = 3

const folder = mkdtempSync(join(tmpdir(), 'amends-edge-'))
const database = await keptDatabase(LINKS)
const stops: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
try {
  const pooler = await startPooler(database.port, 20)
  if (!pooler) throw new Error('pgbouncer is not installed: apt-get install pgbouncer')
  stops.push(pooler.stop)
  const edge = await startEdge(folder, Number(new URL(pooler.url).port))
  stops.push(edge.stop)
  const load = startWorker('./load.ts')
  stops.push(load.stop)
  const sql = postgres(database.url, { max: 1 })
  stops.push(() => sql.end())
  const transactions = async () => {
    await sleep(1_200) // backends report once a second
    const [row] =
      await sql`select xact_commit::int as n from pg_stat_database where datname = current_database()`
    return row!.n as number
  }
  const [rates, statements, cpus]: [number[], number[], { edge: number; rest: number }[]] = [[], [], []]
  for (const round of range(0, ROUNDS)) {
    const from = round * (WARM + ANSWERS)
    const answer = (numbers: number[]) =>
      load.ask<Done>('closed', { port: edge.port, numbers, connections: CONNECTIONS })
    await answer(range(from, WARM))
    const before = {
      n: await transactions(),
      edge: cpuOf(edge.pid),
      rest: treeCpuOf(database.pid),
    }
    const done = await answer(range(from + WARM, ANSWERS))
    const n = done.answered.length
    if (done.errors.length > 0) throw new Error(`${done.errors.length} errors: ${done.errors[0]}`)
    rates.push(n / (done.ms / 1000))
    cpus.push({
      edge: (cpuOf(edge.pid) - before.edge) / n,
      rest: (treeCpuOf(database.pid) - before.rest) / n,
    })
    // The two that count are one each
    statements.push(((await transactions()) - before.n - 1) / n)
  }
  console.log(
    `  answers a second on a Worker, ${CONNECTIONS} connections: ${spread(rates, 0)} (at least 180)`,
  )
  console.log(`  statements an answer: ${spread(statements)} (2)`)
  console.log(
    `  CPU of an answer: workerd ${spread(cpus.map((one) => one.edge))} ms, PostgreSQL ${spread(cpus.map((one) => one.rest))} ms`,
  )
} finally {
  for (const stop of stops.reverse()) await stop()
  await database.stop()
}
