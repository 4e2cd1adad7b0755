import { mkdirSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/browser.ts'
import { makePerson, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
let browser: Browser
let url: string
let server: ReturnType<typeof serve>
let page: Page
const shots = process.env.AMENDS_SHOTS
const languages = ['en', 'sv', 'nb']

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
  on.clock.now = noon
  browser = await launchBrowser()
  page = await signedIn(await everything())
})
afterAll(async () => {
  await browser?.close()
  server?.close()
  await database.end()
})

/** Somebody of management who is an administrator too, and something on every page. */
const everything = async () => {
  const { sql, people } = on
  await sql`insert into department_people values ('service', ${people.eva.id}, 'liaison', 2)`
  const ida = await makePerson(on.db, { slackUser: null, slackWorkspace: null })
  await sql`insert into person_roles (person_id, role) values (${ida.id}, 'administrator')`
  await sql`insert into department_people values ('management', ${ida.id}, 'manager', 9)`
  await sql`update people set away_until = ${noon}::timestamptz + interval '3 days' where id = ${people.anna.id}`
  await sql`
    update departments set authority = '{"refund": {"amount": 500, "currency": "SEK", "month": 5000}, "right": {"amount": 900, "currency": "SEK"}}',
      file_says = jsonb_build_object('digestHour', jsonb_build_object('value', 7, 'by', ${ida.id}::text, 'at', '2026-03-01'),
        'liaisons', jsonb_build_object('value', jsonb_build_array(${people.anna.id}::text), 'by', ${ida.id}::text, 'at', '2026-03-01'))
    where key = 'service'`
  await sql`insert into webhooks (key, url, events) values ('crm', 'https://crm.example/a-long-path/that-goes-on-and-on-and-on', '{remedy.enacted}')`
  await sql`insert into destinations (key) values ('webhook:crm')`
  await sql`
    insert into outbox (kind, destination, state, attempts, cause, due_at, created_at, settled_at, payload)
    select 'webhook', 'webhook:crm', state, 3, 'the endpoint answered 503', ${noon}, ${noon}, ${noon}, '{"id": "paid_0f3c9f52-3c68-4c0e-9f0c-2d6a2a1d7f3e_crm", "type": "remedy.enacted"}'
    from unnest('{sent,failed,waiting,dropped}'::text[]) state`
  await sql`
    insert into setup_changes (at, by, changes) values (${noon}, ${ida.id}, ${sql.json([
      {
        section: 'departments',
        id: 'service',
        change: 'changed',
        fields: [
          { field: 'digestHour', lines: ['digestHour: 7 -> 8'] },
          { field: 'liaisons', from: [people.anna.id], to: [people.eva.id, people.anna.id] },
        ],
      },
    ])})`
  return ida
}

const signedIn = async (person: { email: string }) => {
  const context = await browser.newContext()
  const one = await context.newPage()
  await one.goto(url + (await on.mailedLink(person.email)))
  await one.locator('main button').click()
  return one
}

const PAGES = {
  departments: '/desk/console/setup',
  department: '/desk/console/setup?department=service',
  people: '/desk/console/setup?show=people',
  rules: '/desk/console/setup?show=rules',
  history: '/desk/console/setup?show=history',
  webhooks: '/desk/console/webhooks',
  deliveries: '/desk/console/deliveries?endpoint=crm',
  refused: '/desk/audit?kind=nothing&who=anna',
}

/** Each page in English, and in one of the others. */
test('the console’s pages are sound on a phone and a desk, light and dark, in three languages', {
  timeout: 400_000,
}, async () => {
  for (const [turn, language] of languages.entries()) {
    await on.sql`update people set language = ${language}`
    for (const [at, [name, path]] of Object.entries(PAGES).entries()) {
      if (turn > 0 && at % 2 === turn % 2) continue
      const [phone, dark] = [(turn + at) % 2 === 0, turn === 1 || at % 3 === 2]
      await page.setViewportSize({ width: phone ? 360 : 1200, height: 800 })
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
      await page.goto(url + path)
      await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
      const { violations } = await new AxeBuilder({ page }).analyze()
      const where = `${name} ${language}`
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
        where,
      ).toEqual([])
      const wide = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      expect(wide, where).toBeLessThanOrEqual(0)
      if (!shots) continue
      mkdirSync(shots, { recursive: true })
      await page.screenshot({ path: `${shots}/${name}-${language}.png`, fullPage: true })
    }
  }
})

test('on a phone each navigation is one line that scrolls, with the page it is on in sight', async () => {
  await page.setViewportSize({ width: 360, height: 800 })
  for (const language of languages) {
    await on.sql`update people set language = ${language}`
    await page.goto(`${url}/desk/console/setup`)
    for (const nav of await page.locator('nav').all()) {
      const boxes = await Promise.all((await nav.locator('a').all()).map((one) => one.boundingBox()))
      expect(new Set(boxes.map((box) => box!.y)).size, language).toBe(1)
      const current = (await nav.locator('[aria-current]').boundingBox())!
      expect(current.x, language).toBeGreaterThanOrEqual(0)
      expect(current.x + current.width, language).toBeLessThanOrEqual(360)
    }
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  }
})

test('without a script a liaison is put first and the digest’s hour is another', async () => {
  await on.sql`update people set language = 'en'`
  await page.goto(`${url}/desk/console/setup?department=service`)
  const rows = page.locator('.say')
  const second = await rows.nth(1).locator('label').textContent()
  await rows.nth(1).locator('select').selectOption('1')
  await page.getByLabel('Daily digest at').selectOption('11')
  await page.getByRole('button', { name: 'Save' }).click()
  expect(await page.locator('.told').first().textContent()).toContain('Saved.')
  expect(await rows.first().locator('label').textContent()).toBe(second)
  const [row] = await on.sql`select digest_hour from departments where key = 'service'`
  expect(row!.digestHour ?? row!.digest_hour).toBe(11)
})
