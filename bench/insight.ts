import { cpus } from 'node:os'
import { connect } from '../db/client.ts'
import { bigDatabase } from './big.ts'
import { BIG_DAYS, BIG_DEPARTMENTS } from './bigRows.ts'
import { type Figure, print } from './figures.ts'
import { benchDigests } from './insightDigests.ts'
import { benchPages } from './insightPages.ts'
import { benchSearches } from './insightSearches.ts'
import { stopwatch } from './stopwatch.ts'

/**
 * `npm run bench:insight -- 10000000 pages`: so many answers (1,000,000 where it is not said), and one part of it (all
 * where none is named). `1000000 all 73`: of so many days, as dense as ten times as many of two years. The answers are generated once and kept in the folder `BENCH_DATA`: `bench/big.ts`.
 */
const [answers = '1000000', only = 'all', days = String(BIG_DAYS)] = process.argv.slice(2)
const PARTS = { digests: benchDigests, pages: benchPages, searches: benchSearches }
if (only !== 'all' && !(only in PARTS))
  throw new Error(`There is no part ${only}: ${Object.keys(PARTS).join(', ')}.`)

console.log(`${answers} answers of ${days} days, ${BIG_DEPARTMENTS} departments; ${cpus().length} cores.`)
const database = await bigDatabase(Number(answers), Number(days))
const db = connect(database.url, { max: 1 })
const figures: Figure[] = []
const note = (figure: Figure) => {
  figures.push(figure)
  print([figure])
}
try {
  for (const [name, run] of Object.entries(PARTS))
    if (only === 'all' || only === name) await run({ db, note, ...(await stopwatch(db.$client)) })
  console.log('')
  print(figures)
} finally {
  await db.$client.end()
  await database.stop()
}
