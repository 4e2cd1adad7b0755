import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest'
import {
  answerOne,
  answerPutRight,
  follow,
  type InSlack,
  inSlack,
  readMail,
  see,
  sendContact,
} from './tourClicks.ts'
import { readmeTour, startTour, type Tour, WAIT } from './tourStage.ts'

const SORRY = 'Dear Kim, I am sorry that you waited for an hour.'

let on: Tour
let survey: Page
let slack: InSlack
beforeAll(async () => {
  on = await startTour()
})
afterAll(() => on?.stop(), 90_000)

const offer = async (amount: string) => {
  await slack.press('Offer remedy')
  await slack.form.getByLabel('Refund', { exact: true }).check()
  await slack.form.getByLabel('Goodwill', { exact: true }).check()
  await slack.submit()
  await slack.fill('Amount', amount)
  await slack.fill('What the customer is promised', `We pay you ${amount} kr back.`)
}
const markDone = async (words: string) => {
  await slack.press('Mark done')
  await slack.fill('What was done', words)
}

/** Each step of README's tour: its sentences as they stand there, and what a reader does and sees. */
const tour: Record<string, () => Promise<void>>[] = [
  {
    'Paste the `curl` that `npm start` prints.': async () => {
      await sendContact(on)
    },
    'It sends a contact that ended an hour ago.': async () => {
      const ended = Date.parse(/"endedAt":"([^"]+)"/.exec(on.curl)![1]!)
      expect((Date.now() - ended) / 60_000).toBeGreaterThanOrEqual(60)
      expect((Date.now() - ended) / 60_000).toBeLessThan(90)
    },
  },
  {
    'Open the mail inbox and the mail in it.': async () => {
      await readMail(on, 'How was your call', 'How satisfied are you?')
    },
    'Choose 1, then press *Send my answer*.': async () => {
      survey = await answerOne(on)
    },
    'Choose what went wrong, say it in a few words and press *Save and continue*.': async () => {
      await survey.getByRole('checkbox', { name: 'Waiting time' }).check()
      await survey.getByRole('textbox').first().fill('I waited for an hour.')
      await survey.getByRole('button', { name: 'Save and continue' }).click()
      await see(survey.getByText('Everything is saved'))
    },
  },
  {
    'Open the local Slack, channel *#billing*, as Astrid Lund.': async () => {
      slack = await inSlack(on)
      await slack.channel('billing')
      await slack.actAs('Astrid Lund')
      await see(slack.card().getByText('I waited for an hour.'))
    },
    'Press *Take it*, then *Apologise* in words of your own.': async () => {
      await slack.press('Take it')
      await see(slack.card().getByText('Astrid Lund has it'))
      await slack.press('Apologise')
      await slack.fill('Your apology', SORRY)
      await slack.sent()
    },
    'The mail to the customer is in the inbox.': async () => {
      await readMail(on, 'An apology from', SORRY)
    },
  },
  {
    "Act as Björn Ek and press *Mark done* of Astrid's case: a private notice says who has it.": async () => {
      await slack.actAs('Björn Ek')
      await slack.press('Mark done')
      await slack.notice(/Astrid Lund has case \d+/)
    },
    'Act as Ingrid Dahl of another department: refused.': async () => {
      await slack.actAs('Ingrid Dahl')
      await slack.press('Mark done')
      await slack.notice(/Case \d+ is with Billing\. Only its liaisons and managers can act on it/)
    },
  },
  {
    'As Astrid again, *Offer remedy*: a refund of 100, as goodwill, is promised at once.': async () => {
      await slack.actAs('Astrid Lund')
      await offer('100')
      await slack.sent()
      await see(slack.card().getByText(/Refund.*100/))
      await readMail(on, 'What we will do, and by when', 'We pay you 100 kr back.')
    },
    'One of 600 is above the authority, and the form asks you why: then it goes to Maja Berg for approval.':
      async () => {
        await offer('600')
        await slack.submit()
        await see(slack.form.getByRole('alert'))
        expect(await slack.form.getByRole('alert').first().textContent()).toMatch(/why/i)
        await slack.fill(/^Why \(optional\)/, 'They lost an hour twice.')
        await slack.sentWithNote('Maja Berg decides on Refund 600 SEK')
      },
    'Act as her, open *Amends* below *Direct messages*, and approve it, change the amount, or decline it with an alternative.':
      async () => {
        await slack.actAs('Maja Berg')
        await slack.direct()
        for (const choice of ['Change the amount', 'Decline with an alternative'])
          await see(slack.messages.getByRole('button', { name: choice }))
        await slack.messages.getByRole('button', { name: 'Approve', exact: true }).last().click()
        await see(slack.messages.getByText('Maja Berg approved it'))
      },
    'As Astrid, *Mark done* in *#billing*: tick both refunds, with the reference of the booking.':
      async () => {
        await slack.actAs('Astrid Lund')
        await slack.channel('billing')
        await markDone('The money is on its way to your account.')
        const boxes = await slack.form.getByRole('checkbox', { name: /Refund/ }).all()
        expect(boxes).toHaveLength(2)
        for (const box of boxes) await box.check()
        await slack.fill('Reference of the booking', 'booking-1')
        await slack.sent()
      },
  },
  {
    'Open the mail that asks the customer, and answer *Not yet*.': async () => {
      await answerPutRight(on, 'Not yet', 1)
    },
    'The case goes on in the thread.': async () => {
      await see(slack.card().getByRole('button', { name: 'Mark done' }))
      await slack
        .card()
        .getByRole('link', { name: /\d+ repl/ })
        .click()
      await see(slack.page.locator('#thread').getByText(/not yet/i))
      await slack.page.getByLabel('Close thread').click()
    },
    'Mark it done again and answer *Yes* in the new mail; then *Document*.': async () => {
      await markDone('We called the bank: the money is in your account since noon.')
      await slack.sent()
      await answerPutRight(on, 'Yes', 2)
      await slack.press('Document')
      for (const [label, words] of [
        ['The cause in a sentence', 'Two were ill, and nobody stood in.'],
        ['What prevents it?', 'A list of who stands in.'],
      ] as const)
        await slack.fill(label, words)
      await slack.sent()
      await see(slack.card().getByText(/[Dd]ocumented/))
    },
  },
  {
    'Switch a fault on in the local Slack (*Faults*, *Server error*), send another contact, answer it with 1, and look at `npm run outbox`.':
      async () => {
        await slack.page.locator('summary', { hasText: 'Faults' }).click()
        await slack.page.getByRole('button', { name: 'Server error (500)', exact: true }).click()
        await see(slack.page.getByText('Faults are on'))
        await sendContact(on)
        await (await answerOne(on, 2)).close()
        const outbox = () => on.type('npm run --silent outbox')
        await expect.poll(outbox, { timeout: WAIT, interval: 1000 }).toMatch(/escalation .*C0BILLING.*500/)
      },
    'Switch it off, and the case comes by itself.': async () => {
      const before = await slack.messages.locator('article').count()
      await slack.page.getByRole('button', { name: 'Server error (500)', exact: true }).click()
      await slack.page.getByText('Faults are on').waitFor({ state: 'detached' })
      await expect
        .poll(() => slack.messages.locator('article').count(), { timeout: 90_000 })
        .toBeGreaterThan(before)
      await see(slack.card().getByRole('button', { name: 'Take it' }))
    },
  },
  {
    "Open `/desk` at edge's address, sign in as astrid@nordly.example by the mail in the inbox, and work the same cases without chat.":
      async () => {
        const asked = await on.context.newPage()
        await asked.goto(`${on.edge}/desk`)
        await asked.getByLabel('E-mail address').fill('astrid@nordly.example')
        await asked.getByRole('button', { name: 'Send me a link' }).click()
        await see(asked.getByText('a link is on its way'))
        await asked.close()
        const desk = await follow(on, 'Your link to sign in', 'Go to the desk')
        await desk.getByRole('button', { name: 'Sign in' }).click()
        await desk.getByRole('button', { name: 'Take it' }).click()
        await see(desk.getByRole('button', { name: /^Ask/ }))
        await desk.close()
        await see(slack.card().getByText('Astrid Lund has it'))
      },
  },
  {
    'In any channel write `/amends help`: `due`, `find Kim`, `open`, `out of office until Monday`.':
      async () => {
        await slack.channel('store')
        await slack.say('/amends help')
        await slack.notice(/due[\s\S]*open[\s\S]*find …[\s\S]*out of office until/)
        await slack.say('/amends due')
        await slack.notice(/Due by the end of the next business day/)
        await slack.say('/amends find Kim')
        await slack.notice(/Found for “Kim”[\s\S]*Case 1002/)
        await slack.say('/amends open')
        await see(slack.form.getByLabel('Customer’s e-mail'))
        await slack.close()
        await slack.say('/amends out of office until Monday')
        await slack.notice(/You are out of office until Mon/)
      },
    "The app's *Home*, below *Direct messages*, is the personal view; *Open a case…* below a message opens a case from it.":
      async () => {
        await slack.direct()
        await slack.page.getByRole('button', { name: 'Home' }).click()
        await see(slack.page.getByLabel('Home').getByRole('button', { name: 'I am back' }))
        await slack.channel('billing')
        await slack.say('The parcel of order-7 came wet.')
        await slack.messages
          .locator('article')
          .filter({ hasText: 'The parcel of order-7 came wet.' })
          .getByRole('button', { name: 'Open a case…' })
          .click()
        await slack.fill('Customer’s e-mail', 'lo@example.com')
        await slack.form.getByLabel('Nordly').check()
        await slack.form.getByLabel('Phone', { exact: true }).check()
        await slack.sentWithNote('is on call for it')
        await see(slack.card().getByText('opened by staff'))
      },
  },
]

test('the steps are README’s, word for word', () => {
  expect(tour.map((step) => Object.keys(step).join(' '))).toEqual(readmeTour())
})

let failed = ''
test.each(tour.map((step) => [Object.keys(step)[0]!, step] as const))('the tour: %s', async (name, step) => {
  if (failed) throw new Error(`not reached: "${failed}" failed`)
  onTestFailed(() => {
    failed ||= name
    return on.tell()
  })
  for (const act of Object.values(step)) await act()
})
