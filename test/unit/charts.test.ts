import { expect, test } from 'vitest'
import { checkHome, checkMessage } from '../../dev/emulators/slack/limits.ts'
import type { Card, CardPart } from '../../integrations/chat.ts'
import { cardMessage, homeView } from '../../integrations/slack/card.ts'
import { cardActivity } from '../../integrations/teams/card.ts'
import { cardForChat } from '../../src/care/forChat.ts'
import { faultsOf } from '../contract/adaptiveCards.ts'
import { localSlack } from './slackPlatform.ts'

const days = (n: number) => Array.from({ length: n }, (_, at) => `${at + 1} Nov`)
const chart = (labels: string[], value: (at: number) => number | null = (at) => 60 + at): CardPart => ({
  kind: 'chart',
  title: 'Satisfied, 14 days',
  unit: 'percent',
  series: ['low', 'satisfied', 'high'].map((name, n) => ({
    name,
    points: labels.map((label, at) => ({ label, value: value(at) === null ? null : value(at)! + n })),
  })),
})
const card = (...parts: CardPart[]): Card => ({
  title: 'Parcels',
  summary: 'Daily digest',
  tone: 'plain',
  parts,
  actions: [],
})
type Block = { type: string; chart?: { series: unknown[]; axis_config: { categories: string[] } } }
const slackChart = (part: CardPart) =>
  (cardMessage(card(part)).blocks as Block[]).find(({ type }) => type === 'data_visualization')?.chart

const on = localSlack()

test('Slack gets a line a series, with the days that have a value in each', () => {
  const drawn = slackChart(chart(days(14), (at) => (at === 3 ? null : 60)))!
  expect(drawn.axis_config.categories).toHaveLength(13)
  expect(drawn.axis_config.categories).not.toContain('4 Nov')
  expect(drawn.series).toHaveLength(3)
  expect(checkMessage(cardMessage(card(chart(days(14)))))).toEqual([])
})

test('Slack shows the newest 20 days, names cut alike are told apart, and one day is no line', () => {
  const long = Array.from({ length: 31 }, (_, at) => `a very long label of a day ${at}`)
  const drawn = slackChart(chart(long))!
  expect(drawn.axis_config.categories).toHaveLength(20)
  expect(new Set(drawn.axis_config.categories).size).toBe(20)
  expect(checkMessage(cardMessage(card(chart(long))))).toEqual([])
  expect(slackChart(chart(['Mon']))).toBeUndefined()
})

test('the local Slack refuses a chart whose labels are not the categories, a third chart, and one in the home tab', () => {
  const { text, blocks } = cardMessage(card(chart(days(3))))
  const wrong = structuredClone(blocks) as Block[]
  wrong.at(-1)!.chart!.axis_config.categories.pop()
  expect(checkMessage({ text, blocks: wrong })).toEqual([
    expect.stringContaining('labels must match axis_config.categories'),
  ])
  const three = [blocks.at(-1), blocks.at(-1), blocks.at(-1)]
  expect(checkMessage({ text, blocks: three })).toEqual([expect.stringContaining('no more than 2 charts')])
  expect(checkHome({ type: 'home', blocks: [blocks.at(-1)] })).not.toEqual([])
  expect(checkHome(homeView([card(chart(days(3)))]))).toEqual([])
})

test('where Slack refuses the blocks, the message is sent once more without its chart', async () => {
  const refuse = (times: number) =>
    on.slack.fault({ method: 'chat.postMessage', kind: 'error', error: 'invalid_blocks', times })
  const whole = card({ kind: 'text', text: '22 answers' }, chart(days(14)))
  const to = { platform: 'slack', workspace: 'T1', channel: 'C1' }
  refuse(1)
  await on.platform().post(to, whole, '1')
  expect(on.slack.messages('C1')).toHaveLength(1)
  expect(JSON.stringify(on.slack.messages('C1')[0]!.blocks)).toContain('22 answers')
  expect(JSON.stringify(on.slack.messages('C1')[0]!.blocks)).not.toContain('data_visualization')
  expect(on.logged).toContain('slack.blocks_refused')
  refuse(1)
  await expect(on.platform().post(to, card({ kind: 'text', text: 'plain' }), '2')).rejects.toMatchObject({
    kind: 'bug',
  })
  refuse(2)
  await expect(on.platform().post(to, whole, '3')).rejects.toMatchObject({ kind: 'bug' })
  expect(on.slack.messages('C1')).toHaveLength(1)
})

test('Teams gets a chart with a table to fall back on, which says of a day without a value that it has none', () => {
  const { content } = cardActivity(card(chart(days(3), (at) => (at === 1 ? null : 60)))).attachments[0]!
  expect(faultsOf(content)).toEqual([])
  const drawn = content.body.find(({ type }) => type === 'Chart.Line')! as unknown as {
    data: { values: { x: string; y: number }[] }[]
    fallback: { facts: { title: string; value: string }[] }
  }
  expect(drawn.data[1]!.values).toEqual([
    { x: '1 Nov', y: 61 },
    { x: '3 Nov', y: 61 },
  ])
  expect(drawn.fallback.facts.map(({ title, value }) => `${title}: ${value}`)).toEqual([
    'Satisfied, 14 days: low / satisfied / high',
    '1 Nov: 60 % / 61 % / 62 %',
    '2 Nov: – / – / –',
    '3 Nov: 60 % / 61 % / 62 %',
  ])
})

test('a line of a list is masked for chat, and its words are left out where they are sensitive', () => {
  const item = (quote: string): CardPart => ({
    kind: 'item',
    label: 'Case 1001, Kim Berg',
    text: 'card 4111 1111 1111 1111',
    quote,
    url: 'https://amends.example/desk/c/1',
  })
  const [one] = cardForChat(card(item('My card is 4111 1111 1111 1111')), 'https://amends.example').parts
  expect(JSON.stringify(one)).not.toContain('4111 1111 1111 1111')
  const [other] = cardForChat(
    card(item('My son has cancer and you lost his medicine')),
    'https://amends.example',
  ).parts
  expect(JSON.stringify(other)).not.toContain('cancer')
  expect(JSON.stringify(other)).toContain('Case 1001, Kim Berg')
})
