import { readFileSync } from 'node:fs'
import type { Db, Sql } from '../db/client.ts'
import { type Figure, median, round } from './figures.ts'

/** What each part of `bench/insight.ts` is given. `note` prints a figure as soon as it is known. */
export type Bench = { db: Db; note: (figure: Figure) => void } & Awaited<ReturnType<typeof stopwatch>>

/**
 * Medians. `cpu`: milliseconds of this process and of its connection in PostgreSQL together, which other programs on the
 * machine disturb less than `ms`, the time on the wall. `pages`: of tables and indexes, each time one is looked at.
 */
export type Timed = { ms: number; cpu: number; pages: number }

export const said = ({ ms, cpu, pages }: Timed): string =>
  `${round(ms, 1)} ms (${round(cpu, 1)} of CPU, ${round(pages)} pages)`

/** Seconds of CPU of this process. */
export const cpuOf = (work: () => void): number => {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

export const stopwatch = async (sql: Sql) => {
  // The one connection there is
  const [{ pid }] = (await sql`select pg_backend_pid() as pid`) as unknown as [{ pid: number }]
  const pagesSoFar = async () => {
    await sql`select pg_stat_force_next_flush()`
    const [row] = await sql<{ n: number }[]>`
      select sum(coalesce(heap_blks_hit, 0) + coalesce(heap_blks_read, 0) + coalesce(idx_blks_hit, 0) + coalesce(idx_blks_read, 0))::float as n
      from pg_statio_user_tables`
    return row!.n
  }
  const cpuSoFar = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e3 + Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  }
  /** After as many runs as make PostgreSQL keep a statement's plan. */
  const timed = async (act: () => Promise<unknown>, times = 15, warm = 6): Promise<Timed> => {
    for (let n = 0; n < warm; n++) await act()
    const before = await pagesSoFar()
    const [ms, cpu]: [number[], number[]] = [[], []]
    for (let n = 0; n < times; n++) {
      const [from, spent] = [performance.now(), cpuSoFar()]
      await act()
      ms.push(performance.now() - from)
      cpu.push(cpuSoFar() - spent)
    }
    return { ms: median(ms), cpu: median(cpu), pages: ((await pagesSoFar()) - before) / times }
  }
  return { timed, cpuSoFar }
}
