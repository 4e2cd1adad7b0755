import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { BodyLimit } from '../../integrations/body.ts'
import type { Background, ChatPerson } from '../../integrations/chat.ts'
import { cut } from '../../integrations/cut.ts'
import type { Handle } from '../../integrations/inbound.ts'
import type { SignInProvider } from '../../integrations/oidc/oidc.ts'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import type { EdgeDeps } from '../deps.ts'
import { rolesOf } from '../directory/roles.ts'
import { preferredLanguage } from '../locales/preferred.ts'
import { deskPersonOf, whoseSession } from '../sessions/read.ts'
import { readWays } from '../sessions/ways.ts'
import { visitBy } from '../visits.ts'
import { cookieName, secretOf, setOwn } from './cookies.ts'
import { FORM, LATE_FORM, ownPath, type Posted, readPosted } from './posted.ts'
import { mayOpen, notForRole } from './roles.ts'
import { type DeskStore, WORKSPACE } from './store.ts'
import { type Flash, html, NoticePage, type Viewer, wordsOf } from './views/layout.tsx'
import { SignInPage, type SignInWays } from './views/signIn.tsx'

/** What the desk is made of. Without `pictures` or an identity provider there are none. */
export type DeskDeps = EdgeDeps & { pictures?: PictureStore; oidc?: SignInProvider }
export type Desk = DeskDeps & { store: DeskStore }
/** A request to the desk; the handle and the background are of that request. */
export type DeskContext = Context<{ Bindings: { handle: Handle; background: Background } }>

export const personOf = ({ id }: Viewer): ChatPerson => ({ platform: 'desk', workspace: WORKSPACE, user: id })

/** What a visitor's browser asks for, of the languages spoken here. */
export const languageFor = (c: DeskContext): string =>
  preferredLanguage(c.req.header('accept-language') ?? '') ?? 'en'

const FLASH_SECONDS = 60

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

export const viewerOf = async (desk: Desk, c: DeskContext): Promise<Viewer | undefined> => {
  const secret = secretOf(desk, c)
  const person = secret ? await whoseSession(desk, secret, desk.now()) : undefined
  return person && { ...person, key: keyOf(secret), held: await rolesOf(desk.db, person.id) }
}

/**
 * Somebody who came by a personal link from chat: for the page it names and for the report. `refused`: they have such a
 * visit, and it does not open this page.
 */
const visitorOf = async (desk: Desk, c: DeskContext): Promise<Viewer | 'refused' | undefined> => {
  const secret = getCookie(c, cookieName(desk, c, 'visit')) ?? ''
  const visit = secret ? await visitBy(desk, secret, desk.now()) : undefined
  const person = visit && (await deskPersonOf(desk, visit.personId))
  if (!person) return undefined
  const { pathname, search } = new URL(c.req.url)
  const open = ['/desk/report', '/desk/report.csv'].includes(pathname)
  if (!open && visit.opens !== `${pathname}${search}`) return 'refused'
  return { ...person, key: '', visits: true, held: await rolesOf(desk.db, person.id) }
}

/** A page for browsers; a line for clients that do not ask for HTML. */
const refuse = (c: DeskContext, status: number, line: string, page: () => unknown): Response =>
  c.req.header('accept')?.includes('text/html')
    ? html(page(), status)
    : new Response(line, { status, headers: { 'cache-control': 'no-store' } })

/** How people sign in here, for the page that asks them to. */
export const waysOf = async (desk: Desk): Promise<SignInWays> => {
  const { mail, oidc } = await readWays(desk.db, desk.oidc !== undefined)
  return { mail, ...(oidc && desk.oidc && { oidc: desk.oidc.kind }) }
}

/** Asks the visitor to sign in, and then leads back to where they were. What they typed is shown, so that it is not lost. */
const askToSignIn = async (
  desk: Desk,
  c: DeskContext,
  posted?: Posted,
  visit?: 'refused',
): Promise<Response> => {
  const { pathname, search } = new URL(c.req.url)
  const to = ownPath(posted?.get('back') ?? `${pathname}${posted ? '' : search}`)
  const words = [...(posted ?? [])].filter(([name, text]) => name.startsWith('v.') && text.trim().length > 10)
  const language = languageFor(c)
  const say = wordsOf({ language })
  const ways = await waysOf(desk)
  const flash = posted
    ? { text: say.desk.signIn.over, bad: true }
    : visit && { text: say.report.link.alone, bad: true }
  return refuse(c, 401, 'please sign in', () =>
    SignInPage({ language, to, ways, words: words.map(([, text]) => text), flash }),
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

const notTheirs = (c: DeskContext, viewer: Viewer): Response =>
  refuse(c, 403, 'not for this role', () =>
    NoticePage({
      viewer,
      title: wordsOf({ viewer }).desk.faults.hidden,
      text: notForRole(c.req.routePath, viewer),
    }),
  )

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
    if (!viewer)
      return refused(desk, await askToSignIn(desk, c, isOurs(desk, c) ? await typed(c, limit) : undefined))
    if (!mayOpen(c.req.method, c.req.routePath, viewer)) return refused(desk, notTheirs(c, viewer))
    return openForm(desk, limit, async (c, posted) =>
      posted.get('key') === viewer.key
        ? then(c, viewer, posted)
        : refused(desk, await askToSignIn(desk, c, posted)),
    )(c)
  }

/** What somebody sent whose session had ended: where they were, and their words. */
const typed = (c: DeskContext, limit: BodyLimit) =>
  readPosted(c.req.raw, limit === FORM ? LATE_FORM : limit).catch(() => undefined)

/** A page of somebody who is signed in. */
export const ownPage =
  (desk: Desk, then: (c: DeskContext, viewer: Viewer) => Promise<Response>) =>
  async (c: DeskContext): Promise<Response> => {
    const viewer = (await viewerOf(desk, c)) ?? (await visitorOf(desk, c))
    if (!viewer || viewer === 'refused') return askToSignIn(desk, c, undefined, viewer)
    return mayOpen(c.req.method, c.req.routePath, viewer)
      ? then(c, viewer)
      : refused(desk, notTheirs(c, viewer))
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
