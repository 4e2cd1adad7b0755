import { expect, test } from 'vitest'
import { bursts } from '../../src/insight/bursts.ts'
import { falseAlarms, minutesToSee } from './insightBurstSimulation.ts'

const at = (minute: number) => new Date(Date.parse('2026-03-11T09:00:00Z') + minute * 60_000)
const every = (minutes: number, hits: string, from = 0) =>
  [...hits].map((mark, i) => ({ at: at(from + i * minutes), hit: mark === 'x' }))
const baseline = { n: 600, successes: 120 }

test('a burst is seen while it lasts, with its first answer and its counts', () => {
  const answers = every(2, `${'....x'.repeat(4)}${'x'.repeat(20)}`)
  const [burst, ...more] = bursts(answers, baseline, at(80))
  expect(more).toEqual([])
  expect(burst).toMatchObject({ to: null, ended: null, from: at(38) })
  expect(burst!.seen.getTime()).toBeLessThan(at(64).getTime())
  expect(burst!.n).toBe(burst!.hits)
})

test('it ends by itself when the rate is back', () => {
  const answers = every(2, `${'....x'.repeat(4)}${'x'.repeat(20)}${'....x'.repeat(8)}`)
  const [burst] = bursts(answers, baseline, at(400))
  expect(burst).toMatchObject({ ended: 'back' })
  expect(burst!.to!.getTime()).toBeGreaterThan(at(80).getTime())
  expect(burst!.to!.getTime()).toBeLessThan(at(140).getTime())
})

test('it ends four hours after the last of it where answers stop', () => {
  const answers = every(2, 'x'.repeat(20))
  expect(bursts(answers, baseline, at(38 + 239))[0]).toMatchObject({ to: null })
  expect(bursts(answers, baseline, at(38 + 240))[0]).toMatchObject({ to: at(38 + 240), ended: 'quiet' })
  const next = [...answers, ...every(2, 'x'.repeat(20), 600)]
  expect(bursts(next, baseline, at(640)).map(({ ended }) => ended)).toEqual(['quiet', null])
})

test('two bad answers of four ring no alarm, nor bad ones that are days apart', () => {
  expect(bursts(every(3, 'x.x.'), baseline, at(15))).toEqual([])
  expect(bursts(every(26 * 60, 'x'.repeat(20)), baseline, at(26 * 60 * 20))).toEqual([])
})

test('under 200 baseline answers no claim is made', () => {
  expect(bursts(every(1, 'x'.repeat(50)), { n: 199, successes: 40 }, at(50))).toEqual([])
  expect(bursts(every(1, 'x'.repeat(50)), { n: 200, successes: 40 }, at(50))).toHaveLength(1)
})

test('simulated: quiet months stay quiet, and a tripled rate is seen within the hour', () => {
  expect(falseAlarms(50, 0.2, 60, 3).alarms).toBeLessThanOrEqual(3)
  expect(minutesToSee(60, 0.2, 20, 4).median).toBeLessThanOrEqual(60)
})
