import { digestNow } from '../src/digests/now.ts'
import { readAnswers } from '../src/figures/answers.ts'
import { countAnswers } from '../src/figures/counts.ts'
import { readDays } from '../src/figures/days.ts'
import { readFigures } from '../src/figures/figures.ts'
import { rebuildDays } from '../src/figures/rebuildDays.ts'
import { BIG_DEPARTMENTS, BIG_NOW } from './bigRows.ts'
import { round } from './figures.ts'
import { rawDays, rawShares } from './rawFigures.ts'
import { type Bench, said, type Timed } from './stopwatch.ts'

const YESTERDAY = '2026-11-01'
const MONTH = { from: '2026-10-05', to: YESTERDAY }
const YEAR = { from: '2025-11-02', to: YESTERDAY }
const all = Array.from({ length: BIG_DEPARTMENTS }, (_, n) => `department-${n}`)
const one = ['department-7']
const PLACE = 'http://127.0.0.1:8787'
/** Counting from the rows takes long. */
const FEW = 3

/** What digests are made of, beside the same numbers from the rows. */
export async function benchDigests({ db, note, timed }: Bench): Promise<void> {
  const sql = db.$client
  await benchMemory({ db, note })
  const beside = (ours: Timed, raw: Timed) =>
    `${said(ours)}; from the rows ${said(raw)}: ${round(raw.cpu / ours.cpu, 1)} times`

  // A day, the 28 days before it, and the days of the chart
  const days = [{ from: YESTERDAY, to: YESTERDAY }, MONTH]
  const numbers = await timed(() => countAnswers(db, { departments: one }, days, { days: MONTH }))
  const raw = await timed(
    async () => {
      await rawShares(sql, one, YESTERDAY, YESTERDAY)
      await rawShares(sql, one, MONTH.from, MONTH.to)
      await rawDays(sql, one, MONTH.from, MONTH.to)
    },
    FEW,
    1,
  )
  note({
    what: 'a digest’s numbers, of one department',
    measured: beside(numbers, raw),
    target: 'at most 20 ms, at least 50 times',
    kept: numbers.ms <= 20 && raw.cpu / numbers.cpu >= 50,
  })
  const ofAll = await timed(() => readAnswers(db, { departments: all, ...MONTH }))
  const rawOfAll = await timed(() => rawShares(sql, all, MONTH.from, MONTH.to), 1, 0)
  note({
    what: '28 days of all departments',
    measured: beside(ofAll, rawOfAll),
    target: 'at least 50 times',
    kept: rawOfAll.cpu / ofAll.cpu >= 50,
  })
  const digest = await timed(() => digestNow({ db, publicUrl: PLACE }, { department: one[0]!, now: BIG_NOW }))
  note({
    what: 'a whole digest of one department, as it is compiled now',
    measured: said(digest),
    target: 'at most 20 ms',
    kept: digest.ms <= 20,
  })

  for (const [what, departments, period] of [
    ['28 days of one department', one, MONTH],
    ['28 days of all departments', all, MONTH],
    ['a year of one department', one, YEAR],
    ['a year of all departments', all, YEAR],
  ] as const) {
    const slice = { departments: [...departments], ...period }
    const read = await timed(
      async () => {
        await readFigures(db, slice, BIG_NOW)
        await readDays(db, slice)
      },
      what.startsWith('a year') ? 1 : FEW,
      what.startsWith('a year') ? 0 : 6,
    )
    note({ what: `every figure and each day: ${what}`, measured: said(read) })
  }

  const day = await timed(() => rebuildDays(db, { department: one[0]!, days: [YESTERDAY] }))
  note({
    what: 'a day counted again, of one department',
    measured: said(day),
    target: 'at most 150 ms',
    kept: day.ms <= 150,
  })
}

/** How much more of the machine's memory the process holds while it compiles them all, one after the other as the job does. */
async function benchMemory({ db, note }: Pick<Bench, 'db' | 'note'>): Promise<void> {
  global.gc?.()
  const before = process.memoryUsage().rss
  let most = 0
  for (const department of all) {
    await digestNow({ db, publicUrl: PLACE }, { department, now: BIG_NOW })
    most = Math.max(most, process.memoryUsage().rss - before)
  }
  note({
    what: `${all.length} digests compiled, memory`,
    measured: `${round(most / 2 ** 20)} MB more`,
    target: 'at most 64 MB',
    kept: most <= 64 * 2 ** 20,
  })
}
