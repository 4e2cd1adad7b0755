import { expect, test } from 'vitest'
import { giveWay } from '../../src/outbox/giveWay.ts'

/** A clock that moves when somebody waits. */
const stage = () => {
  let at = 0
  const later = (ms: number) => {
    at += ms
  }
  const way = giveWay(
    () => at,
    async (ms) => later(ms),
  )
  return { way, at: () => at, later }
}
const never = () => new Promise<never>(() => {})

test('a server at rest sends as much at once as it has room for', async () => {
  const { way, at, later } = stage()
  expect(await way.turn(4)).toBe(4)
  await way.served(() => 'an answer')
  later(10)
  expect(await way.turn(4)).toBe(4)
  expect(at()).toBe(10)
})

test('the message of a single answer does not wait', async () => {
  const { way, at } = stage()
  await way.served(async () => expect(await way.turn(4)).toBe(1))
  expect(await way.turn(4)).toBe(1)
  expect(at()).toBe(0)
})

test('while requests are under way one message goes each 100 ms, however many drains ask', async () => {
  const { way, at } = stage()
  void way.served(never)
  const begun: number[] = []
  for (let n = 0; n < 24; n++) {
    expect(await way.turn(4)).toBe(1)
    begun.push(at())
  }
  expect(begun.slice(0, 4)).toEqual([0, 0, 0, 0])
  expect(begun.at(-1)).toBeGreaterThanOrEqual(1990)
  expect(begun.at(-1)).toBeLessThan(2100)
})

test('a request that fails is over too', async () => {
  const { way, later } = stage()
  await expect(
    way.served(async () => {
      throw new Error('refused')
    }),
  ).rejects.toThrow('refused')
  later(10)
  expect(await way.turn(3)).toBe(3)
})
