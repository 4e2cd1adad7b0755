import { mailColours } from '../colour.ts'
import { localeOf } from '../locales/index.ts'
import type { Block } from './blocks.ts'
import { type Common, type Drawn, esc, line } from './look.ts'

const FONTS = `font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif`
/** Outlook on Windows takes neither fonts by inheritance nor a list it can't read the first of. */
const WORD = `<!--[if mso]><style>body,table,td,div,p,h1,a,span,strong{font-family:'Segoe UI',Arial,sans-serif !important}table{border-collapse:separate}</style><![endif]-->`
const style = `@media (prefers-color-scheme:dark){.page{background-color:#111!important}.card{background-color:#1f1f1f!important;color:#f2f2f2!important}.quiet{color:#b8b8b8!important}.box{background-color:#2c2c2c!important}.link{color:#f2f2f2!important}}`

/** Every element that holds words says its font itself: some programs drop the sheet, some inherit nothing. */
const inFonts = (html: string): string =>
  html.replace(/<(body|td|div|p|h1|a|span|strong)\b([^>]*)>/g, (_, name: string, rest: string) =>
    / style="/.test(rest)
      ? `<${name}${rest.replace(' style="', ` style="${FONTS};`)}>`
      : `<${name}${rest} style="${FONTS}">`,
  )

/** A mail in both its forms: no pictures, nothing fetched, nothing that reports back. */
export const draw = (
  { brand, language }: Pick<Common, 'brand' | 'language'>,
  subject: string,
  preheader: string,
  body: Block[],
  foot: Block[],
): Drawn => {
  const look = mailColours(brand.colour)
  const part = (blocks: Block[]) => blocks.map((block) => block.html(look)).join('\n')
  const name = line(brand.name)
  // What follows "-- " is a signature to a mail program (RFC 3676, 4.3)
  const text = [...body, { text: `-- \n${name}` }, ...foot].map((block) => block.text).join('\n\n')
  return {
    subject: line(subject),
    text: `${text}\n`,
    html: inFonts(`<!doctype html>
<html lang="${localeOf(language).pages.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${esc(line(subject))}</title>
<style>${style}</style>
${WORD}
</head>
<body class="page" style="margin:0;padding:0;background-color:#eeeeee">
<div style="display:none;max-height:0;overflow:hidden">${esc(line(preheader))}${'&#847;&zwnj;&nbsp;'.repeat(30)}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#eeeeee"><tr><td align="center" style="padding:16px 8px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background-color:#ffffff;color:#1a1a1a"><tr><td align="left" style="padding:20px 20px 24px;border-top:6px solid ${look.brand};font-size:17px;line-height:26px">
<p style="margin:0 0 20px;font-size:18px;line-height:24px"><strong>${esc(name)}</strong></p>
${part(body)}
<div style="margin:20px 0 0;padding:16px 0 0;border-top:1px solid #8a8a8a">
${part(foot)}
</div>
</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>
`),
  }
}
