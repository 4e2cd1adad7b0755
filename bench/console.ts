import { cpus } from 'node:os'
import { connect } from '../db/client.ts'
import { bigDatabase } from './big.ts'
import { CONSOLE_ROWS, fillConsole } from './consoleRows.ts'
import { type Figure, print } from './figures.ts'
import { timePages } from './insightPages.ts'
import { stopwatch } from './stopwatch.ts'

/** The lists of the console and of the desk that an operator and management page through, each at most so many ms to its first byte. */
const MOST = 100
const PAGES = [
  ['cases', '/desk/cases'],
  ['cases by a customer’s name', '/desk/cases?q=customer-100'],
  ['answers', '/desk/answers'],
  ['customers, by an address', '/desk/customers?of=customer-100%40example.com'],
  ['outbox, failed or uncertain', '/desk/console/outbox'],
  ['outbox, late', '/desk/console/outbox?show=late'],
  ['addresses not written to', '/desk/console/suppressions'],
  ['addresses, by a part', '/desk/console/suppressions?q=abcdef'],
  ['addresses, a page far on', '/desk/console/suppressions?q=&after=f0&scope=all'],
  ['keys', '/desk/console/keys'],
  ['endpoints', '/desk/console/webhooks'],
  ['deliveries to an endpoint', '/desk/console/deliveries?endpoint=endpoint-1'],
  ['deliveries, a page far on', '/desk/console/deliveries?endpoint=endpoint-1&after=500000'],
  ['set-up, departments', '/desk/console/setup'],
  ['set-up, people', '/desk/console/setup?show=people'],
  ['set-up, history', '/desk/console/setup?show=history'],
  ['set-up, history, a page far on', '/desk/console/setup?show=history&after=500'],
  ['audit', '/desk/audit'],
  ['audit, of a kind', '/desk/audit?kind=words.read'],
  ['audit, of a kind that is not there', '/desk/audit?kind=hold.placed'],
  ['audit, days long ago', '/desk/audit?from=2025-03-01&to=2025-03-02'],
] as const

console.log(`${JSON.stringify(CONSOLE_ROWS)} beside a million answers; ${cpus().length} cores.`)
const database = await bigDatabase(1_000_000)
const db = connect(database.url, { max: 1 })
const figures: Figure[] = []
const note = (figure: Figure) => {
  figures.push(figure)
  print([figure])
}
try {
  await fillConsole(db.$client)
  await timePages(
    { db, note, ...(await stopwatch(db.$client)) },
    PAGES.map(([what, path]) => [what, path, MOST]),
  )
} finally {
  await db.$client.end()
  await database.stop()
}
