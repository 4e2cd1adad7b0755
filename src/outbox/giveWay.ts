import { setTimeout as sleep } from 'node:timers/promises'

/** No request for so long: the server is at rest, and messages go as fast as they can. */
const QUIET_MS = 10
/** While requests come, one message is begun in so long, so that a busy server sends all the same. */
const PACE_MS = 100
/** So many at once do not wait: after a single answer its message goes right away. */
const RESERVE = 4

/**
 * People go first: a message costs as much CPU as several answers, so sends keep to a pace while requests are under
 * way. `served` counts a request until it is answered; `turn` says how many of `room` messages may be begun, at least
 * one, and waits until one may. `clock`: milliseconds that only grow.
 */
export const giveWay = (clock = () => performance.now(), wait: (ms: number) => Promise<unknown> = sleep) => {
  let underWay = 0
  let lastAt = Number.NEGATIVE_INFINITY
  let reserve = RESERVE
  let filledAt = clock()
  const quiet = () => underWay === 0 && clock() - lastAt >= QUIET_MS
  const refill = () => {
    const now = clock()
    reserve = Math.min(RESERVE, reserve + (now - filledAt) / PACE_MS)
    filledAt = now
  }
  return {
    async served<T>(request: () => Promise<T> | T): Promise<T> {
      underWay++
      try {
        return await request()
      } finally {
        underWay--
        lastAt = clock()
      }
    },
    async turn(room: number): Promise<number> {
      for (;;) {
        if (quiet()) return room
        refill()
        if (reserve >= 1) {
          reserve--
          return 1
        }
        await wait(QUIET_MS)
      }
    },
  }
}
