import type { types } from '@slack/bolt'
import type { CardPart, MessageRef } from '../chat.ts'
import { cut } from '../cut.ts'
import { button } from './button.ts'
import { chartBlock } from './chart.ts'
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

function partBlock(part: Exclude<CardPart, { kind: 'chart' | 'item' }>): types.KnownBlock {
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
