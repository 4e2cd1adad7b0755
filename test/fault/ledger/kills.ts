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

/**
 * Three killers at once, each with kill -9 at a random moment, so that their victims are down alone and together.
 * Returns what was killed.
 */
export const killInLoops = async (
  kills: number,
  victims: { postgres: RunningPostgres; node: Server; workerd: Server },
): Promise<Kills> => {
  const killed: Kills = { workerd: 0, node: 0, postgres: 0 }
  const wanted = share(kills)
  const loop = async (what: keyof Kills, from: number, to: number) => {
    while (killed[what] < wanted[what]) {
      await sleep(between(from, to))
      victims[what].kill9()
      killed[what] += 1
      await sleep(between(0, 150))
      await victims[what].restart()
    }
  }
  await Promise.all([loop('workerd', 1500, 3500), loop('node', 700, 2500), loop('postgres', 1000, 3000)])
  return killed
}
