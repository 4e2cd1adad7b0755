import { expect, test } from 'vitest'
import { simulateYear } from './deadlinesYear.ts'

test('a year of 100,000 timers with every change of clocks, ticks left out and doubled', {
  timeout: 3_600_000,
}, async () => {
  const year = await simulateYear({ cases: 22_000, tickMinutes: 30, seed: 7 })
  console.log(`a simulated year: ${JSON.stringify(year)}`)
  expect(year).toMatchObject({ missed: 0, twice: 0, early: 0, astray: 0 })
  expect(year.timers).toBeGreaterThan(100_000)
})
