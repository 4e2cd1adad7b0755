import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/browser.ts'
import { type Inbox, startInbox } from '../../dev/mail.ts'
import { smtp } from '../../integrations/mail/smtp.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { jobs } from '../../src/jobs/jobs.ts'
import { linkOf } from '../../src/links.ts'
import { drain } from '../../src/outbox/drain.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeContact, makeCustomer, noon } from '../factories.ts'
import { pages } from '../pages.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

/** Where what is seen is kept as pictures, if wanted. */
const SHOTS = process.env.AMENDS_SHOTS
const LATER = new Date('2027-01-01T00:00:00Z')

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>
let browser: Browser
let inbox: Inbox
let url: string
let server: ReturnType<typeof serve>

beforeAll(async () => {
  database = await freshDatabase()
  people = await makeOrganisation(database.db)
  inbox = await startInbox()
  browser = await launchBrowser()
  const app = new Hono()
  await new Promise<void>((ready) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      url = `http://127.0.0.1:${port}`
      ready()
    })
  })
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  on = testDeps(database.db, {
    publicUrl: url,
    mail: smtp(inbox.smtpUrl),
    pictures: {
      put: async () => {},
      get: async () => new Uint8Array(picture) as Uint8Array<ArrayBuffer>,
      delete: async () => {},
    },
  })
  app.route('/', pages(on.deps))
  if (SHOTS) mkdirSync(SHOTS, { recursive: true })
})
afterAll(async () => {
  await browser?.close()
  server?.close()
  await inbox?.close()
  await database?.end()
})

/** A customer with a picture and a refund that was paid, whose case has ended. */
const somebody = async (name: string, language: string) => {
  const email = `${name}@mail.example`
  const customer = await makeCustomer(database.db, { email, name })
  const contact = await makeContact(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    customerId: customer.id,
    language,
  })
  const { id } = await makeCase(database.db, {
    customerId: customer.id,
    contactId: contact.id,
    accountableId: people.anna.id,
    ownerId: people.anna.id,
    departmentKey: 'service',
    brandKey: 'nordly',
    state: 'confirmed',
    confirmedAt: noon,
    promise: null,
    promiseDueAt: null,
  })
  await addLink(on.deps, database.db, 'case', id, LATER)
  const [event] = await database.sql`
    insert into case_events (case_id, kind, at, text, data) values (${id}, 'customer said', ${noon}, 'The kettle leaks', '{"pictures":1}')
    returning id`
  await database.sql`insert into pictures (case_id, event_id, key, type, bytes, width, height, at)
    values (${id}, ${event!.id}, ${randomUUID()}, 'image/png', 70, 1, 1, ${noon})`
  await database.sql`insert into remedies (case_id, kind, amount, currency, words, by, promised_at, due_at, done_at)
    values (${id}, 'refund', 250, 'SEK', 'Money back', ${people.anna.id}, ${noon}, ${noon}, ${noon})`
  return { email, id, customer, link: await linkOf(on.deps, 'case', id) }
}

const mailed = async (email: string) => {
  await database.sql`update destinations set pace_ms = 0, next_at = '-infinity'`
  await drain(on.deps, handlers)
  return (await inbox.emails()).filter(({ to }) => to.includes(email))
}
const linkIn = (text: string) => /http\S+\/d\/[\w-]{43}/.exec(text)![0]

/** What is wrong with the page as it is seen: axe's faults, and what does not fit in its width. */
const seen = async (page: Page, name: string) => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const wide = await page.evaluate(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  )
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
  return [...violations.map(({ id }) => `${name}: ${id}`), ...(wide ? [`${name}: too wide`] : [])]
}

const opened = (dark: boolean) =>
  browser.newContext({
    viewport: { width: 360, height: 780 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: true,
  })

test('a customer gets a copy of their data in their language by a mail, and scanners of the mail get nothing', async () => {
  const kim = await somebody('kim', 'sv')
  const context = await opened(true)
  const page = await context.newPage()
  const faults: string[] = []
  await page.goto(kim.link)
  await page.getByRole('link', { name: 'Dina uppgifter' }).click()
  faults.push(...(await seen(page, 'ask-sv-dark')))
  await page.getByRole('button', { name: 'Skicka mig en kopia' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Vi har skickat dig en länk')
  const [mail, ...more] = await mailed(kim.email)
  expect(more).toEqual([])
  expect(mail!.subject).toContain('kopia av dina uppgifter')
  const link = linkIn(mail!.text)

  // A browser that runs scripts, looks, and presses nothing
  const scanner = await (await opened(false)).newPage()
  await scanner.goto(link)
  await scanner.request.head(link)
  const confirmed = () => database.sql`select from data_requests where confirmed_at is not null`
  expect(await confirmed()).toHaveLength(0)

  await page.goto(link)
  faults.push(...(await seen(page, 'confirm-sv-dark')))
  await page.getByRole('button', { name: 'Ja, visa den' }).click()
  faults.push(...(await seen(page, 'ready-sv-dark')))
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Ladda ner allt, med bilder (ZIP)' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('data.zip')
  await page.getByRole('link', { name: 'Läs den' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Personuppgifter')
  expect(await page.getByText('The kettle leaks').count()).toBe(1)
  const loaded = await page.evaluate('document.images[0].naturalWidth')
  expect(loaded).toBe(1)
  faults.push(...(await seen(page, 'copy-sv-dark')))
  expect(faults).toEqual([])
})

test('a customer has their data erased by a mail, and reads what is kept and why', async () => {
  const lo = await somebody('lo', 'nb')
  const page = await (await opened(false)).newPage()
  const faults: string[] = []
  await page.goto(`${lo.link}?data`)
  faults.push(...(await seen(page, 'ask-nb')))
  await page.getByRole('button', { name: 'Slett opplysningene mine' }).click()
  const [mail] = await mailed(lo.email)
  const link = linkIn(mail!.text)
  await page.goto(link)
  faults.push(...(await seen(page, 'confirm-nb')))
  await page.getByRole('button', { name: 'Ja, slett for godt' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Opplysningene dine er slettet')
  expect(
    await page
      .getByText(/Tilbakebetaling|250/)
      .first()
      .isVisible(),
  ).toBe(true)
  faults.push(...(await seen(page, 'erased-nb')))
  const [row] = await database.sql`select email, name from customers where id = ${lo.customer.id}`
  expect(row).toEqual({ email: null, name: null })
  // The page of the case went with it
  expect((await page.goto(lo.link))!.status()).toBe(404)
  expect((await page.goto(link))!.status()).toBe(200)
  expect(faults).toEqual([])
})

test('a customer who is owed something reads what, and is erased once it is done', async () => {
  const mo = await somebody('mo', 'en')
  await database.sql`update remedies set done_at = null where case_id = ${mo.id}`
  const page = await (await opened(true)).newPage()
  await page.goto(`${mo.link}?data`)
  await page.getByRole('button', { name: 'Erase my data' }).click()
  const [mail] = await mailed(mo.email)
  await page.goto(linkIn(mail!.text))
  await page.getByRole('button', { name: 'Yes, erase it for good' }).click()
  expect(await page.getByText('We still owe you something').isVisible()).toBe(true)
  expect(await seen(page, 'waits-en-dark')).toEqual([])
  await database.sql`update remedies set done_at = ${noon} where case_id = ${mo.id}`
  on.later(11 * 60_000)
  await jobs['erasures that customers asked for']!(on.deps, { now: on.clock.now })
  await page.goto(linkIn(mail!.text))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Your data is erased')
})
