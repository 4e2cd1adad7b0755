import { expect, test } from 'vitest'
import { simulateYear } from './clocksYear.ts'

test('a year with every change of clocks, ticks left out and doubled: nobody hears late, twice or early', {
  timeout: 60_000,
}, async () => {
  const year = await simulateYear({ cases: 120, tickMinutes: 360 })
  console.log(`a simulated year: ${JSON.stringify(year)}`)
  expect(year).toMatchObject({ missed: 0, twice: 0, early: 0, astray: 0 })
  expect(year.timers).toBeGreaterThan(500)
  expect(year.reminders).toBeGreaterThan(500)
})
