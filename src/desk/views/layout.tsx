import { createHash } from 'node:crypto'
import type { Child } from 'hono/jsx'
import { type StaffWords, staffWords } from '../../locales/staff.ts'
import type { DeskPerson } from '../signIn.ts'
import { style } from './style.ts'

const sheet = createHash('sha256').update(style).digest('base64')

/** Nothing of the desk is cached, framed or indexed, other sites don't learn its addresses, and no script runs. */
export const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${sheet}'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  // With no-referrer browsers would hide from us, too, where a form was sent from
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow, noarchive',
}

/** The person who looks, and the key that goes with each of their forms. */
export type Viewer = DeskPerson & { key: string }
/** What is shown once, after something was done or refused. */
export type Flash = { text: string; bad?: boolean }

/** What a page is written in: its viewer's language, or what the browser of a stranger asks for. */
export type Reader = { viewer?: Viewer; language?: string }
export const wordsOf = ({ viewer, language = 'en' }: Reader): StaffWords =>
  staffWords(viewer?.language ?? language)

type PageProps = Reader & { title: string; flash?: Flash; wide?: boolean; children?: Child }

export const Page = ({ title, viewer, language, flash, wide, children }: PageProps) => {
  const words = wordsOf({ viewer, language })
  const say = words.desk
  return (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex,nofollow,noarchive" />
        <link rel="icon" href="data:," />
        <title>{`${title} · ${say.name}`}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <a class="skip" href="#main">
          {say.skip}
        </a>
        <header>
          <div>
            <a class="home" href="/desk">
              {say.name}
            </a>
            {viewer && (
              <>
                <span class="who">{viewer.name}</span>
                <form method="post" action="/desk/sign-out">
                  <input type="hidden" name="key" value={viewer.key} />
                  <button type="submit" class="plain">
                    {say.signOut}
                  </button>
                </form>
              </>
            )}
          </div>
        </header>
        <main id="main" class={wide ? 'wide' : undefined}>
          {flash && <FlashView {...flash} />}
          {children}
        </main>
      </body>
    </html>
  )
}

const FlashView = ({ text, bad }: Flash) => (
  <p class={bad ? 'told bad t' : 'told t'} role={bad ? 'alert' : 'status'}>
    {text}
  </p>
)

export const html = (page: unknown, status = 200): Response =>
  new Response(`<!doctype html>${String(page)}`, { status, headers: HEADERS })

export const BackLink = (reader: Reader) => (
  <p>
    <a class="button" href="/desk">
      {wordsOf(reader).desk.back}
    </a>
  </p>
)

/** A refusal, or that there is nothing here: in kind words, and with a way on. */
export const NoticePage = ({ title, text, ...reader }: Reader & { title: string; text: string }) => (
  <Page title={title} {...reader}>
    <h1>{title}</h1>
    <p class="t">{text}</p>
    <BackLink {...reader} />
  </Page>
)
