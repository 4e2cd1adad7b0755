import { expect, test } from 'vitest'
import { check, report } from './check.ts'

test('150 sequences of moves, answers, crashes and doubles violate nothing', {
  timeout: 300_000,
}, async () => {
  const { failures, tallies } = await check(150)
  console.log(report(150, tallies))
  expect(failures).toEqual([])
})
