import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest'
import { follow, type InSlack, inSlack, see } from './tourClicks.ts'
import { readmeTour, startTour, type Tour, WAIT } from './tourStage.ts'

let on: Tour
let slack: InSlack
let desk: Page
beforeAll(async () => {
  on = await startTour('--demo')
}, 400_000)
afterAll(() => on?.stop(), 90_000)

/** Each step of README's look at the demo, and what a reader does and sees. */
const steps: Record<string, () => Promise<void>> = {
  "Open the local Slack as Sigrid Holm, channel *#management*: the last working day's digest.": async () => {
    slack = await inSlack(on)
    await slack.actAs('Sigrid Holm')
    await slack.channel('management')
    await see(slack.messages.getByText(/satisfied/))
  },
  'Act as Maja Berg, channel *#billing*: cases in every state that wants something, with their buttons.':
    async () => {
      await slack.channel('billing')
      await slack.actAs('Maja Berg')
      await expect
        .poll(() => slack.messages.getByText(/Case \d{4}/).count(), { timeout: WAIT })
        .toBeGreaterThan(5)
      await see(slack.messages.getByRole('button', { name: 'Document', exact: true }))
    },
  "Open `/desk` at edge's address, sign in as maja@nordly.example by the mail in the inbox, and open *Report*: the month in figures, what stands out and what was improved, each with a way to the answers behind it.":
    async () => {
      const signIn = await on.context.newPage()
      await signIn.goto(`${on.edge}/desk`)
      await signIn.getByRole('textbox').fill('maja@nordly.example')
      await signIn.getByRole('button').click()
      desk = await follow(on, 'Your link to sign in', 'Go to the desk')
      await desk.getByRole('button', { name: 'Sign in' }).click()
      await desk.getByRole('link', { name: 'Report', exact: true }).click()
      await see(desk.getByRole('heading', { name: 'What stands out' }))
      await see(desk.getByRole('heading', { name: 'Improvements' }))
      await desk.getByRole('link', { name: 'See the answers' }).first().click()
      await see(desk.getByRole('heading', { name: 'Answers' }))
    },
}

test('the steps are README’s, word for word', () => {
  expect(Object.keys(steps)).toEqual(readmeTour('See it with a past'))
})

test.each(Object.entries(steps))('the demo: %s', async (_, act) => {
  onTestFailed(() => on.tell())
  await act()
})
