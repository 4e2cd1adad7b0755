import type { Db } from '../../db/client.ts'
import type { OpsDeps } from '../../src/deps.ts'
import { jobs } from '../../src/jobs/jobs.ts'
import { localDate } from '../../src/time.ts'
import { BURST } from './places.ts'
import { DAY } from './plan.ts'

const ZONE = 'Europe/Stockholm'
/** Every other hour, and each night. */
const OFTEN = ['deadlines', 'silent customers']
const NIGHTLY = ['roll-ups', 'improvements']
/** From so many days before now on: what lies before would be no news, and searching takes seconds. */
const LATELY: [days: number, job: string][] = [
  [36, 'changes'],
  [29, 'weeks compared'],
  [20, 'months compared'],
  [29, 'themes'],
  [7, 'patterns'],
]
const WATCHED = [BURST.daysAgo + 5, BURST.daysAgo - 1] as const
const DIGESTS = 8

/** The product's own jobs as time goes by, as often as the demo needs them. */
export const clocksOf = (deps: OpsDeps & { db: Db }, now: Date) => {
  const run = async (names: string[], at: Date) => {
    for (const name of names) {
      const job = jobs[name]
      if (!job) throw new Error(`there is no job "${name}"`)
      await job(deps, { now: at })
    }
  }
  /** How far the searches have come. */
  const progress = async () => {
    const [row] = await deps.db.$client<{ at: string }[]>`
      select concat_ws(' ', count(*), sum(slices), count(done_at)) as at from discovery_runs`
    return row!.at
  }
  let day = ''
  return async (at: Date): Promise<void> => {
    await run(OFTEN, at)
    const ago = (now.getTime() - at.getTime()) / DAY
    if (ago < WATCHED[0] && ago > WATCHED[1]) await run(['bursts'], at)
    const today = localDate(ZONE, at)
    if (today !== day) {
      await run(NIGHTLY, at)
      const found = LATELY.flatMap(([days, job]) => (ago <= days ? [job] : []))
      for (let before: string | undefined; found.length > 0; ) {
        const come = await progress()
        if (come === before) break
        before = come
        await run(found, at)
      }
      day = today
    }
    if (ago <= DIGESTS) await run(['digests'], at)
  }
}
