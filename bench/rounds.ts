import { type Measured, measure } from './answers.ts'
import { type Figure, median, round, spread } from './figures.ts'
import type { Done } from './load.ts'
import type { Server } from './servers.ts'
import type { Stage } from './stage.ts'

/** `announced`: seconds after which a case is sent, so that the default of two minutes measures the answers alone. */
type Kind = {
  what: string
  only?: 'satisfied' | 'dissatisfied'
  connections: number
  announced: 0 | 120
  atLeast: number
  atMostCpu?: number
}

/** What is measured against bench/honest.ts, each with its target. */
const KINDS: Kind[] = [
  { what: '80 of 100 satisfied', connections: 1, announced: 0, atLeast: 0.7, atMostCpu: 1.3 },
  { what: '80 of 100 satisfied', connections: 8, announced: 0, atLeast: 0.7, atMostCpu: 1.3 },
  { what: '80 of 100 satisfied', connections: 32, announced: 0, atLeast: 0.85, atMostCpu: 1.3 },
  { what: 'all satisfied', only: 'satisfied', connections: 32, announced: 0, atLeast: 1 },
  { what: 'all dissatisfied', only: 'dissatisfied', connections: 32, announced: 0, atLeast: 0.6 },
  { what: 'nothing sent yet', connections: 1, announced: 120, atLeast: 0.7, atMostCpu: 1.3 },
  { what: 'nothing sent yet', connections: 8, announced: 120, atLeast: 0.7, atMostCpu: 1.3 },
  { what: 'nothing sent yet', connections: 32, announced: 120, atLeast: 0.85, atMostCpu: 1.3 },
  {
    ...{ what: 'nothing sent yet, all dissatisfied', only: 'dissatisfied', connections: 32 },
    ...{ announced: 120, atLeast: 0.6 },
  },
]
export type Rounds = { rounds: number; answers: number; warm: number }
/** Answers to each server before the first round: V8 takes thousands to settle on its code, which a server in use has long done. */
const SETTLE = 12_000

/** One in five is dissatisfied. */
const spanOf = (answers: number, only: Kind['only']) =>
  (only === 'dissatisfied' ? 5 : only ? 1.25 : 1) * answers

/**
 * Ours, honest, honest, ours …: what disturbs the machine disturbs both. Each is warmed up before its figure. Ours
 * sends its escalations meanwhile, as fast as Slack's pace lets it; what it leaves is dropped before the next.
 */
export async function rounds(stage: Stage, { rounds, answers, warm }: Rounds): Promise<Figure[]> {
  const run = async (server: Server, { only, connections }: Kind): Promise<Measured> => {
    const act = (count: number) => () => {
      const numbers =
        only === 'dissatisfied'
          ? stage.take(count, 5)
          : stage.take(spanOf(count, only)).filter((n) => only === undefined || n % 5 > 0)
      return stage.load.ask<Done>('closed', { port: server.port, numbers, connections })
    }
    await act(warm)()
    const measured = await measure(stage, server, act(answers))
    if (server === stage.ours) await stage.dropRest()
    return measured
  }
  for (const server of [stage.honest, stage.ours])
    await stage.load.ask('closed', { port: server.port, numbers: stage.take(SETTLE), connections: 8 })
  await stage.dropRest()
  const all = KINDS.map((kind) => ({ kind, ours: [] as Measured[], honest: [] as Measured[] }))
  for (let i = 0; i < rounds; i++)
    for (const one of all) {
      await stage.announceAfter(one.kind.announced)
      const pair = ['ours', 'honest'] as const
      for (const server of i % 2 ? pair.toReversed() : pair)
        one[server].push(await run(stage[server], one.kind))
    }
  return all.flatMap(({ kind, ours, honest }) => figuresOf(kind, ours, honest))
}

function figuresOf(
  { what, connections, atLeast, atMostCpu }: Kind,
  ours: Measured[],
  honest: Measured[],
): Figure[] {
  const at = `${what}, ${connections} connection${connections > 1 ? 's' : ''}`
  const faster = ours.map(({ perSecond }, i) => perSecond / honest[i]!.perSecond)
  const dearer = ours.map(({ cpu }, i) => cpu / honest[i]!.cpu)
  const errors = [...ours, ...honest].flatMap(({ done }) => done.errors)
  const of = (all: Measured[], part: 'perSecond' | 'cpu' | 'server' | 'database', digits = 2) =>
    round(median(all.map((one) => one[part])), digits)
  const cpu = (all: Measured[]) =>
    `${of(all, 'cpu')} ms (${of(all, 'server')} + Postgres ${of(all, 'database')})`
  return [
    {
      what: `answers a second to honest: ${at}`,
      measured: `${spread(faster)}; ours ${of(ours, 'perSecond', 0)}, honest ${of(honest, 'perSecond', 0)}; ${errors.length} errors ${errors.slice(0, 2).join('; ')}`,
      target: `at least ${atLeast}`,
      kept: median(faster) >= atLeast && errors.length === 0,
    },
    {
      what: `CPU of an answer to honest: ${at}`,
      measured: `${spread(dearer)}; ours ${cpu(ours)}, honest ${cpu(honest)}`,
      ...(atMostCpu && { target: `at most ${atMostCpu}`, kept: median(dearer) <= atMostCpu }),
    },
  ]
}
