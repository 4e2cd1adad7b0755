import type { Context } from 'hono'
import { DomainError, type Fault } from '../errors.ts'
import { parseJson, readBody } from './body.ts'

const LONGEST_IDEMPOTENCY_KEY = 255

/** A request that brings JSON: its text for the idempotency key, what it says, and what is wrong around it. */
export type Received = { text: string; given: unknown; faults: Fault[] }

/**
 * Reads a JSON request, also one that is sent as another type, as `curl -d` does. Throws `not json` where it is neither
 * sent as JSON nor reads as it, BodyError, and `invalid` for what is no JSON.
 */
export const readJson = async (c: Context): Promise<Received> => {
  const encoding = c.req.header('content-encoding') ?? 'identity'
  if (encoding.toLowerCase() !== 'identity')
    throw new DomainError(
      'not json',
      'The body is to be sent unpacked, without Content-Encoding.',
      'Content-Encoding',
    )
  const text = await readBody(c)
  return { text, given: parsed(c, text), faults: [...queryFaults(c), ...idempotencyFaults(c)] }
}

const parsed = (c: Context, text: string): unknown => {
  const type = c.req.header('content-type')
  try {
    return parseJson(text)
  } catch (error) {
    if (type === undefined || /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type.trim())) throw error
    throw new DomainError(
      'not json',
      'The body is to be JSON: set Content-Type to application/json.',
      'Content-Type',
    )
  }
}

/** Parameters in the address that nobody reads would be a wish that is lost. */
export const queryFaults = (c: Context, known: readonly string[] = []): Fault[] => {
  const params = new URL(c.req.url).searchParams
  return [...new Set(params.keys())].flatMap((name) => {
    const field = name.slice(0, 50)
    if (!known.includes(name))
      return [
        {
          field,
          message: `is not a parameter here${known.length > 0 ? `: there are ${known.join(', ')}` : ''}`,
        },
      ]
    return params.getAll(name).length > 1 ? [{ field, message: 'is given more than once' }] : []
  })
}

const idempotencyFaults = (c: Context): Fault[] => {
  const key = c.req.header('idempotency-key')
  return key !== undefined && (key === '' || key.length > LONGEST_IDEMPOTENCY_KEY)
    ? [{ field: 'Idempotency-Key', message: `must have 1 to ${LONGEST_IDEMPOTENCY_KEY} characters` }]
    : []
}
