import { expect, test } from 'vitest'
import { falseAlarms, falseIncidents, minutesToSee } from './insightBurstSimulation.ts'

test('false alarms a month at quiet rates are printed: at most one in five years', {
  timeout: 1_200_000,
}, () => {
  for (const perDay of [10, 50, 200])
    for (const share of [0.05, 0.2]) {
      const found = falseAlarms(perDay, share, Math.round(200_000 / perDay), perDay)
      console.log('bursts, false alarms:', JSON.stringify(found))
      expect(found.aMonth).toBeLessThan(1 / 60)
    }
})

test('false incidents of a department with all its drivers are printed: at most one in two years', {
  timeout: 1_200_000,
}, () => {
  for (const perDay of [10, 50, 200]) {
    const found = falseIncidents(perDay, 0.2, Math.round(40_000 / perDay), perDay)
    console.log('bursts, false incidents:', JSON.stringify(found))
    expect(found.aMonth).toBeLessThan(1 / 24)
  }
})

test('minutes to see a tripled rate are printed', { timeout: 1_200_000 }, () => {
  for (const perHour of [5, 20, 60])
    for (const share of [0.05, 0.2])
      console.log('bursts, minutes:', JSON.stringify(minutesToSee(perHour, share, 400, perHour)))
  expect(minutesToSee(60, 0.2, 200, 9).median).toBeLessThanOrEqual(45)
})
