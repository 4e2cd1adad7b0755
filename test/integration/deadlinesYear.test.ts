import { expect, test } from 'vitest'
import { simulateYear } from './deadlinesYear.ts'

test('a year with every change of clocks, ticks left out and doubled: nobody hears late, twice or early', {
  timeout: 300_000,
}, async () => {
  const year = await simulateYear({ cases: 80, tickMinutes: 480 })
  console.log(`a simulated year: ${JSON.stringify(year)}`)
  expect(year).toMatchObject({ missed: 0, twice: 0, early: 0, astray: 0 })
  expect(year.timers).toBeGreaterThan(350)
  expect(year.reminders).toBeGreaterThan(300)
})
