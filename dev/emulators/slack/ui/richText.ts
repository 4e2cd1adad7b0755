import { html, raw } from 'hono/html'
import type { Element } from '../types.ts'
import type { Html } from './fields.ts'
import { escapeHtml, mrkdwn, plainText, type Reader } from './mrkdwn.ts'

/** Rich text, minimal: sections, lists, quotes, code, and what stands in them. */
export function richText(elements: Element[], reader: Reader): Html {
  return html`${elements.map((element) => {
    const inner = element.elements ?? []
    if (element.type === 'rich_text_list') {
      const items = inner.map((item) => html`<li>${richText([item], reader)}</li>`)
      return element.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`
    }
    if (element.type === 'rich_text_quote') return html`<blockquote>${piecesOf(inner, reader)}</blockquote>`
    if (element.type === 'rich_text_preformatted') return html`<pre>${piecesOf(inner, reader)}</pre>`
    return html`<div>${piecesOf(inner, reader)}</div>`
  })}`
}

function piecesOf(elements: Element[], reader: Reader): Html {
  return html`${elements.map((element) => {
    if (element.type === 'user') return raw(mrkdwn(`<@${element.user_id}>`, reader))
    if (element.type === 'channel') return raw(mrkdwn(`<#${element.channel_id}>`, reader))
    if (element.type === 'broadcast') return raw(mrkdwn(`<!${element.range}>`, reader))
    if (element.type === 'emoji') return raw(plainText(`:${element.name}:`))
    if (element.type === 'link') return raw(mrkdwn(`<${element.url}|${element.text ?? element.url}>`, reader))
    return raw(
      style(escapeHtml(String(element.text ?? '')), element.style as unknown as Record<string, boolean>),
    )
  })}`
}

function style(text: string, styles: Record<string, boolean> | undefined): string {
  const tags: Record<string, string> = { bold: 'strong', italic: 'em', strike: 's', code: 'code' }
  return Object.entries(tags)
    .reduce((out, [key, tag]) => (styles?.[key] ? `<${tag}>${out}</${tag}>` : out), text)
    .replace(/\n/g, '<br>')
}
