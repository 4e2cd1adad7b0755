import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { BodyLimit } from '../body.ts'
import type { Background, ChatEnv, ChatPerson, Handle } from '../chat.ts'
import { cut } from '../cut.ts'
import { html, type Told, type Viewer } from './layout.tsx'
import { NoticePage } from './pages.tsx'
import { FORM, LATE_FORM, type Posted, readPosted } from './read.ts'
import { SignInPage } from './signInPages.tsx'
import type { DeskStore, Session } from './store.ts'
import { ownPath } from './text.ts'

export type Desk = { chatEnv: ChatEnv; store: DeskStore; publicUrl: string }
export type Door = Context<{ Bindings: { handle: Handle; background: Background } }>

export const WORKSPACE = 'desk'
export const personOf = ({ id }: Viewer): ChatPerson => ({ platform: 'desk', workspace: WORKSPACE, user: id })

const TOLD_SECONDS = 60

const isSecure = ({ publicUrl }: Desk, c: Door) => (publicUrl || c.req.url).startsWith('https:')
/** Where there is TLS a cookie of the host alone, which nobody beside it can set. */
const cookieName = (desk: Desk, c: Door, name: string) =>
  `${isSecure(desk, c) ? '__Host-' : ''}amends-${name}`
/** Lax: a link in a mail or in chat leads to the desk signed in; a form from elsewhere brings no cookie. */
const setOwn = (desk: Desk, c: Door, name: string, value: string, maxAge: number) =>
  setCookie(c, cookieName(desk, c, name), value, {
    path: '/',
    httpOnly: true,
    secure: isSecure(desk, c),
    sameSite: 'Lax',
    maxAge,
  })

export const secretOf = (desk: Desk, c: Door) => getCookie(c, cookieName(desk, c, 'session')) ?? ''

export const keepSession = (desk: Desk, c: Door, { secret, expiresAt }: Session) =>
  setOwn(desk, c, 'session', secret, Math.floor((expiresAt.getTime() - desk.chatEnv.now().getTime()) / 1000))

export const dropSession = (desk: Desk, c: Door) => setOwn(desk, c, 'session', '', 0)

/** Tells something on the next page, once. */
export const tellNext = (desk: Desk, c: Door, { text, bad }: Told) => {
  const packed = Buffer.from(`${bad ? '!' : ' '}${cut(text, 700)}`).toString('base64url')
  setOwn(desk, c, 'told', packed, TOLD_SECONDS)
}
export const toldNow = (desk: Desk, c: Door): Told | undefined => {
  const packed = getCookie(c, cookieName(desk, c, 'told'))
  if (!packed) return undefined
  setOwn(desk, c, 'told', '', 0)
  const text = Buffer.from(packed, 'base64url').toString()
  return { text: text.slice(1), bad: text.startsWith('!') }
}

/** The key in every form of a session, beside the cookie: a page of an earlier session can't act. */
const keyOf = (secret: string) => createHash('sha256').update(`desk form\0${secret}`).digest('base64url')

export const viewerOf = async (desk: Desk, c: Door): Promise<Viewer | undefined> => {
  const secret = secretOf(desk, c)
  const person = secret ? await desk.store.whoIs(secret, desk.chatEnv.now()) : undefined
  return person && { ...person, key: keyOf(secret) }
}

/** Pages for browsers; a line for whoever asks for none. */
const refuse = (c: Door, status: number, line: string, page: () => unknown): Response =>
  c.req.header('accept')?.includes('text/html')
    ? html(page(), status)
    : new Response(line, { status, headers: { 'cache-control': 'no-store' } })

/** Asks who it is, and then leads back to where they were. What was typed is shown, lest it be lost. */
export const askWho = (c: Door, posted?: Posted): Response => {
  const to = ownPath(posted?.get('back') ?? c.req.path)
  const words = posted
    ? [...posted].filter(([name, text]) => name.startsWith('v.') && text.trim().length > 10)
    : []
  const text = posted ? 'Your time on the desk was over: nothing was saved.' : ''
  return refuse(c, 401, 'please sign in', () =>
    SignInPage({
      to,
      words: words.map(([, text]) => text),
      ...(text && { told: { text, bad: true } }),
    }),
  )
}

export const malformed = (c: Door): Response =>
  refuse(c, 400, 'not a form of the desk', () =>
    NoticePage({
      title: 'That could not be read',
      text: 'Nothing was changed. Please go back and try again.',
    }),
  )

const foreign = (c: Door): Response =>
  refuse(c, 403, 'from another place', () =>
    NoticePage({
      title: 'That came from another place',
      text: 'Nothing was changed. Open the desk, and do it there.',
    }),
  )

/** Browsers say where a form was sent from: only our own pages may. */
export const isOurs = ({ publicUrl }: Desk, c: Door): boolean => {
  const origin = c.req.header('origin')
  if (!origin) return c.req.header('sec-fetch-site') === 'same-origin'
  const own = [publicUrl, c.req.url].flatMap((url) => (URL.canParse(url) ? [new URL(url).origin] : []))
  return own.includes(origin)
}

/** A form of anybody, signed in or not: 403 from elsewhere, 400 for what is none. */
export const openForm =
  (desk: Desk, limit: BodyLimit, then: (c: Door, posted: Posted) => Promise<Response>) =>
  async (c: Door): Promise<Response> => {
    if (!isOurs(desk, c)) return refused(desk, foreign(c))
    const posted = await readPosted(c.req.raw, limit)
    return posted ? then(c, posted) : refused(desk, malformed(c))
  }

/** A form of somebody signed in: 401 without a session, or with another one's key. */
export const ownForm =
  (desk: Desk, limit: BodyLimit, then: (c: Door, viewer: Viewer, posted: Posted) => Promise<Response>) =>
  async (c: Door): Promise<Response> => {
    const viewer = await viewerOf(desk, c)
    if (!viewer) return refused(desk, askWho(c, isOurs(desk, c) ? await typed(c, limit) : undefined))
    return openForm(desk, limit, async (c, posted) =>
      posted.get('key') === viewer.key ? then(c, viewer, posted) : refused(desk, askWho(c, posted)),
    )(c)
  }

/** What somebody sent whose time was over: where they were, and their words. */
const typed = (c: Door, limit: BodyLimit) =>
  readPosted(c.req.raw, limit === FORM ? LATE_FORM : limit).catch(() => undefined)

/** A page of somebody signed in. */
export const ownPage =
  (desk: Desk, then: (c: Door, viewer: Viewer) => Promise<Response>) =>
  async (c: Door): Promise<Response> => {
    const viewer = await viewerOf(desk, c)
    return viewer ? then(c, viewer) : askWho(c)
  }

const refused = ({ chatEnv }: Desk, response: Response): Response => {
  chatEnv.log('desk.refused', { status: response.status })
  return response
}

export const goTo = (c: Door, path: string): Response => {
  c.header('cache-control', 'no-store')
  return c.redirect(path, 303)
}
