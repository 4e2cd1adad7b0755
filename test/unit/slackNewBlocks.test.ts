import { expect, test } from 'vitest'
import { checkHome, checkMessage, checkView } from '../../dev/emulators/slack/limits.ts'
import type { Card, CardPart, Form } from '../../integrations/chat.ts'
import { cardMessage, cardsMessage, homeView } from '../../integrations/slack/card.ts'
import { formView } from '../../integrations/slack/form.ts'
import { cardForChat } from '../../src/care/forChat.ts'
import { departmentParts } from '../../src/digests/departmentParts.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { localSlack } from './slackPlatform.ts'

const card = (...parts: CardPart[]): Card => ({
  title: 'Digest',
  summary: 'Digest',
  tone: 'plain',
  parts,
  actions: [],
})
const share = (satisfied: number, n: number) => ({ n, share: satisfied / n, low: 0, high: 1 })
const line = (name: string, n: number, satisfied: number, overdue: number) => ({
  ...{ name, n, satisfied, dissatisfied: n - satisfied, share: n === 0 ? null : share(satisfied, n) },
  ...{ open: overdue + 2, overdue, recovered: 3 },
  confirmed: { clicked: 2, spoken: 1, withoutReceipt: 0 },
})
const three = [line('Parcels', 40, 32, 1), line('Billing', 5, 3, 12), line('Stores', 0, 0, 0)]
const compared = (language = 'en', lines = three) => departmentParts(lines, staffWords(language))
type Json = Record<string, unknown>
const blocksOf = (message: { blocks: unknown[] }) => message.blocks as Json[]
const typesOf = (message: { blocks: unknown[] }) => blocksOf(message).map(({ type }) => type)
const problems = (message: { blocks: unknown[] }) => checkMessage({ text: 'x', ...message })

const long = 'The parcel came too late. '.repeat(40).trim()
const quote: CardPart = { kind: 'quote', label: 'What went wrong', text: long, more: 'Show the rest' }
const heed: CardPart = { kind: 'note', text: 'The customer asked not to be contacted.', heed: true }
const form = (...intro: CardPart[]): Form => ({
  id: 'form_1',
  verb: 'apologise',
  subject: 'case_1',
  title: 'Apologise',
  submit: 'Send',
  intro,
  fields: [{ kind: 'text', name: 'text', label: 'Text', required: true }],
})

const on = localSlack()

test.each(['en', 'sv', 'nb'])('several departments are a table to sort in Slack (%s)', (language) => {
  const message = cardMessage(card(...compared(language)))
  expect(problems(message)).toEqual([])
  const table = blocksOf(message).find(({ type }) => type === 'data_table')!
  const [head, parcels, billing, stores] = table.rows as { type: string; text: string; value?: number }[][]
  expect(head!.map(({ type }) => type)).toEqual(Array.from({ length: 6 }, () => 'raw_text'))
  expect(parcels!.map(({ value }) => value)).toEqual([undefined, 80, 3, 1, 3, 40])
  // So few that a percentage would say too much, and how customers confirmed
  expect(billing![1]!.text).toMatch(/^3 (of|av) 5$/)
  expect(billing![4]!.text).toMatch(/^3 \(2 .+, 1 .+\)$/)
  expect(stores![1]).toEqual({ type: 'raw_text', text: '–' })
})

test('one department, a masked fact and more rows than Slack takes are lines', () => {
  const lines = (parts: CardPart[]) => typesOf(cardMessage(card(...parts)))
  expect(lines(compared('en', three.slice(0, 1)))).not.toContain('data_table')
  const many = Array.from({ length: 101 }, (_, n) => line(`D${n}`, 40, 30, 1))
  const all = cardMessage(card(...compared('en', many)))
  expect(typesOf(all)).not.toContain('data_table')
  expect(problems(all)).toEqual([])
  const [facts] = compared()
  const number: CardPart = { ...(facts as Extract<CardPart, { kind: 'facts' }>) }
  number.facts = [{ label: 'Card', value: '4111 1111 1111 1111' }, ...number.facts]
  const [masked] = cardForChat(card(number), 'https://amends.example').parts
  expect(masked).not.toHaveProperty('table')
  expect(cardForChat(card(facts!), 'https://amends.example').parts).toEqual([facts])
})

test('the rest of a long quote unfolds in Slack, as plain text, and a short one is whole', () => {
  const message = cardMessage(card(quote))
  expect(problems(message)).toEqual([])
  const [, first, rest] = blocksOf(message)
  expect(JSON.stringify(first)).toMatch(/late\. The … *"|\w+\.? …"/)
  expect(rest).toMatchObject({
    type: 'container',
    title: { text: 'Show the rest' },
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: [{ type: 'section', text: { type: 'plain_text', emoji: false } }],
  })
  const told = (JSON.stringify(message.blocks).match(/The parcel came too late/g) ?? []).length
  expect(told).toBeGreaterThanOrEqual(39)
  const short: CardPart = { kind: 'quote', text: 'Late again.', more: 'Show the rest' }
  expect(typesOf(cardMessage(card(short)))).not.toContain('container')
})

test('a note to heed is an alert above a form, unless it is longer than Slack takes', () => {
  const view = formView(form(heed, quote, ...compared()))
  expect(checkView(view)).toEqual([])
  expect(blocksOf(view)[0]).toMatchObject({ type: 'alert', level: 'warning', text: { type: 'plain_text' } })
  expect(typesOf(view)).not.toContain('container')
  expect(typesOf(view)).not.toContain('data_table')
  const note = (text: string) => typesOf(formView(form({ kind: 'note', text, heed: true })))[0]
  expect(note('x'.repeat(200))).toBe('alert')
  expect(note('x'.repeat(201))).toBe('context')
})

test('where a refusal does not come back, none of the new blocks stands', () => {
  const parts = [heed, quote, ...compared()]
  const known = ['header', 'rich_text', 'context', 'section', 'input']
  expect(known).toEqual(expect.arrayContaining(typesOf(cardsMessage([card(...parts)]))))
  expect(known).toEqual(expect.arrayContaining(typesOf(homeView([card(...parts)]))))
  expect(known).toEqual(expect.arrayContaining(typesOf(formView(form(...parts), {}, true))))
  expect(typesOf(cardMessage(card(...parts)))).not.toContain('alert')
})

test('the local Slack refuses new blocks where Slack does, and a table or container that is not as it wants', () => {
  const blocks = blocksOf(cardMessage(card(quote, ...compared())))
  const [container, table] = ['container', 'data_table'].map(
    (type) => blocks.find((one) => one.type === type)!,
  )
  const [alert] = blocksOf(formView(form(heed)))
  const plain = { type: 'plain_text', text: 'x' }
  const modal = (block: unknown) => checkView({ type: 'modal', title: plain, blocks: [block] })
  const refused = (block: Json, over: Json) => problems({ blocks: [{ ...block, ...over }] })
  expect(modal(alert)).toEqual([])
  expect(problems({ blocks: [alert] })).not.toEqual([])
  expect(checkHome({ type: 'home', blocks: [alert] })).not.toEqual([])
  for (const block of [container!, table!]) {
    expect(problems({ blocks: [block] })).toEqual([])
    expect(modal(block)).not.toEqual([])
  }
  expect(refused(alert!, { text: { ...plain, text: 'x'.repeat(201) } })).not.toEqual([])
  expect(refused(container!, { child_blocks: [{ type: 'rich_text', elements: [] }] })).not.toEqual([])
  expect(refused(container!, { has_header_divider: true })).not.toEqual([])
  const [head, first] = table!.rows as Json[][]
  expect(refused(table!, { rows: [head] })).not.toEqual([])
  expect(refused(table!, { rows: [head, first!.slice(1)] })).not.toEqual([])
  expect(refused(table!, { rows: [first, first] })).not.toEqual([])
  expect(refused(table!, { caption: '' })).not.toEqual([])
  const wide = head!.map((cell) => ({ ...cell, text: 'x'.repeat(4000) }))
  expect(refused(table!, { rows: [wide, first] })).not.toEqual([])
})

test('where Slack refuses them, a message and its update go once more with lines and the whole quote', async () => {
  const refuse = (method: string, times: number) =>
    on.slack.fault({ method, kind: 'error', error: 'invalid_blocks', times } as never)
  const to = { platform: 'slack', workspace: 'T1', channel: 'C1' }
  const whole = card(quote, ...compared())
  refuse('chat.postMessage', 1)
  const ref = await on.platform().post(to, whole, '1')
  const shown = () => on.slack.messages('C1')[0]!.blocks!
  expect(on.slack.messages('C1')).toHaveLength(1)
  expect(typesOf({ blocks: shown() })).toEqual(['header', 'rich_text', 'section'])
  expect(JSON.stringify(shown())).toContain(long)
  expect(JSON.stringify(shown())).toContain('80% satisfied')
  expect(on.logged).toEqual(['slack.blocks_refused'])
  await on.platform().update(ref, whole)
  expect(typesOf({ blocks: shown() })).toContain('data_table')
  refuse('chat.update', 1)
  await on.platform().update(ref, whole)
  expect(typesOf({ blocks: shown() })).toEqual(['header', 'rich_text', 'section'])
})
