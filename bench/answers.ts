import { type Figure, round, spread } from './figures.ts'
import type { Done } from './load.ts'
import type { Server } from './servers.ts'
import type { Stage } from './stage.ts'

export type Measured = { perSecond: number; cpu: number; server: number; database: number; done: Done }

/** CPU of the server and of all of Postgres; the load's own is not counted. The other servers stand idle. */
export async function measure(stage: Stage, server: Server, act: () => Promise<Done>): Promise<Measured> {
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
export async function steady(stage: Stage, count: number, perSecond: number): Promise<Figure[]> {
  const paced = (server: Server) => async () => {
    const numbers = stage.take(count)
    const done = await stage.load.ask<Done>('paced', { port: server.port, numbers, perSecond })
    if (server === stage.ours) await stage.drained()
    return done
  }
  const honest = await measure(stage, stage.honest, paced(stage.honest))
  // What it left for others to send is not ours
  await stage.dropRest()
  const before = await stage.commits()
  const ours = await measure(stage, stage.ours, paced(stage.ours))
  const commits = ((await stage.commits()) - before) / ours.done.answered.length
  return [
    {
      what: `CPU per answer at ${perSecond} a second, its escalation sent (${count} answers)`,
      measured: `${parts(ours)}; honest ${parts(honest)}; ${round(commits, 1)} transactions an answer`,
      target: 'at most 1.5 ms',
      kept: ours.cpu <= 1.5 && ours.done.errors.length + honest.done.errors.length === 0,
    },
  ]
}

const parts = ({ cpu, server, database }: Measured) =>
  `${round(cpu, 2)} ms (server ${round(server, 2)} + Postgres ${round(database, 2)})`

export async function burst(stage: Stage, size: number, times: number): Promise<Figure[]> {
  const all: Done[] = []
  for (let i = 0; i < times; i++)
    all.push(await stage.load.ask<Done>('burst', { port: stage.ours.port, numbers: stage.take(size) }))
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
