import { cpus } from 'node:os'
import { connect } from '../db/client.ts'
import { digestNow } from '../src/digests/now.ts'
import { bigDatabase } from './big.ts'
import { BIG_NOW } from './bigRows.ts'
import { fillConsole } from './consoleRows.ts'
import { type Figure, median, print, round } from './figures.ts'
import { deskOf } from './insightPages.ts'
import { stopwatch, type Timed } from './stopwatch.ts'

/**
 * `npm run bench:growth`: what people open daily, with five times the answers of two years: it shall cost about the
 * same. Both databases run at once and are asked in turns; CPU is compared, which the machine disturbs less than time.
 */
const [SMALL, LARGE] = [200_000, 1_000_000] as const
const ROUNDS = 5
const AT_MOST = 1.5
const PLACE = 'http://127.0.0.1:8787'

async function open(answers: number) {
  const database = await bigDatabase(answers)
  const db = connect(database.url, { max: 1 })
  await fillConsole(db.$client, answers / LARGE)
  const page = await deskOf(db)
  const whole = (path: string) => async () => (await page(path))()
  return {
    acts: {
      'a digest of a day': () =>
        digestNow({ db, publicUrl: PLACE }, { department: 'department-7', now: BIG_NOW }),
      'the list of cases': whole('/desk/cases'),
      'the list of answers': whole('/desk/answers'),
      'the outbox, failed': whole('/desk/console/outbox'),
      'the outbox, late': whole('/desk/console/outbox?show=late'),
    },
    // Its connection may have been idle for too long, and be another by now
    timed: async (act: () => Promise<unknown>) => (await stopwatch(db.$client)).timed(act, 7),
    async close() {
      await db.$client.end()
      await database.stop()
    },
  }
}

console.log(`${LARGE} answers beside ${SMALL}; ${cpus().length} cores.`)
const small = await open(SMALL)
const large = await open(LARGE)
try {
  const figures: Figure[] = []
  for (const what of Object.keys(small.acts) as (keyof typeof small.acts)[]) {
    const [few, many]: [Timed[], Timed[]] = [[], []]
    for (let n = 0; n < ROUNDS; n++) {
      few.push(await small.timed(small.acts[what]))
      many.push(await large.timed(large.acts[what]))
    }
    const of = (all: Timed[], part: keyof Timed) => median(all.map((one) => one[part]))
    const ratio = of(many, 'cpu') / of(few, 'cpu')
    figures.push({
      what,
      measured: `${round(ratio, 2)} times the CPU: ${round(of(few, 'cpu'), 1)} and ${round(of(many, 'cpu'), 1)} ms (${round(of(few, 'pages'))} and ${round(of(many, 'pages'))} pages looked at)`,
      target: `at most ${AT_MOST}`,
      kept: ratio <= AT_MOST,
    })
    print(figures.slice(-1))
  }
  console.log('')
  print(figures)
} finally {
  await small.close()
  await large.close()
}
