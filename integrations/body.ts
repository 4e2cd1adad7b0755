/** What a route takes: a body's bytes, a form's fields, and the seconds in which all of it has to arrive. */
export type BodyLimit = { bytes: number; fields: number; seconds: number }

/** `cut off`: the client hung up; there is nobody to answer, and nothing of ours has failed. */
export type BodyFault = 'too large' | 'too slow' | 'cut off'

/** The HTTP status of each. */
export const BODY_STATUS = { 'too large': 413, 'too slow': 408, 'cut off': 400 } as const

export class BodyError extends Error {
  readonly code: BodyFault
  constructor(code: BodyFault, message: string) {
    super(message)
    this.name = 'BodyError'
    this.code = code
  }
}

/** A body's bytes. A longer or slower one is not read to its end. Throws BodyError. */
export const readBytes = async (
  request: Request,
  { bytes, seconds }: Pick<BodyLimit, 'bytes' | 'seconds'>,
): Promise<Uint8Array> => {
  const tooLarge = () => new BodyError('too large', `The body is larger than ${sizeOf(bytes)}.`)
  const declared = Number(request.headers.get('content-length') ?? Number.NaN)
  if (declared > bytes) throw tooLarge()
  // The server keeps a client to the length it declared, and reading in one go is several times faster
  const stop = declared <= bytes ? undefined : new AbortController()
  const work = stop ? inPieces(request, bytes, stop.signal) : request.arrayBuffer()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    const refuse = () => reject(new BodyError('too slow', `The body did not arrive within ${seconds} s.`))
    timer = setTimeout(refuse, seconds * 1000)
  })
  try {
    const read = await Promise.race([work, late])
    if (!read || read.byteLength > bytes) throw tooLarge()
    return read instanceof Uint8Array ? read : new Uint8Array(read)
  } catch (error) {
    if (error instanceof BodyError) throw error
    throw new BodyError('cut off', 'The body ended too early.')
  } finally {
    clearTimeout(timer)
    stop?.abort()
  }
}

/** The same for a caller that is told in a line why its body is refused. */
export const bytesOrRefusal = async (
  request: Request,
  limit: Pick<BodyLimit, 'bytes' | 'seconds'>,
): Promise<Uint8Array | Response> => {
  try {
    return await readBytes(request, limit)
  } catch (error) {
    if (!(error instanceof BodyError)) throw error
    return new Response(error.message, { status: BODY_STATUS[error.code] })
  }
}

const sizeOf = (bytes: number) => `${bytes / 1024} KiB`

/** Undefined for a body that is too large, or that is no longer wanted. */
const inPieces = async (
  { body }: Pick<Request, 'body'>,
  bytes: number,
  signal?: AbortSignal,
): Promise<Buffer | undefined> => {
  const reader = body?.getReader()
  const stop = () => reader?.cancel().catch(() => {})
  signal?.addEventListener('abort', stop)
  const pieces: Uint8Array[] = []
  for (let size = 0; reader; ) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > bytes) {
      await stop()
      return undefined
    }
    pieces.push(value)
  }
  return Buffer.concat(pieces)
}

/**
 * What another system answers, as text of at most so many bytes once unpacked, whatever length it declares. How long it
 * may take is the signal's that it was asked with.
 */
export const readAnswer = async (response: Response, bytes: number): Promise<string> => {
  const read = await inPieces(response, bytes)
  if (!read) throw new BodyError('too large', `The answer is larger than ${sizeOf(bytes)}.`)
  return read.toString()
}

/** The media type that a request declares, in small letters. */
const typeOf = (request: Request): string =>
  request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? ''

/** The fields of a form as a browser posts it, in their order; undefined for what is no form. Throws BodyError. */
export const readFields = async (
  request: Request,
  limit: BodyLimit,
): Promise<[name: string, value: string][] | undefined> => {
  const type = typeOf(request)
  if (type === 'application/x-www-form-urlencoded') {
    const body = await readBytes(request, limit)
    atMost(limit.fields, count(body, '&') + 1)
    return [...new URLSearchParams(new TextDecoder().decode(body))]
  }
  if (type !== 'multipart/form-data') return undefined
  const body = await readBytes(request, limit)
  const boundary = /boundary="?([^";]{1,100})/i.exec(request.headers.get('content-type') ?? '')?.[1]
  if (!boundary) return undefined
  atMost(limit.fields, count(body, `--${boundary}`) - 1)
  const headers = { 'content-type': request.headers.get('content-type')! }
  const data = await new Response(body as BodyInit, { headers }).formData().catch(() => undefined)
  if (!data) return undefined
  const fields = [...data]
  // A header may show a boundary within another parameter, which was counted in its place
  atMost(limit.fields, fields.length)
  return fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
}

const atMost = (most: number, fields: number) => {
  if (fields > most) throw new BodyError('too large', `The form has more than ${most} fields.`)
}

const count = (body: Uint8Array, mark: string): number => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  let found = 0
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + mark.length)) found++
  return found
}
