import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { linksOf } from './pictures/answers.ts'
import { beyond } from './pictures/beyond.ts'
import { cards } from './pictures/cards.ts'
import { type Stage, startStage, until } from './pictures/stack.ts'
import { staffOnPhone } from './pictures/staff.ts'
import { root } from './workers/configure.ts'

/** `npm run pictures`: takes the README's pictures from the running product, but for digest and report: they are of the demo. */
const folder = join(root, 'docs', 'pictures')
const LARGEST = 250_000
const HOUR = 3600_000
const CHANNEL = 'C0BILLING'
const kim = 'kim@example.com'

async function keep(page: Page, name: string, options: object = {}): Promise<void> {
  const path = join(folder, `${name}.png`)
  await page.mouse.move(0, 0)
  await page.screenshot({ path, animations: 'disabled', caret: 'hide', ...options })
  const { size } = statSync(path)
  console.log(`${name}.png ${Math.round(size / 1000)} KB`)
  if (size >= LARGEST) throw new Error(`${name}.png is not smaller than ${LARGEST / 1000} KB`)
}

const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).click()
const daysAhead = (days: number) => new Date(Date.now() + days * 24 * HOUR).toISOString().slice(0, 10)

/** The customer: the mail, the score, what went wrong. */
async function answer(stage: Stage, phone: Page): Promise<void> {
  const asked = await mailed(stage, /How was/)
  await phone.setContent(asked.html)
  await keep(phone, 'mail', { fullPage: true })
  await phone.goto(linksOf(asked, stage.url).find((link) => link.endsWith('score=1'))!)
  await keep(phone, 'survey-score')
  await press(phone, /send/i)
  await phone.getByRole('checkbox', { name: 'Waiting time' }).check()
  await phone.getByRole('checkbox', { name: 'Promise not kept' }).check()
  await phone
    .getByRole('textbox')
    .first()
    .fill('I waited 40 minutes on the line. Then I was told you would call back, and nobody did.')
  await keep(phone, 'survey-wrong', { fullPage: true })
  await press(phone, /save|send/i)
  await phone.getByRole('textbox').first().fill('Take the reminder fee away, and tell me when it is done.')
  await phone.getByRole('radio', { name: /step by step/ }).check()
  await press(phone, /save|send/i)
}

/** The liaison: the message, a form, and the line to done. */
async function recover(stage: Stage, desk: Page): Promise<void> {
  const { slack } = stage
  const post = () => slack.messages(CHANNEL).find(({ text, thread_ts }) => !thread_ts && /1001/.test(text))
  const button = (verb: string) => JSON.stringify(post()?.blocks).includes(`amends:${verb}`)
  const { ts } = await until('the escalation', post)
  const user = stage.userOf('Astrid Lund')
  await until('the words on the card', () => JSON.stringify(post()!.blocks).includes('40 minutes'))
  await until('the wish on the card', () => JSON.stringify(post()!.blocks).includes('reminder fee'))
  await desk.goto(`${slack.url}/?channel=${CHANNEL}&thread=${ts}&as=${user}`)
  await keep(desk, 'slack-message')

  await slack.click({ user, channel: CHANNEL, ts, actionId: 'amends:take' })
  await until('the apology’s button', () => button('apologise'))
  await desk.goto(`${slack.url}/?channel=${CHANNEL}&as=${user}`)
  await desk.locator(`[id="m-${ts}"]`).getByRole('button', { name: 'Apologise' }).click()
  await desk
    .locator('.modal textarea')
    .fill(
      'Dear Kim, I am sorry. You waited 40 minutes and then waited again for a call that never came. ' +
        'We had nobody to take over when Robin’s shift ended. I am looking at the fee now.',
    )
  await keep(desk, 'slack-form')
  await desk.locator('.modal footer .primary').click()
  await until('the apology in the thread', () =>
    JSON.stringify(slack.messages(CHANNEL)).includes('apologised'),
  )

  const fill = async (verb: string, values: Record<string, string | string[]>) => {
    await until(`the button ${verb}`, () => button(verb))
    await slack.click({ user, channel: CHANNEL, ts, actionId: `amends:${verb}` })
    const view = await until(`the form ${verb}`, () => slack.modals(user).at(-1))
    if (verb === 'remedy') await slack.submit({ user, viewId: view.id, values })
    const { status, errors } = await slack.submit({ user, viewId: view.id, values })
    if (status !== 200 || errors) throw new Error(`${verb}: ${status} ${JSON.stringify(errors)}`)
  }
  const words = 'We take the reminder fee of 60 kr off your invoice.'
  await fill('remedy', { kind: 'refund', ground: 'goodwill', amount: '60', words, due: daysAhead(2) })
  const owed = await until('the remedy to be done', async () => (await stage.remedies())[0])
  await fill('done', {
    text: 'The fee is off your invoice. A corrected one is in your inbox.',
    remedies: [owed],
    reference: 'Credit note 5512',
  })
}

/** The customer's page, and the customer's yes. */
async function confirm(stage: Stage, phone: Page): Promise<void> {
  const asked = await mailed(stage, /put it right/)
  await phone.goto(linksOf(asked, stage.url).find((link) => link.endsWith('answer=yes'))!)
  await keep(phone, 'case-page', { fullPage: true })
  await press(phone, /send|answer/i)
}

const mailed = (stage: Stage, subject: RegExp) =>
  until(`a mail ${subject}`, async () =>
    (await stage.inbox.emails()).find((one) => one.to.includes(kim) && subject.test(one.subject)),
  )

mkdirSync(folder, { recursive: true })
const stage = await startStage()
const browser = await launchBrowser()
try {
  const screen = (width: number, height: number, deviceScaleFactor: number) =>
    browser.newPage({ viewport: { width, height }, deviceScaleFactor, locale: 'en-GB' })
  const [phone, desk] = [await screen(390, 700, 1.25), await screen(1180, 860, 1)]
  await stage.contact({
    source: 'shop',
    channel: 'phone',
    brand: 'nordly',
    department: 'billing',
    staffMember: { name: 'Robin' },
    externalId: 'call-4711',
    customer: { name: 'Kim Berg', email: kim },
    reference: 'order-4711',
    endedAt: new Date(Date.now() - HOUR).toISOString(),
  })
  await answer(stage, phone)
  await recover(stage, desk)
  await confirm(stage, phone)
  await beyond(stage, browser, keep)
  await staffOnPhone(stage, browser, keep)
  await cards(stage.slack, browser, keep)
} finally {
  await browser.close()
  await stage.stop()
}
