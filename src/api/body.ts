import type { Context } from 'hono'
import { readBytes } from '../../integrations/body.ts'
import { excessOf } from '../../integrations/json.ts'
import { DomainError } from '../errors.ts'

/** What an integrator may send at once. */
const JSON_BODY = { bytes: 64 * 1024, seconds: 20 }

/** Reads a JSON request's text. Throws BodyError, and `invalid` for broken UTF-8. */
export const readBody = async (c: Context): Promise<string> => {
  const bytes = await readBytes(c.req.raw, JSON_BODY)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw new DomainError('invalid', 'The body is not UTF-8.', 'body')
  }
}

/** Throws `invalid`, with the place where the text stops being JSON, or where it is nested without end. */
export const parseJson = (text: string): unknown => {
  if (text.trim() === '') throw new DomainError('invalid', 'The body is empty: send a JSON object.', 'body')
  const excess = excessOf(text)
  if (excess) throw new DomainError('invalid', `The body is ${excess}.`, 'body')
  try {
    return JSON.parse(text)
  } catch (error) {
    const place = /line \d+ column \d+/.exec((error as Error).message)?.[0].replace(' column', ', column')
    throw new DomainError('invalid', `The body is not JSON${place ? ` (${place})` : ''}.`, 'body')
  }
}
