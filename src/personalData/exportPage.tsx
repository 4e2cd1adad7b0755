import { createHash } from 'node:crypto'
import { raw } from 'hono/html'
import { localeOf, wordFor } from '../locales/index.ts'
import type { Export } from './export.ts'
import { linesOf, moment } from './exportLines.ts'

const STYLE = `
:root { color-scheme: light dark; --line: #8885 }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2.5rem } dl { border-top: 1px solid var(--line); padding-top: .75rem; display: grid; grid-template-columns: minmax(7rem, 11rem) 1fr; gap: .15rem 1rem }
dt { opacity: .75 } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap }
img { max-width: 100%; max-height: 20rem }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr } dt { margin-top: .4rem } }`

/** For who answers with it: its own style, pictures of this place, and nothing else. */
export const EXPORT_CSP = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`

type Look = {
  language?: string
  /** Its reader is the customer; without it, somebody on staff, who has to know whose data it is. */
  own?: boolean
  /** Whether pictures are shown where they are named. */
  pictures?: boolean
}

/** An export as a page that is read, printed and sent: no script, nothing loaded from elsewhere. */
export const exportPage = (
  { customer, at, tables, names, withheld }: Export,
  { language = 'en', own = false, pictures = false }: Look = {},
): string => {
  const words = localeOf(language)
  const say = words.dataCopy
  const when = moment(at)
  return `<!doctype html>${(
    <html lang={words.pages.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{say.title}</title>
        <style>{raw(STYLE)}</style>
      </head>
      <body>
        <main>
          <h1>{say.title}</h1>
          <p>{own ? say.lead(when) : say.of(customer, when)}</p>
          {Object.entries(tables).map(([table, rows]) => (
            <section>
              <h2>{wordFor<string>(say.tables, table) ?? table}</h2>
              {rows.map((row, n) => (
                <>
                  {pictures && table === 'pictures' && typeof row.link === 'string' && (
                    <p>
                      <img src={row.link} alt={say.picture(n + 1)} />
                    </p>
                  )}
                  <dl>
                    {linesOf({ table, row, names }, words).map(([name, value]) => (
                      <>
                        <dt>{name}</dt>
                        <dd dir="auto">{value}</dd>
                      </>
                    ))}
                  </dl>
                </>
              ))}
            </section>
          ))}
          <section>
            <h2>{say.withheld}</h2>
            <ul>
              {withheld.map(({ what, values }) => (
                <li>
                  {say.why[what]} ({values})
                </li>
              ))}
            </ul>
          </section>
        </main>
      </body>
    </html>
  )}`
}
