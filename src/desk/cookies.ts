import { getCookie, setCookie } from 'hono/cookie'
import type { Session } from '../sessions/start.ts'
import type { Desk, DeskContext } from './guard.ts'

const isSecure = ({ publicUrl }: Desk, c: DeskContext) => (publicUrl || c.req.url).startsWith('https:')
/** Where there is TLS a cookie of this host alone, which no other host can set. */
export const cookieName = (desk: Desk, c: DeskContext, name: string) =>
  `${isSecure(desk, c) ? '__Host-' : ''}amends-${name}`
/** Lax: a link in a mail or in chat opens the desk signed in; a form from elsewhere brings no cookie. */
export const setOwn = (desk: Desk, c: DeskContext, name: string, value: string, maxAge: number) =>
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

export const keepVisit = (desk: Desk, c: DeskContext, { secret, expiresAt }: Session) =>
  setOwn(desk, c, 'visit', secret, Math.floor((expiresAt.getTime() - desk.now().getTime()) / 1000))
