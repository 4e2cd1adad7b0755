import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type * as z from 'zod/mini'
import { BODY_STATUS, BodyError } from '../../integrations/body.ts'
import { issueText, pathOf } from '../../integrations/issues.ts'
import { causeOf, DomainError, type Fault, type Refusal } from '../errors.ts'
import { staffWords } from '../locales/staff.ts'

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
  'not json': 415,
}

/** Each status has one kind of problem; `type` leads to it at `GET /v1/problems`, and docs/api.md has the same headings. */
export const PROBLEMS: Record<number, { anchor: string; what: string }> = {
  401: {
    anchor: 'no-key',
    what: 'No API key, a wrong one, one that ended or was revoked; or a wrong signature.',
  },
  403: { anchor: 'missing-scope', what: 'The key may not do this. A key with another scope may.' },
  404: { anchor: 'not-found', what: 'There is nothing at this address, or no such row.' },
  405: { anchor: 'wrong-method', what: 'The address takes other methods: the header Allow names them.' },
  408: { anchor: 'too-slow', what: 'The body did not come within its time. Send the request again.' },
  409: { anchor: 'conflict', what: 'Another request got there first, or it is too late for this.' },
  410: { anchor: 'gone', what: 'What this was about has ended.' },
  413: { anchor: 'too-large', what: 'The body is larger than this address takes.' },
  415: { anchor: 'not-json', what: 'The body is not sent as JSON: set Content-Type to application/json.' },
  422: {
    anchor: 'wrong-fields',
    what: 'The request can’t be used as it is: errors names every field and what is wrong with it.',
  },
  429: { anchor: 'too-many', what: 'Too many requests: send it again later.' },
  500: {
    anchor: 'our-fault',
    what: 'Something failed on our side. Send the same request again: it is not counted twice.',
  },
  503: { anchor: 'not-now', what: 'Not possible at the moment. Send the same request again.' },
}

export type { Fault }

/** Nobody corrects more than that in one go, and an answer should not be many times its question. */
const MOST_FAULTS = 100

/** Problem details (RFC 9457); `errors` names each faulty field by its path. */
export const problem = (
  c: Context,
  status: ContentfulStatusCode,
  title: string,
  errors: Fault[] = [],
): Response => {
  const known = PROBLEMS[status]
  const type = known ? `/v1/problems#${known.anchor}` : 'about:blank'
  const listed = errors.slice(0, MOST_FAULTS).map(({ field, message }) => ({ field, message }))
  return c.json({ type, title, status, ...(listed.length > 0 ? { errors: listed } : {}) }, status, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
  })
}

const english = staffWords('en')

const refusal = (c: Context, { code, says, field }: DomainError): Response => {
  const message = says(english)
  return problem(c, STATUS[code], message, field ? [{ field, message }] : [])
}

/** Every fault of what was given, by its field and in plain words. `of`: what an unknown field is not one of. */
export const faultsOf = (error: z.core.$ZodError, given: unknown, of: string): Fault[] =>
  error.issues.flatMap((issue) => {
    const path = pathOf(issue)
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          field: [...path, key].join('.').slice(0, 200),
          message: `is not a field of ${of}`,
        }))
      : [{ field: path.join('.') || 'body', message: issueText(issue, given) }]
  })

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
