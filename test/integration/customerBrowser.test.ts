import AxeBuilder from '@axe-core/playwright'
import { serve } from '@hono/node-server'
import { eq } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accounts, caseEvents, cases, remedies } from '../../db/schema/index.ts'
import { launchBrowser } from '../../dev/browser.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, noon } from '../factories.ts'
import { pages } from '../pages.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>
let browser: Browser
let url: string
let server: ReturnType<typeof serve>

beforeAll(async () => {
  database = await freshDatabase()
  people = await makeOrganisation(database.db)
  on = testDeps(database.db)
  browser = await launchBrowser()
  await new Promise<void>((ready) => {
    server = serve({ fetch: pages(on.deps).fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      url = `http://127.0.0.1:${port}`
      ready()
    })
  })
})
afterAll(async () => {
  await browser.close()
  server.close()
  await database.end()
})

const due = new Date(noon.getTime() + 2 * 24 * 3600_000)
const caseWith = async (over: Parameters<typeof makeCase>[1] = {}) => {
  const { id } = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: people.anna.id,
    ownerId: people.anna.id,
    state: 'recovering',
    promise: 'your answer',
    promiseDueAt: due,
    waitingSince: noon,
    ...over,
  })
  await addLink(on.deps, database.db, 'case', id, new Date('2027-01-01T00:00:00Z'))
  const by = people.anna.id
  await database.db.insert(caseEvents).values({
    caseId: id,
    kind: 'question',
    at: noon,
    by,
    text: 'Which order?',
    data: { due: due.toISOString() },
  })
  await database.db.insert(accounts).values({ caseId: id, version: 1, text: 'It rained.', by, at: noon })
  await database.db.insert(remedies).values({
    caseId: id,
    kind: 'refund',
    amount: '120',
    currency: 'SEK',
    words: 'Money back',
    by,
    promisedAt: noon,
    dueAt: due,
  })
  return { id, link: url + new URL(await linkOf(on.deps, 'case', id)).pathname }
}
const phone = { viewport: { width: 390, height: 800 } }

test('a customer without JavaScript answers, accepts, corrects, books, asks for another, and stops', async () => {
  const { id, link } = await caseWith()
  const context = await browser.newContext({ ...phone, javaScriptEnabled: false })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const requests: string[] = []
  page.on('request', (request) => requests.push(`${request.method()} ${request.resourceType()}`))
  await page.goto(link)
  expect(requests).toEqual(['GET document'])

  await page.getByLabel('Your answer').fill('Number 4711')
  await page.getByRole('button', { name: 'Send' }).first().click()
  await page.getByText('Does this work for you?').first().click()
  await page.getByLabel('I would like something else').check()
  await page.getByLabel('What would you like instead?').fill('A new one')
  await page
    .getByLabel('What would you like instead?')
    .locator('xpath=ancestor::form')
    .getByRole('button')
    .click()
  await page.getByText('Correct it').click()
  await page.getByLabel('How we understood it').fill('It snowed.')
  await page.getByRole('button', { name: 'Save my version' }).click()
  await page.getByText('Talk to us on the phone').click()
  await page.getByLabel('When shall we call?').selectOption({ index: 1 })
  await page.getByLabel('Phone number').fill('+46 70 123 45 67')
  await page.getByRole('button', { name: 'Book the call' }).click()
  expect(await page.getByText('on the number ending in 67').isVisible()).toBe(true)
  await page.getByText('Ask for somebody else').first().click()
  await page.getByRole('button', { name: 'Ask for somebody else' }).click()
  await page.getByRole('link', { name: 'Stop all messages' }).click()
  await page.getByRole('button', { name: 'Yes, stop them all' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('We send you nothing more')
  const events = await database.db
    .select()
    .from(caseEvents)
    .where(eq(caseEvents.caseId, id))
    .orderBy(caseEvents.id)
  expect(events.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining([
      'customer said',
      'remedy change asked',
      'account corrected',
      'call-back booked',
      'somebody else asked',
      'stopped',
    ]),
  )
  await context.close()
})

test('a browser that runs scripts and clicks nothing changes nothing, and may load nothing', async () => {
  const { id, link } = await caseWith()
  const page = await browser.newPage(phone)
  const wrong: string[] = []
  page.on('console', (said) => wrong.push(said.text()))
  for (const query of ['', '?answer=not%20yet', '?stop']) await page.goto(link + query)
  expect(wrong).toEqual([])
  expect((await database.db.select().from(caseEvents).where(eq(caseEvents.caseId, id))).length).toBe(1)
  await page.close()
})

const violations = async (page: Page) => {
  await page.evaluate('for (const folded of document.querySelectorAll("details")) folded.open = true')
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])
}

test.each(['light', 'dark'] as const)('axe finds nothing on any of its pages, %s', async (colorScheme) => {
  const context = await browser.newContext({ ...phone, colorScheme, bypassCSP: true })
  const page = await context.newPage()
  const { id, link } = await caseWith()
  await page.goto(link)
  expect(await violations(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  // The others have no colour that this one lacks
  if (colorScheme === 'dark') return context.close()
  await page.goto(`${link}?stop`)
  expect(await violations(page)).toEqual([])
  const set = (over: Partial<typeof cases.$inferInsert>) =>
    database.db
      .update(cases)
      .set({ waitingSince: null, ...over })
      .where(eq(cases.id, id))
  await set({ state: 'awaiting customer', done: 'Sent anew', askedAt: noon })
  await page.goto(`${link}?answer=yes`)
  expect(await violations(page)).toEqual([])
  await set({ state: 'confirmed', promise: 'a finding', promiseDueAt: null })
  await page.goto(`${link}?answer=not%20yet`)
  expect(await violations(page)).toEqual([])
  await database.sql`update links set expires_at = ${noon} where subject_id = ${id}`
  await page.goto(link)
  expect(await violations(page)).toEqual([])
  await context.close()
})
