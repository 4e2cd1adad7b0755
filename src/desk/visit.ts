import { linkedVisit, startVisit } from '../visits.ts'
import { keepVisit } from './cookies.ts'
import { type Desk, type DeskContext, goTo, languageFor, viewerOf, waysOf } from './guard.ts'
import { html, NoticePage, type Viewer, wordsOf } from './views/layout.tsx'
import { OpenPage, SignInPage } from './views/signIn.tsx'

const LONGEST = 2_000
const tokenOf = (c: DeskContext): string => (c.req.param('token') ?? '').slice(0, LONGEST)

/** What a personal link from chat opens: a page with one button. Changes nothing, so programs that look at links can't use it up. */
export const showVisit = (desk: Desk) => async (c: DeskContext) => {
  const token = tokenOf(c)
  const visit = await linkedVisit(desk, token, desk.now())
  if (!visit) return over(desk, c)
  const viewer = await viewerOf(desk, c)
  if (viewer && viewer.id !== visit.personId) return another(viewer)
  return html(OpenPage({ language: visit.language, path: `/desk/open/${encodeURIComponent(token)}` }))
}

/** Uses the link, once, and leads to its page. Who is signed in stays so; a link of somebody else is not used. */
export const openVisit = (desk: Desk) => async (c: DeskContext) => {
  const token = tokenOf(c)
  const now = desk.now()
  const [visit, viewer] = [await linkedVisit(desk, token, now), await viewerOf(desk, c)]
  if (visit && viewer && viewer.id !== visit.personId) return another(viewer)
  const started = visit && (await startVisit(desk, token, now))
  if (!started) return over(desk, c)
  if (!viewer) keepVisit(desk, c, started)
  return goTo(c, started.opens)
}

const over = async (desk: Desk, c: DeskContext): Promise<Response> => {
  const language = languageFor(c)
  const flash = { text: wordsOf({ language }).report.link.over, bad: true }
  return html(SignInPage({ language, ways: await waysOf(desk), to: '/desk/report', flash }), 410)
}

const another = (viewer: Viewer): Response => {
  const { title, other } = wordsOf({ viewer }).report.link
  return html(NoticePage({ viewer, title, text: other(viewer.name) }), 403)
}
