import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { startPostgres } from '../dev/postgres.ts'
import { prepare } from './data.ts'
import { quantile, round } from './figures.ts'
import { startWorker } from './jobs.ts'
import { range, tokenOf } from './links.ts'
import type { Done } from './load.ts'
import { settingsFor, startServer } from './servers.ts'
import type { Posted } from './slack.ts'

/**
 * `npm run bench:start -- [RUNS]`: from the start of `serve` to the first page, its CPU and memory by then, at rest and after
 * answers; and from a dissatisfied score to its message, the first one right after the start and those of a warm server.
 */
const RUNS = Number(process.argv[2] ?? 20)
const WARM = 20

const database = await startPostgres()
await prepare(database.url, RUNS * (WARM + 1) * 10)
const sql = postgres(database.url, { max: 1, onnotice: () => {} })
const slack = startWorker('./slack.ts')
const load = startWorker('./load.ts')
const botToken = 'xoxb-bench'
const signingSecret = randomBytes(16).toString('hex')
const slackUrl = await slack.ask<string>('start', { signingSecret, botToken })
const env = settingsFor(database.url, slackUrl, { botToken, signingSecret })
const memory = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
const figures: Record<string, number[]> = {}
const note = (what: string, ...values: number[]) => {
  figures[what] = [...(figures[what] ?? []), ...values]
}

let next = 0
/** Milliseconds from each dissatisfied score on its way until its message is in the local Slack. */
const waits = async (port: number, count: number): Promise<number[]> => {
  const numbers = range(next, count, 5)
  next += count * 5
  const done = await load.ask<Done>('paced', { port, numbers, perSecond: 20 })
  for (;;) {
    const [row] =
      await sql`select count(*)::int as n from outbox where state in ('waiting', 'claimed', 'sending')`
    if (row!.n === 0) break
    await sleep(50)
  }
  const posted = new Map(
    (await slack.ask<Posted[]>('posted')).map((one) => [one.caseId, Number(one.ts) * 1000]),
  )
  const rows = await sql<{ id: string; n: number }[]>`
    select k.id, c.external_id::int as n from cases k join contacts c on c.id = k.contact_id`
  const caseOf = new Map(rows.map(({ n, id }) => [n, id]))
  return done.answered.map((n, i) => posted.get(caseOf.get(n)!)! - done.sentAt[i]!)
}

for (let run = 0; run < RUNS; run++) {
  const begun = performance.now()
  const server = await startServer('src/node.ts', env)
  const page = await fetch(`http://127.0.0.1:${server.port}/s/${tokenOf(next)}`)
  await page.text()
  if (page.status !== 200) throw new Error(`the survey page answers ${page.status}`)
  note('first page, ms', performance.now() - begun)
  note('CPU by then, ms', server.cpu())
  note('right after the start, ms', ...(await waits(server.port, 1)))
  await sleep(3000)
  note('memory at rest, MB', memory(server.pid))
  note('warm, ms', ...(await waits(server.port, WARM)))
  note('memory after answers, MB', memory(server.pid))
  await server.stop()
}
for (const [what, values] of Object.entries(figures))
  console.log(
    `${what.padEnd(28)} median ${round(quantile(values, 0.5))}, p95 ${round(quantile(values, 0.95))}, of ${values.length}`,
  )
slack.stop()
load.stop()
await sql.end()
await database.stop()
