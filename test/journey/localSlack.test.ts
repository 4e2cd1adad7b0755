import { expect, test } from 'vitest'
import { launchBrowser } from '../../dev/browser.ts'
import { startLocalSlack } from '../../dev/emulators/slack/server.ts'

test('a page of the local Slack shows what was posted between its drawing and its listening', async () => {
  const slack = await startLocalSlack({
    signingSecret: 'a-signing-secret',
    botToken: 'xoxb-test',
    channels: [{ id: 'C0BILLING', name: 'billing' }],
    users: [{ id: 'U0ANNA', name: 'Anna Berg', email: 'anna@nordly.example' }],
  })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.route('**/ui/live', async (route) => {
      slack.write({ channel: 'C0BILLING', ts: '1700000000.000001', text: 'Just now', user: 'U0ANNA' })
      await route.continue()
    })
    await page.goto(slack.url)
    await page.getByText('Just now').waitFor({ timeout: 15_000 })
    expect(await page.locator('#messages article').count()).toBe(1)
  } finally {
    await browser.close()
    await slack.close()
  }
})
