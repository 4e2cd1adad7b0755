import type { Action, Card, CardPart, Tone } from '../chat.ts'
import { beginningOf, cut } from '../cut.ts'
import { type Block, lines, run, type TextRun } from './text.ts'

/**
 * 28 KB a message, kept though Teams' page says more by now. It says the message is counted as UTF-16; what is sent is
 * UTF-8, wider for Chinese: the larger of both counts. The rest is for what stands around the card.
 */
const MAX_CARD = 28 * 1024 - 3000
const MAX_URL = 2000
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
  /^https?:\/\//.test(url) && url.length <= MAX_URL
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

const encoder = new TextEncoder()
/** What a piece of a card counts, in bytes. */
export const sizeOf = (thing: unknown): number => {
  const json = JSON.stringify(thing)
  return Math.max(json.length * 2, encoder.encode(json).length)
}

const note = (left: number): Block[] =>
  left > 0 ? lines(`${left} more not shown here.`, { isSubtle: true, size: 'Small' }) : []

/** What has to fit after these parts, should no other do: how many are left out, and the way to them. */
const tailOf = (rest: CardPart[]): Block[] => {
  const way = rest.find(({ kind }) => kind === 'link')
  return [...note(rest.length - (way ? 1 : 0)), ...(way ? draw(way).blocks : [])]
}

/** Parts within `most` bytes. The first that does not fit is cut at its end, and what is left out is said, with its link. */
export function drawParts(parts: CardPart[], most = MAX_CARD): { blocks: Block[]; mentions: Mention[] } {
  const blocks: Block[] = []
  const mentions: Mention[] = []
  let size = 0
  const add = (drawn: Drawn) => {
    size += sizeOf(drawn)
    blocks.push(...drawn.blocks)
    if (drawn.mention && !mentions.some(({ text }) => text === drawn.mention?.text))
      mentions.push(drawn.mention)
  }
  for (const [i, part] of parts.entries()) {
    const drawn = draw(part)
    const rest = parts.slice(i + 1)
    if (size + sizeOf(drawn) + sizeOf(tailOf(rest)) <= most) {
      add(drawn)
      continue
    }
    const room = most - size - sizeOf(tailOf(rest))
    const begun = beginningOf(part, MAX_TEXT, (first) => sizeOf(draw(first)) <= room)
    if (begun) add(draw(begun))
    const tail = tailOf(begun ? rest : parts.slice(i))
    if (size + sizeOf(tail) <= most) blocks.push(...tail)
    else blocks.push(...note(parts.length - i))
    break
  }
  return { blocks, mentions }
}

/** How long the words of a card's buttons may be: shorter ones where there are many, for no button is left out. */
type Words = { label: number; confirm: number }
const WORDS: Words[] = [
  { label: 75, confirm: 150 },
  { label: 40, confirm: 60 },
  { label: 25, confirm: 25 },
]
const oneLine = (text: string) => text.slice(0, 1000).replace(/[\r\n\u2028\u2029]+/g, ' ')

/** `Action.Execute` acts; a form is fetched by `Action.Submit`. What is to be confirmed unfolds first. */
function button(action: Action, subject = '', most: Words = WORDS[0]!): Block {
  const title = cut(oneLine(action.label), most.label)
  const style = action.style && { style: action.style === 'primary' ? 'positive' : 'destructive' }
  const amends = { verb: action.verb, subject }
  if (action.opens === 'form')
    return { type: 'Action.Submit', title, ...style, data: { msteams: { type: 'task/fetch' }, amends } }
  const act = { type: 'Action.Execute', title, verb: action.verb, ...style, data: { amends } }
  if (!action.confirm) return act
  return {
    type: 'Action.ShowCard',
    title,
    card: { type: 'AdaptiveCard', body: lines(cut(oneLine(action.confirm), most.confirm)), actions: [act] },
  }
}

/** The buttons in rows, at most half of a card. */
function rowsOf({ actions, subject }: Card): Block[] {
  const drawn = WORDS.map((most) => {
    const buttons = actions.slice(0, MAX_BUTTONS).map((action) => button(action, subject, most))
    return Array.from({ length: Math.ceil(buttons.length / IN_A_ROW) }, (_, i) => ({
      type: 'ActionSet',
      actions: buttons.slice(i * IN_A_ROW, (i + 1) * IN_A_ROW),
    }))
  })
  return drawn.find((rows) => sizeOf(rows) <= MAX_CARD / 2) ?? drawn.at(-1)!
}

/** A card as Teams shows it, under the size that it takes. */
export function drawCard(card: Card): AdaptiveCard {
  const rows = rowsOf(card)
  const head = card.title
    ? lines(`${MARKS[card.tone]}${cut(oneLine(card.title), 150)}`, {
        weight: 'Bolder',
        size: 'Large',
        ...(COLOURS[card.tone] && { color: COLOURS[card.tone] }),
      })
    : []
  const frame = adaptiveCard([...head, ...rows], { msteams: { width: 'Full', entities: [] } })
  const { blocks, mentions } = drawParts(card.parts, MAX_CARD - sizeOf(frame))
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
    if (joined && sizeOf(joined) <= MAX_CARD) packs[packs.length - 1] = joined
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
    content: adaptiveCard(drawParts([{ kind: 'text', text }]).blocks),
  },
})
