import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Tour, WAIT } from './tourStage.ts'

export const see = (what: Locator) =>
  what.filter({ visible: true }).first().waitFor({ state: 'visible', timeout: WAIT })

/** Pastes the curl that `npm start` printed. */
export const sendContact = async (on: Tour) => {
  expect(JSON.parse(await on.type(on.curl))).toMatchObject({ invitation: { state: 'planned' } })
}

/** Waits for the `nth` mail with this subject, and opens it in the inbox's frame. The newest is on top. */
const openMail = async (on: Tour, subject: string, nth = 1) => {
  const inbox = await on.context.newPage()
  const mails = inbox.getByTestId('email-list-item').filter({ hasText: subject })
  const shown = async () => {
    // maildev's page misses a mail that comes while it loads
    await inbox.goto(on.inbox)
    await mails
      .nth(nth - 1)
      .waitFor({ timeout: 3000 })
      .catch(() => {})
    return mails.count()
  }
  await expect.poll(shown, { timeout: WAIT }).toBe(nth)
  await mails.first().click()
  const mail = inbox.frameLocator('iframe')
  await see(mail.getByRole('link'))
  return { mail, close: () => inbox.close() }
}

/** A click on a link of that mail, and the page it opens in a tab. */
export const follow = async (on: Tour, subject: string, link: string, nth = 1): Promise<Page> => {
  const { mail, close } = await openMail(on, subject, nth)
  const opened = on.context.waitForEvent('page')
  await mail.getByRole('link', { name: link }).first().click()
  const page = await opened
  await see(page.getByRole('main'))
  await close()
  return page
}

/** Reads words in that mail. */
export const readMail = async (on: Tour, subject: string, words: string) => {
  const { mail, close } = await openMail(on, subject)
  await see(mail.getByText(words))
  await close()
}

/** Chooses 1 in the survey's mail, and presses the button of the page. */
export const answerOne = async (on: Tour, nth = 1): Promise<Page> => {
  const page = await follow(on, 'How was your call', '1', nth)
  await page.getByRole('button', { name: 'Send my answer' }).click()
  await see(page.getByText('Your answer, 1 of 5, is saved'))
  return page
}

/** Answers whether it is put right. */
export const answerPutRight = async (on: Tour, answer: 'Yes' | 'Not yet', nth: number) => {
  const page = await follow(on, 'Have we put it right?', answer, nth)
  expect(await page.getByRole('radio', { name: answer, exact: true }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Send my answer' }).click()
  await see(page.getByText(`Your answer: ${answer}.`))
  await page.close()
}

/** What a person does in the local Slack. */
export const inSlack = async (on: Tour) => {
  const page = await on.context.newPage()
  await page.goto(on.slack)
  const messages = page.locator('#messages')
  /** The newest case of the channel. */
  const card = () =>
    messages
      .locator('article:not(.private)')
      .filter({ hasText: /Case \d+/ })
      .last()
  const form = page.getByRole('dialog')
  const gone = () => form.waitFor({ state: 'detached' })
  const submit = () => form.locator('footer .primary').click()
  const close = async () => {
    await form
      .locator('footer')
      .getByRole('button', { name: /Close|Cancel/ })
      .click()
    await gone()
  }
  return {
    page,
    messages,
    card,
    form,
    submit,
    close,
    channel: async (name: string) => {
      await page.getByRole('link', { name: `# ${name}` }).click()
      await see(page.getByRole('main', { name: `# ${name}` }))
    },
    direct: async () => {
      await page.getByRole('link', { name: 'Amends', exact: true }).click()
      await see(page.getByRole('main', { name: 'Amends' }))
    },
    actAs: async (name: string) => {
      const navigated = page.waitForEvent('load')
      await page.getByLabel('Act as').selectOption({ label: name })
      await navigated
      expect(await page.getByLabel('Act as').locator('option:checked').textContent()).toBe(name)
    },
    press: (name: string) => card().getByRole('button', { name, exact: true }).click(),
    /** What the app said to this person alone. */
    notice: (words: RegExp) => see(messages.locator('article.private').filter({ hasText: words })),
    say: async (text: string) => {
      await page
        .getByLabel(/^Message to/)
        .first()
        .fill(text)
      await page.getByRole('button', { name: 'Send', exact: true }).first().click()
    },
    fill: (label: string | RegExp, text: string) => form.getByLabel(label).fill(text),
    /** Sends the form, and it is gone. */
    sent: async () => {
      await submit()
      await gone()
    },
    /** Sends the form, and closes the note that it becomes. */
    sentWithNote: async (note: string) => {
      await submit()
      await see(form.getByText(note))
      await close()
    },
  }
}
export type InSlack = Awaited<ReturnType<typeof inSlack>>
