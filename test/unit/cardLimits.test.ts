import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkHome, checkMessage, checkView } from '../../dev/emulators/slack/limits.ts'
import type { Card, CardPart, Form } from '../../integrations/chat.ts'
import { cardMessage, cardsMessage, homeView } from '../../integrations/slack/card.ts'
import { formView } from '../../integrations/slack/form.ts'
import { cardActivities, cardActivity, noticeDialog } from '../../integrations/teams/card.ts'
import { cardForChat } from '../../src/care/forChat.ts'
import { Parts } from '../../src/desk/views/card.tsx'
import { faultsOf } from '../contract/adaptiveCards.ts'

const LIMIT = 28 * 1024
/** As Teams' page says it is counted, and as it is sent. */
const bytes = (thing: unknown) => {
  const json = JSON.stringify(thing)
  return Math.max(json.length * 2, new TextEncoder().encode(json).length)
}

const words = (most: number) =>
  fc
    .tuple(
      fc.constantFrom(
        'a',
        'ord ',
        '\n',
        'ä',
        '漢',
        '🙂',
        '👩‍👩‍👧‍👦',
        '"\\',
        '\u0001',
        '<&>',
        '\ud800',
        ' ',
        'עברית ',
      ),
      fc.integer({ min: 0, max: most }),
      fc.string({ maxLength: 40, unit: 'binary' }),
    )
    .map(([piece, n, more]) => (piece.repeat(Math.ceil(n / piece.length)) + more).slice(0, most))
const person = { platform: 'teams', workspace: 't', user: '29:1' }
const part: fc.Arbitrary<CardPart> = fc.oneof(
  words(6000).map((text): CardPart => ({ kind: 'text', text })),
  fc.tuple(words(300), words(6000)).map(([label, text]): CardPart => ({ kind: 'quote', label, text })),
  words(6000).map((text): CardPart => ({ kind: 'note', text })),
  fc
    .array(fc.record({ label: words(200), value: words(2000) }), { minLength: 1, maxLength: 25 })
    .map((facts): CardPart => ({ kind: 'facts', facts })),
  fc.tuple(words(100), words(500)).map(([name, text]): CardPart => ({ kind: 'mention', name, text, person })),
  fc
    .tuple(words(300), fc.nat(5000))
    .map(([label, n]): CardPart => ({ kind: 'link', label, url: `https://amends.example/${'x'.repeat(n)}` })),
  fc.tuple(words(200), words(1000), words(1000), fc.nat(5000)).map(
    ([label, text, quote, n]): CardPart => ({
      kind: 'item',
      label,
      text,
      quote,
      url: `https://amends.example/${'x'.repeat(n)}`,
    }),
  ),
  fc
    .tuple(
      words(100),
      fc.array(words(40), { minLength: 1, maxLength: 8 }),
      fc.array(words(40), { maxLength: 40 }),
    )
    .map(
      ([title, names, labels]): CardPart => ({
        kind: 'chart',
        title,
        series: names.map((name) => ({
          name,
          points: labels.map((label, at) => ({ label, value: at % 5 === 4 ? null : at * 2.5 })),
        })),
      }),
    ),
  fc.constant<CardPart>({ kind: 'rule' }),
)
const card: fc.Arbitrary<Card> = fc.record({
  title: words(400),
  summary: words(1000),
  tone: fc.constantFrom('bad', 'waiting', 'good', 'plain'),
  parts: fc.array(part, { maxLength: 40 }),
  actions: fc
    .array(
      fc.record({
        label: words(200).map((label) => label || 'x'),
        confirm: fc.option(words(400), { nil: undefined }),
        opens: fc.constantFrom('form' as const, 'nothing' as const),
      }),
      { maxLength: 15 },
    )
    .map((all) => all.map((one, n) => ({ verb: `verb-${n}`, ...one }))),
  subject: fc.constant('2f1c8a3e-5f5e-4a55-9d5c-0d8f9a4a8a11'),
})
const RUNS = { numRuns: 25, seed: 8 }

const verbsIn = (thing: unknown): string[] =>
  [...JSON.stringify(thing).matchAll(/"(?:action_id":"amends:|amends":\{"verb":")(verb-\d+)"/g)].map(
    ([, verb]) => verb!,
  )

test('no card is above what Teams takes, is refused by its schema, or loses a button', () => {
  let largest = 0
  fc.assert(
    fc.property(card, (one) => {
      const activity = cardActivity(one)
      largest = Math.max(largest, bytes(activity))
      expect(bytes(activity)).toBeLessThanOrEqual(LIMIT)
      expect(faultsOf(activity.attachments[0]!.content)).toEqual([])
      expect(new Set(verbsIn(activity)).size).toBe(one.actions.length)
    }),
    RUNS,
  )
  console.log(`25 cards, the largest ${largest} of ${LIMIT} bytes`)
})

test('no list of cards and no notice is above what Teams takes', () => {
  fc.assert(
    fc.property(fc.array(card, { minLength: 1, maxLength: 6 }), words(20_000), (cards, text) => {
      for (const activity of cardActivities(cards)) expect(bytes(activity)).toBeLessThanOrEqual(LIMIT)
      expect(bytes(noticeDialog(text))).toBeLessThanOrEqual(LIMIT)
    }),
    { ...RUNS, numRuns: 5 },
  )
})

test('no card, list, home tab or form is above what Slack takes, or loses a button', () => {
  fc.assert(
    fc.property(card, (one) => {
      expect(checkMessage(cardMessage(one))).toEqual([])
      expect(checkMessage(cardMessage(one), true)).toEqual([])
      expect(new Set(verbsIn(cardMessage(one))).size).toBe(one.actions.length)
      expect(checkMessage(cardsMessage([one, one, one]))).toEqual([])
      expect(checkHome(homeView(Array.from({ length: 30 }, () => one)))).toEqual([])
      const form: Form = {
        id: 'f',
        verb: 'verb',
        subject: one.subject!,
        title: one.title || 'x',
        submit: 'Save it',
        intro: one.parts,
        fields: [
          {
            kind: 'text',
            name: 'words',
            label: one.summary || 'x',
            required: true,
            initial: one.summary,
            hint: one.title,
          },
          { kind: 'amount', name: 'amount', label: 'Amount', required: false, initial: '600' },
        ],
      }
      expect(checkView(formView(form))).toEqual([])
    }),
    RUNS,
  )
})

test('words too long for Teams are cut at their end, the link to the rest and the buttons stay', () => {
  for (const piece of ['漢', '🙂', 'a\n', '\n', 'ord ', '\u0001']) {
    const text = piece.repeat(30_000)
    const parts: CardPart[] = [
      ...Array.from({ length: 12 }, (): CardPart => ({ kind: 'quote', label: 'What went wrong', text })),
      { kind: 'link', label: 'Open the page', url: 'https://amends.example/desk/c/1' },
    ]
    const actions = Array.from({ length: 15 }, (_, n) => ({
      verb: `verb-${n}`,
      label: text,
      confirm: text,
      opens: 'nothing' as const,
    }))
    const activity = cardActivity({
      title: text,
      summary: text,
      tone: 'bad',
      parts,
      actions,
      subject: 'case_1',
    })
    expect(bytes(activity)).toBeLessThanOrEqual(LIMIT)
    const shown = JSON.stringify(activity)
    expect(shown).toContain('https://amends.example/desk/c/1')
    expect(shown).toMatch(/\d+ more not shown here/)
    expect(new Set(verbsIn(activity)).size).toBe(15)
    expect(shown).toContain('What went wrong')
  }
})

/** A case's page is what the gate adds a link to where a card says more than its platform shows. */
const wordy = (): Card => ({
  title: 'Case 1001',
  summary: 'Case 1001',
  tone: 'bad',
  parts: Array.from(
    { length: 12 },
    (_, n): CardPart => ({ kind: 'quote', text: `${n}. ${'ord '.repeat(350)}` }),
  ),
  actions: [{ verb: 'verb-0', label: 'Take it', opens: 'nothing' }],
  subject: 'case_1',
  about: 'case_1',
})

test.each([
  ['Slack', (one: Card) => JSON.stringify(cardMessage(one))],
  ['Teams', (one: Card) => JSON.stringify(cardActivity(one))],
])('%s cuts what has no room at its end, and leads to the whole', (_name, draw) => {
  const shown = draw(cardForChat(wordy(), 'https://amends.example'))
  const cut = [...shown.matchAll(/"(\d+)\. (?:ord ?)+…"/g)].map(([, n]) => Number(n))
  expect(cut).toEqual([expect.any(Number)])
  expect(shown).toContain(`${12 - 1 - cut[0]!} more not shown here`)
  expect(shown).toContain('https://amends.example/desk/c/case_1')
  expect(shown).toContain('verb-0')
})

test('the desk shows the whole of it', () => {
  const shown = String(Parts({ parts: wordy().parts }))
  expect(shown).not.toContain('…')
  expect(shown.match(/ord /g)).toHaveLength(12 * 350)
})

test('words too long for Slack are cut at their end, the link to the rest and the buttons stay', () => {
  for (const piece of ['漢', '🙂', 'a\n', '\n', 'ord ', '\u0001']) {
    const text = piece.repeat(30_000)
    const parts: CardPart[] = [
      ...Array.from({ length: 12 }, (): CardPart => ({ kind: 'quote', label: 'What went wrong', text })),
      { kind: 'link', label: 'Open the page', url: 'https://amends.example/desk/c/1' },
    ]
    const message = cardMessage({
      title: text,
      summary: text,
      tone: 'bad',
      parts,
      actions: Array.from({ length: 15 }, (_, n) => ({
        verb: `verb-${n}`,
        label: 'x',
        opens: 'nothing' as const,
      })),
      subject: 'case_1',
    })
    expect(checkMessage(message)).toEqual([])
    const shown = JSON.stringify(message)
    expect(shown).toContain('https://amends.example/desk/c/1')
    expect(shown).toMatch(/\d+ more not shown here/)
    expect(new Set(verbsIn(message)).size).toBe(15)
    expect(shown).toContain('What went wrong')
  }
})
