import { tidiedToken } from '../../integrations/ids.ts'
import {
  type Desk,
  type DeskContext,
  dropSession,
  goTo,
  keepSession,
  languageFor,
  secretOf,
} from './guard.ts'
import { ownPath, type Posted } from './posted.ts'
import { askSignIn, endSession, readerOfLink, useLink } from './signIn.ts'
import { html, wordsOf } from './views/layout.tsx'
import { LinkPage, LinkSentPage, SignInPage } from './views/signIn.tsx'

/** Mails a link. The answer is the same for every address. */
export const requestLink = (desk: Desk) => async (c: DeskContext, posted: Posted) => {
  const language = languageFor(c)
  const email = (posted.get('email') ?? '').trim()
  const to = ownPath(posted.get('to') ?? undefined)
  if (!/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email))
    return html(
      SignInPage({
        language,
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
  if (!language) return linkOver(c, to)
  return html(LinkPage({ language, path: `/desk/sign-in/${encodeURIComponent(token)}`, to }))
}

/** Uses a link, once, and leads to the page it was asked from. */
export const signIn = (desk: Desk) => async (c: DeskContext, posted: Posted) => {
  const to = ownPath(posted.get('to') ?? undefined)
  const session = await useLink(desk, c.req.param('token')!, desk.now())
  if (!session) return linkOver(c, to)
  keepSession(desk, c, session)
  return goTo(c, to)
}

const linkOver = (c: DeskContext, to: string): Response => {
  const language = languageFor(c)
  const flash = { text: wordsOf({ language }).desk.signIn.used, bad: true }
  return html(SignInPage({ language, to, flash }), 410)
}

export const signOut = (desk: Desk) => async (c: DeskContext) => {
  await endSession(desk, secretOf(desk, c))
  dropSession(desk, c)
  return goTo(c, '/desk/sign-in')
}
