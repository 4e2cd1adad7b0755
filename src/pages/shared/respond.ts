import type { Context, MiddlewareHandler } from 'hono'
import { BodyError, type BodyFault } from '../../../integrations/body.ts'
import { tidiedToken } from '../../../integrations/ids.ts'
import type { EdgeDeps } from '../../deps.ts'
import { causeOf, DomainError, type Refusal } from '../../errors.ts'
import { pageWords } from '../../locales/index.ts'
import { preferredLanguage } from '../../locales/preferred.ts'
import type { Page } from './layout.tsx'
import { type Message, messagePage } from './messages.tsx'

/** A page over HTTP: kept nowhere, framed nowhere, loading nothing. */
export const respond = (c: Context, { html, status, csp }: Page): Response =>
  c.body(html, status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': csp,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
  })

/** A message where no brand or language is known but the browser's. */
export const respondMessage = (c: Context, message: Message): Response => {
  const language = preferredLanguage(c.req.header('accept-language') ?? '') ?? 'en'
  return respond(c, messagePage(pageWords(language), message))
}

/** The address alone: what this is, for somebody who cut a link short or looked around. Without any data. */
export const home = (c: Context): Response => respondMessage(c, 'home')

/** A link copied with a full stop or a bracket behind it leads to where it was meant to. */
export const tidyLink: MiddlewareHandler = async (c, next) => {
  const token = tidiedToken(c.req.param('token') ?? '')
  if (token === undefined) return next()
  const { pathname, search } = new URL(c.req.url)
  c.header('Cache-Control', 'no-store')
  c.header('Referrer-Policy', 'no-referrer')
  return c.redirect(`/${pathname.split('/')[1]}/${token}${search}`, 308)
}

/** Which limit of a link was met. */
export const limitOf = ({ field }: DomainError): 'hour' | 'all' => (field === 'all' ? 'all' : 'hour')

export const methodNotAllowed = (c: Context): Response => {
  const response = respondMessage(c, 'method')
  response.headers.set('Allow', 'GET, HEAD, POST')
  return response
}

const messages: Partial<Record<Refusal, Message>> = {
  unknown: 'unknown',
  expired: 'expired',
  conflict: 'busy',
  'too many': 'busy',
  'too large': 'tooLarge',
  invalid: 'malformed',
}

/** Who hung up sees none of it. */
const bodies: Record<BodyFault, Message> = {
  'too large': 'tooLarge',
  'too slow': 'tooSlow',
  'cut off': 'malformed',
}

/** Answers an expected refusal with its page; anything else is logged without its link. */
export const onError =
  ({ log }: EdgeDeps) =>
  (error: Error, c: Context): Response => {
    const message =
      error instanceof BodyError
        ? bodies[error.code]
        : error instanceof DomainError
          ? messages[error.code]
          : undefined
    if (!message) log('page.failed', { path: c.req.routePath, error: causeOf(error) })
    return respondMessage(c, message ?? 'failed')
  }
