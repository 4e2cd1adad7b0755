import { expect, test } from 'vitest'
import { check, report } from './check.ts'

const SEQUENCES = Number(process.env.AMENDS_SEQUENCES ?? 100_000)
/** Where a run that was cut off goes on. */
const FROM = Number(process.env.AMENDS_FROM ?? 0)
/** Each with databases of its own, so that what ended cases leave behind does not slow the next. */
const CHUNK = 5_000

test('100,000 sequences of moves, answers, crashes and doubles violate nothing', {
  timeout: 10_800_000,
}, async () => {
  for (let done = FROM; done < SEQUENCES; done += CHUNK) {
    const { failures, tallies } = await check(CHUNK, { most: 5, worlds: 3, seed: 20261122 + done })
    console.log(`${done + CHUNK} of ${SEQUENCES}: ${report(CHUNK, tallies)}`)
    expect(failures).toEqual([])
  }
})
