import type { CardPart } from '../chat.ts'
import { beginningOf, cut } from '../cut.ts'
import { chatWords } from '../words.ts'
import { type Block, lines, run, type TextRun } from './text.ts'

/**
 * 28 KB a message, kept though Teams' page says more by now. It says the message is counted as UTF-16; what is sent is
 * UTF-8, wider for Chinese: the larger of both counts. The rest is for what stands around the card.
 */
export const MAX_CARD = 28 * 1024 - 3000
const MAX_URL = 2000
const MAX_TEXT = 3000
const MAX_LINES = 60
export type Mention = { type: 'mention'; text: string; mentioned: { id: string; name: string } }
export type AdaptiveCard = {
  type: 'AdaptiveCard'
  $schema: string
  version: '1.5'
  body: Block[]
  actions?: Block[]
  msteams?: { width?: 'Full'; entities?: Mention[] }
}
type Rendered = { blocks: Block[]; mention?: Mention }

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

function render(part: CardPart): Rendered {
  switch (part.kind) {
    case 'text':
      return { blocks: written(part.text) }
    case 'quote':
      return {
        blocks: [
          ...(part.label ? lines(cut(part.label, MAX_TEXT), { weight: 'Bolder' }) : []),
          ...quote(part.text, part.more),
        ],
      }
    case 'facts':
      return { blocks: facts(part.facts) }
    case 'note':
      return { blocks: written(part.text, { isSubtle: true, size: 'Small' }) }
    case 'mention':
      return mention(part)
    case 'link':
      return { blocks: link(part.label, addressOf(part)) }
    case 'rule':
    case 'buttons':
      return { blocks: [{ type: 'Container', separator: true, items: [] }] }
  }
}

/** A longer quote shows its beginning; a button unfolds the rest. Three lines are not worth a button. */
const QUOTE = 400
const WORTH = 200

const quote = (text: string, more: string | undefined): Block[] => {
  const shown = cut(text, MAX_TEXT)
  const box = (items: Block[], rest: object = {}): Block => ({
    type: 'Container',
    style: 'emphasis',
    spacing: 'Small',
    items,
    ...rest,
  })
  if (!more || shown.length <= QUOTE + WORTH) return [box(written(shown))]
  const end = shown.slice(0, QUOTE).search(/\s\S*$/)
  const at = end > QUOTE / 2 ? end : QUOTE
  const id = `q${at}-${shown.length}`
  return [
    box(written(`${shown.slice(0, at)} …`)),
    box(written(shown.slice(at).trim()), { id, isVisible: false }),
    {
      type: 'ActionSet',
      spacing: 'None',
      actions: [{ type: 'Action.ToggleVisibility', title: more, targetElements: [id] }],
    },
  ]
}

/** A FactSet reads Markdown and addresses: what might be one stands as text runs below it. */
const CALM = /^[\p{L}\p{M}\p{N} ,.;:()'’“”«»"?=%+/–—-]*$/u
const isCalm = (text: string) => CALM.test(text) && !/\/\/|www\.|^\s*([-+]|\d+[.)])\s/i.test(text)

const facts = (all: { label: string; value: string }[]): Block[] => {
  const calm = all.filter(({ label, value }) => isCalm(label) && isCalm(value))
  const rest = all.filter((fact) => !calm.includes(fact))
  return [
    ...(calm.length > 0
      ? [
          {
            type: 'FactSet',
            facts: calm.map(({ label, value }) => ({ title: cut(label, 200), value: cut(value, 500) })),
          },
        ]
      : []),
    ...rest.flatMap(({ label, value }) =>
      lines(cut(value, 500), {}, [run(`${cut(label, 200)}: `, { weight: 'Bolder' })]).map((block, i) =>
        i === 0 ? { ...block, spacing: 'Small' } : block,
      ),
    ),
  ]
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

/** Only a TextBlock can mention, and it reads Markdown: what would be some is left out of the sentence. */
function mention(part: Extract<CardPart, { kind: 'mention' }>): Rendered {
  const name = cut(part.name.replace(/[<>&[\]()*_`\\#~!]/g, ' '), 100)
  if (part.person?.platform !== 'teams' || !name.trim())
    return { blocks: lines(cut(`${part.name} ${part.text}`, MAX_TEXT)) }
  const text = `<at>${name}</at>`
  const [sentence = '', ...more] = cut(part.text, MAX_TEXT).split('\n')
  return {
    blocks: [
      { type: 'TextBlock', text: `${text} ${sentence.replace(/[<>[\]*_`\\~#]/g, ' ')}`, wrap: true },
      ...(more.length > 0 ? written(more.join('\n')) : []),
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

type Spoken = { language?: string | undefined }
const note = (left: number, { language }: Spoken): Block[] =>
  left > 0 ? lines(chatWords(language).notShown(left), { isSubtle: true, size: 'Small' }) : []

/** What has to fit after these parts, should no other do: how many are left out, and the way to them. */
const tailOf = (rest: CardPart[], spoken: Spoken): Block[] => {
  const way = rest.find(({ kind }) => kind === 'link')
  return [...note(rest.length - (way ? 1 : 0), spoken), ...(way ? render(way).blocks : [])]
}

/** Parts within `most` bytes. The first that does not fit is cut at its end, and what is left out is said, with its link. */
export function renderParts(
  parts: CardPart[],
  { most = MAX_CARD, ...spoken }: Spoken & { most?: number } = {},
  before: Mention[] = [],
): { blocks: Block[]; mentions: Mention[] } {
  const blocks: Block[] = []
  const mentions = [...before]
  let size = 0
  const add = (rendered: Rendered) => {
    size += sizeOf(rendered)
    blocks.push(...rendered.blocks)
    if (rendered.mention && !mentions.some(({ text }) => text === rendered.mention?.text))
      mentions.push(rendered.mention)
  }
  for (const [i, part] of parts.entries()) {
    const rendered = render(part)
    const rest = parts.slice(i + 1)
    if (size + sizeOf(rendered) + sizeOf(tailOf(rest, spoken)) <= most) {
      add(rendered)
      continue
    }
    const room = most - size - sizeOf(tailOf(rest, spoken))
    const begun = beginningOf(part, MAX_TEXT, (first) => sizeOf(render(first)) <= room)
    if (begun) add(render(begun))
    const tail = tailOf(begun ? rest : parts.slice(i), spoken)
    if (size + sizeOf(tail) <= most) blocks.push(...tail)
    else blocks.push(...note(parts.length - i, spoken))
    break
  }
  return { blocks, mentions }
}
