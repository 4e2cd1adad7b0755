import type { types } from '@slack/bolt'
import { cut } from '../cut.ts'

/** Makes text inert where Slack reads mrkdwn: no mention, link or channel call survives. */
export const escapeText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Plain text is never parsed by Slack; `emoji: false` keeps `:smile:` as it was written. Empty text is refused. */
export const plain = (text: string, max: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, max) || '–',
  emoji: false,
})

/** What Slack sends as mrkdwn, as a person reads it: a link by its label, a mention by its name, the rest unescaped. */
export const readable = (text: string): string =>
  text
    .replace(
      /<((?:[@#!]|https?:|mailto:|tel:)[^<>|\n]*)(?:\|([^<>\n]*))?>/g,
      (_, target: string, label?: string) => {
        const mark = /^[@#!]/.exec(target)?.[0]
        if (!mark) return label || target.replace(/^mailto:|^tel:/, '')
        return label
          ? `${mark === '!' ? '@' : mark}${label.replace(/^[@#]/, '')}`
          : mark === '!'
            ? `@${target.slice(1)}`
            : target
      },
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
