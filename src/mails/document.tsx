import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { mailColours } from '../colour.ts'
import { localeOf } from '../locales/index.ts'
import type { Block } from './blocks.tsx'
import { type Common, line, type RenderedMail } from './look.ts'

const FONTS = `font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif`
/** Outlook on Windows takes neither fonts by inheritance nor a list it can't read the first of. */
const WORD = raw(
  `<!--[if mso]><style>body,table,td,div,p,h1,a,span,strong{font-family:'Segoe UI',Arial,sans-serif !important}table{border-collapse:separate}</style><![endif]-->`,
)
const WORD_TABLE = raw(
  '<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->',
)
const WORD_TABLE_END = raw('<!--[if mso]></td></tr></table><![endif]-->')
/** Keeps a mail program from showing the mail's beginning behind the preheader. */
const FILLER = raw('&#847;&zwnj;&nbsp;'.repeat(30))
const STYLE = `@media (prefers-color-scheme:dark){.page{background-color:#111!important}.card{background-color:#1f1f1f!important;color:#f2f2f2!important}.quiet{color:#b8b8b8!important}.box{background-color:#2c2c2c!important}.link{color:#f2f2f2!important}}`

/** Every element that holds words says its font itself: some programs drop the sheet, some inherit nothing. */
const inFonts = (html: string): string =>
  html.replace(/<(body|td|div|p|h1|a|span|strong)\b([^>]*)>/g, (_, name: string, rest: string) =>
    / style="/.test(rest)
      ? `<${name}${rest.replace(' style="', ` style="${FONTS};`)}>`
      : `<${name}${rest} style="${FONTS}">`,
  )

/** A mail in both its forms: no pictures, nothing fetched, nothing that reports back. */
export const renderMail = (
  { brand, language }: Pick<Common, 'brand' | 'language'>,
  subject: string,
  preheader: string,
  body: Block[],
  foot: Block[],
): RenderedMail => {
  const colours = mailColours(brand.colour)
  // A line of its own for each: an SMTP server may take no line above 998 characters
  const part = (blocks: Block[]): Child => blocks.map((block) => ['\n', block.html(colours)])
  const name = line(brand.name)
  // What follows "-- " is a signature to a mail program (RFC 3676, 4.3)
  const text = [...body, { text: `-- \n${name}` }, ...foot].map((block) => block.text).join('\n\n')
  const html = (
    <html lang={localeOf(language).pages.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no,date=no,address=no,email=no" />
        <title>{line(subject)}</title>
        {'\n'}
        <style>{raw(STYLE)}</style>
        {'\n'}
        {WORD}
      </head>
      {'\n'}
      <body class="page" style="margin:0;padding:0;background-color:#eeeeee">
        <div style="display:none;max-height:0;overflow:hidden">
          {line(preheader)}
          {FILLER}
        </div>
        {'\n'}
        <table
          role="presentation"
          class="page"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          border={0}
          style="background-color:#eeeeee"
        >
          <tr>
            <td align="center" style="padding:16px 8px">
              {WORD_TABLE}
              {'\n'}
              <table
                role="presentation"
                class="card"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                border={0}
                style="max-width:600px;background-color:#ffffff;color:#1a1a1a"
              >
                <tr>
                  <td
                    align="left"
                    style={`padding:20px 20px 24px;border-top:6px solid ${colours.brand};font-size:17px;line-height:26px`}
                  >
                    <p style="margin:0 0 20px;font-size:18px;line-height:24px">
                      <strong>{name}</strong>
                    </p>
                    {part(body)}
                    {'\n'}
                    <div style="margin:20px 0 0;padding:16px 0 0;border-top:1px solid #8a8a8a">
                      {part(foot)}
                    </div>
                  </td>
                </tr>
              </table>
              {'\n'}
              {WORD_TABLE_END}
            </td>
          </tr>
        </table>
      </body>
    </html>
  )
  return { subject: line(subject), text: `${text}\n`, html: inFonts(`<!doctype html>\n${html}\n`) }
}
