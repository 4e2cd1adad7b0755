import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/browser.ts'
import { freePort } from '../../dev/ports.ts'
import { measureImprovements } from '../../src/improvements/measure.ts'
import { drawsOf } from '../improvements.ts'
import { makeDesk } from '../integration/deskStage.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

/** Where to keep pictures of every page, to be looked at. */
const PICTURES = process.env.AMENDS_DESK_PICTURES

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
let url: string
let server: ReturnType<typeof serve>
let browser: Browser
beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  on = await makeDesk(database, url)
  server = serve({ fetch: on.app.fetch, port, hostname: '127.0.0.1' })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  server?.close()
  await database?.end()
})

const all = [
  ['phone', 'light', { width: 390, height: 844 }],
  ['phone', 'dark', { width: 390, height: 844 }],
  ['desktop', 'light', { width: 1280, height: 900 }],
  ['desktop', 'dark', { width: 1280, height: 900 }],
] as const
/** Each device and each of the colours once; all of them where pictures are wanted. */
const looks = PICTURES ? all : [all[1], all[2]]

describe.each(looks)('on a %s, %s, without JavaScript', (device, colours, viewport) => {
  let page: Page
  let pictures: Page
  beforeAll(async () => {
    await on.clear()
    const context = await browser.newContext({ viewport, colorScheme: colours, javaScriptEnabled: false })
    page = await context.newPage()
    page.setDefaultTimeout(45_000)
    // axe is a script: it looks at the same pages in a browser that runs some
    const looking = await browser.newContext({ viewport, colorScheme: colours, bypassCSP: true })
    pictures = await looking.newPage()
  })
  afterAll(async () => {
    await page.context().close()
    await pictures.context().close()
  })

  const seen = async (name: string) => {
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true })
      await page.screenshot({ path: join(PICTURES, `${name}-${device}-${colours}.png`), fullPage: true })
    }
    const wide = await page
      .locator('body')
      .evaluate((body) => body.scrollWidth > body.ownerDocument.defaultView!.innerWidth)
    expect(wide, `${name} is wider than the screen`).toBe(false)
    await pictures.setContent(await page.content())
    const { violations } = await new AxeBuilder({ page: pictures })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html}`)).toEqual([])
  }

  test('a liaison signs in, takes a case, apologises, and finds the way by keyboard', async () => {
    const id = await on.open()
    // Without words, the question to the customer stands where the apology does
    await on.sql`update responses set answers = answers || '{"words":"Nobody called me back."}'`
    await page.goto(`${url}/desk/c/${id}`)
    await seen('sign-in')
    await page.getByLabel('E-mail address').fill(on.people.anna.email)
    await page.keyboard.press('Enter')
    await seen('asked')
    await on.send()
    await page.goto(`${url}${on.linkIn(on.mails.find(({ subject }) => /sign in/.test(subject)))}`)
    await seen('link')
    await page.getByRole('button', { name: 'Sign in' }).press('Enter')
    expect(page.url()).toBe(`${url}/desk/c/${id}`)
    await seen('case')
    await page.getByRole('button', { name: 'Take it' }).press('Enter')
    await seen('taken')
    await page.getByRole('button', { name: 'Apologise' }).click()
    await seen('form')
    await page.getByLabel('Your apology').fill('Sorry')
    await page.getByRole('button', { name: 'Send' }).click()
    await seen('faults')
    await page
      .getByLabel('Your apology')
      .fill(`I am sorry that nobody called you back, ${device} ${colours}.`)
    await page.getByRole('button', { name: 'Send' }).click()
    await seen('apologised')
    await on.send()
    await page.getByRole('link', { name: 'Back to your work' }).click()
    await seen('home')
    await page.locator('.feed a').first().click()
    await seen('message')
    for (const label of ['Offer remedy', 'More…', 'Document']) {
      const button = page.getByRole('button', { name: label })
      if ((await button.count()) === 0) continue
      await button.click()
      await seen(`form-${label.replace(/\W/g, '')}`)
      await page.goBack()
    }
    await page.goto(`${url}/desk`)
    await page.getByLabel('Say or ask').fill('help')
    await page.keyboard.press('Enter')
    await seen('help')
    await page.getByRole('button', { name: 'Sign out' }).click()
    expect(page.url()).toBe(`${url}/desk/sign-in`)
  })

  test('a manager makes an improvement, puts it in place and closes it, and sees the duty roster', async () => {
    await on.sql`truncate improvements, improvement_events, rollups, rosters, duties cascade`
    await on.sql`update organisation set privacy = '{"people":{"purpose":"P","consultation":"C","notice":"N","retention":90}}'`
    const { answered } = drawsOf(() => on.sql)
    await answered('service', '2026-03-01', { n: 400, dissatisfied: 90, drivers: { 'delivery-late': 60 } })
    await page.context().clearCookies()
    await page.goto(`${url}${await on.mailedLink(on.people.maja.email)}`)
    await page.getByRole('button', { name: 'Sign in' }).press('Enter')
    const say = async (words: string) => {
      await page.goto(`${url}/desk`)
      await page.getByLabel('Say or ask').fill(words)
      await page.keyboard.press('Enter')
    }
    await say('improve')
    await seen('improve')
    await page.getByLabel('What changes').fill('The courier sends a text the day before.')
    await page.getByRole('radio', { name: 'Anna Berg' }).check()
    await page.getByLabel('What is measured').selectOption({ label: 'Late delivery' })
    await page.getByRole('button', { name: 'Make it' }).click()
    await page.getByText('To see a halving, about 230 answers are needed after it').waitFor()
    await seen('improve-made')
    await on.send()
    await say('improvements')
    await seen('improvements')
    await page.getByRole('button', { name: 'Put in place' }).click()
    await seen('improve-in-place')
    await page.getByRole('button', { name: 'Save' }).click()
    await answered('service', '2026-03-11', { n: 240, dissatisfied: 20, drivers: { 'delivery-late': 12 } })
    await on.sql`update improvements set looked_on = looked_on - 1`
    await measureImprovements(on.deps, { now: on.clock.now })
    await on.send()
    await page.goto(`${url}/desk`)
    await page.locator('.feed a', { hasText: 'Improvement' }).first().click()
    await page.getByText('Better: the share is lower than before.').first().waitFor()
    await seen('improve-better')
    await page.getByRole('button', { name: 'Close' }).click()
    await page.getByLabel('What came of it').fill('It stays.')
    await seen('improve-close')
    await page.getByRole('button', { name: 'Save' }).click()
    await say('roster')
    await seen('roster')
    await page.getByRole('button', { name: 'Set the roster' }).click()
    await page.getByLabel('The roster').fill('person,from,to\nKim,2026-03-09 08:00,2026-03-09 16:00')
    await page.getByRole('button', { name: 'Set it' }).click()
    await page
      .locator('.fault', { hasText: 'Line 2, person: nobody in organisation.yaml is “Kim”' })
      .waitFor()
    await seen('roster-faults')
  })

  test('every kind of field, a button that wants to be sure, refusals', async () => {
    const { bo } = on.people
    const choices = (n: number) =>
      Array.from({ length: n }, (_, i) => ({ value: `v${i}`, label: `Choice number ${i}` }))
    const { id } = await on.deps.chat.desk!.post(
      { platform: 'desk', workspace: 'desk', channel: bo.id },
      {
        title: 'Case 12: to approve, a refund of 900 SEK',
        summary: 'Anna Berg asks for your approval',
        tone: 'bad',
        parts: [
          {
            kind: 'mention',
            name: 'Bo Dahl',
            text: 'decides.',
            person: { platform: 'desk', workspace: 'desk', user: bo.id },
          },
          {
            kind: 'facts',
            facts: [
              { label: 'Amount', value: '900 SEK' },
              { label: 'Given before', value: '0 SEK in 12 months' },
            ],
          },
          { kind: 'quote', label: 'What went wrong', text: 'I waited 40 minutes.\nThen nobody called.' },
          { kind: 'quote', label: 'And then', text: 'You are all useless', folded: true },
          { kind: 'rule' },
          { kind: 'note', text: 'Asked on Tuesday' },
          { kind: 'link', label: 'The order', url: 'https://shop.example/order/1' },
        ],
        actions: [
          { verb: 'approve', label: 'Approve', style: 'primary', opens: 'nothing' },
          { verb: 'change', label: 'Change the amount', opens: 'form' },
          {
            verb: 'decline',
            label: 'Decline',
            style: 'danger',
            opens: 'nothing',
            confirm: 'The customer gets the alternative instead. Sure?',
          },
        ],
        subject: 'x',
      },
      `fields-${device}-${colours}`,
    )
    await on.send()
    await page.goto(`${url}${await on.mailedLink(bo.email, `/desk/m/${id}`)}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Decline').first().click()
    await seen('approval')
    await page.getByRole('button', { name: 'Approve' }).click()
    await seen('refused')
    const { FormPage } = await import('../../src/desk/views/form.tsx')
    const html = String(
      FormPage({
        form: {
          id: 'f',
          verb: 'v',
          subject: 's',
          title: 'Every kind of field',
          submit: 'Save',
          intro: [{ kind: 'quote', label: 'What went wrong', text: 'Nobody answered' }],
          fields: [
            {
              kind: 'text',
              name: 'line',
              label: 'A line',
              required: true,
              hint: 'Such as a reference',
              max: 80,
            },
            { kind: 'text', name: 'words', label: 'Words', required: false, multiline: true },
            {
              kind: 'choice',
              name: 'few',
              label: 'One of a few',
              required: true,
              choices: choices(4),
              initial: 'v2',
            },
            { kind: 'choice', name: 'many', label: 'One of many', required: false, choices: choices(28) },
            { kind: 'choices', name: 'some', label: 'Some of many', required: false, choices: choices(28) },
            { kind: 'date', name: 'by', label: 'By when', required: true, initial: '2026-11-05' },
            {
              kind: 'number',
              name: 'amount',
              label: 'Amount',
              required: false,
              min: 0,
              max: 500,
              decimals: true,
            },
          ],
        },
        place: {
          viewer: { id: bo.id, name: 'Bo Dahl', language: 'en', timeZone: 'UTC', held: [], key: 'k' },
          back: '/desk',
        },
        values: { words: 'Typed', some: ['v1', 'v5'] },
        faults: { line: 'Please fill this in.', some: 'Choose at most one.' },
      }),
    )
    await page.setContent(`<!doctype html>${html}`)
    await seen('fields')
    await page.goto(`${url}/desk/c/00000000-0000-4000-8000-000000000000`)
    await seen('unknown')
  })
})
