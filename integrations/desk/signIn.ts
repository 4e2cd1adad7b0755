import { tidiedToken } from '../link.ts'
import { type Desk, type Door, dropSession, goTo, keepSession, secretOf } from './door.ts'
import { html } from './layout.tsx'
import { AskedPage, LinkPage, SignInPage } from './signInPages.tsx'
import { ownPath } from './text.ts'

/** Has a link mailed. The answer is the same for every address. */
export const askLink = (desk: Desk) => async (c: Door, posted: URLSearchParams) => {
  const email = (posted.get('email') ?? '').trim()
  const to = ownPath(posted.get('to') ?? undefined)
  if (!/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email))
    return html(
      SignInPage({
        to,
        typed: email.slice(0, 254),
        told: { text: 'Please give an e-mail address.', bad: true },
      }),
      422,
    )
  // After the answer, which must not take longer for an address that is known
  const { chatEnv, store } = desk
  c.env.background(
    store
      .askSignIn(email, to, chatEnv.now())
      .catch((error) => chatEnv.log('desk.sign_in_failed', { cause: (error as Error).name })),
  )
  return html(AskedPage())
}

/** What a mailed link shows. Uses nothing up. */
export const showLink = (desk: Desk) => async (c: Door) => {
  const given = c.req.param('token')!
  const token = tidiedToken(given) ?? given
  const to = ownPath(c.req.query('to'))
  if (!(await desk.store.isGood(token, desk.chatEnv.now()))) return spent(to)
  return html(LinkPage({ path: `/desk/sign-in/${encodeURIComponent(token)}`, to }))
}

/** Uses a link, once, and leads to where one was. */
export const useLink = (desk: Desk) => async (c: Door, posted: URLSearchParams) => {
  const to = ownPath(posted.get('to') ?? undefined)
  const session = await desk.store.signIn(c.req.param('token')!, desk.chatEnv.now())
  if (!session) return spent(to)
  keepSession(desk, c, session)
  return goTo(c, to)
}

const spent = (to: string): Response =>
  html(
    SignInPage({
      to,
      told: { text: 'This link was used, or is older than 15 minutes. Ask for a new one.', bad: true },
    }),
    410,
  )

export const signOut = (desk: Desk) => async (c: Door) => {
  await desk.store.signOut(secretOf(desk, c))
  dropSession(desk, c)
  return goTo(c, '/desk/sign-in')
}
