import { expect, test } from 'vitest'
import { teamsStage } from './chatTeams.ts'

/** 1,000,000 by `npm run prove:forged`. */
const REQUESTS = Number(process.env.AMENDS_FORGED ?? 100_000)
const SEED = Number(process.env.AMENDS_SEED ?? 7)

test(
  `forged Teams requests: none accepted, no crash (seed ${SEED})`,
  async () => {
    const on = await teamsStage()
    let seed = SEED
    const random = () => {
      seed = (seed * 1664525 + 1013904223) % 2 ** 32
      return seed / 2 ** 32
    }
    const statuses: Record<number, number> = {}
    let heard = 0
    for (let i = 0; i < REQUESTS; i++) {
      const { status } = await on.platform.receive(
        await on.forged(random),
        async () => {
          heard += 1
          return { kind: 'done' }
        },
        () => {},
      )
      statuses[status] = (statuses[status] ?? 0) + 1
    }
    console.log(
      `${REQUESTS} forged Teams requests, seed ${SEED}, by status: ${JSON.stringify(statuses)}; ${heard} heard`,
    )
    await on.stop()
    expect({ statuses, heard }).toEqual({ statuses: { 401: REQUESTS }, heard: 0 })
  },
  60_000 + REQUESTS * 8,
)
