import fc from 'fast-check'
import { steps } from './steps.ts'
import { openWorld, type Tally } from './world.ts'

/** Tries so many sequences, several worlds at once. Gives what was violated, shrunk, and a tally. */
export const check = async (sequences: number, { most = 12, worlds = 2, seed = 20261122 } = {}) => {
  const tallies: Tally[] = []
  const failures: string[] = []
  await Promise.all(
    Array.from({ length: worlds }, async (_, lane) => {
      const world = await openWorld()
      tallies.push(world.tally)
      const tried = await fc.check(
        fc.asyncProperty(steps(most), async (sequence) => {
          const broken = await world.sequence(sequence)
          if (broken.length > 0) throw new Error(broken.join('; '))
        }),
        { numRuns: Math.ceil(sequences / worlds), seed: seed + lane, endOnFailure: false },
      )
      if (tried.failed)
        failures.push(
          `${(tried.errorInstance as Error)?.stack?.split('\n').slice(0, 6).join('\n')}\n${fc.defaultReportMessage(tried)}`,
        )
      await world.end()
    }),
  )
  return { failures, tallies }
}

export const report = (sequences: number, tallies: Tally[]): string => {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((all, tally) => all + of(tally), 0)
  const states = [...new Set(tallies.flatMap((tally) => Object.keys(tally.states)))].sort()
  const ends = states.map((state) => `${state} ${sum((tally) => tally.states[state] ?? 0)}`).join(', ')
  return `${sequences} sequences, ${sum(({ steps }) => steps)} steps, ${sum(({ changes }) => changes)} of them changed a case, ${sum(({ refusals }) => refusals)} refusals; they ended ${ends}`
}
