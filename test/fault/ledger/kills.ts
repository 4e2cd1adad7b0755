import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningPostgres } from '../../../dev/postgres.ts'
import type { Server } from './servers.ts'

export type Kills = { workerd: number; node: number; postgres: number }

const between = (from: number, to: number) => from + Math.random() * (to - from)

/** How many of each: workerd takes seconds to come back, so it gets a fifth. The last three are the last night's. */
const share = (kills: number): Kills => {
  const loops = Math.max(3, kills - 3)
  const workerd = Math.max(1, Math.round(loops * 0.2))
  const postgres = Math.max(1, Math.round(loops * 0.4))
  return { workerd, postgres, node: Math.max(1, loops - workerd - postgres) }
}

/** Long enough that the three killers need not wait for each other. */
export const LONG = 20

/**
 * Kills with -9, each at a random moment once something more was acknowledged: in the long form three killers at
 * once, so that their victims are down alone and together; in the short form one after the other. Returns the kills.
 */
export const killInLoops = async (
  kills: number,
  victims: { postgres: RunningPostgres; node: Server; workerd: Server },
  acknowledged: () => number,
): Promise<Kills> => {
  const killed: Kills = { workerd: 0, node: 0, postgres: 0 }
  const wanted = share(kills)
  const kill = async (what: keyof Kills, most: number) => {
    const before = acknowledged()
    for (const by = Date.now() + most; acknowledged() < before + 10 && Date.now() < by; ) await sleep(50)
    await sleep(between(0, most / 4))
    victims[what].kill9()
    killed[what] += 1
    await sleep(between(0, 150))
    await victims[what].restart()
  }
  const loop = async (what: keyof Kills, most: number) => {
    while (killed[what] < wanted[what]) await kill(what, most)
  }
  if (kills < LONG) {
    while (Object.keys(wanted).some((what) => killed[what as keyof Kills] < wanted[what as keyof Kills]))
      for (const what of ['postgres', 'node', 'workerd'] as const)
        if (killed[what] < wanted[what]) await kill(what, 2000)
  } else await Promise.all([loop('workerd', 5000), loop('node', 4000), loop('postgres', 4000)])
  return killed
}
