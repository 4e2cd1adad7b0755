import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/browser.ts'
import type { Email } from '../../dev/mail.ts'
import { holds } from '../invariants.ts'
import { byMail, byPhone, type Hands } from './shortest.ts'
import { type Stack, startStack, until } from './stack.ts'

/** Whatever a case may need besides the main line, on real parts: both Workers, Postgres, SMTP, R2, the local Slack. */
let stack: Stack
let browser: Browser
let page: Page
let receiver: Server
let key: string
const hooks: { body: string; headers: Record<string, string> }[] = []

const organisation = (hook: string) => (zone: string) =>
  `
name: Nordly
brands:
  nordly:
    name: Nordly
    sender: { name: Nordly customer care, address: care@nordly.example }
    replyTo: care@nordly.example
    colour: "#1f4e79"
    language: en
    disputeBody: The National Board for Consumer Disputes
departments:
  service:
    name: Customer Service
    timeZone: ${zone}
    hours: { mon-sun: 00:00-24:00 }
    destination: { platform: slack, channel: C0SERVICE }
    liaisons: [anna@nordly.example, bo@nordly.example]
    managers: [maja@nordly.example]
    authority: { refund: { amount: 500, currency: SEK, month: 2000 } }
    digestHour: 9
  depot:
    name: Depot
    timeZone: ${zone}
    hours: { mon-sun: 00:00-24:00 }
    destination: { platform: desk }
    liaisons: [disa@nordly.example]
    managers: [maja@nordly.example]
    digestHour: 9
management:
  timeZone: ${zone}
  hours: { mon-sun: 00:00-24:00 }
  destination: { platform: slack, channel: C0MANAGERS }
  digestHour: 9
  people: [per@nordly.example]
people:
  - { name: Anna Berg, email: anna@nordly.example }
  - { name: Bo Dahl, email: bo@nordly.example }
  - { name: Maja Ek, email: maja@nordly.example }
  - { name: Per Falk, email: per@nordly.example }
  - { name: Disa Holm, email: disa@nordly.example }
webhooks:
  erp: { url: "${hook}", events: [remedy.enacted] }
graceSeconds: 0
ask: { delayMinutes: 0 }
`

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    hooks.push({ body, headers: request.headers as Record<string, string> })
    response.end()
  }).listen(0, '127.0.0.1')
  await new Promise((ready) => receiver.once('listening', ready))
  const { port } = receiver.address() as { port: number }
  stack = await startStack({
    organisation: organisation(`http://127.0.0.1:${port}/hook`),
    env: { WEBHOOKS_ALLOW_LOOPBACK: '1' },
  })
  browser = await launchBrowser()
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  })
  page = await context.newPage()
  const scopes = ['contacts:write', 'cases:read', 'remedies:write'].flatMap((scope) => ['--scope', scope])
  key = /amends_[\w-]{43}/.exec((await stack.cli('keys', 'create', 'journey', ...scopes)).text)![0]
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
  receiver?.close()
})

const api = (path: string, body?: object) =>
  fetch(`${stack.url}/v1/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
const mails = async (to: string, subject: RegExp) =>
  (await stack.inbox.emails()).filter((mail) => mail.to.includes(to) && subject.test(mail.subject))
const mailTo = (to: string, subject: RegExp) =>
  until(`a mail ${subject} to ${to}`, async () => (await mails(to, subject)).at(-1))
const linkIn = ({ text }: Email, path: string) =>
  text.match(/https?:\/\/\S+/g)!.find((url) => url.startsWith(`${stack.url}/${path}/`))!

type Case = { id: string; number: number; email: string; link: string }

/** A customer who was asked and answered 1: the case, and the link to its page. */
let customers = 0
const escalated = async (over: object = {}): Promise<Case> => {
  const email = `kim-${++customers}@mail.example`
  const sent = await api('contacts', {
    source: 'shop',
    externalId: `call-${customers}`,
    channel: 'phone',
    brand: 'nordly',
    department: 'service',
    customer: { email, name: 'Kim Berg' },
    reference: `order-${customers}`,
    endedAt: new Date(Date.now() - 60_000).toISOString(),
    timeZone: stack.zone,
    ...over,
  })
  expect(sent.status).toBe(202)
  const survey = linkIn(await mailTo(email, /how was/i), 's')
  const token = new URL(survey).pathname
  const answered = await fetch(`${stack.url}${token}`, {
    method: 'POST',
    body: new URLSearchParams({ step: 'score', score: '1' }),
  })
  expect(answered.status).toBe(200)
  const [found] = await stack.sql<{ id: string; number: number }[]>`
    select k.id, k.number from cases k join customers u on u.id = k.customer_id where u.email = ${email}`
  return { ...found!, email, link: '' }
}
const messages = (channel: string) => stack.slack.messages(channel)
const DM = (user: string) => `D${user.slice(1)}`
const cardOf = ({ id, number }: Case, channel = 'C0SERVICE') =>
  until(`case ${number} in ${channel}`, () =>
    messages(channel).find((one) => !one.thread_ts && JSON.stringify(one.blocks).includes(id)),
  )
const inThread = (channel: string, words: string) =>
  until(`"${words}" in a thread of ${channel}`, () =>
    messages(channel).find((one) => one.thread_ts && JSON.stringify(one.blocks).includes(words)),
  )
const click = async (user: string, verb: string, on: Case, channel = 'C0SERVICE') => {
  const { ts } = await cardOf(on, channel)
  return stack.slack.click({ user, channel, ts, actionId: `amends:${verb}`, value: on.id })
}
const submit = async (user: string, values: Record<string, string | string[]>) => {
  const view = await until(`an open form of ${user}`, () => stack.slack.modals(user).at(-1))
  return stack.slack.submit({ user, viewId: view.id, values })
}
const fill = async (user: string, verb: string, on: Case, values: Record<string, string | string[]>) => {
  expect(await click(user, verb, on)).toMatchObject({ status: 200 })
  const sent = await submit(user, values)
  // What is offered is chosen first
  return verb === 'remedy' ? submit(user, values) : sent
}
/** What stands behind “More…”: choose, then fill. */
const more = async (user: string, verb: string, on: Case, values: Record<string, string | string[]>) => {
  await fill(user, 'more', on, { verb })
  const { status, errors } = await submit(user, values)
  expect([status, errors]).toEqual([200, undefined])
}
const days = (n: number) => new Date(Date.now() + n * 24 * 3600_000).toISOString().slice(0, 10)
const state = async ({ id }: Case) => (await stack.sql`select state from cases where id = ${id}`)[0]!.state
const eventsOf = async ({ id }: Case) =>
  (await stack.sql`select kind from case_events where case_id = ${id} order by id`).map(({ kind }) => kind)
/** The same words twice are refused, as they should be. */
const REGRETS = [
  'I am sorry that the lamp came broken and nobody wrote to you. I should have called that same day.',
  'What happened with your order is our mistake, and I regret that you spent two evenings on the telephone.',
  'You were promised an answer on Friday and got none. That was mine to give, and I apologise for it.',
  'Please forgive us the mess with the delivery; my colleague sent it to your old address in spite of your letter.',
  'It must have been upsetting to stand at the door for nothing. We told you the wrong hour, and I am ashamed of it.',
  'Nobody should have to explain a thing four times over. I have read all you wrote, and I am sorry.',
]
const apologised = async (over: object = {}): Promise<Case> => {
  const found = await escalated(over)
  await click('U0ANNA', 'take', found)
  await fill('U0ANNA', 'apologise', found, { text: REGRETS.shift()!, next: days(2) })
  return { ...found, link: linkIn(await mailTo(found.email, /apology/i), 'c') }
}

describe('the customer and the liaison talk on the case page', () => {
  let on: Case
  test('a question is mailed, shown first on the page and answered with words and a picture', async () => {
    on = await apologised()
    await fill('U0ANNA', 'ask', on, { text: 'Was the box broken as well?', next: days(2) })
    await mailTo(on.email, /question/i)
    await page.goto(on.link)
    expect(await page.textContent('main')).toContain('Was the box broken as well?')
    await page.locator('#say').fill('Yes, at one corner.')
    await page
      .locator('input[type=file]')
      .setInputFiles(join(import.meta.dirname, '../fixtures/pictures/plain.jpg'))
    await page
      .locator('form', { has: page.locator('#say') })
      .locator('button')
      .click()
    await inThread('C0SERVICE', 'Yes, at one corner.')
    const picture = page.locator('main img')
    await picture.first().waitFor()
    const shown = await fetch(new URL((await picture.first().getAttribute('src'))!, on.link))
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
  })

  test('the agreed account is corrected by the customer', async () => {
    await more('U0ANNA', 'account', on, { text: 'The lamp came broken, the box was whole.', next: days(2) })
    await mailTo(on.email, /understood/i)
    await page.goto(on.link)
    await page
      .locator('details', { has: page.locator('#account') })
      .locator('summary')
      .click()
    await page.locator('#account').fill('The lamp came broken, and so did the box.')
    await page
      .locator('form', { has: page.locator('#account') })
      .locator('button')
      .click()
    await inThread('C0SERVICE', 'and so did the box')
  })

  test('a spoken yes confirms, and is receipted with a way to say "not yet"', async () => {
    await fill('U0ANNA', 'held', on, { how: 'phone', answer: 'yes' })
    expect(await state(on)).toBe('confirmed')
    const receipt = await until('the receipt', async () =>
      (await mails(on.email, /./)).find(({ text }) => /answer=not/.test(text)),
    )
    await page.goto(receipt.text.match(/https?:\/\/\S+answer=not\S*/)![0])
    await page.getByRole('textbox').first().fill('It is dark again.')
    await page.locator('form').first().getByRole('button').click()
    expect(await state(on)).toBe('recovering')
  })
})

describe('the shortest honest recovery, from the answer to documented', () => {
  const hands = (on: Case): Hands => ({
    press: async (verb) => {
      const { status } = await click('U0ANNA', verb, on)
      expect([verb, status]).toEqual([verb, 200])
    },
    send: async (values) => {
      const { status, errors } = await submit('U0ANNA', values)
      expect([status, errors]).toEqual([200, undefined])
    },
  })

  test('takes five clicks and four texts by mail', async () => {
    const on = await escalated()
    const apology = 'The lamp should have been with you on Monday. That it was not is ours, and I am sorry.'
    const count = await byMail(hands(on), {
      apology,
      next: days(2),
      remedy: async () => (await stack.sql`select id from remedies where case_id = ${on.id}`)[0]!.id,
      yes: async () => {
        const link = (await mailTo(on.email, /put it right/i)).text.match(/https?:\/\/\S+answer=yes\S*/)![0]
        await page.goto(link)
        await page.locator('form').first().getByRole('button').click()
      },
    })
    expect(await state(on)).toBe('documented')
    console.log(`By mail: ${count.clicks} clicks, ${count.texts} texts`)
    expect(count.clicks).toBeLessThanOrEqual(5)
    expect(count.texts).toBeLessThanOrEqual(4)
  })

  test('takes at most four clicks and four texts by phone', async () => {
    const on = await escalated()
    const apology = 'I said that we had let her wait for nine days, and that I was sorry about each of them.'
    const count = await byPhone(hands(on), { apology, next: days(2) })
    expect(await state(on)).toBe('documented')
    console.log(`By phone: ${count.clicks} clicks, ${count.texts} texts`)
    expect(count.clicks).toBeLessThanOrEqual(4)
    expect(count.texts).toBeLessThanOrEqual(4)
  })

  test('acting on a case that nobody has takes it; who loses the race gets every word back', async () => {
    const on = await escalated()
    await click('U0ANNA', 'held', on)
    await click('U0BO', 'take', on)
    await submit('U0ANNA', {
      how: 'phone',
      apology: 'I told him that I was sorry for the wait.',
      next: days(2),
    })
    const shown = JSON.stringify(stack.slack.modals('U0ANNA').at(-1))
    expect(shown).toContain('Bo Dahl')
    expect(shown).toContain('I told him that I was sorry for the wait.')
    expect(await eventsOf(on)).not.toContain('held')
  })
})

describe('above authority', () => {
  test('a manager approves in their own chat; another system fulfils it, and the customer hears', async () => {
    const on = await apologised()
    const words = 'You get 900 kronor back for the lamp.'
    const offer = {
      kind: 'refund',
      ground: 'goodwill',
      amount: '900',
      words,
      why: 'A lamp and two journeys.',
      due: days(3),
    }
    expect(await fill('U0ANNA', 'remedy', on, offer)).toMatchObject({ status: 200 })
    const [asked] = await stack.sql<{ id: string }[]>`select id from proposals where case_id = ${on.id}`
    const card = await until('the approval', () =>
      messages(DM('U0MAJA')).find((one) => JSON.stringify(one.blocks).includes(asked!.id)),
    )
    await stack.slack.click({
      user: 'U0MAJA',
      channel: DM('U0MAJA'),
      ts: card.ts,
      actionId: 'amends:approve',
      value: asked!.id,
    })
    expect((await mailTo(on.email, /what we will do/i)).text).toContain(words)
    const { body, headers } = await until('the webhook', () => hooks.find((one) => one.body.includes(on.id)))
    const secret = /whsec_\S+/.exec((await stack.cli('webhooks', 'secret', 'erp')).text)![0]
    const event = new Webhook(secret).verify(body, headers) as { type: string; data: { remedy: string } }
    expect(event.type).toBe('remedy.enacted')
    expect((await api(`remedies/${event.data.remedy}/done`, { reference: 'SAP 4711' })).status).toBe(200)
    await mailTo(on.email, /done, as we promised/i)
    const seen = (await (await api(`cases/${on.id}`)).json()) as { remedies: { reference: string }[] }
    expect(seen.remedies[0]!.reference).toBe('SAP 4711')
  })

  test('a manager declines with an alternative, which the customer asks to change', async () => {
    const on = await apologised()
    const offer = {
      kind: 'refund',
      ground: 'goodwill',
      amount: '5000',
      words: 'All of it back.',
      why: 'They are upset.',
      due: days(3),
    }
    await fill('U0ANNA', 'remedy', on, offer)
    const [asked] = await stack.sql<{ id: string }[]>`select id from proposals where case_id = ${on.id}`
    const card = await until('the approval', () =>
      messages(DM('U0MAJA')).find((one) => JSON.stringify(one.blocks).includes(asked!.id)),
    )
    await stack.slack.click({
      user: 'U0MAJA',
      channel: DM('U0MAJA'),
      ts: card.ts,
      actionId: 'amends:decline-remedy',
      value: asked!.id,
    })
    await submit('U0MAJA', {
      kind: 'replacement',
      words: 'A new lamp on Friday.',
      due: days(4),
      reason: 'The lamp cost 300.',
    })
    expect((await mailTo(on.email, /what we will do/i)).text).toContain('A new lamp on Friday.')
    const [owed] = await stack.sql<{ id: string }[]>`select id from remedies where case_id = ${on.id}`
    const body = new URLSearchParams({
      step: 'remedy',
      remedy: owed!.id,
      answer: 'change',
      words: 'A blue one, please.',
    })
    expect((await fetch(on.link, { method: 'POST', body })).status).toBe(200)
    await inThread('C0SERVICE', 'A blue one, please.')
  })
})

describe('whose case it is', () => {
  test('a handover is declined, then accepted: the customer is told who has it', async () => {
    const on = await apologised()
    const bo = (await stack.sql`select id from people where email = 'bo@nordly.example'`)[0]!.id
    const offered = async () => {
      await more('U0ANNA', 'hand-over', on, {
        to: bo,
        why: 'I am away tomorrow.',
        stands: 'Called on Monday.',
      })
      return until('the offer', async () => {
        const [asked] = await stack.sql<{ id: string }[]>`
          select id from proposals where case_id = ${on.id} and state = 'waiting'`
        const card = messages(DM('U0BO')).find(
          (one) => asked && JSON.stringify(one.blocks).includes(asked.id),
        )
        return card && { ts: card.ts, id: asked!.id }
      })
    }
    const answer = ({ ts, id }: { ts: string; id: string }, verb: string) =>
      stack.slack.click({ user: 'U0BO', channel: DM('U0BO'), ts, actionId: `amends:${verb}`, value: id })
    await answer(await offered(), 'decline-handover')
    await submit('U0BO', { reason: 'I am at the dentist all day.' })
    await inThread('C0SERVICE', 'dentist')
    await answer(await offered(), 'accept-handover')
    await until('Bo has it', async () => (await eventsOf(on)).includes('handover accepted'))
    expect((await mailTo(on.email, /Bo Dahl/)).text).toContain('Bo Dahl')
  })

  test('a call-back is booked by the customer; a final answer names the dispute body', async () => {
    const on = await apologised()
    await page.goto(on.link)
    const form = page.locator('form', { has: page.locator('#at') })
    await page
      .locator('details', { has: page.locator('#at') })
      .locator('summary')
      .first()
      .click()
    await form.locator('select').selectOption({ index: 1 })
    await form.locator('input[name=phone]').fill('070-123 45 67')
    await form.getByRole('button').first().click()
    await until('a booked call', async () => (await eventsOf(on)).includes('call-back booked'))
    await mailTo(on.email, /call/i)
    const reasons =
      'We looked at the lamp and at what we said on the telephone, and we do not see a fault of ours.'
    await more('U0MAJA', 'final-answer', on, {
      reasons,
      body: 'The National Board for Consumer Disputes',
      'why-call': 'With our final answer there is nothing more to talk about on the telephone.',
    })
    expect(await state(on)).toBe('not agreed')
    await until('the final answer', async () =>
      (await mails(on.email, /./)).find(({ text }) => text.includes('National Board for Consumer Disputes')),
    )
  })

  test('a complaint about a liaison is with the manager alone, who works it from the own chat', async () => {
    const on = await escalated({ staffMember: { name: 'Anna', email: 'anna@nordly.example' } })
    await cardOf(on, DM('U0MAJA'))
    expect(messages('C0SERVICE').some((one) => JSON.stringify(one.blocks).includes(on.id))).toBe(false)
    await click('U0ANNA', 'take', { ...on }, DM('U0MAJA')).catch(() => {})
    expect(await state(on)).toBe('open')
    await click('U0MAJA', 'take', on, DM('U0MAJA'))
    expect(await state(on)).toBe('owned')
  })
})

describe('without chat, and beside it', () => {
  test('a department without chat works at the desk, by a link in a mail', async () => {
    const on = await escalated({ department: 'depot' })
    await page.goto(`${stack.url}/desk`)
    await page.getByRole('textbox').fill('disa@nordly.example')
    await page.getByRole('button').click()
    const mail = await mailTo('disa@nordly.example', /sign in/i)
    await page.goto(linkIn(mail, 'desk'))
    await page.getByRole('button', { name: /sign in/i }).click()
    await page.goto(`${stack.url}/desk/c/${on.id}`)
    await page.getByRole('button', { name: 'Take it' }).click()
    expect(await state(on)).toBe('owned')
    expect(await page.textContent('main')).toContain('Disa Holm')
  })

  test('the home tab shows what waits; /amends finds a case; a complaint seen in a channel opens one', async () => {
    await stack.slack.openHome('U0ANNA')
    await until('Anna’s home', () => JSON.stringify(stack.slack.home('U0ANNA') ?? '').includes('Case '))
    await stack.slack.command({ user: 'U0ANNA', channel: 'C0SERVICE', text: `find order-1` })
    await until('what was found', () =>
      JSON.stringify(stack.slack.ephemerals('U0ANNA')).includes('Case 1001'),
    )
    stack.slack.write({
      channel: 'C0SERVICE',
      ts: '1700000000.000100',
      user: 'U0BO',
      text: 'Lo on the phone says her invoice is wrong.',
    } as never)
    await stack.slack.shortcut({
      user: 'U0BO',
      channel: 'C0SERVICE',
      ts: '1700000000.000100',
      callbackId: 'amends:open-case',
    })
    const view = await until('the form', () => stack.slack.modals('U0BO').at(-1))
    expect(JSON.stringify(view)).toContain('Lo on the phone')
    await stack.slack.submit({
      user: 'U0BO',
      viewId: view.id,
      values: {
        email: 'lo@mail.example',
        words: 'Her invoice is wrong.',
        channel: 'phone',
        department: 'service',
      },
    })
    await until(
      'a case of Lo',
      async () =>
        (
          await stack.sql`select 1 from cases k join customers u on u.id = k.customer_id where u.email = 'lo@mail.example'`
        ).length > 0,
    )
  })

  test('nothing is broken and nothing is left waiting', async () => {
    expect(await holds(stack.sql as never)).toEqual([])
    await until('an empty outbox', async () => /outbox is empty/.test((await stack.cli('outbox')).text))
  })
})
