import { serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/browser.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeInvitation, noon } from '../factories.ts'
import { pages } from '../pages.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

/** 10,000, of them 500 by browser, in the long form: `npm run prove:scanner`. */
const LINKS = Number(process.env.AMENDS_LINKS ?? 400)
const BY_BROWSER = Number(process.env.AMENDS_BY_BROWSER ?? 20)
const AT_ONCE = 16

/** What scanners and mail programs send that want to know what is behind a link. */
const LOOKS: RequestInit[] = [
  { method: 'GET' },
  { method: 'HEAD' },
  { method: 'GET', headers: { Purpose: 'prefetch', 'Sec-Purpose': 'prefetch;prerender' } },
  { method: 'GET', headers: { 'X-Moz': 'prefetch' } },
  {
    method: 'GET',
    headers: { 'User-Agent': 'Mozilla/5.0 (compatible; a link scanner)', Range: 'bytes=0-99' },
  },
  { method: 'OPTIONS' },
]

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let browser: Browser
let server: ReturnType<typeof serve>
beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  await makeOrganisation(database.db)
  on = testDeps(database.db)
  browser = await launchBrowser()
  await new Promise<void>((ready) => {
    server = serve({ fetch: pages(on.deps).fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      on.deps.publicUrl = `http://127.0.0.1:${port}`
      ready()
    })
  })
})
afterAll(async () => {
  await browser.close()
  server.close()
  await database.end()
})

test(
  'who only looks at a mailed link, with JavaScript or without, changes no row',
  async () => {
    const links = await mailed()
    const before = await everyRow()
    const statuses: Record<string, number> = {}
    let looks = 0
    await each(links, AT_ONCE, async (url) => {
      for (const look of LOOKS) {
        const { status } = await fetch(url, { ...look, redirect: 'manual' }).then(async (answer) => {
          await answer.arrayBuffer()
          return answer
        })
        looks += 1
        statuses[`${look.method} ${status}`] = (statuses[`${look.method} ${status}`] ?? 0) + 1
      }
    })
    const step = Math.ceil(links.length / BY_BROWSER)
    const shown = links.filter((_, n) => n % step === 0)
    await each(shown, 2, async (url) => {
      const page = await browser.newPage()
      expect((await page.goto(url))?.status()).toBe(200)
      await page.waitForLoadState('networkidle')
      await page.mouse.move(200, 200)
      await page.close()
    })
    const [said] =
      await database.sql`select (select count(*)::int from responses where answered_at >= ${noon}) as answers,
      (select count(*)::int from suppressions) as stops`
    console.log(
      `${links.length} mailed links, ${looks} requests ${JSON.stringify(statuses)}, ${shown.length} by browser: ` +
        `${said!.answers} answers, ${said!.stops} unsubscribes`,
    )
    expect(said).toEqual({ answers: 0, stops: 0 })
    expect(await everyRow()).toEqual(before)
  },
  120_000 + LINKS * 300,
)

/** As mails have them. The cases' own answers are older than every look. */
const mailed = async (): Promise<string[]> => {
  const found: string[] = []
  const ends = new Date(noon.getTime() + 14 * 86_400_000)
  const long = new Date(noon.getTime() - 5 * 86_400_000)
  while (found.length < LINKS) {
    const { id } = await makeInvitation(database.db)
    const { id: caseId } = await makeCase(database.db, { state: 'awaiting customer', openedAt: long })
    await addLink(on.deps, database.db, 'survey', id, ends)
    await addLink(on.deps, database.db, 'unsubscribe', id, ends)
    await addLink(on.deps, database.db, 'case', caseId, ends)
    const survey = await linkOf(on.deps, 'survey', id)
    const page = await linkOf(on.deps, 'case', caseId)
    found.push(
      ...[1, 2, 3, 4, 5].map((score) => `${survey}?score=${score}`),
      await linkOf(on.deps, 'unsubscribe', id),
      ...['', '?answer=yes', '?answer=partly', '?answer=not%20yet', '?stop'].map(
        (asked) => `${page}${asked}`,
      ),
    )
  }
  return found
}

/** A fingerprint of each table. */
const everyRow = async () => {
  const tables = await database.sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`
  const prints = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await database.sql`
        select count(*)::int as rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text as print from ${database.sql(name)} t`
      return [name, row] as const
    }),
  )
  return Object.fromEntries(prints)
}

const each = async <T>(all: T[], atOnce: number, act: (one: T) => Promise<void>) => {
  const left = [...all]
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let one = left.pop(); one; one = left.pop()) await act(one)
    }),
  )
}
