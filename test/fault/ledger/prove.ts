import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runLedger } from './run.ts'
import { sum, summary } from './summary.ts'

/**
 * `npm run prove:ledger`: four runs, the even ones through pgbouncer. A run that is done is kept in PROOF_DIR and not
 * done again, so the whole may be cut off between two of them; "-- 3" does that one alone.
 */
const RUNS = [1, 2, 3, 4]
const KILLS = Number(process.env.AMENDS_KILLS ?? 250)
const ACKNOWLEDGEMENTS = Number(process.env.AMENDS_ACKNOWLEDGED ?? 5000)

const folder = join(process.env.PROOF_DIR ?? join(tmpdir(), 'amends-proof'), 'ledger')
mkdirSync(folder, { recursive: true })
const fileOf = (run: number) => join(folder, `${run}.json`)

type Kept = {
  kills: Record<string, number>
  acknowledged: Record<string, number>
  wrong: string[]
  at: string
}

const asked = process.argv.slice(2).map(Number)
for (const run of asked.length > 0 ? asked : RUNS) {
  if (existsSync(fileOf(run))) continue
  const result = await runLedger(KILLS, { acknowledgements: ACKNOWLEDGEMENTS, pooled: run % 2 === 0 })
  console.log(`run ${run}\n${summary(result)}`)
  const { kills, acknowledged, missing, doubled, back, book, left } = result
  const wrong = [...missing, ...doubled, ...back, ...book.faults, ...left]
  for (const one of wrong) console.log(`  ${one}`)
  const kept: Kept = { kills, acknowledged, wrong, at: new Date().toISOString() }
  writeFileSync(fileOf(run), JSON.stringify(kept))
}

const done = RUNS.filter((run) => existsSync(fileOf(run))).map(
  (run): Kept => JSON.parse(readFileSync(fileOf(run), 'utf8')),
)
const wrong = done.flatMap((one) => one.wrong)
const all = (what: 'kills' | 'acknowledged') => done.reduce((total, one) => total + sum(one[what]), 0)
console.log(
  `${done.length} of ${RUNS.length} runs: ${all('kills')} kills, ${all('acknowledged')} acknowledged, ` +
    `${wrong.length} missing, doubled, faulty or left; kept in ${folder}`,
)
process.exitCode = wrong.length === 0 ? 0 : 1
