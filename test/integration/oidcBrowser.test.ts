import { mkdirSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/browser.ts'
import { freePort } from '../../dev/ports.ts'
import type { SignInProvider } from '../../integrations/oidc/oidc.ts'
import { knownAs, startProvider } from '../oidc.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

const TENANT = '0b5d1f3c-5f0e-4f0e-9d4c-6d1f0e2a7b10'
const OBJECT = '2d7f315e-7b2a-4b2a-9f6e-8f3b2a4c9d32'
const shots = process.env.AMENDS_SHOTS

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
let provider: Awaited<ReturnType<typeof startProvider>>
let entra: typeof provider
let asked: SignInProvider
let server: ReturnType<typeof serve>
let browser: Browser
let context: BrowserContext
let page: Page
let url: string
const accounts: Record<string, Record<string, unknown>> = {}

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  provider = await startProvider(`${url}/desk/oidc/callback`, accounts)
  entra = await startProvider(`${url}/desk/oidc/callback`, accounts, false)
  asked = knownAs(provider.issuer)
  on = await makeDesk(database, url, {
    kind: 'other',
    begin: (ask) => asked.begin(ask),
    finish: (given) => asked.finish(given),
  })
  server = serve({ fetch: (request) => on.app.fetch(request), port, hostname: '127.0.0.1' })
  accounts.anna = { email: on.people.anna.email, email_verified: true }
  accounts.unverified = { email: on.people.bo.email, email_verified: false }
  accounts.stranger = { email: 'stranger@evil.example', email_verified: true }
  accounts.tenant = { tid: TENANT, oid: OBJECT }
  accounts.otherTenant = { tid: '1c6e204d-6a1f-4a1f-8e5d-7e2a1f3b8c21', oid: OBJECT }
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  server?.close()
  provider?.close()
  entra?.close()
  await database.end()
})
beforeEach(async () => {
  await on.clear()
  await rules({ domains: ['nordly.example'], tenants: [] })
  context = await browser.newContext({ locale: 'en' })
  page = await context.newPage()
})
afterEach(() => context.close())

const rules = (oidc: { domains: string[]; tenants: string[] }) =>
  on.sql`update organisation set sign_in = sign_in || ${on.sql.json({ oidc })}`
const sessions = async () => (await on.sql`select from sessions`).length
/** From the desk to the provider, there through its own pages, and to where it leads back. */
const signInAs = async (login: string, path = '/desk') => {
  await page.goto(`${url}${path}`)
  await page.getByRole('link', { name: 'Sign in with your work account' }).click()
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('anything')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL((to) => to.origin === url)
}
const text = () => page.locator('main').innerText()

test('one signs in at a real provider, comes back to the page, and is known there the next time', async () => {
  await signInAs('anna', '/desk/cases')
  expect(page.url()).toBe(`${url}/desk/cases`)
  expect(await page.locator('header').innerText()).toContain('Anna Berg')
  await page.goto(`${url}/desk/sessions`)
  expect(await text()).toContain('with your work account')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  expect(page.url()).toBe(`${url}/desk/sign-in`)
  await page.getByRole('link', { name: 'Sign in with your work account' }).click()
  await page.waitForURL(`${url}/desk`)
  expect(await on.sql`select subject from sign_in_subjects`).toEqual([{ subject: 'anna' }])
})

test.each([
  ['an unverified address', 'unverified', 'has not verified'],
  ['an address elsewhere', 'stranger', 'not one of this organisation'],
])('%s signs nobody in', async (_, login, words) => {
  await signInAs(login)
  expect(await text()).toContain(words)
  expect(await sessions()).toBe(0)
})

test('a tenant’s object signs in, another tenant’s does not', async () => {
  await rules({ domains: [], tenants: [TENANT] })
  asked = knownAs(entra.issuer)
  await on.sql`update people set oidc_subject = ${OBJECT} where id = ${on.people.anna.id}`
  await signInAs('otherTenant')
  expect(await text()).toContain('belongs to another organisation')
  await context.clearCookies()
  await signInAs('tenant')
  expect(await page.locator('header').innerText()).toContain('Anna Berg')
  await on.sql`update people set oidc_subject = null`
  asked = knownAs(provider.issuer)
})

test('a person who was removed is told nothing of who exists', async () => {
  await on.sql`update people set active = false where id = ${on.people.anna.id}`
  await signInAs('anna')
  expect(await text()).toContain('This account has no access here.')
  expect(await sessions()).toBe(0)
})

test('the address of the answer signs nobody in again, in this browser or another', async () => {
  const answers: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/desk/oidc/callback')) answers.push(request.url())
  })
  await signInAs('anna')
  await page.goto(answers[0]!)
  expect(await text()).toContain('began in another browser')
  const other = await browser.newContext()
  const elsewhere = await other.newPage()
  await elsewhere.goto(answers[0]!)
  expect(await elsewhere.locator('main').innerText()).toContain('began in another browser')
  await other.close()
  expect(await sessions()).toBe(1)
})

test.each([
  ['light', 1280, 'en'],
  ['dark', 360, 'sv'],
  ['light', 360, 'nb'],
] as const)('its pages are accessible: %s, %i px, %s', async (colorScheme, width, locale) => {
  const own = await browser.newContext({ colorScheme, locale, viewport: { width, height: 800 } })
  const looked = await own.newPage()
  await on.sql`update organisation set sign_in = sign_in || '{"mailedLinks": true}'`
  const anna = await on.signedIn(on.people.anna)
  await on.sql`update people set language = ${locale}`
  const look = async (name: string, path: string) => {
    await looked.goto(`${url}${path}`)
    if (shots) {
      mkdirSync(shots, { recursive: true })
      await looked.screenshot({ path: `${shots}/${name}-${locale}.png`, fullPage: true })
    }
    expect((await new AxeBuilder({ page: looked }).analyze()).violations).toEqual([])
    expect(await looked.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  }
  await look('sign-in', '/desk/sign-in')
  await look('refused', '/desk/oidc/callback')
  for (const [name, value] of anna.jar) await own.addCookies([{ name, value, url }])
  await look('sessions', '/desk/sessions')
  await on.sql`update people set language = 'en'`
  await on.sql`update organisation set sign_in = sign_in || '{"mailedLinks": null}'`
  await own.close()
})
