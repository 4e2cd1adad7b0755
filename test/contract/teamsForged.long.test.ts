import { expect, test } from 'vitest'
import { teamsStage } from './chatTeams.ts'

test('100,000 forged requests: 0 accepted, 0 crashes', async () => {
  const on = await teamsStage()
  let seed = 7
  const random = () => {
    seed = (seed * 1664525 + 1013904223) % 2 ** 32
    return seed / 2 ** 32
  }
  const statuses: Record<number, number> = {}
  let heard = 0
  for (let i = 0; i < 100_000; i++) {
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
  console.log(`forged Teams requests by status: ${JSON.stringify(statuses)}; ${heard} heard`)
  await on.stop()
  expect({ statuses, heard }).toEqual({ statuses: { 401: 100_000 }, heard: 0 })
}, 900_000)
