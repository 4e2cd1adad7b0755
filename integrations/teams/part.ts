import type { CardPart, MessageRef } from '../chat.ts'
import { cut, foldAt } from '../cut.ts'
import { button } from './button.ts'
import { chartBlocks } from './chart.ts'
import { type Block, lines, run, type TextRun } from './text.ts'

const MAX_URL = 2000
export const MAX_TEXT = 3000
const MAX_LINES = 60
export type Mention = { type: 'mention'; text: string; mentioned: { id: string; name: string } }

export type Rendered = { blocks: Block[]; mention?: Mention }

const written = (text: string, style: Omit<TextRun, 'type' | 'text'> = {}): Block[] => {
  const shown = cut(text, MAX_TEXT).split('\n')
  const kept = shown.length > MAX_LINES ? [...shown.slice(0, MAX_LINES), '…'] : shown
  return lines(kept.join('\n'), style)
}

export function renderPart(part: CardPart): Rendered {
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
      return {
        blocks: part.heed
          ? [{ type: 'Container', style: 'warning', items: written(part.text) }]
          : written(part.text, { isSubtle: true, size: 'Small' }),
      }
    case 'mention':
      return mention(part)
    case 'link':
      return { blocks: link(part.label, addressOf(part)) }
    case 'item':
      return { blocks: item(part) }
    case 'chart':
      return { blocks: chartBlocks(part) }
    case 'rule':
    case 'buttons':
      return { blocks: [{ type: 'Container', separator: true, items: [] }] }
  }
}

const quote = (text: string, more: string | undefined): Block[] => {
  const shown = cut(text, MAX_TEXT)
  const box = (items: Block[], rest: object = {}): Block => ({
    type: 'Container',
    style: 'emphasis',
    spacing: 'Small',
    items,
    ...rest,
  })
  const at = more ? foldAt(shown) : undefined
  if (!more || !at) return [box(written(shown))]
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

const isAddress = (url: string) => /^https?:\/\//.test(url) && url.length <= MAX_URL

const item = ({
  label,
  text,
  quote,
  actions = [],
  subject,
  ...place
}: Extract<CardPart, { kind: 'item' }>) => {
  const url = place.url && addressOf({ ...place, url: place.url })
  const name = run(cut(label, 300), {
    weight: 'Bolder',
    ...(url && isAddress(url) && { selectAction: { type: 'Action.OpenUrl' as const, url } }),
  })
  return [
    ...lines(cut(text ? `: ${text}` : '', MAX_TEXT), {}, [name]),
    ...(quote
      ? lines(cut(quote, MAX_TEXT), { isSubtle: true }).map((block) => ({ ...block, spacing: 'None' }))
      : []),
    ...(actions.length > 0
      ? [{ type: 'ActionSet', spacing: 'Small', actions: actions.map((action) => button(action, subject)) }]
      : []),
  ]
}

const link = (label: string, url: string): Block[] =>
  isAddress(url)
    ? [
        {
          type: 'RichTextBlock',
          inlines: [run(cut(label, 300) || url, { selectAction: { type: 'Action.OpenUrl', url } })],
        },
      ]
    : lines(cut(`${label}: ${url}`, MAX_TEXT))

/** https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams: a channel message. */
function addressOf({ url, message }: { url: string; message?: MessageRef }): string {
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
