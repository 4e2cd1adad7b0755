const MOST = 4
/** Wakes closer than this go together: a drain looks at every destination, and a busy server is woken by each answer. */
const GAP_MS = 50

type Waking = {
  now: () => Date
  /** Sends what is due, at its turns, and gives when the next entry is. */
  drain: () => Promise<Date | undefined>
  /** Judges words that wait for it. */
  judge: () => Promise<unknown>
  /** How many of `room` messages may be begun, once at least one may. */
  turn: (room: number) => Promise<number>
  /** Takes the work of a drain, and what it fails by. */
  track: (work: Promise<unknown>) => void
  /** The clock looks so often whatever happens. */
  tickMs: number
}

/**
 * When drains of one process begin: `wake` after something was put into the outbox, `wakeAt` for the next due entry.
 * `turn` is for `drain` to wait by. A drain that waits for a slow destination holds up no other: a few go at once; asked
 * for more, one goes after. One that has yet to take its next message takes the new ones too, once their words are judged.
 */
export const wakes = ({ now, drain, judge, turn, track, tickMs }: Waking) => {
  const clock = () => now().getTime()
  let drains = 0
  let begun = 0
  let asked = false
  /** Drains that wait for their turn, and whether one of them is to judge words before it takes it. */
  let waiting = 0
  let unjudged = false
  let stopped = false
  let timer: { at: number; timeout: NodeJS.Timeout } | undefined

  /** Sets the timer for the next due entry; a later one does not put it off. */
  const wakeAt = (next: Date | undefined): void => {
    if (!next || stopped) return
    const at = Math.min(Math.max(next.getTime(), clock() + 20), clock() + tickMs)
    if (timer && timer.at <= at) return
    clearTimeout(timer?.timeout)
    const due = () => {
      timer = undefined
      wake()
    }
    timer = { at, timeout: setTimeout(due, at - clock()).unref() }
  }

  const wake = (): void => {
    if (stopped) return
    if (waiting > 0) {
      unjudged = true
      return
    }
    if (drains === MOST) {
      asked = true
      return
    }
    const gap = begun + GAP_MS - clock()
    if (gap > 0) {
      wakeAt(new Date(clock() + gap))
      return
    }
    begun = clock()
    drains++
    const ended = () => {
      drains--
      if (!asked) return
      asked = false
      wake()
    }
    track(drain().then(wakeAt).finally(ended))
  }

  return {
    wake,
    wakeAt,
    turn: async (room: number): Promise<number> => {
      waiting++
      const mayBegin = await turn(room).finally(() => waiting--)
      if (unjudged) {
        unjudged = false
        await judge()
      }
      return mayBegin
    },
    stop: (): void => {
      stopped = true
      clearTimeout(timer?.timeout)
    },
  }
}
