import type { types } from '@slack/bolt'
import type { Action, Card, CardPart, Tone } from '../chat.ts'
import { aroundButtons, beginningOf, cut } from '../cut.ts'
import { chatWords } from '../words.ts'
import { escapeText, plain } from './text.ts'

// https://docs.slack.dev/reference/block-kit: what Slack takes, or less where it does not say.
const MAX_BLOCKS = 50
const MAX_TEXT = 3000
// Not documented; about 13,200 characters in all were measured to be the most.
const MAX_CARD = 13_000
const MAX_BUTTONS = 25
/** Kept for what stands below the buttons, whatever stands above. */
const MAX_BELOW = 3000
const MAX_FIELDS = 10
/** What can be read in half of a message's width. Fields are plain text: Slack would read formatting in mrkdwn. */
const NARROW = 120

const MARKS: Record<Tone, string> = { bad: '🔴 ', waiting: '🟡 ', good: '🟢 ', plain: '' }

type Sections = types.RichTextBlock['elements']
type Inline = types.RichTextSection['elements'][number]

/**
 * Text goes into rich text, whose text elements Slack shows as they are written: mentions, links and formatting
 * are elements of their own there, so a customer's words can't become one.
 */
const words = (text: string, bold = false): Inline => ({
  type: 'text',
  text: cut(text, MAX_TEXT) || '–',
  ...(bold && { style: { bold: true } }),
})
const line = (...elements: Inline[]): Sections[number] => ({ type: 'rich_text_section', elements })
const rich = (...elements: Sections): types.KnownBlock => ({ type: 'rich_text', elements })

function partBlock(part: CardPart): types.KnownBlock {
  switch (part.kind) {
    case 'text':
      return rich(line(words(part.text)))
    case 'quote': {
      const quote: Sections[number] = { type: 'rich_text_quote', elements: [words(part.text)] }
      return part.label ? rich(line(words(part.label, true)), quote) : rich(quote)
    }
    case 'facts':
      return part.facts.length <= MAX_FIELDS && part.facts.every(({ value }) => value.length <= NARROW)
        ? { type: 'section', fields: part.facts.map(({ label, value }) => plain(`${label}: ${value}`, 2000)) }
        : rich(
            line(
              ...part.facts.flatMap((fact, i) => [
                words(`${i ? '\n' : ''}${fact.label}: `, true),
                words(cut(fact.value, 500)),
              ]),
            ),
          )
    case 'note':
      return { type: 'context', elements: [plain(part.text, MAX_TEXT)] }
    case 'mention':
      return part.person?.platform === 'slack'
        ? rich(line({ type: 'user', user_id: part.person.user }, words(` ${part.text}`)))
        : rich(line(words(`${part.name} ${part.text}`)))
    case 'link': {
      const url = addressOf(part)
      return /^https?:\/\//.test(url) && url.length <= MAX_TEXT
        ? rich(line({ type: 'link', url, text: cut(part.label, 300) || url }))
        : rich(line(words(`${part.label}: ${url}`)))
    }
    case 'rule':
    case 'buttons':
      return { type: 'divider' }
  }
}

/** A message by its ids; the permalink would cost a call. https://docs.slack.dev/interactivity/deep-linking */
function addressOf({ url, message }: Extract<CardPart, { kind: 'link' }>): string {
  if (message?.platform !== 'slack') return url
  const { workspace: team, channel, id } = message
  return `https://slack.com/app_redirect?${new URLSearchParams({ team, channel, message_ts: id })}`
}

type Spoken = { language?: string | undefined }
const note = (left: number, { language }: Spoken): types.KnownBlock[] =>
  left > 0 ? [{ type: 'context', elements: [plain(chatWords(language).notShown(left), 100)] }] : []

/** What has to fit after these parts, should no other do: how many are left out, and the way to them. */
const tailOf = (rest: CardPart[], spoken: Spoken): types.KnownBlock[] => {
  const way = rest.find(({ kind }) => kind === 'link')
  return [...note(rest.length - (way ? 1 : 0), spoken), ...(way ? [partBlock(way)] : [])]
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
    if (fits([partBlock(part), ...tail])) {
      blocks.push(partBlock(part))
      continue
    }
    const begun = beginningOf(part, MAX_TEXT, (first) => fits([partBlock(first), ...tail]))
    const end = begun ? [partBlock(begun), ...tail] : tailOf(parts.slice(i), spoken)
    blocks.push(...(fits(end) ? end : note(parts.length - i, spoken)))
    break
  }
  return blocks
}

function button(action: Action, { subject, language }: Card): types.Button {
  return {
    type: 'button',
    action_id: `amends:${action.verb}`,
    text: plain(action.label, 75),
    ...(subject && { value: subject }),
    ...(action.style && { style: action.style }),
    ...(action.confirm && {
      confirm: {
        title: plain(action.label, 100),
        text: plain(action.confirm, 300),
        confirm: plain(action.label, 30),
        deny: plain(chatWords(language).cancel, 30),
      },
    }),
  }
}

export const headerBlock = (title: string): types.KnownBlock => ({ type: 'header', text: plain(title, 150) })

/** What is posted: `text` is read out and shown in notifications, `blocks` are what people see. */
export function cardMessage(card: Card): { text: string; blocks: types.KnownBlock[] } {
  const { language } = card
  const buttons = card.actions.slice(0, MAX_BUTTONS).map((action) => button(action, card))
  const tail: types.KnownBlock[] = buttons.length ? [{ type: 'actions', elements: buttons }] : []
  const head = card.title ? [headerBlock(`${MARKS[card.tone]}${card.title}`)] : []
  const [above, below] = aroundButtons(card.parts)
  const most = MAX_CARD - JSON.stringify([...head, ...tail]).length
  const room = MAX_BLOCKS - 1 - tail.length
  const kept = Math.min(sizeOf(partBlocks(below, room, { most, language })), MAX_BELOW)
  const first = partBlocks(above, room, { most: most - kept, language })
  const rest = partBlocks(below, room - first.length, { most: most - sizeOf(first), language })
  return {
    text: escapeText(cut(card.summary || card.title, 600)),
    blocks: [...head, ...first, ...tail, ...rest],
  }
}

/** Several cards, one below the other, within `room` blocks; what does not fit is said, not hidden. */
function cardsBlocks(cards: Card[], room: number, most: number): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = []
  let size = 0
  for (const [i, card] of cards.entries()) {
    const next = [...(i > 0 && !isHeading(cards[i - 1]!) ? [divider] : []), ...cardMessage(card).blocks]
    size += JSON.stringify(next).length
    if (blocks.length + next.length > room - 1 || size > most) {
      blocks.push(...note(cards.length - i, card))
      break
    }
    blocks.push(...next)
  }
  return blocks
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
