const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/**
 * What a person wrote in Teams, whose messages are HTML, as plain text. It is shown as text alone, never as HTML. Each
 * expression stops where the next match could begin, so that the whole is linear.
 */
export const readable = (html: string): string =>
  html
    .slice(0, 100_000)
    .replace(/<(?:br|\/p|\/div|\/li|\/h\d|\/blockquote)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (all, decimal, hex, name) =>
      name
        ? (ENTITIES[String(name).toLowerCase()] ?? all)
        : character(decimal ? Number(decimal) : Number.parseInt(hex, 16), all),
    )
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

const character = (code: number, otherwise: string): string =>
  code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : otherwise

export type TextRun = {
  type: 'TextRun'
  text: string
  weight?: 'Bolder'
  size?: 'Large' | 'Small'
  color?: 'Attention' | 'Warning' | 'Good'
  isSubtle?: boolean
  selectAction?: { type: 'Action.OpenUrl'; title?: string; url: string }
}
export type Block = Record<string, unknown> & { type: string }

/** Runs of text, which Teams shows as written: a TextBlock would read Markdown and mentions in it. */
export const run = (text: string, style: Omit<TextRun, 'type' | 'text'> = {}): TextRun => ({
  type: 'TextRun',
  text,
  ...style,
})

/** One block a line, since no text run is promised to keep a line break. */
export function lines(
  text: string,
  style: Omit<TextRun, 'type' | 'text'> = {},
  before: TextRun[] = [],
): Block[] {
  return text.split('\n').map((line, i) => ({
    type: 'RichTextBlock',
    inlines: [...(i === 0 ? before : []), run(line, style)],
    ...(i > 0 && { spacing: 'None' }),
  }))
}
