import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { launchBrowser } from '../../dev/browser.ts'
import { startInbox } from '../../dev/mail.ts'

test('a click on a link in the local inbox opens a page that lets nobody frame it', async () => {
  const inbox = await startInbox()
  const site = createServer((request, response) => {
    response.setHeader('content-type', 'text/html')
    response.setHeader('content-security-policy', "frame-ancestors 'none'")
    response.end(`<h1>${request.url}</h1>`)
  }).listen(0, '127.0.0.1')
  const browser = await launchBrowser()
  try {
    const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/s/token?score=1`
    await createTransport(inbox.smtpUrl).sendMail({
      from: 'care@nordly.example',
      to: 'kim@example.com',
      subject: 'How was it?',
      html: `<html><head></head><body><a href="${url}"><b>1</b></a></body></html>`,
    })
    const page = await browser.newPage()
    await page.goto(inbox.webUrl)
    await page.getByText('How was it?').first().click()
    const link = page.frameLocator('iframe').getByRole('link')
    const [tab] = await Promise.all([page.waitForEvent('popup'), link.first().click()])
    expect(await tab.textContent('h1')).toBe('/s/token?score=1')
  } finally {
    await browser.close()
    site.close()
    await inbox.close()
  }
})
