import { expect, test } from 'vitest'
import { runLedger } from './ledger/run.ts'

/** 200 in the long form: `npm run test:ledger`. */
const KILLS = Number(process.env.AMENDS_KILLS ?? 7)

test(
  'what was acknowledged is there once, however often the workers and Postgres are killed',
  async () => {
    const { kills, acknowledged, missing, doubled, book, ...rest } = await runLedger(KILLS)
    const total = kills.workerd + kills.node + kills.postgres
    const { visible, listed } = rest.escalations
    console.log(
      [
        `kills ${total} (workerd ${kills.workerd}, node ${kills.node}, postgres ${kills.postgres}) in ${rest.seconds} s`,
        `acknowledged ${acknowledged.contacts} contacts, ${acknowledged.answers} answers, ${acknowledged.clicks} clicks; ` +
          `${book.repeats} sent again on purpose, ${rest.inDoubt} left without an answer`,
        `missing ${missing.length}, doubled ${doubled.length}`,
        `${rest.cases} cases: ${visible} escalations visible, ${listed} listed with a cause; ${rest.untold} late clicks not told`,
        `mails ${Object.entries(rest.mails)
          .map(([state, n]) => `${n} ${state}`)
          .join(', ')}; ${rest.left.length} entries left; ledger ${book.file}`,
      ].join('\n'),
    )
    expect({ missing, doubled, faults: book.faults, left: rest.left }).toEqual({
      missing: [],
      doubled: [],
      faults: [],
      left: [],
    })
    expect(total).toBeGreaterThanOrEqual(KILLS)
    for (const figure of Object.values(acknowledged)) expect(figure).toBeGreaterThan(KILLS)
  },
  KILLS * 10_000 + 300_000,
)
