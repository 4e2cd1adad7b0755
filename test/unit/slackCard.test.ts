import { expect, test } from 'vitest'
import { checkMessage } from '../../dev/emulators/slack/limits.ts'
import type { Card, CardPart } from '../../integrations/chat.ts'
import { cut } from '../../integrations/cut.ts'
import { cardMessage, cardsMessage } from '../../integrations/slack/card.ts'
import { escapeText } from '../../integrations/slack/text.ts'

const card = (over: Partial<Card> = {}): Card => ({
  title: 'Dissatisfied customer',
  summary: 'Score 1 of 5',
  tone: 'bad',
  parts: [],
  actions: [],
  ...over,
})
const text = (n: number): CardPart => ({ kind: 'text', text: 'x'.repeat(n) })

test('a card becomes a header, its parts and its buttons', () => {
  const { text: summary, blocks } = cardMessage(
    card({
      parts: [{ kind: 'quote', label: 'In their words', text: 'Sent around' }, { kind: 'rule' }],
      actions: [{ verb: 'take', label: 'Take it', style: 'primary', opens: 'nothing' }],
      subject: 'case_1',
    }),
  )
  expect(summary).toBe('Score 1 of 5')
  expect(blocks.map((b) => b.type)).toEqual(['header', 'rich_text', 'divider', 'actions'])
  expect(blocks[3]).toMatchObject({
    elements: [{ action_id: 'amends:take', value: 'case_1', style: 'primary' }],
  })
})

test('a card without actions has no empty row of buttons', () => {
  expect(cardMessage(card()).blocks.map((b) => b.type)).toEqual(['header'])
})

test('a mention is made only of a person of this platform', () => {
  const draw = (platform: string) =>
    cardMessage(
      card({
        parts: [
          {
            kind: 'mention',
            name: 'Somebody',
            text: 'Accountable:',
            person: { platform, workspace: 'T', user: 'U1' },
          },
        ],
      }),
    ).blocks[1]
  expect(draw('slack')).toMatchObject({ elements: [{ elements: [{ type: 'user', user_id: 'U1' }, {}] }] })
  expect(JSON.stringify(draw('teams'))).not.toContain('U1')
})

test('a link that is not of the web stays text', () => {
  const block = cardMessage(card({ parts: [{ kind: 'link', label: 'x', url: 'javascript:alert(1)' }] }))
    .blocks[1]
  expect(JSON.stringify(block)).not.toContain('"link"')
})

test('sixty parts fit in fifty blocks, and the card says what is left out', () => {
  const message = cardMessage(
    card({
      parts: Array.from({ length: 60 }, () => text(10)),
      actions: [{ verb: 'take', label: 'Take', opens: 'nothing' }],
    }),
  )
  expect(message.blocks).toHaveLength(50)
  expect(JSON.stringify(message.blocks)).toContain('13 more not shown here.')
  expect(checkMessage(message)).toEqual([])
})

test('exactly as many parts as fit are all shown', () => {
  const message = cardMessage(card({ parts: Array.from({ length: 49 }, () => text(10)) }))
  expect(message.blocks).toHaveLength(50)
  expect(JSON.stringify(message.blocks)).not.toContain('not shown')
})

test('long texts are cut to what Slack takes, visibly', () => {
  const long = 'y'.repeat(9000)
  const message = cardMessage(
    card({
      title: long,
      summary: long,
      parts: [
        { kind: 'quote', label: long, text: long },
        { kind: 'note', text: long },
        { kind: 'facts', facts: Array.from({ length: 40 }, () => ({ label: long, value: long })) },
      ],
      actions: Array.from({ length: 30 }, (_, i) => ({
        verb: `v${i}`,
        label: long,
        opens: 'form',
        confirm: long,
      })),
      subject: 'case_1',
    }),
  )
  expect(checkMessage(message)).toEqual([])
  expect(JSON.stringify(message.blocks)).toContain('…')
})

test('cutting never halves a character', () => {
  expect(cut('ab👍', 4)).toBe('ab👍')
  expect(cut('ab👍c', 4)).toBe('ab…')
  expect(cut(`ab👩‍👩‍👧‍👦c`, 6)).toBe('ab…')
  expect(cut('ab👍🏽c', 5)).toBe('ab…')
  expect(cut('abe\u0301c', 4)).toBe('ab…')
  expect(cut(`a${'\u0301'.repeat(300)}`, 75)).toHaveLength(75)
})

test('what Slack reads as control characters is escaped in the summary', () => {
  expect(escapeText('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;')
  expect(cardMessage(card({ summary: '<!channel>' })).text).toBe('&lt;!channel&gt;')
})

test('a list that has no room for all its cards counts those it has no card for too, and leads to all', () => {
  const cases = Array.from({ length: 12 }, (_, n) =>
    card({
      title: '',
      parts: [text(1000), { kind: 'link', label: 'Open', url: `https://amends.example/desk/c/${n}` }],
      actions: [{ verb: 'take', label: 'Take', opens: 'nothing' }],
    }),
  )
  const all = 'https://amends.example/desk/cases?owner=p1'
  const last = card({
    title: '',
    parts: [text(10), { kind: 'link', label: 'All', url: all }],
    more: 8,
  })
  const message = cardsMessage([card({ title: 'Your open cases: 20', parts: [] }), ...cases, last])
  const shown = JSON.stringify(message.blocks)
  const drawn = shown.match(/"Take"/g)?.length ?? 0
  expect(drawn).toBeLessThan(12)
  expect(shown).toContain(`${20 - drawn} more not shown here.`)
  expect(shown).toContain(all)
  expect(checkMessage(message)).toEqual([])
})
