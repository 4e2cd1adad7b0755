import type { OpsDeps } from '../deps.ts'
import { claim } from './claim.ts'
import type { Kinds } from './entry.ts'
import { sendOne } from './sendOne.ts'
import { reap } from './settle.ts'

/**
 * Sends what is due, `workers` at a time, until nothing is or `until` has come. May run many times at once.
 * Returns when the next entry is due, if one is.
 */
export const drain = async (
  deps: OpsDeps,
  kinds: Kinds,
  { workers = 4, until }: { workers?: number; until?: Date } = {},
): Promise<Date | undefined> => {
  await reap(deps.db, deps.now())
  const work = async () => {
    for (;;) {
      const now = deps.now()
      if (until && now >= until) return
      const entry = await claim(deps.db, now)
      if (!entry) return
      await sendOne(deps, kinds, entry)
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return nextDue(deps)
}

const nextDue = async ({ db }: OpsDeps): Promise<Date | undefined> => {
  const [row] = await db.$client<{ at: Date | null }[]>`
    select min(greatest(d.next_at, o.due_at)) as at from destinations d cross join lateral (
      select due_at from outbox o where o.destination = d.key and o.state = 'waiting' order by due_at, id limit 1
    ) o`
  return row?.at ?? undefined
}
