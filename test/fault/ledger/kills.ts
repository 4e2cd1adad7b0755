import { setTimeout as sleep } from 'node:timers/promises'
import type { Server } from './servers.ts'

export type Kills = { workerd: number; node: number; postgres: number; pgbouncer: number }

type Victim = Pick<Server, 'kill9' | 'restart'>
/** pgbouncer where it stands before Postgres. */
export type Victims = Record<Exclude<keyof Kills, 'pgbouncer'>, Victim> & { pgbouncer?: Victim }

const between = (from: number, to: number) => from + Math.random() * (to - from)

/** How many of each: workerd takes seconds to come back, so it gets a fifth. The last night kills one of each more. */
const share = (kills: number, pooled: boolean): Kills => {
  const loops = Math.max(3, kills - (pooled ? 4 : 3))
  const some = (part: number) => Math.max(1, Math.round(loops * part))
  const workerd = some(0.2)
  const pgbouncer = pooled ? some(0.2) : 0
  const postgres = some(pooled ? 0.3 : 0.4)
  return { workerd, postgres, pgbouncer, node: Math.max(1, loops - workerd - postgres - pgbouncer) }
}

/** Long enough that the three killers need not wait for each other. */
export const LONG = 20

/** No kill waits longer than this for acknowledgements, in milliseconds. */
const LULL = 30_000

/**
 * Kills with -9, each at a random moment once something more was acknowledged: in the long form a killer a victim, all
 * at once, so that they are down alone and together, spread over so many acknowledgements and on until they are
 * reached; in the short form one after the other. Returns the kills.
 */
export const killInLoops = async (
  { kills, acknowledgements }: { kills: number; acknowledgements: number },
  victims: Victims,
  acknowledged: () => number,
): Promise<Kills> => {
  const killed: Kills = { workerd: 0, node: 0, postgres: 0, pgbouncer: 0 }
  const wanted = share(kills, victims.pgbouncer !== undefined)
  const kill = async (what: keyof Kills, most: number) => {
    const turn = ((killed[what] + 1) * acknowledgements) / wanted[what]
    const next = Math.max(acknowledged() + 10, turn)
    const patience = acknowledgements > 0 ? LULL : most
    for (const by = Date.now() + patience; acknowledged() < next && Date.now() < by; ) await sleep(50)
    await sleep(between(0, most / 4))
    const victim = victims[what]
    if (!victim) return
    victim.kill9()
    killed[what] += 1
    await sleep(between(0, 150))
    await victim.restart()
  }
  const goesOn = (what: keyof Kills) => killed[what] < wanted[what] || acknowledged() < acknowledgements
  const loop = async (what: keyof Kills, most: number) => {
    while (victims[what] && goesOn(what)) await kill(what, most)
  }
  if (kills < LONG) {
    const order = ['postgres', 'pgbouncer', 'node', 'workerd'] as const
    while (order.some((what) => killed[what] < wanted[what]))
      for (const what of order) if (killed[what] < wanted[what]) await kill(what, 2000)
  } else {
    const loops = [loop('workerd', 5000), loop('node', 4000), loop('postgres', 4000), loop('pgbouncer', 6000)]
    await Promise.all(loops)
  }
  return killed
}
