import { type Figure, median, round, spread } from './figures.ts'
import { range } from './links.ts'
import type { Done } from './load.ts'
import type { Server } from './servers.ts'
import type { Stage } from './stage.ts'

type Measured = { perSecond: number; cpu: number; server: number; database: number; done: Done }

/** CPU of the server and of all of Postgres; the load's own is not counted. The other server stands idle. */
async function measure(stage: Stage, server: Server, act: () => Promise<Done>): Promise<Measured> {
  const before = { server: server.cpu(), database: stage.databaseCpu() }
  const done = await act()
  const used = { server: server.cpu() - before.server, database: stage.databaseCpu() - before.database }
  const n = done.answered.length
  return {
    perSecond: n / (done.ms / 1000),
    server: used.server / n,
    database: used.database / n,
    cpu: (used.server + used.database) / n,
    done,
  }
}

/** A steady pace at which every escalation is sent in time, so that an answer's CPU holds all that follows from it. */
export async function steady(
  stage: Stage,
  from: number,
  count: number,
  perSecond: number,
): Promise<Figure[]> {
  const paced = (server: Server) => async () => {
    const numbers = range(from, count)
    const done = await stage.load.ask<Done>('paced', { port: server.port, numbers, perSecond })
    if (server === stage.ours) await stage.drained()
    return done
  }
  const bare = await measure(stage, stage.bare, paced(stage.bare))
  const before = await stage.commits()
  const ours = await measure(stage, stage.ours, paced(stage.ours))
  const commits = ((await stage.commits()) - before) / ours.done.answered.length
  return [
    {
      what: `CPU per answer at ${perSecond} a second, its escalation sent (${count} answers)`,
      measured: `${parts(ours)}; bare ${parts(bare)}; ${round(commits, 1)} transactions an answer`,
      target: 'at most 1.5 ms',
      kept: ours.cpu <= 1.5 && ours.done.errors.length + bare.done.errors.length === 0,
    },
  ]
}

const parts = ({ cpu, server, database }: Measured) =>
  `${round(cpu, 2)} ms (server ${round(server, 2)} + Postgres ${round(database, 2)})`

export async function burst(stage: Stage, from: number, size: number, times: number): Promise<Figure[]> {
  const all: Done[] = []
  for (let i = 0; i < times; i++)
    all.push(
      await stage.load.ask<Done>('burst', { port: stage.ours.port, numbers: range(from + i * size, size) }),
    )
  const errors = all.flatMap((one) => one.errors)
  return [
    {
      what: `errors at ${size} submits at once (${times} times)`,
      measured: `${errors.length} of ${size * times} (all answered after ${spread(
        all.map(({ ms }) => ms),
        0,
      )} ms) ${errors.slice(0, 3).join('; ')}`,
      target: '0',
      kept: errors.length === 0,
    },
  ]
}

export type Rounds = { rounds: number; ms: number; connections: number[]; from: number; until: number }

/**
 * Ours, bare, ours, bare …: what disturbs the machine disturbs both. Each round of ours sends its own escalations, as
 * fast as Slack's pace lets it; what it leaves is dropped before the next.
 */
export async function rounds(
  stage: Stage,
  { rounds, ms, connections, from, until }: Rounds,
): Promise<Figure[]> {
  let next = from
  const act = (server: Server, count: number, time: number) => async () => {
    const numbers = range(next, Math.min(until - next, 4 * time))
    const done = await stage.load.ask<Done>('closed', {
      port: server.port,
      numbers,
      connections: count,
      ms: time,
    })
    if (server === stage.ours) next += done.answered.length + done.errors.length
    return done
  }
  const ours = async (count: number, time: number) => {
    const measured = await measure(stage, stage.ours, act(stage.ours, count, time))
    await stage.dropRest()
    return measured
  }
  const bare = (count: number, time: number) => measure(stage, stage.bare, act(stage.bare, count, time))
  const results = new Map(
    connections.map((count) => [count, { ours: [] as Measured[], bare: [] as Measured[] }]),
  )
  await ours(8, 2000)
  await bare(8, 2000)
  for (let i = 0; i < rounds; i++) {
    for (const [count, all] of results) {
      const pair = [
        async () => all.ours.push(await ours(count, ms)),
        async () => all.bare.push(await bare(count, ms)),
      ]
      for (const one of i % 2 ? pair.reverse() : pair) await one()
    }
  }
  return [...results].flatMap(([count, { ours, bare }]) => figuresOf(count, ours, bare))
}

function figuresOf(count: number, ours: Measured[], bare: Measured[]): Figure[] {
  const ratios = ours.map(({ perSecond }, i) => perSecond / bare[i]!.perSecond)
  const cpu = ours.map((one) => one.cpu)
  const errors = [...ours, ...bare].flatMap(({ done }) => done.errors)
  const rate = (all: Measured[]) => round(median(all.map(({ perSecond }) => perSecond)))
  const mean = (all: Measured[], part: 'server' | 'database') => round(median(all.map((one) => one[part])), 2)
  return [
    {
      what: `answers a second to bare, ${count} connection${count > 1 ? 's' : ''}`,
      measured: `${spread(ratios)}; ours ${rate(ours)}, bare ${rate(bare)} a second; ${errors.length} errors`,
      target: 'at least 0.6',
      kept: median(ratios) >= 0.6 && errors.length === 0,
    },
    {
      what: `CPU per answer, ${count} connection${count > 1 ? 's' : ''}`,
      measured: `${spread(cpu)} ms (server ${mean(ours, 'server')} + Postgres ${mean(ours, 'database')}); bare ${spread(bare.map((one) => one.cpu))} ms (${mean(bare, 'server')} + ${mean(bare, 'database')})`,
      target: 'at most 1.5 ms',
      kept: median(cpu) <= 1.5,
    },
  ]
}
