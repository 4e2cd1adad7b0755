import {
  MaxFileSizeExceededError,
  MaxTotalSizeExceededError,
  MultipartParseError,
  MultipartParser,
  type MultipartPart,
} from '@remix-run/multipart-parser'
import { BodyError } from '../../../integrations/body.ts'
import { DomainError } from '../../errors.ts'
import { type Clean, cleanPicture, LARGEST_BYTES } from '../../pictures/clean.ts'

/** What a telephone's picker hands over at once. */
const AT_ONCE = 3
/** So many pictures at their largest, with the words and the form around them. */
export const LARGEST_FORM = AT_ONCE * LARGEST_BYTES + 128 * 1024
/** So much of a larger form is read and thrown away: its words stand before the pictures, and are kept. */
export const MOST_READ = 128 * 1024 * 1024
const MOST_PARTS = 64
const LONGEST_TEXT = 64 * 1024
const CHUNK = 64 * 1024
/** A telephone that loses its line for longer begins again. */
const SILENCE = 20_000

/** `refused`: why a picture was not read. None is kept then. */
export type Upload = { text: Record<string, string>; pictures: Clean[]; refused?: DomainError }

/**
 * A form with pictures, read part by part and each picture cleaned as it comes, so that one lies in memory as it was
 * sent and never the whole form. A form above `LARGEST_FORM` keeps its words and none of its pictures. Throws
 * `invalid` where it is no such form or was cut off, `too large`, and BodyError where nothing more comes: others wait for
 * its room.
 */
export const readUpload = async (request: Request, silence = SILENCE): Promise<Upload> => {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(
    request.headers.get('content-type') ?? '',
  )
  const name = boundary?.[1] ?? boundary?.[2]
  if (!name || !request.body) throw notAForm()
  const limits = { maxFileSize: LARGEST_FORM, maxTotalSize: LARGEST_FORM, maxParts: MOST_PARTS }
  const parser = new MultipartParser(name, limits)
  const upload: Upload = { text: {}, pictures: [] }
  let files = 0
  const read = async (chunk: Uint8Array) => {
    for (const part of parser.write(chunk)) {
      if (part.isText) addText(upload, part)
      else if (part.name === 'pictures' && part.size > 0) await addPicture(upload, part, ++files)
    }
  }
  let bytes = 0
  let full = false
  try {
    for await (const chunk of inChunks(arriving(request.body, silence))) {
      bytes += chunk.length
      if (bytes > MOST_READ) throw tooLarge()
      if (full) continue
      full = await read(chunk).then(() => false, isFull)
    }
    if (!full) parser.finish()
  } catch (error) {
    if (error instanceof DomainError || error instanceof BodyError) throw error
    if (error instanceof MultipartParseError && /exceeds/.test(error.message)) throw tooLarge()
    throw notAForm()
  }
  return full ? { text: upload.text, pictures: [], refused: tooLarge() } : upload
}

const isFull = (error: unknown): true => {
  if (error instanceof MaxFileSizeExceededError || error instanceof MaxTotalSizeExceededError) return true
  throw error
}

const addText = ({ text }: Upload, part: MultipartPart) => {
  if (part.size > LONGEST_TEXT) throw tooLarge()
  if (part.name) text[part.name] ??= part.text
}

const addPicture = async (upload: Upload, part: MultipartPart, nth: number) => {
  if (upload.refused) return
  try {
    if (nth > AT_ONCE || part.size > LARGEST_BYTES) throw tooLarge()
    upload.pictures.push(await cleanPicture(part.bytes))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    upload.refused = error
    upload.pictures = []
  }
}

async function* arriving(body: ReadableStream<Uint8Array>, silence: number): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    for (;;) {
      const late = new Promise<never>((_, reject) => {
        const refuse = () => reject(new BodyError('too slow', 'Nothing more of the form came.'))
        timer = setTimeout(refuse, silence)
      })
      const { done, value } = await Promise.race([reader.read(), late])
      clearTimeout(timer)
      if (done) return
      yield value
    }
  } finally {
    clearTimeout(timer)
    reader.cancel().catch(() => {})
  }
}

/** A body that trickles in single bytes would otherwise lie in memory as so many views. */
async function* inChunks(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let filled = new Uint8Array(CHUNK)
  let size = 0
  for await (const chunk of body)
    for (let at = 0; at < chunk.length; ) {
      const taken = chunk.subarray(at, at + CHUNK - size)
      filled.set(taken, size)
      at += taken.length
      size += taken.length
      if (size < CHUNK) continue
      yield filled
      filled = new Uint8Array(CHUNK)
      size = 0
    }
  if (size > 0) yield filled.subarray(0, size)
}

const notAForm = () => new DomainError('invalid', 'This is not a form.')
const tooLarge = () =>
  new DomainError('too large', `Send at most ${AT_ONCE} pictures at once, of 8 MB each.`, 'pictures')
