import { expect, test } from 'vitest'
import type { Card } from '../../integrations/chat.ts'
import { cardActivities, renderCards } from '../../integrations/teams/card.ts'
import { messageActionOf } from '../../integrations/teams/inbound.ts'

const card = (over: Partial<Card> = {}): Card => ({
  title: 'A case',
  summary: 'A case',
  tone: 'plain',
  parts: [{ kind: 'text', text: 'Due tomorrow' }],
  actions: [{ verb: 'take', label: 'Take it', opens: 'nothing' }],
  subject: 'case_1',
  ...over,
})
const invoke = (name: string, value: unknown) =>
  ({
    type: 'invoke',
    name,
    channelId: 'msteams',
    serviceUrl: 'https://smba.example/',
    from: { id: '29:1', aadObjectId: 'ABC' },
    recipient: { id: '28:1' },
    conversation: { id: '19:elsewhere@thread.tacv2' },
    value,
  }) as never

test('several cards go in one message where they fit, else in several, each within the size', () => {
  expect(renderCards([card(), card(), card()])).toHaveLength(1)
  const many = renderCards(
    Array.from({ length: 40 }, () => card({ parts: [{ kind: 'text', text: 'x'.repeat(900) }] })),
  )
  expect(many.length).toBeGreaterThan(2)
  for (const one of many) expect(JSON.stringify(one).length).toBeLessThanOrEqual(13_400)
  expect(many.flatMap(({ body }) => body).filter(({ type }) => type === 'ActionSet')).toHaveLength(40)
})

test('the summary is that of the first', () => {
  expect(cardActivities([card({ summary: 'Two cases' }), card()])).toMatchObject([{ summary: 'Two cases' }])
})

test('a link points at a message of Teams, and else at its own address', () => {
  const link = (message: object) =>
    JSON.stringify(
      renderCards([
        card({ parts: [{ kind: 'link', label: 'Open', url: 'https://desk.example/c/1', message } as never] }),
      ]),
    )
  const at = { platform: 'teams', workspace: 't1', channel: '19:a@thread.tacv2', id: '17' }
  expect(link(at)).toContain('https://teams.microsoft.com/l/message/19%3Aa%40thread.tacv2/17?tenantId=t1')
  expect(link({ ...at, channel: 'a:1' })).toContain('https://desk.example/c/1')
  expect(link({ ...at, platform: 'slack' })).toContain('https://desk.example/c/1')
})

test('a message action brings the words of its message', () => {
  const click = messageActionOf(
    invoke('composeExtension/fetchTask', {
      commandId: 'open-case',
      commandContext: 'message',
      messagePayload: { body: { contentType: 'html', content: '<p>Wet &amp; late</p>' } },
    }),
    't1',
  )
  expect(click).toMatchObject({ verb: 'open-case', subject: '', quote: 'Wet & late' })
})

test('a message of plain text is taken as it is, and one without words has none', () => {
  const quote = (body: unknown) =>
    messageActionOf(
      invoke('composeExtension/fetchTask', { commandId: 'open-case', messagePayload: { body } }),
      't1',
    ).quote
  expect(quote({ contentType: 'text', content: '<p>1 < 2</p>' })).toBe('<p>1 < 2</p>')
  expect(quote({ contentType: 'html', content: '<p> </p>' })).toBeUndefined()
  expect(quote(null)).toBeUndefined()
})

test.each([
  [undefined],
  [{}],
  [{ commandId: 7 }],
  [{ commandId: 'x', messagePayload: 'text' }],
  [{ commandId: 'x'.repeat(65) }],
])('a message action of another shape is refused: %j', (value) => {
  expect(() => messageActionOf(invoke('composeExtension/fetchTask', value), 't1')).toThrow()
})
