import type { types } from '@slack/bolt'
import type { CardPart, MessageRef } from '../chat.ts'
import { cut, foldAt } from '../cut.ts'
import { button } from './button.ts'
import { chartBlock } from './chart.ts'
import { tableBlock } from './table.ts'
import { plain } from './text.ts'

export const MAX_TEXT = 3000

const MAX_FIELDS = 10
/** What can be read in half of a message's width. Fields are plain text: Slack would read formatting in mrkdwn. */
const NARROW = 120

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

/** The blocks of a part; none where it can't be shown. */
export function blocksOf(part: CardPart): types.KnownBlock[] {
  switch (part.kind) {
    case 'chart':
      return chartBlock(part)
    case 'facts': {
      const table = part.table ? tableBlock(part.table) : []
      return table.length > 0 ? table : [partBlock(part)]
    }
    case 'quote':
      return quoteBlocks(part)
    case 'item':
      return [
        rich(line(...itemLine(part))),
        ...(part.actions?.length
          ? [{ type: 'actions' as const, elements: part.actions.map((action) => button(action, part)) }]
          : []),
      ]
    default:
      return [partBlock(part)]
  }
}

const itemLine = ({ label, text, quote, ...place }: Extract<CardPart, { kind: 'item' }>): Inline[] => {
  const url = place.url ? addressOf({ ...place, url: place.url }) : ''
  return [
    isAddress(url)
      ? { type: 'link', url, text: cut(label, 300) || url, style: { bold: true } }
      : words(label, true),
    ...(text || quote ? [words(`${text && `: ${text}`}${quote ? `\n${quote}` : ''}`)] : []),
  ]
}

/**
 * Somebody's words; of long ones the rest unfolds. It is plain text there: Slack's page takes rich text in a container, its
 * validator does not (docs.rs/slack-morphism, SlackContainerBlock).
 * https://docs.slack.dev/reference/block-kit/blocks/container-block, of September 2026
 */
function quoteBlocks({ label, text, more }: Extract<CardPart, { kind: 'quote' }>): types.KnownBlock[] {
  const at = more ? foldAt(text) : undefined
  const shown = at ? `${text.slice(0, at)} …` : text
  const quote: Sections[number] = { type: 'rich_text_quote', elements: [words(shown)] }
  const first = label ? rich(line(words(label, true)), quote) : rich(quote)
  if (!at || !more) return [first]
  const rest = {
    type: 'container',
    title: plain(more, 150),
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: [{ type: 'section', text: plain(text.slice(at).trim(), MAX_TEXT) }],
  }
  // Bolt's types do not know the block yet
  return [first, rest as unknown as types.KnownBlock]
}

/** Slack's page allows an alert 200 characters, in modals alone. https://docs.slack.dev/reference/block-kit/blocks/alert-block */
const MAX_ALERT = 200

const noteBlock = ({ text, heed }: Extract<CardPart, { kind: 'note' }>): types.KnownBlock =>
  heed && text.length <= MAX_ALERT
    ? ({ type: 'alert', level: 'warning', text: plain(text, MAX_ALERT) } as unknown as types.KnownBlock)
    : { type: 'context', elements: [plain(text, MAX_TEXT)] }

function partBlock(part: Exclude<CardPart, { kind: 'chart' | 'item' | 'quote' }>): types.KnownBlock {
  switch (part.kind) {
    case 'text':
      return rich(line(words(part.text)))
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
      return noteBlock(part)
    case 'mention':
      return part.person?.platform === 'slack'
        ? rich(line({ type: 'user', user_id: part.person.user }, words(` ${part.text}`)))
        : rich(line(words(`${part.name} ${part.text}`)))
    case 'link': {
      const url = addressOf(part)
      return isAddress(url)
        ? rich(line({ type: 'link', url, text: cut(part.label, 300) || url }))
        : rich(line(words(`${part.label}: ${url}`)))
    }
    case 'rule':
    case 'buttons':
      return { type: 'divider' }
  }
}

const isAddress = (url: string) => /^https?:\/\//.test(url) && url.length <= MAX_TEXT

/** A message by its ids; the permalink would cost a call. https://docs.slack.dev/interactivity/deep-linking */
function addressOf({ url, message }: { url: string; message?: MessageRef }): string {
  if (message?.platform !== 'slack') return url
  const { workspace: team, channel, id } = message
  return `https://slack.com/app_redirect?${new URLSearchParams({ team, channel, message_ts: id })}`
}
