import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { wakes } from '../../src/outbox/wakes.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

/** `begun`: drains so far, each ended by hand. `open`: lets those that wait for their turn have it. */
const stage = ({ busy = false } = {}) => {
  const ends: ((next?: Date) => void)[] = []
  const judged: string[] = []
  const turns: (() => void)[] = []
  const waking = wakes({
    now: () => new Date(),
    drain: async () => {
      if (busy) await waking.turn(4)
      return new Promise<Date | undefined>((resolve) => ends.push(resolve))
    },
    judge: async () => void judged.push('words'),
    turn: (room) => (busy ? new Promise((resolve) => turns.push(() => resolve(1))) : Promise.resolve(room)),
    track: () => {},
    tickMs: 20_000,
  })
  return { ...waking, ends, judged, turns }
}
const after = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('wakes close together are one drain, and one more for the last of them', async () => {
  const { wake, ends } = stage()
  for (let n = 0; n < 10; n++) wake()
  await after(0)
  expect(ends).toHaveLength(1)
  await after(50)
  expect(ends).toHaveLength(2)
  await after(1_000)
  expect(ends).toHaveLength(2)
})

test('a slow destination holds up three others at most; asked for more, one goes after', async () => {
  const { wake, ends } = stage()
  for (let n = 0; n < 9; n++) {
    wake()
    await after(60)
  }
  expect(ends).toHaveLength(4)
  ends[0]!()
  await after(60)
  expect(ends).toHaveLength(5)
})

test('a drain that waits for its turn takes the new messages, once their words are judged', async () => {
  const { wake, ends, turns, judged } = stage({ busy: true })
  wake()
  await after(60)
  for (let n = 0; n < 9; n++) {
    wake()
    await after(60)
  }
  expect(turns).toHaveLength(1)
  expect(judged).toEqual([])
  turns[0]!()
  await after(0)
  expect(judged).toEqual(['words'])
  expect(ends).toHaveLength(1)
  wake()
  await after(60)
  expect(turns).toHaveLength(2)
})

test('the next due entry wakes by itself, a later one does not put it off', async () => {
  const { wakeAt, ends } = stage()
  wakeAt(new Date(Date.now() + 500))
  wakeAt(new Date(Date.now() + 5_000))
  await after(499)
  expect(ends).toHaveLength(0)
  await after(1)
  expect(ends).toHaveLength(1)
  ends[0]!(new Date(Date.now() + 300))
  await after(300)
  expect(ends).toHaveLength(2)
})

test('once it is stopped nothing begins', async () => {
  const { wake, wakeAt, stop, ends } = stage()
  wakeAt(new Date(Date.now() + 100))
  stop()
  wake()
  await after(1_000)
  expect(ends).toHaveLength(0)
})
