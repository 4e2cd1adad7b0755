import { setTimeout as sleep } from 'node:timers/promises'
import { migrate } from '../../db/migrate.ts'
import { acknowledged, openBook } from '../fault/ledger/book.ts'
import { count } from '../fault/ledger/count.ts'
import { setUp, slackPeople } from '../fault/ledger/organisation.ts'
import { secrets, startOutside } from '../fault/ledger/outside.ts'
import { drained, patient, startTraffic } from '../fault/ledger/run.ts'
import { nodeServer } from '../fault/ledger/servers.ts'

/**
 * `serve` under the ledger's traffic while `act` does something to its database. Then all is drained and held against
 * the ledger: what was acknowledged is there once, and the server never ended.
 */
export const underLoad = async (
  databaseUrl: string,
  env: Record<string, string>,
  act: (on: Watch) => Promise<void>,
) => {
  await migrate(databaseUrl)
  const apiKey = await setUp(databaseUrl)
  const outside = await startOutside(slackPeople)
  const slackUrl = `${outside.slack.url}/api/`
  const node = await nodeServer(databaseUrl, {
    ...secrets,
    SMTP_URL: outside.smtpUrl,
    SLACK_API_URL: slackUrl,
    ...env,
  })
  const sql = patient(databaseUrl)
  const book = openBook()
  try {
    const traffic = startTraffic(book, [node], { apiKey, sql, outside })
    await act(watch(node.url, () => acknowledged(book))).finally(traffic.end)
    const left = await drained(sql, 180_000)
    const { missing, doubled, ...figures } = await count(book, sql, outside)
    return { missing, doubled, faults: book.faults, left, figures, inDoubt: book.inDoubt }
  } finally {
    await node.stop()
    await sql.end({ timeout: 2 })
    await outside.close()
  }
}

type Health = { ok: boolean; said: string }

const watch = (url: string, acknowledged: () => number) => {
  const health = async (): Promise<Health> => {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined)
    return { ok: answer?.ok ?? false, said: (await answer?.text().catch(() => '')) ?? '' }
  }
  const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<number> => {
    const begun = Date.now()
    while (!(await holds())) {
      if (Date.now() > begun + 120_000)
        throw new Error(`waited in vain for ${what}: ${(await health()).said}`)
      await sleep(50)
    }
    return (Date.now() - begun) / 1000
  }
  return {
    acknowledged,
    health,
    /** Waits, and gives the seconds. */
    until,
    healthTurns: (good: boolean) =>
      until(`health to turn ${good ? 'good' : 'bad'}`, async () => (await health()).ok === good),
    /** Until so many more are acknowledged: the service serves. */
    serves: (more: number) => {
      const before = acknowledged()
      return until(`${more} more acknowledged`, () => acknowledged() >= before + more)
    },
  }
}
type Watch = ReturnType<typeof watch>

/** What each of these tests expects of `underLoad`. */
export const NOTHING_LOST = { missing: [], doubled: [], faults: [], left: [] }
