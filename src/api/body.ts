import type { Context } from 'hono'
import { DomainError } from '../errors.ts'

export const LARGEST_BODY = 64 * 1024

/** Reads a body of at most 64 KiB, whatever its declared length. Throws `too large`. */
export const readBytes = async (c: Context, largest = LARGEST_BODY): Promise<Uint8Array> => {
  const tooLarge = new DomainError('too large', `The body is larger than ${largest / 1024} KiB.`, 'body')
  if (Number(c.req.header('content-length') ?? 0) > largest) throw tooLarge
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength
    if (size > largest) throw tooLarge
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The same as text. Throws `invalid` for broken UTF-8. */
export const readBody = async (c: Context): Promise<string> => {
  const bytes = await readBytes(c)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw new DomainError('invalid', 'The body is not UTF-8.', 'body')
  }
}

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new DomainError('invalid', 'The body is not JSON.', 'body')
  }
}
