import type { Action, Card, CardPart, Tone } from '../chat.ts'
import { type Block, cut, lines, run, type TextRun } from './text.ts'

/** 28 KB, taken in the wider of the encodings it may be meant in: UTF-16, two bytes a unit. */
const MAX_CARD = 13_400
const MAX_TEXT = 3000
const MAX_LINES = 60
/** Five buttons a row: what Microsoft’s own renderer takes by default; Teams hides the seventh behind "…". */
const IN_A_ROW = 5
const MAX_BUTTONS = 15

const COLOURS: Record<Tone, TextRun['color']> = {
  bad: 'Attention',
  waiting: 'Warning',
  good: 'Good',
  plain: undefined,
}
const MARKS: Record<Tone, string> = { bad: '🔴 ', waiting: '🟡 ', good: '🟢 ', plain: '' }

export type Mention = { type: 'mention'; text: string; mentioned: { id: string; name: string } }
export type AdaptiveCard = {
  type: 'AdaptiveCard'
  $schema: string
  version: '1.5'
  body: Block[]
  actions?: Block[]
  msteams?: { width?: 'Full'; entities?: Mention[] }
}
type Drawn = { blocks: Block[]; mention?: Mention }

export const adaptiveCard = (body: Block[], rest: Partial<AdaptiveCard> = {}): AdaptiveCard => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  body,
  ...rest,
})

const written = (text: string, style: Omit<TextRun, 'type' | 'text'> = {}): Block[] => {
  const shown = cut(text, MAX_TEXT).split('\n')
  const kept = shown.length > MAX_LINES ? [...shown.slice(0, MAX_LINES), '…'] : shown
  return lines(kept.join('\n'), style)
}

function draw(part: CardPart): Drawn {
  switch (part.kind) {
    case 'text':
      return { blocks: written(part.text) }
    case 'quote':
      return {
        blocks: [
          ...(part.label ? lines(cut(part.label, MAX_TEXT), { weight: 'Bolder' }) : []),
          { type: 'Container', style: 'emphasis', spacing: 'Small', items: written(part.text) },
        ],
      }
    case 'facts':
      return {
        blocks: part.facts.flatMap(({ label, value }, i) =>
          lines(cut(value, 500), {}, [run(`${cut(label, 200)}: `, { weight: 'Bolder' })]).map((block) =>
            i > 0 ? { ...block, spacing: 'Small' } : block,
          ),
        ),
      }
    case 'note':
      return { blocks: written(part.text, { isSubtle: true, size: 'Small' }) }
    case 'mention':
      return mention(part)
    case 'link':
      return { blocks: link(part.label, addressOf(part)) }
    case 'rule':
      return { blocks: [{ type: 'Container', separator: true, items: [] }] }
  }
}

const link = (label: string, url: string): Block[] =>
  /^https?:\/\//.test(url)
    ? [
        {
          type: 'RichTextBlock',
          inlines: [run(cut(label, 300) || url, { selectAction: { type: 'Action.OpenUrl', url } })],
        },
      ]
    : lines(cut(`${label}: ${url}`, MAX_TEXT))

/** https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams: a channel message. */
function addressOf({ url, message }: Extract<CardPart, { kind: 'link' }>): string {
  if (message?.platform !== 'teams' || !message.channel.startsWith('19:')) return url
  const { workspace: tenantId, channel, id, thread } = message
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(channel)}/${id}?${new URLSearchParams({ tenantId, ...(thread && { parentMessageId: thread }) })}`
}

/** Only a TextBlock can mention, so the name stands in one of its own, beside the rest of the sentence. */
function mention(part: Extract<CardPart, { kind: 'mention' }>): Drawn {
  const name = cut(part.name.replace(/[<>&[\]()*_`\\#~!]/g, ' '), 100)
  if (part.person?.platform !== 'teams' || !name.trim())
    return { blocks: lines(cut(`${part.name} ${part.text}`, MAX_TEXT)) }
  const text = `<at>${name}</at>`
  const column = (width: string, items: Block[]): Block => ({ type: 'Column', width, items })
  return {
    blocks: [
      {
        type: 'ColumnSet',
        columns: [
          column('auto', [{ type: 'TextBlock', text, wrap: true }]),
          column('stretch', written(part.text)),
        ],
      },
    ],
    mention: { type: 'mention', text, mentioned: { id: part.person.user, name } },
  }
}

/** Parts within `most` characters; what does not fit is said, not hidden. */
export function drawParts(parts: CardPart[], most = MAX_CARD): { blocks: Block[]; mentions: Mention[] } {
  const blocks: Block[] = []
  const mentions: Mention[] = []
  let size = 0
  for (const [i, part] of parts.entries()) {
    const drawn = draw(part)
    size += JSON.stringify(drawn).length
    if (size > most) {
      blocks.push(...lines(`${parts.length - i} more not shown here.`, { isSubtle: true, size: 'Small' }))
      break
    }
    blocks.push(...drawn.blocks)
    if (drawn.mention && !mentions.some(({ text }) => text === drawn.mention?.text))
      mentions.push(drawn.mention)
  }
  return { blocks, mentions }
}

/** `Action.Execute` acts; a form is fetched by `Action.Submit`. What is to be confirmed unfolds first. */
function button(action: Action, subject = ''): Block {
  const title = cut(action.label, 75)
  const style = action.style && { style: action.style === 'primary' ? 'positive' : 'destructive' }
  const amends = { verb: action.verb, subject }
  if (action.opens === 'form')
    return { type: 'Action.Submit', title, ...style, data: { msteams: { type: 'task/fetch' }, amends } }
  const act = { type: 'Action.Execute', title, verb: action.verb, ...style, data: { amends } }
  if (!action.confirm) return act
  return {
    type: 'Action.ShowCard',
    title,
    card: { type: 'AdaptiveCard', body: lines(cut(action.confirm, 150)), actions: [act] },
  }
}

/** A card as Teams shows it, under the size that it takes. */
export function drawCard(card: Card): AdaptiveCard {
  const buttons = card.actions.slice(0, MAX_BUTTONS).map((action) => button(action, card.subject))
  const rows = Array.from({ length: Math.ceil(buttons.length / IN_A_ROW) }, (_, i) => ({
    type: 'ActionSet',
    actions: buttons.slice(i * IN_A_ROW, (i + 1) * IN_A_ROW),
  }))
  const head = card.title
    ? lines(`${MARKS[card.tone]}${cut(card.title, 150)}`, {
        weight: 'Bolder',
        size: 'Large',
        ...(COLOURS[card.tone] && { color: COLOURS[card.tone] }),
      })
    : []
  const taken = JSON.stringify([head, rows]).length + 500
  const { blocks, mentions } = drawParts(card.parts, MAX_CARD - taken)
  return adaptiveCard([...head, ...blocks, ...rows], {
    msteams: { width: 'Full', ...(mentions.length > 0 && { entities: mentions }) },
  })
}

/** Several cards one below the other, in as many as their size wants. */
export function drawCards(cards: Card[]): AdaptiveCard[] {
  const packs: AdaptiveCard[] = []
  for (const card of cards) {
    const next = drawCard(card)
    const last = packs.at(-1)
    const joined = last && { ...last, body: [...last.body, ...apart(next.body)] }
    if (joined && JSON.stringify(joined).length <= MAX_CARD) packs[packs.length - 1] = joined
    else packs.push(next)
  }
  return packs
}

const apart = ([first, ...rest]: Block[]): Block[] =>
  first ? [{ ...first, separator: true, spacing: 'Large' }, ...rest] : []

/** What is sent: `summary` is read out and shown in notifications. The card goes alone, or its id is not told. */
export const cardActivity = (card: Card) => activity(card, drawCard(card))

/** The same for several cards; Teams shows them in the order they are sent. */
export const cardActivities = (cards: Card[]) =>
  drawCards(cards).map((content) => activity(cards[0]!, content))

const activity = ({ summary, title }: Card, content: AdaptiveCard) => ({
  type: 'message',
  summary: cut(summary || title || 'Amends', 200),
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
})

/** A dialog that only says something. */
export const noticeDialog = (text: string) => ({
  title: 'Amends',
  height: 'small',
  width: 'medium',
  card: {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: adaptiveCard(written(text)),
  },
})
