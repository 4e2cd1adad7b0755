import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { BodyLimit } from '../../integrations/body.ts'
import type { Background, ChatPerson, Handle } from '../../integrations/chat.ts'
import { cut } from '../../integrations/cut.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import type { EdgeDeps } from '../deps.ts'
import { preferredLanguage } from '../locales/preferred.ts'
import { FORM, LATE_FORM, ownPath, type Posted, readPosted } from './posted.ts'
import { type Session, whoseSession } from './signIn.ts'
import { type DeskStore, WORKSPACE } from './store.ts'
import { type Flash, html, NoticePage, type Viewer, wordsOf } from './views/layout.tsx'
import { SignInPage } from './views/signIn.tsx'

/** What the desk is made of. Without `pictures` there are none. */
export type DeskDeps = EdgeDeps & { pictures?: PictureStore }
export type Desk = DeskDeps & { store: DeskStore }
/** A request to the desk; the handle and the background are of that request. */
export type DeskContext = Context<{ Bindings: { handle: Handle; background: Background } }>

export const personOf = ({ id }: Viewer): ChatPerson => ({ platform: 'desk', workspace: WORKSPACE, user: id })

/** What a visitor's browser asks for, of the languages spoken here. */
export const languageFor = (c: DeskContext): string =>
  preferredLanguage(c.req.header('accept-language') ?? '') ?? 'en'

const FLASH_SECONDS = 60

const isSecure = ({ publicUrl }: Desk, c: DeskContext) => (publicUrl || c.req.url).startsWith('https:')
/** Where there is TLS a cookie of this host alone, which no other host can set. */
const cookieName = (desk: Desk, c: DeskContext, name: string) =>
  `${isSecure(desk, c) ? '__Host-' : ''}amends-${name}`
/** Lax: a link in a mail or in chat opens the desk signed in; a form from elsewhere brings no cookie. */
const setOwn = (desk: Desk, c: DeskContext, name: string, value: string, maxAge: number) =>
  setCookie(c, cookieName(desk, c, name), value, {
    path: '/',
    httpOnly: true,
    secure: isSecure(desk, c),
    sameSite: 'Lax',
    maxAge,
  })

export const secretOf = (desk: Desk, c: DeskContext) => getCookie(c, cookieName(desk, c, 'session')) ?? ''

export const keepSession = (desk: Desk, c: DeskContext, { secret, expiresAt }: Session) =>
  setOwn(desk, c, 'session', secret, Math.floor((expiresAt.getTime() - desk.now().getTime()) / 1000))

export const dropSession = (desk: Desk, c: DeskContext) => setOwn(desk, c, 'session', '', 0)

/** Shows something on the next page, once. */
export const setFlash = (desk: Desk, c: DeskContext, { text, bad }: Flash) => {
  const packed = Buffer.from(`${bad ? '!' : ' '}${cut(text, 700)}`).toString('base64url')
  setOwn(desk, c, 'told', packed, FLASH_SECONDS)
}
export const takeFlash = (desk: Desk, c: DeskContext): Flash | undefined => {
  const packed = getCookie(c, cookieName(desk, c, 'told'))
  if (!packed) return undefined
  setOwn(desk, c, 'told', '', 0)
  const text = Buffer.from(packed, 'base64url').toString()
  return { text: text.slice(1), bad: text.startsWith('!') }
}

/** The key in every form of a session, beside the cookie: a page of an earlier session can't act. */
const keyOf = (secret: string) => createHash('sha256').update(`desk form\0${secret}`).digest('base64url')

const viewerOf = async (desk: Desk, c: DeskContext): Promise<Viewer | undefined> => {
  const secret = secretOf(desk, c)
  const person = secret ? await whoseSession(desk, secret, desk.now()) : undefined
  return person && { ...person, key: keyOf(secret) }
}

/** A page for browsers; a line for clients that do not ask for HTML. */
const refuse = (c: DeskContext, status: number, line: string, page: () => unknown): Response =>
  c.req.header('accept')?.includes('text/html')
    ? html(page(), status)
    : new Response(line, { status, headers: { 'cache-control': 'no-store' } })

/** Asks the visitor to sign in, and then leads back to where they were. What they typed is shown, so that it is not lost. */
const askToSignIn = (c: DeskContext, posted?: Posted): Response => {
  const to = ownPath(posted?.get('back') ?? c.req.path)
  const words = [...(posted ?? [])].filter(([name, text]) => name.startsWith('v.') && text.trim().length > 10)
  const language = languageFor(c)
  const flash = posted && { text: wordsOf({ language }).desk.signIn.over, bad: true }
  return refuse(c, 401, 'please sign in', () =>
    SignInPage({ language, to, words: words.map(([, text]) => text), flash }),
  )
}

export const malformed = (c: DeskContext): Response =>
  refuse(c, 400, 'not a form of the desk', () => {
    const language = languageFor(c)
    const { unread: title, again: text } = wordsOf({ language }).desk.faults
    return NoticePage({ language, title, text })
  })

const foreign = (c: DeskContext): Response =>
  refuse(c, 403, 'from another place', () => {
    const language = languageFor(c)
    const { foreign: title, foreignText: text } = wordsOf({ language }).desk.faults
    return NoticePage({ language, title, text })
  })

/** Browsers say where a form was sent from: only our own pages may. */
const isOurs = ({ publicUrl }: Desk, c: DeskContext): boolean => {
  const origin = c.req.header('origin')
  if (!origin) return c.req.header('sec-fetch-site') === 'same-origin'
  const own = [publicUrl, c.req.url].flatMap((url) => (URL.canParse(url) ? [new URL(url).origin] : []))
  return own.includes(origin)
}

/** A form that anybody may send, signed in or not: 403 from elsewhere, 400 if it is none. */
export const openForm =
  (desk: Desk, limit: BodyLimit, then: (c: DeskContext, posted: Posted) => Promise<Response>) =>
  async (c: DeskContext): Promise<Response> => {
    if (!isOurs(desk, c)) return refused(desk, foreign(c))
    const posted = await readPosted(c.req.raw, limit)
    return posted ? then(c, posted) : refused(desk, malformed(c))
  }

/** A form of somebody who is signed in: 401 without a session, or with the key of another session. */
export const ownForm =
  (
    desk: Desk,
    limit: BodyLimit,
    then: (c: DeskContext, viewer: Viewer, posted: Posted) => Promise<Response>,
  ) =>
  async (c: DeskContext): Promise<Response> => {
    const viewer = await viewerOf(desk, c)
    if (!viewer) return refused(desk, askToSignIn(c, isOurs(desk, c) ? await typed(c, limit) : undefined))
    return openForm(desk, limit, async (c, posted) =>
      posted.get('key') === viewer.key ? then(c, viewer, posted) : refused(desk, askToSignIn(c, posted)),
    )(c)
  }

/** What somebody sent whose session had ended: where they were, and their words. */
const typed = (c: DeskContext, limit: BodyLimit) =>
  readPosted(c.req.raw, limit === FORM ? LATE_FORM : limit).catch(() => undefined)

/** A page of somebody who is signed in. */
export const ownPage =
  (desk: Desk, then: (c: DeskContext, viewer: Viewer) => Promise<Response>) =>
  async (c: DeskContext): Promise<Response> => {
    const viewer = await viewerOf(desk, c)
    return viewer ? then(c, viewer) : askToSignIn(c)
  }

const refused = ({ log }: Desk, response: Response): Response => {
  log('desk.refused', { status: response.status })
  return response
}

export const goTo = (c: DeskContext, path: string): Response => {
  c.header('cache-control', 'no-store')
  return c.redirect(path, 303)
}

/** A page with the cookies that were set on the way. */
export const finish = (c: DeskContext, page: Response): Response => c.newResponse(page.body, page)
