import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type * as z from 'zod/mini'
import { BODY_STATUS, BodyError } from '../../integrations/body.ts'
import { causeOf, DomainError, type Refusal } from '../errors.ts'

const STATUS: Record<Refusal, ContentfulStatusCode> = {
  invalid: 422,
  unauthorised: 401,
  forbidden: 403,
  unknown: 404,
  expired: 410,
  conflict: 409,
  mismatch: 422,
  'too large': 413,
  'too many': 429,
  busy: 503,
}

export type Fault = { field: string; message: string }

/** Problem details (RFC 9457); `errors` names each faulty field by its path. */
export const problem = (
  c: Context,
  status: ContentfulStatusCode,
  title: string,
  errors: Fault[] = [],
): Response =>
  c.json({ type: 'about:blank', title, status, ...(errors.length > 0 ? { errors } : {}) }, status, {
    'Content-Type': 'application/problem+json',
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
  })

export const refusal = (c: Context, { code, message, field }: DomainError): Response =>
  problem(c, STATUS[code], message, field ? [{ field, message }] : [])

/** `of`: what it is not a field of. */
export const faultsOf = (error: z.core.$ZodError, of = 'a contact'): Fault[] =>
  error.issues.flatMap(({ path, message, ...issue }) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ field: [...path, key].join('.'), message: `is not a field of ${of}` }))
      : [{ field: path.join('.') || 'body', message }],
  )

/** Answers an expected refusal; anything else is logged and told without its inside. */
export const onError =
  (log: (event: string, facts?: Record<string, unknown>) => void) =>
  (error: Error, c: Context): Response => {
    if (error instanceof DomainError) return refusal(c, error)
    if (error instanceof BodyError)
      return problem(c, BODY_STATUS[error.code], error.message, [{ field: 'body', message: error.message }])
    log('request.failed', { path: c.req.routePath, error: causeOf(error) })
    return problem(
      c,
      500,
      'Something failed on our side. Please try again: the same request is not counted twice.',
    )
  }
