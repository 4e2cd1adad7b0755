import { expect, test } from 'vitest'
import { runLedger } from './ledger/run.ts'
import { sum, summary } from './ledger/summary.ts'

/** 200 in the long form: `npm run test:ledger`. */
const KILLS = Number(process.env.AMENDS_KILLS ?? 7)

test(
  'what was acknowledged is there once, however often the workers and Postgres are killed',
  async () => {
    const result = await runLedger(KILLS)
    const { kills, acknowledged, missing, doubled, back, book, left } = result
    console.log(summary(result))
    expect({ missing, doubled, back, faults: book.faults, left }).toEqual({
      missing: [],
      doubled: [],
      back: [],
      faults: [],
      left: [],
    })
    expect(sum(kills)).toBeGreaterThanOrEqual(KILLS)
    expect(result.erased).toBeGreaterThan(0)
    for (const figure of Object.values(acknowledged)) expect(figure).toBeGreaterThan(KILLS)
  },
  KILLS * 20_000 + 600_000,
)
