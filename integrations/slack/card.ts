import type { types } from '@slack/bolt'
import type { Card, CardPart, Tone } from '../chat.ts'
import { aroundButtons, beginningOf, cut } from '../cut.ts'
import { chatWords } from '../words.ts'
import { button } from './button.ts'
import { blocksOf, MAX_TEXT } from './part.ts'
import { plainer } from './plainer.ts'
import { escapeText, plain } from './text.ts'

// https://docs.slack.dev/reference/block-kit: what Slack takes, or less where it does not say.
const MAX_BLOCKS = 50
// Not documented; about 13,200 characters in all were measured to be the most.
const MAX_CARD = 13_000
const MAX_BUTTONS = 25
/** Kept for what stands below the buttons, whatever stands above. */
const MAX_BELOW = 3000

const MARKS: Record<Tone, string> = { bad: '🔴 ', waiting: '🟡 ', good: '🟢 ', plain: '' }

type Spoken = { language?: string | undefined }
const note = (left: number, { language }: Spoken): types.KnownBlock[] =>
  left > 0 ? [{ type: 'context', elements: [plain(chatWords(language).notShown(left), 100)] }] : []

/** What has to fit after these parts, should no other do: how many are left out, and the way to them. */
const tailOf = (rest: CardPart[], spoken: Spoken): types.KnownBlock[] => {
  const way = rest.find(({ kind }) => kind === 'link')
  return [...note(rest.length - (way ? 1 : 0), spoken), ...(way ? blocksOf(way) : [])]
}

const sizeOf = (blocks: types.KnownBlock[]): number =>
  blocks.reduce((sum, block) => sum + JSON.stringify(block).length, 0)

/**
 * Parts within `room` blocks and `most` characters. The first that does not fit is cut at its end, and what is left out
 * is said, with its link.
 */
export function partBlocks(
  parts: CardPart[],
  room: number,
  { most = MAX_CARD, ...spoken }: Spoken & { most?: number } = {},
): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = []
  const fits = (more: types.KnownBlock[]) =>
    blocks.length + more.length <= room && sizeOf([...blocks, ...more]) <= most
  for (const [i, part] of parts.entries()) {
    const tail = tailOf(parts.slice(i + 1), spoken)
    const whole = blocksOf(part)
    if (fits([...whole, ...tail])) {
      blocks.push(...whole)
      continue
    }
    const begun = beginningOf(part, MAX_TEXT, (first) => fits([...blocksOf(first), ...tail]))
    const end = begun ? [...blocksOf(begun), ...tail] : tailOf(parts.slice(i), spoken)
    blocks.push(...(fits(end) ? end : note(parts.length - i, spoken)))
    break
  }
  return blocks
}

export const headerBlock = (title: string): types.KnownBlock => ({ type: 'header', text: plain(title, 150) })

/** What is posted: `text` is read out and shown in notifications, `blocks` are what people see. `bare`: no new blocks. */
export function cardMessage(card: Card, bare = false): { text: string; blocks: types.KnownBlock[] } {
  const { language } = card
  const buttons = card.actions.slice(0, MAX_BUTTONS).map((action) => button(action, card))
  const tail: types.KnownBlock[] = buttons.length ? [{ type: 'actions', elements: buttons }] : []
  const head = card.title ? [headerBlock(`${MARKS[card.tone]}${card.title}`)] : []
  const [above, below] = aroundButtons(plainer(card.parts, bare ? undefined : 'message'))
  const most = MAX_CARD - JSON.stringify([...head, ...tail]).length
  const room = MAX_BLOCKS - 1 - tail.length
  const kept = Math.min(sizeOf(partBlocks(below, room, { most, language })), MAX_BELOW)
  const first = partBlocks(above, room, { most: most - kept, language })
  const rest = partBlocks(below, room - first.length, { most: most - sizeOf(first), language })
  return {
    text: escapeText(cut(card.summary || card.title || '–', 600)),
    blocks: [...head, ...first, ...tail, ...rest],
  }
}

/** Several cards, one below the other, within `room` blocks; what does not fit is said, not hidden. */
function cardsBlocks(cards: Card[], room: number, most: number): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = []
  let size = 0
  for (const [i, card] of cards.entries()) {
    const rendered = cardMessage(card, true)
    const next = [...(i > 0 && !isHeading(cards[i - 1]!) ? [divider] : []), ...rendered.blocks]
    size += JSON.stringify(next).length
    if (blocks.length + next.length > room - 2 || size > most) {
      blocks.push(...leftOut(cards.slice(i)))
      break
    }
    blocks.push(...next)
  }
  return blocks
}

/** How many of a list have no room, and the way to all of them. */
const leftOut = (cards: Card[]): types.KnownBlock[] => {
  const left = cards.reduce((sum, card) => sum + (isHeading(card) ? 0 : (card.more ?? 1)), 0)
  const way = cards.findLast(({ more }) => more)?.parts.find(({ kind }) => kind === 'link')
  return [...note(left, cards[0]!), ...(way ? blocksOf(way) : [])]
}

/** A title alone heads what comes after it. */
const isHeading = ({ parts, actions }: Card) => parts.length + actions.length === 0

const divider: types.KnownBlock = { type: 'divider' }

/** Several cards as one message. */
export const cardsMessage = (cards: Card[]): { text: string; blocks: types.KnownBlock[] } => ({
  text: escapeText(cut(cards[0]?.summary || cards[0]?.title || '–', 600)),
  blocks: cardsBlocks(cards, MAX_BLOCKS, MAX_CARD),
})

const MAX_HOME_BLOCKS = 100
/** A view may have 250 KB. */
const MAX_HOME = 100_000

/** The personal view as the app's home tab. */
export const homeView = (cards: Card[]): types.HomeView => ({
  type: 'home',
  blocks: cardsBlocks(cards, MAX_HOME_BLOCKS, MAX_HOME),
})
