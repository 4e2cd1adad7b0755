import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readable } from '../../integrations/slack/text.ts'
import { readable as readableHtml } from '../../integrations/teams/text.ts'
import type { Stage } from '../contract/chat.ts'
import { slackStage } from '../contract/chatSlack.ts'

let on: Stage
let drawn: number
beforeEach(async () => {
  on = await slackStage()
  drawn = 0
})
afterEach(() => on.stop())

const card = (title: string) => ({
  title,
  summary: title,
  tone: 'plain' as const,
  parts: [],
  actions: [
    { verb: 'take', label: 'Take it', opens: 'nothing' as const },
    { verb: 'apologise', label: 'Apologise', opens: 'form' as const },
  ],
  subject: 'case_1',
})
const field = { kind: 'text' as const, name: 'words', label: 'Words', required: true }
const form = {
  id: 'f',
  verb: 'apologise',
  subject: 'case_1',
  title: 'Apologise',
  submit: 'Send',
  intro: [],
  fields: [field],
}
/** A product whose personal view counts how often it was drawn. */
const product = (over: object = {}) =>
  on.answer(async (inbound) => {
    if (inbound.kind === 'home') return { kind: 'home', cards: [card(`Drawn ${++drawn}`)] }
    if (inbound.kind === 'click' && inbound.verb === 'apologise') return { kind: 'form', form }
    return { kind: 'done', ...over } as const
  })
const view = () => on.shown((on.personal!.answers().at(-1) ?? {}) as object)

describe('the home tab', () => {
  test('is updated after an action in it, and after a form that was opened from it', async () => {
    product()
    await on.personal!.home()
    expect(view()).toContain('Drawn 1')
    await on.personal!.press('take')
    expect(drawn).toBe(2)
    await on.personal!.press('apologise')
    expect(drawn).toBe(3)
    await on.submit({ words: 'Sorry' })
    expect(drawn).toBe(4)
  })

  test('is not updated by a click on a message', async () => {
    product()
    const ref = await on.platform.post(on.to, card('A case'), 'k')
    await on.click(ref, 'take')
    expect(drawn).toBe(0)
  })

  test('is asked for again by Slack when the product fails', async () => {
    on.answer(() => Promise.reject(new Error('database gone')))
    const work: Promise<unknown>[] = []
    const response = await on.platform.receive(
      await on.request('nothing', 'home'),
      () => Promise.reject(new Error('database gone')),
      (one) => work.push(one),
    )
    await Promise.allSettled(work)
    expect(response.status).toBe(503)
  })

  test('tells people whom the product does not know why it is empty', async () => {
    on.answer(async () => ({ kind: 'notice', text: 'You are not known to Amends here.' }))
    await on.personal!.home()
    expect(view()).toContain('not known to Amends')
  })
})

test.each([
  ['see <https://a.example|the shop> &amp; <https://b.example>', 'see the shop & https://b.example'],
  ['mail <mailto:kim@example.com|kim@example.com>', 'mail kim@example.com'],
  ['<@U1|kim> in <#C1|sales>, <!here>, <!subteam^S1|@team>', '@kim in #sales, @here, @team'],
  ['1 &lt; 2 &amp;amp; <b>', '1 < 2 &amp; <b>'],
])('%j reads %j', (mrkdwn, text) => {
  expect(readable(mrkdwn)).toBe(text)
})

test.each([
  ['<div><p>Wet&nbsp;parcel</p><p>Nobody<br>called</p></div>', 'Wet parcel\nNobody\ncalled'],
  ['<at id="0">Amends</at> &lt;b&gt; &#x1F44D; &#8217; &quot;', 'Amends <b> 👍 ’ "'],
  ['<script>x</script>&amp;lt; &bogus; &#xD800;', 'x&lt; &bogus; &#xD800;'],
  ['a < b', 'a < b'],
])('%j reads %j', (html, text) => {
  expect(readableHtml(html)).toBe(text)
})
