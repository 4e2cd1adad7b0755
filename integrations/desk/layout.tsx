import { createHash } from 'node:crypto'
import type { Child } from 'hono/jsx'
import type { DeskPerson } from './store.ts'
import { style } from './style.ts'

const sheet = createHash('sha256').update(style).digest('base64')

/** Nothing of the desk is kept, framed, indexed, or tells other places where one came from; no script runs. */
export const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${sheet}'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  // Not no-referrer: browsers would then hide from us, too, where a form was sent from
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow, noarchive',
}

/** Who looks, and the key that goes with every form of theirs. */
export type Viewer = DeskPerson & { key: string }
/** What is told once, after something was done or refused. */
export type Told = { text: string; bad?: boolean }

type Shell = { title: string; viewer?: Viewer; told?: Told; wide?: boolean; children?: Child }

export const Page = ({ title, viewer, told, wide, children }: Shell) => (
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
        {told && <Tell {...told} />}
        {children}
      </main>
    </body>
  </html>
)

export const Tell = ({ text, bad }: Told) => (
  <p class={bad ? 'told bad t' : 'told t'} role={bad ? 'alert' : 'status'}>
    {text}
  </p>
)

export const html = (page: unknown, status = 200): Response =>
  new Response(`<!doctype html>${String(page)}`, { status, headers: HEADERS })
