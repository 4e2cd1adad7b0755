import { createHash } from 'node:crypto'
import type { Child } from 'hono/jsx'
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

type PageProps = { title: string; viewer?: Viewer; flash?: Flash; wide?: boolean; children?: Child }

export const Page = ({ title, viewer, flash, wide, children }: PageProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <meta name="robots" content="noindex,nofollow,noarchive" />
      <link rel="icon" href="data:," />
      <title>{`${title} · Desk`}</title>
      <style dangerouslySetInnerHTML={{ __html: style }} />
    </head>
    <body>
      <a class="skip" href="#main">
        To the page
      </a>
      <header>
        <div>
          <a class="home" href="/desk">
            Desk
          </a>
          {viewer && (
            <>
              <span class="who">{viewer.name}</span>
              <form method="post" action="/desk/sign-out">
                <input type="hidden" name="key" value={viewer.key} />
                <button type="submit" class="plain">
                  Sign out
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

const FlashView = ({ text, bad }: Flash) => (
  <p class={bad ? 'told bad t' : 'told t'} role={bad ? 'alert' : 'status'}>
    {text}
  </p>
)

export const html = (page: unknown, status = 200): Response =>
  new Response(`<!doctype html>${String(page)}`, { status, headers: HEADERS })

export const BackLink = () => (
  <p>
    <a class="button" href="/desk">
      Back to your work
    </a>
  </p>
)

/** A refusal, or that there is nothing here: in kind words, and with a way on. */
export const NoticePage = ({ viewer, title, text }: { viewer?: Viewer; title: string; text: string }) => (
  <Page title={title} viewer={viewer}>
    <h1>{title}</h1>
    <p class="t">{text}</p>
    <BackLink />
  </Page>
)
