import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { connect, type Db } from '../db/client.ts'
import { readDays } from '../src/figures/days.ts'
import { readFigures } from '../src/figures/figures.ts'
import { startPair } from '../test/operate/standby.ts'
import { bigDatabase } from './big.ts'
import { BIG_DEPARTMENTS, BIG_NOW } from './bigRows.ts'
import { treeCpuOf } from './cpu.ts'
import { round } from './figures.ts'

const ANSWERS = Number(process.env.ANSWERS ?? 100_000)
const TIMES = 10

/** The report's figures read from a standby: the same numbers, which the primary is not asked for. */
export const replica = async (say: (line: string) => void): Promise<string[]> => {
  await bigDatabase(ANSWERS).then((database) => database.stop())
  const from = join(process.env.BENCH_DATA ?? tmpdir(), `amends-big-${ANSWERS}`, 'data')
  const pair = await startPair({ synchronous: false, from })
  const [primary, standby] = [pair.primary, pair.standby].map(({ url }) => connect(url, { max: 1 })) as [
    Db,
    Db,
  ]
  try {
    const departments = Array.from({ length: BIG_DEPARTMENTS }, (_, n) => `department-${n}`)
    const slice = { departments, from: '2026-10-05', to: '2026-11-01' }
    const read = async (db: Db) => [await readFigures(db, slice, BIG_NOW), await readDays(db, slice)]
    const same = isDeepStrictEqual(await read(primary), await read(standby))
    const before = treeCpuOf(pair.standby.pid)
    for (let n = 0; n < TIMES; n++) await read(standby)
    const used = treeCpuOf(pair.standby.pid) - before
    const refused = await standby.$client`update departments set name = name`.then(
      () => 'taken',
      (error: Error) => error.message,
    )
    say(
      `28 days of all ${BIG_DEPARTMENTS} departments at ${ANSWERS} answers, ${TIMES} times from the standby: the same figures ${same ? 'yes' : 'NO'}; ` +
        `${round(used / TIMES)} ms of CPU a time there; a write there: ${refused}`,
    )
    return same && refused !== 'taken' ? [] : ['the standby says something else']
  } finally {
    await primary.$client.end()
    await standby.$client.end()
    await pair.stop()
  }
}
