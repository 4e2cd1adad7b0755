import type { Context } from 'hono'
import { readBytes } from '../../integrations/body.ts'
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

/** Nothing that is sent here has more levels; thousands would be more than a call stack holds. */
const DEEPEST = 32

/** How many brackets are open at once, those within texts left out. */
const depthOf = (json: string): number => {
  let [depth, deepest] = [0, 0]
  for (const [mark] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (mark === '{' || mark === '[') deepest = Math.max(deepest, ++depth)
    else if (mark === '}' || mark === ']') depth--
  }
  return deepest
}

/** Throws `invalid`, with the place where the text stops being JSON, or where it is nested without end. */
export const parseJson = (text: string): unknown => {
  if (text.trim() === '') throw new DomainError('invalid', 'The body is empty: send a JSON object.', 'body')
  if (depthOf(text) > DEEPEST)
    throw new DomainError('invalid', `The body is nested more than ${DEEPEST} levels deep.`, 'body')
  try {
    return JSON.parse(text)
  } catch (error) {
    const place = /line \d+ column \d+/.exec((error as Error).message)?.[0].replace(' column', ', column')
    throw new DomainError('invalid', `The body is not JSON${place ? ` (${place})` : ''}.`, 'body')
  }
}
