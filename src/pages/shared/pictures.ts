import type { Context } from 'hono'
import type { EdgeDeps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { admit } from '../../pictures/admit.ts'
import type { Shown } from '../../pictures/read.ts'
import { LARGEST_FORM, MOST_READ, readUpload, type Upload } from './upload.ts'

/** Nothing in it can run, and nobody else keeps it. */
const HEADERS = {
  'Cache-Control': 'private, max-age=86400, immutable',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Content-Disposition': 'inline',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
  'Referrer-Policy': 'no-referrer',
}

export const sendPicture = (c: Context, { type, bytes }: Shown): Response =>
  c.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'Content-Type': type, ...HEADERS })

/** Reads a form with pictures once there is room for it: one `of` a sender at a time. Their link must be known by then. */
export const receiveUpload = async (
  { now }: Pick<EdgeDeps, 'now'>,
  c: Context,
  { of, path }: { of: string; path: string },
  take: (upload: Upload) => Promise<Response>,
): Promise<Response> => {
  const declared = Number(c.req.header('content-length') ?? LARGEST_FORM)
  if (!(declared <= MOST_READ)) throw new DomainError('too large', 'The form is too large.')
  const bytes = Math.min(declared, LARGEST_FORM)
  try {
    return await admit({ now }, { of, bytes }, async () => take(await readUpload(c.req.raw)))
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'busy')) throw error
    // A browser reads no answer before it has sent everything
    await c.req.raw.body?.pipeTo(new WritableStream()).catch(() => {})
    return c.redirect(`${path}?pictures=busy`, 303)
  }
}
