import type { mailColours } from '../colour.ts'
import { esc } from './look.ts'

/** A part of a mail, in both its forms. The HTML gets the brand's colours. */
export type Block = { text: string; html: (look: ReturnType<typeof mailColours>) => string }

const SPACE = 'margin:0 0 16px'
const lines = (text: string) => esc(text).replace(/\n/g, '<br>')
const clean = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()

export const paragraph = (text: string): Block => ({
  text,
  html: () => `<p style="${SPACE}">${esc(text)}</p>`,
})

export const small = (text: string): Block => ({
  text,
  html: () =>
    `<p class="quiet" style="${SPACE};font-size:14px;line-height:20px;color:#595959">${esc(text)}</p>`,
})

export const question = (text: string): Block => ({
  text,
  html: () =>
    `<h1 style="margin:24px 0 16px;font-size:24px;line-height:30px;font-weight:bold">${esc(text)}</h1>`,
})

/** What a person wrote, as it was written. */
export const said = (text: string): Block => ({
  text: clean(text),
  html: () =>
    clean(text)
      .split(/\n{2,}/)
      .map((part) => `<p style="${SPACE}">${lines(part)}</p>`)
      .join(''),
})

export const signature = (person: string, brand: string): Block => ({
  text: `${person}\n${brand}`,
  html: () => `<p style="${SPACE}"><strong>${esc(person)}</strong><br>${esc(brand)}</p>`,
})

export const facts = (rows: [label: string, value: string][]): Block => ({
  text: rows.map(([label, value]) => `${label}: ${value}`).join('\n'),
  html: () =>
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${SPACE};font-size:15px;line-height:22px">${rows
      .map(
        ([label, value]) =>
          `<tr><td class="quiet" valign="top" style="padding:0 16px 4px 0;color:#595959">${esc(label)}</td><td valign="top" style="padding:0 0 4px">${esc(value)}</td></tr>`,
      )
      .join('')}</table>`,
})

/** Something promised, done or told, set apart; the title may be empty. */
export const box = (title: string, words: string, notes: string[]): Block => ({
  text: [title, clean(words), ...notes].filter(Boolean).join('\n'),
  html: ({ brand }) =>
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="${SPACE}"><tr><td class="box" style="padding:12px 16px;background-color:#f4f4f4;border-left:4px solid ${brand}">${[title && `<strong>${esc(title)}</strong>`, words && lines(clean(words))].filter(Boolean).join('<br>')}${notes.map((note) => `<br><span class="quiet" style="color:#595959">${esc(note)}</span>`).join('')}</td></tr></table>`,
})

type Choice = { url: string; label: string; spoken?: string }

const link = ({ url, label, spoken }: Choice, on: string, size: string) =>
  `<a href="${esc(url)}"${spoken ? ` aria-label="${esc(spoken)}"` : ''} style="display:block;padding:14px 8px;${size};font-weight:bold;color:${on};text-decoration:none">${esc(label)}</a>`
// Outlook gives a link no padding, so there the cell has it.
// The grey edge keeps neighbours apart, and a pale brand off the page, where gaps are lost.
const cell = (brand: string, inner: string, width = '') =>
  `<td class="button" align="center" bgcolor="${brand}"${width && ` width="${width}"`} style="${width && `width:${width};`}background-color:${brand};border:1px solid #8a8a8a;border-radius:8px;mso-padding-alt:14px 8px">${inner}</td>`
const gap = (width: string) =>
  `<td width="${width}" style="width:${width};padding:0;font-size:1px;line-height:1px">&nbsp;</td>`

/**
 * Answers side by side, each at least 44 px high, with the words of the scale's ends below. Cells and gaps take 98 % in
 * all, so that they also fit where `table-layout` is not known and borders or padding come on top.
 */
export const scale = (choices: Choice[], worst: string, best: string): Block => ({
  text: choices.map(({ url, spoken, label }) => `${spoken ?? label}:\n${url}`).join('\n\n'),
  html: ({ brand, on }) =>
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed;border-collapse:separate"><tr>${choices
      .map((choice) => cell(brand, link(choice, on, 'font-size:20px;line-height:24px'), '18%'))
      .join(gap('2%'))}</tr></table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 20px;font-size:14px;line-height:20px"><tr><td align="left">${esc(worst)}</td><td align="right">${esc(best)}</td></tr></table>`,
})

/** Answers in words, one below the other. */
export const buttons = (choices: Choice[]): Block => ({
  text: choices.map(({ url, label }) => `${label}:\n${url}`).join('\n\n'),
  html: ({ brand, on }) =>
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px">${choices
      .map((choice) => `<tr>${cell(brand, link(choice, on, 'font-size:17px;line-height:22px'))}</tr>`)
      .join('<tr><td height="8" style="height:8px;font-size:0;line-height:8px">&nbsp;</td></tr>')}</table>`,
})

/** A link in words, tall enough for a thumb. */
export const quietLink = (url: string, label: string): Block => ({
  text: `${label}:\n${url}`,
  html: () =>
    `<p style="margin:0"><a class="link" href="${esc(url)}" style="display:inline-block;padding:12px 0;font-size:16px;line-height:22px;color:#1a1a1a;text-decoration:underline">${esc(label)}</a></p>`,
})
