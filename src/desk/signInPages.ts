import { tidiedToken } from '../../integrations/ids.ts'
import { endSession } from '../sessions/end.ts'
import { browserOf, endedBy } from './caller.ts'
import { dropSession, keepSession, secretOf } from './cookies.ts'
import { type Desk, type DeskContext, goTo, languageFor, waysOf } from './guard.ts'
import { ownPath, type Posted } from './posted.ts'
import { askSignIn, readerOfLink, useLink } from './signIn.ts'
import { html, type Viewer, wordsOf } from './views/layout.tsx'
import { LinkPage, LinkSentPage, SignInPage } from './views/signIn.tsx'

/** Mails a link. The answer is the same for every address. */
export const requestLink = (desk: Desk) => async (c: DeskContext, posted: Posted) => {
  const language = languageFor(c)
  const ways = await waysOf(desk)
  if (!ways.mail)
    return html(
      SignInPage({
        language,
        ways,
        to: ownPath(posted.get('to') ?? undefined),
        flash: { text: wordsOf({ language }).oidc.mailOff, bad: true },
      }),
      403,
    )
  const email = (posted.get('email') ?? '').trim()
  const to = ownPath(posted.get('to') ?? undefined)
  if (!/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email))
    return html(
      SignInPage({
        language,
        ways,
        to,
        typed: email.slice(0, 254),
        flash: { text: wordsOf({ language }).desk.signIn.noEmail, bad: true },
      }),
      422,
    )
  // After the answer, which must not take longer for a known address
  c.env.background(
    askSignIn(desk, { email, to, now: desk.now() }).catch((error) =>
      desk.log('desk.sign_in_failed', { cause: (error as Error).name }),
    ),
  )
  return html(LinkSentPage({ language }))
}

/** What a mailed link opens. Changes nothing. */
export const showLink = (desk: Desk) => async (c: DeskContext) => {
  const inAddress = c.req.param('token')!
  const token = tidiedToken(inAddress) ?? inAddress
  const to = ownPath(c.req.query('to'))
  const language = await readerOfLink(desk, token, desk.now())
  if (!language) return linkOver(desk, c, to)
  return html(LinkPage({ language, path: `/desk/sign-in/${encodeURIComponent(token)}`, to }))
}

/** Uses a link, once, and leads to the page it was asked from. */
export const signIn = (desk: Desk) => async (c: DeskContext, posted: Posted) => {
  const to = ownPath(posted.get('to') ?? undefined)
  const link = c.req.param('token')!
  const session = await useLink(desk, { link, ...browserOf(c), now: desk.now() })
  if (!session) return linkOver(desk, c, to)
  keepSession(desk, c, session)
  return goTo(c, to)
}

const linkOver = async (desk: Desk, c: DeskContext, to: string): Promise<Response> => {
  const language = languageFor(c)
  const flash = { text: wordsOf({ language }).desk.signIn.used, bad: true }
  return html(SignInPage({ language, ways: await waysOf(desk), to, flash }), 410)
}

export const signOut = (desk: Desk) => async (c: DeskContext, viewer: Viewer) => {
  await endSession(desk, { secret: secretOf(desk, c), ...endedBy(desk, c, viewer) })
  dropSession(desk, c)
  return goTo(c, '/desk/sign-in')
}
