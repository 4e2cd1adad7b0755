import { expect, test } from 'vitest'
import { delays, falseSpells } from './insightShiftSimulation.ts'

test('of 1,000 spells of 28 days of 40 departments at most 5 % hold any false signal', {
  timeout: 1_200_000,
}, () => {
  const spells = falseSpells(1000, 20260105)
  console.log('false changes:', JSON.stringify(spells))
  expect(spells.any).toBeLessThanOrEqual(50)
})

test('days to see a fall of 10 points from 80 % are printed', { timeout: 1_200_000 }, () => {
  for (const perDay of [5, 20, 100])
    console.log('delay in days:', JSON.stringify(delays(perDay, 0.1, 400, 7)))
  expect(delays(100, 0.1, 200, 8).median).toBeLessThanOrEqual(7)
})
