/** A job that takes less is run each time. */
const LONG_MS = 1000
/** Of the time a longer one takes, so many times as much passes before its next run. */
const REST = 19

/** Runs a job, or leaves it for a later tick. */
export type Pace = (name: string, job: () => Promise<unknown>) => Promise<unknown>

export const eachTime: Pace = (_, job) => job()

/**
 * Jobs that count what customers said cost more the more they say, and nobody waits for the second at which a number is
 * right: one that takes long rests, so that it runs a twentieth of the time at most, and never twice at once. `clock`:
 * milliseconds that only grow.
 */
export const paced = (names: ReadonlySet<string>, clock = () => performance.now()): Pace => {
  const restsUntil = new Map<string, number>()
  return async (name, job) => {
    if (!names.has(name)) return job()
    if (clock() < (restsUntil.get(name) ?? 0)) return
    restsUntil.set(name, Number.POSITIVE_INFINITY)
    const began = clock()
    try {
      return await job()
    } finally {
      const took = clock() - began
      restsUntil.set(name, took < LONG_MS ? 0 : clock() + REST * took)
    }
  }
}
