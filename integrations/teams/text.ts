/** Shortens to at most `max` UTF-16 units, never in the middle of a character, and says so by an ellipsis. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  return `${text.slice(0, Math.max(0, max - 1)).replace(/[\uD800-\uDBFF]$/, '')}…`
}

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
