import { mkdirSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/browser.ts'
import { linkOf } from '../../src/links.ts'
import { partnerPages } from '../../src/pages/partner/routes.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage
let browser: Browser
let url: string
let server: ReturnType<typeof serve>
const shots = process.env.AMENDS_SHOTS

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
  browser = await launchBrowser()
  await new Promise<void>((ready) => {
    server = serve({ fetch: partnerPages(on.deps).fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
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

const ask = async (language: string) => {
  on.clock.now = noon
  await on.sql`insert into partners (key, name, address, language, shares)
    values ('courier', 'Nordfrakt', 'ops@nordfrakt.example', ${language}, '{reference,name,phone,words}')
    on conflict (key) do update set language = excluded.language`
  const id = await on.taken()
  await on.sql`update contacts set customer_name = 'Karin Olsson'`
  await on.sql`update responses set answers = answers || '{"words":"The parcel came to the wrong door."}'`
  const deed = 'Please find parcel 77 and bring it to the right door.'
  await on.submit('UANNA', 'request', id, { department: 'partner courier', deed, due: '2026-03-12' })
  const { id: request } = await on.proposal(id, 'request')
  return { request, path: new URL(await linkOf(on.deps, 'partner', request)).pathname }
}
const withoutScripts = () => browser.newContext({ javaScriptEnabled: false })

test('a partner without JavaScript opens the mail’s link, accepts, writes, and says that it is done', async () => {
  const { path, request } = await ask('sv')
  const context = await withoutScripts()
  const page = await context.newPage()
  let clicks = 0
  const press = async (name: string, within?: string) => {
    clicks++
    const at = within ? page.locator(within) : page
    await at.getByRole('button', { name, exact: true }).click()
  }
  await page.goto(url + path)
  await page.getByLabel('Vi gör det senast').fill('2026-03-13')
  await press('Tacka ja')
  expect(await page.getByRole('status').innerText()).toBe('Tack, det är sparat.')
  expect(await page.locator('section.n').innerText()).toContain(
    'Ni har tackat ja: klart senast fredag 13 mars',
  )
  await page.getByText('Skriv till oss', { exact: true }).first().click()
  await page.locator('#say').fill('Paketet ligger hos grannen.')
  await press('Skicka')
  expect(await page.locator('ol').innerText()).toContain('Paketet ligger hos grannen.')
  await page.getByText('Det är klart', { exact: true }).first().click()
  await press('Det är klart')
  expect((await on.sql`select state from proposals where id = ${request}`)[0]!.state).toBe('done')
  console.log(`a partner's clicks from the mail: 1 to open, ${clicks} to accept, write and say done`)
  await context.close()
})

/** Nothing wrong for assistive technology, and nothing wider than the screen. */
const sound = async (page: Page, name: string) => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.map(({ id }) => id),
    name,
  ).toEqual([])
  const wide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(wide, name).toBeLessThanOrEqual(0)
  if (!shots) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

test('each state in each language is sound, on a phone and a desk, light and dark', {
  timeout: 300_000,
}, async () => {
  let looked = 0
  for (const language of ['en', 'sv', 'nb']) {
    const { path, request } = await ask(language)
    for (const state of ['waiting', 'accepted', 'declined', 'done', 'ended']) {
      if (state === 'ended') await on.sql`update links set expires_at = ${noon} where subject_id = ${request}`
      else
        await on.sql`update proposals set state = ${state}, answer = ${state === 'waiting' ? null : 'We bring it on Friday.'}
          where id = ${request}`
      const looks = [
        [320, 'dark'],
        ...(language === 'en'
          ? ([
              [320, 'light'],
              [1000, 'light'],
            ] as const)
          : []),
      ] as const
      for (const [width, colorScheme] of looks) {
        const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
        const page = await context.newPage()
        await page.goto(url + path)
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        await sound(page, `partner-${language}-${state}-${width}-${colorScheme}`)
        await context.close()
        looked++
      }
    }
  }
  console.log(`partner pages looked at: ${looked}, 0 violations`)
})
