import type { Card, CardPart, Tone } from '../chat.ts'
import { aroundButtons, cut } from '../cut.ts'
import { button, oneLine, WORDS } from './button.ts'
import { type AdaptiveCard, adaptiveCard, MAX_CARD, renderParts, sizeOf } from './parts.ts'
import { type Block, lines, type TextRun } from './text.ts'

/** Two buttons a row: on a phone a third is cut to its first letter. When there are many, all but two are behind "…". */
const IN_A_ROW = 2
const MANY = 3
const MAX_BUTTONS = 15
/** Kept for what stands below the buttons, whatever stands above. */
const MAX_BELOW = 5000

const COLOURS: Record<Tone, TextRun['color']> = {
  bad: 'Attention',
  waiting: 'Warning',
  good: 'Good',
  plain: undefined,
}
const MARKS: Record<Tone, string> = { bad: '🔴 ', waiting: '🟡 ', good: '🟢 ', plain: '' }

/** The buttons in rows, at most half of a card. */
function rowsOf({ actions, subject }: Card): Block[] {
  const rendered = WORDS.map((most) => {
    const buttons = actions.slice(0, MAX_BUTTONS).map((action) => button(action, subject, most))
    if (buttons.length > MANY)
      return [
        {
          type: 'ActionSet',
          actions: buttons.map((one, i) => (i < IN_A_ROW ? one : { ...one, mode: 'secondary' })),
        },
      ]
    return Array.from({ length: Math.ceil(buttons.length / IN_A_ROW) }, (_, i) => ({
      type: 'ActionSet',
      actions: buttons.slice(i * IN_A_ROW, (i + 1) * IN_A_ROW),
    }))
  })
  return rendered.find((rows) => sizeOf(rows) <= MAX_CARD / 2) ?? rendered.at(-1)!
}

/** A card as Teams shows it, under the size that it takes. */
export function renderCard(card: Card): AdaptiveCard {
  const rows = rowsOf(card)
  const head = card.title
    ? lines(`${MARKS[card.tone]}${cut(oneLine(card.title), 150)}`, {
        weight: 'Bolder',
        size: 'Large',
        ...(COLOURS[card.tone] && { color: COLOURS[card.tone] }),
      })
    : []
  const frame = adaptiveCard([...head, ...rows], { msteams: { width: 'Full', entities: [] } })
  const { language } = card
  const [above, below] = aroundButtons(card.parts)
  const most = MAX_CARD - sizeOf(frame)
  const kept = Math.min(sizeOf(renderParts(below, { most, language })), MAX_BELOW)
  const first = renderParts(above, { most: most - kept, language })
  const rest = renderParts(below, { most: most - sizeOf(first), language }, first.mentions)
  const { mentions } = rest
  return adaptiveCard([...head, ...first.blocks, ...rows, ...rest.blocks], {
    msteams: { width: 'Full', ...(mentions.length > 0 && { entities: mentions }) },
  })
}

/** Several cards one below the other, in as many as their size wants. */
export function renderCards(cards: Card[]): AdaptiveCard[] {
  const packs: AdaptiveCard[] = []
  for (const card of cards) {
    const next = renderCard(card)
    const last = packs.at(-1)
    const joined = last && { ...last, body: [...last.body, ...apart(next.body)] }
    if (joined && sizeOf(joined) <= MAX_CARD) packs[packs.length - 1] = joined
    else packs.push(next)
  }
  return packs
}

const apart = ([first, ...rest]: Block[]): Block[] =>
  first ? [{ ...first, separator: true, spacing: 'Large' }, ...rest] : []

/** What is sent: `summary` is read out and shown in notifications. The card goes alone, or its id is not told. */
export const cardActivity = (card: Card) => activity(card, renderCard(card))

/** The same for several cards; Teams shows them in the order they are sent. */
export const cardActivities = (cards: Card[]) =>
  renderCards(cards).map((content) => activity(cards[0]!, content))

const activity = ({ summary, title }: Card, content: AdaptiveCard) => ({
  type: 'message',
  summary: cut(summary || title || 'Amends', 200),
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
})

/** A dialog that only says something. */
export const noticeDialog = (text: string, yours: CardPart[] = []) => ({
  title: 'Amends',
  height: yours.length > 0 ? 'large' : 'small',
  width: 'medium',
  card: {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: adaptiveCard(renderParts([{ kind: 'text', text }, ...yours]).blocks),
  },
})
