import { expect, test } from 'vitest'
import { check, report } from './check.ts'

const SEQUENCES = Number(process.env.AMENDS_SEQUENCES ?? 100_000)

test('100,000 sequences of moves, answers, crashes and doubles violate nothing', {
  timeout: 10_800_000,
}, async () => {
  const { failures, tallies } = await check(SEQUENCES, { most: 5, worlds: 3 })
  console.log(report(SEQUENCES, tallies))
  expect(failures).toEqual([])
})
