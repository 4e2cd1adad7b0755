import { Hono } from 'hono'
import { BODY_STATUS, BodyError, type BodyFault } from '../body.ts'
import type { Background, Handle } from '../chat.ts'
import { tidiedId } from '../link.ts'
import { ask, press, say, send } from './answer.ts'
import { type Desk, type Door, openForm, ownForm, ownPage, personOf, toldNow } from './door.ts'
import { HEADERS, html, type Viewer } from './layout.tsx'
import { CardPage, HomePage, NoticePage } from './pages.tsx'
import { BOX, BUTTON, FORM } from './read.ts'
import { askLink, showLink, signOut, useLink } from './signIn.ts'
import { SignInPage } from './signInPages.tsx'
import { ownPath } from './text.ts'

const FEED = 30
const FAILED = 'Something is wrong on our side. Please try again in a moment.'

const TOLD: Record<BodyFault, string> = {
  'too large': 'Nothing was changed: it was too long. Please go back, make it shorter and send it again.',
  'too slow': 'Nothing was changed: it took too long to arrive. Please go back and send it again.',
  'cut off': 'Nothing was changed. Please go back and try again.',
}

/** The desk's pages. GET and HEAD change nothing; each POST does one thing and leads to a page. */
export const rooms = (desk: Desk) =>
  new Hono<{ Bindings: { handle: Handle; background: Background } }>()
    .onError((error, c) => {
      if (error instanceof BodyError)
        return html(
          NoticePage({ title: 'That could not be read', text: TOLD[error.code] }),
          BODY_STATUS[error.code],
        )
      desk.chatEnv.log('desk.failed', { path: c.req.routePath, cause: error.name })
      return html(NoticePage({ title: 'That did not work', text: FAILED }), 500)
    })
    .get('/desk', ownPage(desk, home(desk)))
    .get('/desk/c/:id', ownPage(desk, showCase(desk)))
    .get('/desk/m/:id', ownPage(desk, showMessage(desk)))
    .get('/desk/p/:id', ownPage(desk, showPicture(desk)))
    .post('/desk/act', ownForm(desk, BUTTON, press(desk)))
    .post('/desk/form', ownForm(desk, FORM, send(desk)))
    .post('/desk/say', ownForm(desk, BOX, say(desk)))
    .post('/desk/sign-out', ownForm(desk, BUTTON, signOut(desk)))
    .get('/desk/sign-in', (c) => html(SignInPage({ to: ownPath(c.req.query('to')) })))
    .post('/desk/sign-in', openForm(desk, BUTTON, askLink(desk)))
    .get('/desk/sign-in/:token', showLink(desk))
    .post('/desk/sign-in/:token', openForm(desk, BUTTON, useLink(desk)))
    .all('*', () =>
      html(NoticePage({ title: 'There is nothing here', text: 'This address leads nowhere.' }), 404),
    )

const home = (desk: Desk) => async (c: Door, viewer: Viewer) => {
  const before = new Date(c.req.query('before') ?? '')
  const [answer, feed] = await Promise.all([
    ask(desk, c, { kind: 'home', by: personOf(viewer) }),
    desk.store.feed(viewer.id, {
      limit: FEED,
      ...(!Number.isNaN(before.getTime()) && { before }),
    }),
  ])
  const told = toldNow(desk, c)
  const last = feed.length === FEED ? feed.at(-1) : undefined
  const refusal = answer?.kind === 'notice' ? answer.text : answer ? undefined : FAILED
  const page = HomePage({
    viewer,
    cards: answer?.kind === 'home' ? answer.cards : [],
    feed,
    ...(last && { older: `/desk?before=${last.postedAt.toISOString()}` }),
    told: told ?? (refusal ? { text: refusal, bad: true } : undefined),
  })
  return finish(c, html(page))
}

/** An id as it was meant, where its link was copied with a full stop or a bracket. */
const idOf = (c: Door): string => {
  const given = c.req.param('id')!
  return tidiedId(given) ?? given
}

const showCase = (desk: Desk) => async (c: Door, viewer: Viewer) => {
  const id = idOf(c)
  const answer = await ask(desk, c, { kind: 'look', by: personOf(viewer), subject: id })
  const told = toldNow(desk, c)
  if (answer?.kind !== 'card')
    return finish(c, notShown(viewer, answer?.kind === 'notice' ? answer.text : undefined))
  const thread = (answer.thread ?? []).map((card) => ({ card }))
  const place = { viewer, back: `/desk/c/${id}` }
  const pictures = await desk.store.picturesOf(id)
  return finish(c, html(CardPage({ place, card: answer.card, thread, pictures, told })))
}

/** A message as it was posted, or where its subject can be looked at as that stands now. */
const showMessage = (desk: Desk) => async (c: Door, viewer: Viewer) => {
  const seen = await desk.store.message(viewer.id, idOf(c))
  const told = toldNow(desk, c)
  if (!seen) return finish(c, notShown(viewer, 'This message is not known, or not for you.'))
  const { message, thread } = seen
  const { subject, about } = message.card
  const look = subject ?? about
  const looked = look ? await ask(desk, c, { kind: 'look', by: personOf(viewer), subject: look }) : undefined
  // A case's message, also where it was before, shows nothing to who may not look at it, such as whoever it is about
  if (about && look === about && looked?.kind !== 'card')
    return finish(c, notShown(viewer, looked?.kind === 'notice' ? looked.text : undefined))
  const now = subject ? looked : undefined
  const page = CardPage({
    place: { viewer, back: `/desk/m/${message.id}`, message: message.id },
    card: now?.kind === 'card' ? now.card : message.card,
    thread:
      now?.kind === 'card' && now.thread
        ? now.thread.map((card) => ({ card }))
        : thread.map(({ card, postedAt, id }) => ({ card, at: postedAt, id })),
    told,
  })
  return finish(c, html(page))
}

/** Nothing in a picture can run, and it stays between this person and us. */
const showPicture = (desk: Desk) => async (c: Door, viewer: Viewer) => {
  const picture = await desk.store.picture(viewer.id, idOf(c))
  if (!picture) return notShown(viewer, 'This picture is not known, or not for you.')
  return new Response(picture.bytes, {
    headers: {
      ...HEADERS,
      'content-type': picture.type,
      'cache-control': 'private, max-age=3600',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'inline',
    },
  })
}

const notShown = (viewer: Viewer, text?: string): Response =>
  text === undefined
    ? html(NoticePage({ viewer, title: 'That did not work', text: FAILED }), 500)
    : html(NoticePage({ viewer, title: 'Nothing to show here', text }), 403)

/** A page with the cookies that were set on the way. */
const finish = (c: Door, page: Response): Response => c.newResponse(page.body, page)
