import { setTimeout as sleep } from 'node:timers/promises'
import postgres, { type Sql } from 'postgres'
import { migrate } from '../../../db/migrate.ts'
import { startPostgres } from '../../../dev/postgres.ts'
import { startPooler } from '../pooler.ts'
import { linksOf, sayIt } from './answers.ts'
import { acknowledged, type Book, openBook } from './book.ts'
import { liaisons } from './clicks.ts'
import { sendContact } from './contacts.ts'
import { count, type Figures } from './count.ts'
import { eraseAtLast, eraser } from './erasing.ts'
import { type Kills, killInLoops, LONG, type Victims } from './kills.ts'
import { setUp, slackPeople } from './organisation.ts'
import { type Outside, secrets, startOutside } from './outside.ts'
import { purgeMeanwhile } from './purging.ts'
import { nodeServer, type Server, workerdServer } from './servers.ts'
import { keepDoing, type Traffic } from './traffic.ts'

export type Result = Figures & { kills: Kills; book: Book; inDoubt: number; seconds: number; left: string[] }

type Size = {
  /** Goes on killing until so many are acknowledged. */
  acknowledgements?: number
  /** Through pgbouncer, which is killed too, where it is installed. */
  pooled?: boolean
}

/**
 * The product on a durable Postgres, twice at once (Workers in workerd, and the Node server), killed in loops while
 * contacts, answers and clicks come in; then all is drained and held against the ledger.
 */
export const runLedger = async (
  kills: number,
  { acknowledgements = 0, pooled = false }: Size = {},
): Promise<Result> => {
  const begun = Date.now()
  const closing: (() => Promise<unknown>)[] = []
  const keep = <T>(what: T, close: (what: T) => Promise<unknown>): T => {
    closing.unshift(() => close(what))
    return what
  }
  try {
    const outside = keep(await startOutside(slackPeople), (one) => one.close())
    const database = keep(await startPostgres({ fast: false }), (one) => one.stop())
    await migrate(database.url)
    const apiKey = await setUp(database.url)
    const env = { ...secrets, SMTP_URL: outside.smtpUrl, SLACK_API_URL: `${outside.slack.url}/api/` }
    const pgbouncer = pooled ? await startPooler(database.port) : undefined
    if (pgbouncer) keep(pgbouncer, (one) => one.stop())
    else if (pooled) console.log('pgbouncer is not installed: this run goes to Postgres itself')
    const [node, workerd] = await Promise.all([
      nodeServer(pgbouncer?.url ?? database.url, env).then((server) => keep(server, (one) => one.stop())),
      workerdServer(pgbouncer?.sessionUrl ?? database.url, env).then((server) =>
        keep(server, (one) => one.stop()),
      ),
    ])
    const sql = keep(patient(database.url), (one) => one.end({ timeout: 2 }))
    const book = openBook()
    const purging = await purgeMeanwhile(database.url)
    closing.unshift(purging.stop)
    const traffic = startTraffic(book, [node, workerd], { apiKey, sql, outside, erasing: true })
    const victims: Victims = { postgres: database, node, workerd, pgbouncer }
    const killed = await killInLoops({ kills, acknowledgements }, victims, () => acknowledged(book)).finally(
      traffic.end,
    )
    // The last night: everything at once
    for (const [name, victim] of Object.entries(victims)) {
      if (!victim) continue
      victim.kill9()
      killed[name as keyof Kills] += 1
    }
    await Promise.all([database.restart(), pgbouncer?.restart()])
    if (kills < LONG) await cutLeases(sql)
    await Promise.all([node.restart(), ...(kills < LONG ? [] : [workerd.restart()])])
    const patience = kills < LONG ? 30_000 : 180_000
    await drained(sql, patience)
    await eraseAtLast(database.url)
    const left = await drained(sql, patience)
    await purging.stop()
    book.faults.push(...(await purging.check(sql)))
    const figures = await count(book, sql, outside)
    const seconds = Math.round((Date.now() - begun) / 1000)
    return { ...figures, kills: killed, book, inDoubt: book.inDoubt, seconds, left }
  } finally {
    for (const close of closing) await close()
  }
}

/** A client for looking at rows that outlives a Postgres that comes and goes. */
export const patient = (url: string) =>
  postgres(url, { max: 2, connect_timeout: 2, backoff: () => 0.2, onnotice: () => {} })

type Given = { apiKey: string; sql: Sql; outside: Outside; erasing?: boolean }

export const startTraffic = (
  book: Book,
  servers: Server[],
  { apiKey, sql, outside, erasing = false }: Given,
) => {
  let open = true
  const url = () => servers[Math.floor(Math.random() * servers.length)]!.url
  const traffic: Traffic = { book, url, open: () => open }
  const links = linksOf(traffic, sql)
  const answer = async () => {
    const link = links.next()
    if (link) await sayIt(traffic, link)
  }
  const watch = async () => {
    for (const server of servers) {
      const why = server.fell()
      if (why) book.faults.push(`${server.name} ended by itself:\n${why}`)
    }
  }
  const senders = [
    ...keepDoing(traffic, 5, 50, () => sendContact(traffic, apiKey)),
    ...keepDoing(traffic, 5, 70, answer),
    ...keepDoing(traffic, 4, 50, liaisons(traffic, outside.slack)),
    ...(erasing ? keepDoing(traffic, 2, 130, eraser(traffic, apiKey, sql)) : []),
    ...keepDoing(traffic, 1, 300, links.load),
    ...keepDoing(traffic, 1, 500, watch),
  ]
  const end = async () => {
    open = false
    await Promise.all(senders)
  }
  return { end }
}

/** Every worker is dead, so nobody holds what the leases protect: waiting 45 s would show nothing more. */
const cutLeases = (sql: Sql) =>
  sql`update outbox set lease_until = clock_timestamp() where state in ('claimed', 'sending')`

/** Waits until nothing is due or under way; returns what still is when `patience` ends. */
export const drained = async (sql: Sql, patience: number): Promise<string[]> => {
  for (const deadline = Date.now() + patience; ; await sleep(300)) {
    const left = await sql`
      select id, kind, destination, state, attempts, cause, due_at - now() as due_in, lease_until - now() as leased
      from outbox where state in ('claimed', 'sending') or state = 'waiting' and due_at < now() + interval '1 hour'`
    if (left.length === 0 || Date.now() > deadline) return left.map((row) => JSON.stringify(row))
  }
}
