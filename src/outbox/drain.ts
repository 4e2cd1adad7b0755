import type { OpsDeps } from '../deps.ts'
import { claim, nextDue } from './claim.ts'
import { isChat } from './destinations.ts'
import type { Handlers } from './entry.ts'
import { sendOne } from './sendOne.ts'

/**
 * `goOn`: whether another message may still be begun. `turn`: how many of so many may be begun now; it may let them
 * wait for what is more urgent.
 */
export type Limits = {
  workers?: number
  goOn?: () => boolean
  turn?: (room: number) => Promise<number>
}

/**
 * Sends what is due, at most `workers` at once, until nothing is or it may not go on. No destination gets the last
 * worker but its own. May run many times at once. Returns when the next entry is due, if one is.
 */
export const drain = async (
  deps: OpsDeps,
  handlers: Handlers,
  { workers = 4, goOn = () => true, turn = async (room) => room }: Limits = {},
): Promise<Date | undefined> => {
  const underWay = new Map<Promise<void>, string>()
  const broken: unknown[] = []
  const mayBegin = () => broken.length === 0 && goOn()
  const claimed = async () => {
    const free = workers - underWay.size
    if (free <= 0 || !mayBegin()) return []
    const room = await turn(free)
    if (!mayBegin()) return []
    // One destination that hangs leaves a worker for the others
    const only = [...new Set(underWay.values())]
    return claim(deps.db, deps.now(), {
      room,
      except: workers > 1 && free === 1 && only.length === 1 ? only : [],
    })
  }
  let took = false
  for (;;) {
    const entries = await claimed()
    for (const entry of entries) {
      const work: Promise<void> = sendOne(deps, handlers, entry)
        .catch((error) => void broken.push(error))
        .finally(() => underWay.delete(work))
      underWay.set(work, entry.destination)
    }
    took ||= entries.length > 0
    // A chat channel has nothing more for a second; other destinations may
    if (entries.some(({ destination }) => !isChat(destination))) continue
    if (underWay.size > 0) await Promise.race(underWay.keys())
    if (underWay.size > 0) continue
    if (broken.length > 0) throw broken[0]
    const next = await nextDue(deps.db)
    // What was sent may have made way for more; what others hold is theirs
    if (!took || !mayBegin() || !next || next > deps.now()) return next
    took = false
  }
}
