import { mkdirSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/browser.ts'
import { rollUp } from '../../src/figures/rollUp.ts'
import { makeMember, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
let browser: Browser
let url: string
let server: ReturnType<typeof serve>
const shots = process.env.AMENDS_SHOTS

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  await new Promise<void>((ready) => {
    server = serve(
      { fetch: (request) => on.app.fetch(request), port: 0, hostname: '127.0.0.1' },
      ({ port }) => {
        url = `http://127.0.0.1:${port}`
        ready()
      },
    )
  })
  on = await makeDesk(database, url)
  await fill()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  server?.close()
  await database.end()
})

/** 40 days of answers in two departments, with cases in every state of interest, findings and remedies. */
const fill = async () => {
  const { sql, people } = on
  await sql`
    insert into contacts (source, external_id, channel, brand_key, department_key, customer_name, reference, ended_at, language, time_zone, received_at)
    select 'test', 'c' || n, (array['phone', 'chat', 'store'])[1 + n % 3], 'nordly', case when n % 4 = 0 then 'stores' else 'service' end,
      (array['Kim Larsson', 'Ola Nordmann', 'Maja Öberg'])[1 + n % 3], 'A-' || n, ${noon}::timestamptz - (n % 40) * interval '1 day' - interval '2 hours', 'sv', 'Europe/Stockholm',
      ${noon}::timestamptz - (n % 40) * interval '1 day'
    from generate_series(1, 300) n`
  await sql`insert into customers (email, name, created_at) select 'c' || n || '@example.com', 'Customer ' || n, ${noon} from generate_series(1, 300) n`
  await sql`insert into matters (customer_id, reference, created_at) select id, 'A-' || substr(split_part(email, '@', 1), 2), created_at from customers where email like 'c%@example.com'`
  await sql`update contacts c set customer_id = m.customer_id, matter_id = m.id from matters m where m.reference = c.reference`
  await sql`
    insert into invitations (contact_id, customer_id, survey, state, sent_at, created_at)
    select id, customer_id, 'csat-1', 'sent', received_at, received_at from contacts where source = 'test'`
  await sql`
    insert into responses (invitation_id, score, answers, kind, severity, answered_at, revised_at)
    select i.id, score, jsonb_strip_nulls(jsonb_build_object('score', score,
        'drivers', case when score < 4 then jsonb_build_array((array['delivery-late', 'waiting-time', 'rude-or-nonchalant'])[1 + n % 3]) end,
        'words', case when score < 3 then 'Nobody called me back, and the parcel came four days late.' when score = 3 then 'Fine, but slow.' end,
        'good', case when score = 5 and n % 5 = 0 then 'Quick and friendly answer, thank you!' end,
        'kudos', case when score = 5 and n % 10 = 0 then 'Anna' end)),
      case when score > 3 then 'satisfied' when score = 3 then 'neutral' else 'dissatisfied' end, case when score < 3 then score + 1 end, i.created_at, i.created_at
    from (select i.*, (array[5, 4, 5, 2, 5, 4, 5, 3, 5, 1, 5, 4])[1 + n % 12] as score
      from (select i.*, substr(c.external_id, 2)::int as n from invitations i join contacts c on c.id = i.contact_id where c.source = 'test') i
      where n % 7 > 0) i`
  await sql`
    insert into cases (matter_id, customer_id, contact_id, response_id, brand_key, department_key, severity, accountable_id, owner_id,
      opened_at, take_due_at, apology_due_at, taken_at, apologised_at, state, promise, promise_due_at, confirmed_at, confirmed_by, ended_at)
    select c.matter_id, c.customer_id, c.id, r.id, c.brand_key, c.department_key, r.severity, ${people.anna.id}, ${people.anna.id},
      r.answered_at, r.answered_at + interval '1 hour', r.answered_at + interval '4 hours', r.answered_at + interval '20 minutes', r.answered_at + interval '3 hours',
      case when n % 5 = 0 then 'recovering' when n % 5 = 1 then 'unconfirmed' else 'documented' end, 'answer', r.answered_at + interval '1 day',
      case when n % 5 > 1 then r.answered_at + interval '26 hours' end, case when n % 5 > 3 then 'spoken' when n % 5 > 1 then 'clicked' end,
      case when n % 5 > 0 then r.answered_at + interval '30 hours' end
    from (select r.*, row_number() over (order by r.answered_at, r.id) as n from responses r where kind = 'dissatisfied') r
      join invitations i on i.id = r.invitation_id join contacts c on c.id = i.contact_id`
  await sql`
    insert into findings (case_id, cause, cause_words, factors, people, departments, solution, prevention, by, at)
    select id, 'delivery-late', 'The carrier’s list was printed a day late.', 'One printer for two lines', '', '{}', 'Sent by courier, fee returned.',
      'The list is printed at noon, by two people in turn.', ${people.anna.id}, confirmed_at + interval '1 day'
    from cases where state = 'documented' order by opened_at desc limit 6`
  await sql`
    insert into remedies (case_id, kind, statutory, amount, currency, words, by, promised_at, due_at, done_at)
    select id, (array['refund', 'replacement', 'discount'])[1 + number % 3], number % 2 = 0, case when number % 3 <> 1 then 120.5 end,
      case when number % 3 <> 1 then 'SEK' end, 'A remedy', ${people.anna.id}, opened_at, opened_at + interval '2 days', opened_at + interval '1 day'
    from cases where state <> 'recovering'`
  await makeMember(on.db, { departmentKey: 'stores', personId: people.eva.id, role: 'manager' })
  while ((await rollUp(on.deps)) > 0);
}

const looks = [
  { width: 360, colorScheme: 'light' },
  { width: 1200, colorScheme: 'light' },
  { width: 1200, colorScheme: 'dark' },
] as const

/** Without scripts. The mail is in English, by which it is found. */
const signedIn = async (person: { email: string }, options: Parameters<Browser['newContext']>[0] = {}) => {
  await on.sql`update people set language = 'en'`
  await on.sql`truncate sign_ins`
  const context = await browser.newContext({ javaScriptEnabled: false, ...options })
  const page = await context.newPage()
  await page.goto(url + (await on.mailedLink(person.email)))
  await page.locator('main button').click()
  return { context, page }
}

/** axe needs scripts: a page of the same session, with them. */
const sound = async (
  page: Page,
  path: string,
  name: string,
  { width, colorScheme }: (typeof looks)[number],
) => {
  await page.setViewportSize({ width, height: 800 })
  await page.emulateMedia({ colorScheme })
  await page.goto(url + path)
  await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    name,
  ).toEqual([])
  const wide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(wide, name).toBeLessThanOrEqual(0)
  if (shots) {
    mkdirSync(shots, { recursive: true })
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false })")
    await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
  }
}

/** Each page once in each language and on each device; an empty report and a refused one once. */
test('the report and the lists are sound on a phone and a desk, light and dark, in three languages', {
  timeout: 240_000,
}, async () => {
  const pages = [
    ['report', '/desk/report'],
    ['cases', '/desk/cases?state=any+open'],
    ['answers', '/desk/answers?score=1'],
    ['odd', '/desk/report?from=2026-03-11&to=2026-03-01&department=none'],
    ['empty', '/desk/report?from=2024-03-01&to=2024-03-07'],
  ] as const
  const { context } = await signedIn(on.people.boss)
  const other = await browser.newContext({ storageState: await context.storageState() })
  const page = await other.newPage()
  for (const [turn, language] of ['en', 'sv', 'nb'].entries()) {
    await on.sql`update people set language = ${language}`
    for (const [at, [name, path]] of pages.entries())
      if (at < 3 || turn === at - 2)
        await sound(
          page,
          path,
          `${name}-${language}-${looks[(turn + at) % 3]!.width}`,
          looks[(turn + at) % 3]!,
        )
  }
  await other.close()
  await context.close()
})

test('on a phone what is beyond the first numbers is folded, and unfolds without a script', async () => {
  const { page, context } = await signedIn(on.people.maja)
  await page.setViewportSize({ width: 360, height: 800 })
  await page.goto(`${url}/desk/report`)
  expect(await page.locator('.tiles').first().isVisible()).toBe(true)
  const recovery = page.locator('details.part').filter({ hasText: 'Putting it right' })
  expect(await recovery.locator('.tiles').isVisible()).toBe(false)
  await recovery.locator('summary').first().click()
  expect(await recovery.locator('.tiles').isVisible()).toBe(true)
  await context.close()
})

test('chosen filters stand open on a wide page, and on a phone are one line that says them', async () => {
  const { page, context } = await signedIn(on.people.maja)
  const driver = page.locator('#driver')
  for (const path of [
    '/desk/cases?state=any+open&from=2026-03-01',
    '/desk/report?from=2026-03-01&driver=waiting-time',
  ]) {
    await page.setViewportSize({ width: 360, height: 800 })
    await page.goto(url + path)
    const folded = page.locator('form.filter summary')
    expect(await folded.textContent(), path).toMatch(
      /^Filters · From 1 Mar 2026 · (State: All that are open|About: Waiting time)$/,
    )
    expect(await driver.isVisible(), path).toBe(false)
    await folded.click()
    expect(await driver.isVisible(), path).toBe(true)
    await folded.click()
    await page.setViewportSize({ width: 1200, height: 800 })
    expect(await driver.isVisible(), path).toBe(true)
    expect(await folded.isVisible(), path).toBe(false)
  }
  await page.goto(`${url}/desk/cases`)
  expect(await driver.isVisible()).toBe(false)
  await context.close()
})

test('on a phone the navigation is one line, and nothing is wider than the page, in each language', async () => {
  const { page, context } = await signedIn(on.people.maja)
  await page.setViewportSize({ width: 360, height: 800 })
  for (const language of ['en', 'sv', 'nb']) {
    await on.sql`update people set language = ${language}`
    await page.goto(`${url}/desk/report`)
    const tops = await page.locator('nav a').all()
    const places = await Promise.all(tops.map(async (one) => (await one.boundingBox())!.y))
    expect(new Set(places).size, language).toBe(1)
    for (const fold of await page.locator('details.part > summary').all()) await fold.click()
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    expect(width, language).toBeLessThanOrEqual(360)
  }
  await on.sql`update people set language = 'en'`
  await context.close()
})

test('printed, the report has its numbers and no navigation, buttons or filters', async () => {
  const { page, context } = await signedIn(on.people.maja)
  await page.goto(`${url}/desk/report`)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('header').isVisible()).toBe(false)
  expect(await page.locator('form.filter').isVisible()).toBe(false)
  expect(await page.locator('.tiles').first().isVisible()).toBe(true)
  const folded = page.locator('details.part')
  for (const part of await folded.all())
    expect(await part.locator(':scope > :not(summary)').first().isVisible()).toBe(true)
  expect(await page.locator('.chart table').first().isVisible()).toBe(true)
  await context.close()
})
