import { createHash } from 'node:crypto'
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { type Held, opens } from '../../directory/rights.ts'
import { type StaffWords, staffWords } from '../../locales/staff.ts'
import type { DeskPerson } from '../../sessions/read.ts'
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
export type Viewer = DeskPerson & {
  /** Their roles. */
  held: Held[]
  key: string
  /** Which session it is, and when the identity provider last vouched for them in it. A visit is none. */
  session?: string
  vouchedAt?: Date | null
  /** By a personal link, which opens the report alone. */
  visits?: true
}
/** What is shown once, after something was done or refused. */
export type Flash = { text: string; bad?: boolean }

/** What a page is written in: its viewer's language, or what the browser of a stranger asks for. */
export type Reader = { viewer?: Viewer; language?: string }
export const wordsOf = ({ viewer, language = 'en' }: Reader): StaffWords =>
  staffWords(viewer?.language ?? language)

/** The pages that the desk's navigation names. */
export type Place = 'work' | 'cases' | 'answers' | 'report' | 'customers' | 'console'
type PageProps = Reader & { title: string; flash?: Flash; wide?: boolean; here?: Place; children?: Child }

export const Page = ({ title, viewer, language, flash, wide, here, children }: PageProps) => {
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
                {viewer.visits ? (
                  <span class="who">{viewer.name}</span>
                ) : (
                  <a class="who" href="/desk/sessions" title={words.sessions.title}>
                    {viewer.name}
                  </a>
                )}
                {!viewer.visits && (
                  <form method="post" action="/desk/sign-out">
                    <input type="hidden" name="key" value={viewer.key} />
                    <button type="submit" class="plain">
                      {say.signOut}
                    </button>
                  </form>
                )}
              </>
            )}
          </div>
          {viewer && !viewer.visits && <Nav viewer={viewer} here={here} />}
        </header>
        <main id="main" class={wide ? 'wide' : undefined}>
          {flash && <FlashView {...flash} />}
          {children}
        </main>
      </body>
    </html>
  )
}

const PATHS: Record<Place, string> = {
  work: '/desk',
  cases: '/desk/cases',
  answers: '/desk/answers',
  report: '/desk/report',
  customers: '/desk/customers',
  console: '/desk/console',
}

const Nav = ({ viewer, here }: { viewer: Viewer; here?: Place }) => {
  const say = wordsOf({ viewer }).lists.nav
  const places = (Object.keys(PATHS) as Place[]).filter((place) => opens(`GET ${PATHS[place]}`, viewer.held))
  return (
    <nav aria-label={say.label}>
      {places.map((place) => (
        <a href={PATHS[place]} aria-current={place === here ? 'page' : undefined}>
          {say[place]}
        </a>
      ))}
    </nav>
  )
}

export const FlashView = ({ text, bad }: Flash) => (
  <p class={bad ? 'told bad t' : 'told t'} role={bad ? 'alert' : 'status'}>
    {text}
  </p>
)

export const html = (page: unknown, status = 200): Response =>
  new Response(`<!doctype html>${String(page)}`, { status, headers: HEADERS })

/** Where a page goes on once its rest is known. */
export const Later = () => raw('<!--later-->')

// A stream that a Worker fills by a controller of its own may stop before its last part (opennextjs-aws 1196)
const { IdentityTransformStream: Through = TransformStream } = globalThis as {
  IdentityTransformStream?: typeof TransformStream
}
/** Both parts may be written before anybody reads. */
const ROOM = { highWaterMark: 2 }

/**
 * A page whose beginning is sent at once, up to `Later`, and the rest when it is there. What fails by then can't be a
 * status: `rest` says it in words.
 */
export const htmlInTwo = (
  page: unknown,
  rest: Promise<string>,
): { response: Response; sent: Promise<void> } => {
  const [begins = '', ends = ''] = `<!doctype html>${String(page)}`.split(String(Later()))
  const text = new TextEncoder()
  const { readable, writable } = new Through<Uint8Array, Uint8Array>(undefined, undefined, ROOM)
  const send = async () => {
    const to = writable.getWriter()
    await to.write(text.encode(begins))
    await to.write(text.encode((await rest) + ends))
    await to.close()
  }
  // Its reader may be gone by then
  return { response: new Response(readable, { headers: HEADERS }), sent: send().catch(() => {}) }
}

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
