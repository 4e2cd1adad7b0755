import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/browser.ts'
import type { Email } from '../../dev/mail.ts'
import { type Stack, startStack, until } from './stack.ts'

let stack: Stack
let browser: Browser
let page: Page
let key: string

beforeAll(async () => {
  stack = await startStack()
  browser = await launchBrowser()
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: true })
  page = await context.newPage()
  const made = await stack.cli('keys', 'create', 'journey', '--scope', 'contacts:write')
  key = /amends_[\w-]{43}/.exec(made.text)![0]
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const contact = (over: object = {}) =>
  fetch(`${stack.url}/v1/contacts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      source: 'shop',
      externalId: 'call-1',
      channel: 'phone',
      brand: 'nordly',
      department: 'service',
      staffMember: { name: 'Robin' },
      customer: { email: 'kim@mail.example', name: 'Kim' },
      reference: 'order-17',
      endedAt: new Date(Date.now() - 60_000).toISOString(),
      timeZone: stack.zone,
      language: 'en',
      ...over,
    }),
  })
const mailTo = (address: string, subject: RegExp) =>
  until(`a mail ${subject} to ${address}`, async () =>
    (await stack.inbox.emails()).find((mail) => mail.to.includes(address) && subject.test(mail.subject)),
  )
const linksOf = ({ html }: Email): string[] =>
  [...html.matchAll(/href="([^"]+)"/g)]
    .map(([, url]) => url!.replaceAll('&amp;', '&'))
    .filter((url) => url.startsWith(stack.url))
const count = async (table: string) =>
  (await stack.sql`select count(*)::int as n from ${stack.sql(table)}`)[0]!.n as number
const noViolation = async () => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}
const press = async (name: RegExp) => {
  await page.getByRole('button', { name }).click()
  await noViolation()
}

const posted = () => stack.slack.messages('C0SERVICE').find(({ thread_ts }) => !thread_ts)
const thread = () =>
  stack.slack
    .messages('C0SERVICE')
    .filter(({ thread_ts }) => thread_ts)
    .map((message) => JSON.stringify(message.blocks))
const inThread = (words: string) =>
  until(`"${words}" in the thread`, () => thread().some((reply) => reply.includes(words)))
const buttons = () =>
  JSON.stringify(posted()?.blocks)
    .match(/amends:[\w-]+/g)
    ?.map((id) => id.slice(7)) ?? []
const shows = (...verbs: string[]) => until(`the buttons ${verbs}`, () => buttons().join() === verbs.join())
const click = (user: string, verb: string, over: object = {}) =>
  stack.slack.click({ user, channel: 'C0SERVICE', ts: posted()!.ts, actionId: `amends:${verb}`, ...over })
const fill = async (user: string, verb: string, values: Record<string, string | string[]>) => {
  expect(await click(user, verb)).toMatchObject({ status: 200 })
  const view = await until(`the form ${verb}`, () => stack.slack.modals(user).at(-1))
  const sent = await stack.slack.submit({ user, viewId: view.id, values })
  // What is offered is chosen first
  return verb === 'remedy' ? stack.slack.submit({ user, viewId: view.id, values }) : sent
}
const APOLOGY = 'Dear Kim, I am sorry that you waited for an hour. We had too few people at the telephones.'
const tomorrow = () => new Date(Date.now() + 26 * 3600_000).toISOString().slice(0, 10)

describe('a contact ends, the customer answers, Slack recovers, the customer confirms', () => {
  test('the contact is planned and its survey mailed in the customer’s language', async () => {
    const response = await contact()
    expect([response.status, await response.json()]).toMatchObject([
      202,
      { invitation: { state: 'planned' } },
    ])
    const mail = await mailTo('kim@mail.example', /Nordly/)
    expect(mail.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
    expect(mail.headers['content-language']).toBe('en')
    expect(linksOf(mail).filter((url) => /\/s\/.*score=[1-5]$/.test(url))).toHaveLength(5)
    expect(mail.text).toContain(linksOf(mail)[0])
  })

  test('every mailed link opened by GET, HEAD and a browser that clicks nothing records nothing', async () => {
    const links = linksOf(await mailTo('kim@mail.example', /Nordly/))
    for (const url of links) {
      for (const method of ['GET', 'HEAD']) expect((await fetch(url, { method })).status).toBe(200)
      await page.goto(url)
      await page.waitForLoadState('networkidle')
      await noViolation()
    }
    const counted = [await count('responses'), await count('suppressions')]
    console.log(
      `${links.length} mailed links by GET, HEAD and browser: ${counted[0]} answers, ${counted[1]} unsubscribes`,
    )
    expect(counted).toEqual([0, 0])
  })

  test('the customer confirms a score, and the escalation is in Slack', async () => {
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(
      linksOf(await mailTo('kim@mail.example', /Nordly/)).find((url) => url.endsWith('score=1'))!,
    )
    expect(requests.filter((url) => !url.startsWith('data:'))).toHaveLength(1)
    await press(/send/i)
    // Nobody has taken it yet
    expect(await page.textContent('main')).toContain('Your case has gone to Customer Service.')
    const message = await until('the escalation', posted)
    expect(JSON.stringify(message.blocks)).toContain('U0ANNA')
    await shows('ask', 'take', 'held', 'more')
  })

  test('what the customer adds reaches the message and its thread, and stays text', async () => {
    await page.getByRole('checkbox', { name: 'Waiting time' }).check()
    await page.getByRole('textbox').first().fill('I waited <!channel> for an hour.')
    await press(/save/i)
    await inThread('I waited <!channel> for an hour.')
    await until('the words on the card', () => JSON.stringify(posted()?.blocks).includes('I waited'))
    await shows('take', 'apologise', 'ask', 'held', 'more')
    const heading = await page.textContent('h1')
    await page.reload().catch(() => {})
    await page.goto(page.url())
    expect(heading).toBeTruthy()
    expect(await page.textContent('main')).toContain('I waited <!channel> for an hour.')
    await noViolation()
  })

  test('one liaison takes it; a late click, a manager of nothing and a stranger are told privately', async () => {
    await click('U0ANNA', 'take')
    await shows('apologise', 'ask', 'remedy', 'progress', 'held', 'more')
    await click('U0BO', 'take', { value: await caseId() })
    await until('Bo’s notice', () =>
      JSON.stringify(stack.slack.ephemerals('U0BO')).includes('Anna Berg already has case'),
    )
    await click('U0GUEST', 'apologise')
    await until('the stranger’s notice', () =>
      JSON.stringify(stack.slack.ephemerals('U0GUEST')).includes('not known'),
    )
    expect(await events()).toEqual(['opened', 'said', 'taken'])
  })

  test('the apology is mailed under the liaison’s name; a further one is offered as progress', async () => {
    expect(await fill('U0ANNA', 'apologise', { text: APOLOGY, next: tomorrow() })).toMatchObject({
      status: 200,
    })
    const mail = await mailTo('kim@mail.example', /apology/i)
    expect(mail.from.name).toContain('Anna Berg')
    expect(mail.text).toContain('too few people at the telephones')
    await click('U0ANNA', 'apologise')
    const form = await until('the form', () => stack.slack.modals('U0ANNA').at(-1))
    expect(JSON.stringify(form)).toContain('One apology says more than two')
    expect(JSON.stringify(form)).toContain('How it goes')
  })

  test('a remedy above the authority needs a reason and names the manager, one within it is promised', async () => {
    const remedy = {
      kind: 'refund',
      ground: 'goodwill',
      amount: '900',
      words: 'You get 900 kr back.',
      due: tomorrow(),
    }
    expect(await fill('U0ANNA', 'remedy', remedy)).toMatchObject({
      errors: { why: expect.stringContaining('Maja Ek') },
    })
    expect(
      await fill('U0ANNA', 'remedy', { ...remedy, amount: '300', words: 'You get 300 kr back.' }),
    ).toMatchObject({ status: 200 })
    await mailTo('kim@mail.example', /what we will do/i)
    await shows('progress', 'ask', 'remedy', 'held', 'done', 'more')
    await fill('U0ANNA', 'progress', { text: 'The refund is with the bank.', next: tomorrow() })
    await mailTo('kim@mail.example', /how your case is going/i)
    const [owed] = await stack.sql`select id from remedies`
    await fill('U0ANNA', 'done', {
      text: 'We paid 300 kr back to your card.',
      remedies: [owed!.id],
      reference: 'Bank 17',
    })
    await shows('held', 'more')
  })

  test('the customer says "not yet" on the page, the same apology is refused, and then it is "yes"', async () => {
    const asked = await mailTo('kim@mail.example', /put it right/i)
    await page.goto(linksOf(asked).find((url) => /answer=not/.test(url))!)
    await noViolation()
    expect(await state()).toBe('awaiting customer')
    await page.getByRole('textbox').first().fill('The money has not come.')
    await press(/send|answer/i)
    await inThread('The money has not come.')
    await shows('progress', 'apologise', 'ask', 'remedy', 'held', 'done', 'more')
    const again = { text: APOLOGY.toUpperCase(), next: tomorrow() }
    expect(await fill('U0ANNA', 'apologise', again)).toMatchObject({
      errors: { text: expect.stringContaining('same words') },
    })
    await fill('U0ANNA', 'done', { text: 'The bank has paid it out this morning.' })
    await until(
      'the question again',
      async () =>
        (await stack.inbox.emails()).filter(({ subject }) => /put it right/i.test(subject)).length === 2,
    )
    await page.goto(linksOf(asked).find((url) => /answer=yes/.test(url))!)
    await press(/send|answer/i)
    expect(await state()).toBe('confirmed')
    await shows('document', 'more')
  })

  test('a finding of cause and prevention closes the case as documented', async () => {
    const finding = {
      cause: 'waiting-time',
      causeWords: 'Too few people at lunch',
      prevention: 'A second shift at lunch',
    }
    expect(await fill('U0ANNA', 'document', finding)).toMatchObject({ status: 200 })
    await inThread('A second shift at lunch')
    expect(await events()).toEqual([
      'opened',
      'said',
      'taken',
      'apology',
      'remedy promised',
      'progress',
      'done',
      'answered',
      // "Not yet" made it as severe as can be
      'management called',
      'done',
      'answered',
      'documented',
    ])
  })

  test('the digest of the day is posted once to the department and once to management', async () => {
    await stack.sql`update departments set since = since - interval '1 day'`
    for (let ticks = 0; ticks < 3; ticks++) await stack.workers.tick()
    const digests = (channel: string) =>
      stack.slack.messages(channel).filter(({ text }) => /digest/i.test(String(text)))
    await until('both digests', () => digests('C0SERVICE').length > 0 && digests('C0MANAGERS').length > 0)
    await stack.workers.tick()
    expect([digests('C0SERVICE').length, digests('C0MANAGERS').length]).toEqual([1, 1])
    expect(JSON.stringify(digests('C0SERVICE')[0]!.blocks)).toContain('Yesterday: no answers.')
  })

  test('nothing is left waiting, and health is good', async () => {
    await until('an empty outbox', async () => /outbox is empty/.test((await stack.cli('outbox')).text))
    expect((await fetch(`${stack.url}/health`)).status).toBe(200)
  })

  test('a foreign workspace, a forged and a stale click store nothing', async () => {
    const before = await count('case_events')
    expect((await click('U0ANNA', 'take', { value: await caseId(), teamId: 'T0FOREIGN' })).status).toBe(403)
    const forged = await fetch(`${stack.url}/slack/interactions`, {
      method: 'POST',
      body: 'payload={}',
      headers: {
        'x-slack-signature': `v0=${'0'.repeat(64)}`,
        'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
      },
    })
    expect([forged.status, await count('case_events')]).toEqual([401, before])
  })

  test('one click on the mail program’s unsubscribe stops invitations, and only those', async () => {
    const header = (await mailTo('kim@mail.example', /Nordly/)).headers['list-unsubscribe']!
    const response = await fetch(/<([^>]+)>/.exec(header)![1]!, {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      redirect: 'error',
    })
    expect(response.status).toBe(200)
    expect(await (await contact({ externalId: 'call-2' })).json()).toMatchObject({
      invitation: { state: 'not asked', reason: 'suppressed' },
    })
  })
})

const caseId = async () => (await stack.sql`select id from cases`)[0]!.id as string
const state = async () => (await stack.sql`select state from cases`)[0]!.state as string
const events = async () => (await stack.sql`select kind from case_events order by id`).map(({ kind }) => kind)
