import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/browser.ts'
import { freePort } from '../../dev/ports.ts'
import { CLIENT, startProvider } from '../oidc.ts'
import { organisation, type Stack, startStack } from './stack.ts'

let provider: Awaited<ReturnType<typeof startProvider>>
let on: Stack
let browser: Browser
beforeAll(async () => {
  const port = await freePort()
  provider = await startProvider(`http://127.0.0.1:${port}/desk/oidc/callback`, {
    maja: { email: 'maja@nordly.example', email_verified: true },
    unverified: { email: 'per@nordly.example', email_verified: false },
  })
  on = await startStack({
    port,
    organisation: (zone) => `${organisation(zone)}signIn: { oidc: { domains: [nordly.example] } }\n`,
    env: {
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
    },
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await on?.stop()
  provider?.close()
})

/** From the desk to the provider, there through its own pages, and to where it leads back. */
const signInAs = async (login: string): Promise<Page> => {
  const context = await browser.newContext({ locale: 'en-GB' })
  context.setDefaultTimeout(45_000)
  const page = await context.newPage()
  await page.goto(`${on.url}/desk/cases`)
  await page.getByRole('link', { name: 'Sign in with your work account' }).click()
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('anything')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL((to) => to.origin === on.url)
  return page
}

test('on Workers one signs in at a provider, comes back to the page, and stays signed in', async () => {
  const page = await signInAs('maja')
  expect(page.url()).toBe(`${on.url}/desk/cases`)
  expect(await page.locator('header').innerText()).toContain('Maja Ek')
  await page.getByRole('link', { name: 'Report', exact: true }).click()
  await page.getByRole('heading', { name: 'What stands out' }).waitFor()
  expect(await on.sql`select subject from sign_in_subjects`).toEqual([{ subject: 'maja' }])
})

test('on Workers an address that the provider has not verified signs nobody in', async () => {
  const page = await signInAs('unverified')
  expect(await page.locator('main').innerText()).toContain('has not verified')
  expect(await on.sql`select subject from sign_in_subjects`).toEqual([{ subject: 'maja' }])
})
