import type { CardPart } from '../chat.ts'
import { beginningOf } from '../cut.ts'
import { chatWords } from '../words.ts'
import { MAX_TEXT, type Mention, type Rendered, renderPart } from './part.ts'
import { type Block, lines } from './text.ts'

/**
 * 28 KB a message, kept though Teams' page says more by now. It says the message is counted as UTF-16; what is sent is
 * UTF-8, wider for Chinese: the larger of both counts. The rest is for what stands around the card.
 */
export const MAX_CARD = 28 * 1024 - 3000

export type AdaptiveCard = {
  type: 'AdaptiveCard'
  $schema: string
  version: '1.5'
  body: Block[]
  actions?: Block[]
  msteams?: { width?: 'Full'; entities?: Mention[] }
}

export const adaptiveCard = (body: Block[], rest: Partial<AdaptiveCard> = {}): AdaptiveCard => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  body,
  ...rest,
})

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
  return [...note(rest.length - (way ? 1 : 0), spoken), ...(way ? renderPart(way).blocks : [])]
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
    const rendered = renderPart(part)
    const rest = parts.slice(i + 1)
    if (size + sizeOf(rendered) + sizeOf(tailOf(rest, spoken)) <= most) {
      add(rendered)
      continue
    }
    const room = most - size - sizeOf(tailOf(rest, spoken))
    const begun = beginningOf(part, MAX_TEXT, (first) => sizeOf(renderPart(first)) <= room)
    if (begun) add(renderPart(begun))
    const tail = tailOf(begun ? rest : parts.slice(i), spoken)
    if (size + sizeOf(tail) <= most) blocks.push(...tail)
    else blocks.push(...note(parts.length - i, spoken))
    break
  }
  return { blocks, mentions }
}
