import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { spoken, words } from '../../surveys/words/index.ts'
import type { EdgeDeps } from '../deps.ts'
import { causeOf, DomainError, type Refusal } from '../errors.ts'
import type { Page } from './layout.tsx'
import { type Message, messagePage } from './messages.tsx'

/** A page over HTTP: kept nowhere, framed nowhere, loading nothing. */
export const answer = (c: Context, { html, status, csp }: Page): Response =>
  c.body(html, status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': csp,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
  })

/** A message where no brand or language is known but the browser's. */
export const tell = (c: Context, message: Message): Response => {
  const language = accepts(c, {
    header: 'Accept-Language',
    supports: ['en', 'sv', 'nb'],
    default: 'en',
    match: (wanted, { default: otherwise }) =>
      wanted
        .filter(({ q, type }) => q > 0 && spoken(type))
        .sort((a, b) => b.q - a.q)
        .at(0)?.type ?? otherwise,
  })
  return answer(c, messagePage(words(language), message))
}

export const methodNotAllowed = (c: Context): Response => {
  const response = tell(c, 'method')
  response.headers.set('Allow', 'GET, HEAD, POST')
  return response
}

const messages: Partial<Record<Refusal, Message>> = {
  unknown: 'unknown',
  expired: 'expired',
  conflict: 'busy',
  'too large': 'tooLarge',
  invalid: 'malformed',
}

/** Answers an expected refusal with its page; anything else is logged without its link. */
export const onError =
  ({ log }: EdgeDeps) =>
  (error: Error, c: Context): Response => {
    const message = error instanceof DomainError ? messages[error.code] : undefined
    if (!message) log('page.failed', { path: c.req.routePath, error: causeOf(error) })
    return tell(c, message ?? 'failed')
  }
