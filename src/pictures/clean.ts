import { DomainError } from '../errors.ts'

export type { Clean } from './bytes.ts'

import { type Clean, starts, text } from './bytes.ts'
import { jpeg } from './jpeg.ts'
import { holds, png } from './png.ts'
import { webp } from './webp.ts'

/** What a telephone takes fits; more is no picture to look at but one to choke on. */
export const LARGEST_BYTES = 8 * 1024 * 1024
const MOST_PIXELS = 50_000_000

/**
 * A picture's pixels alone: only the parts that are needed to show them are kept, so that place, camera, names,
 * comments, colour profiles, thumbnails and what stands after the end are gone. A list of what stays, since lists of
 * what goes (exif-be-gone) leave IPTC, comments and trailing data. Which way is up stays. Sizes that disagree are
 * refused. Time and memory go by the bytes. Throws `invalid`, `too large`.
 */
export const cleanPicture = async (bytes: Uint8Array): Promise<Clean> => {
  if (bytes.length > LARGEST_BYTES) throw tooLarge()
  try {
    const found = read(bytes)
    if (!found || found.width < 1 || found.height < 1) throw notAPicture()
    if (found.width * found.height > MOST_PIXELS) throw tooLarge()
    const { pixels, ...clean } = found
    if (pixels && !(await holds(pixels))) throw notAPicture()
    return clean
  } catch (error) {
    // A number read past the end: cut short, or made to confuse
    throw error instanceof RangeError ? notAPicture() : error
  }
}

const read = (bytes: Uint8Array): (Clean & Partial<NonNullable<ReturnType<typeof png>>>) | undefined => {
  if (starts(bytes, 0xff, 0xd8, 0xff)) return jpeg(bytes)
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return png(bytes)
  return text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP' ? webp(bytes) : undefined
}

const notAPicture = () => new DomainError('invalid', 'This is not a JPEG, PNG or WebP picture.', 'pictures')
const tooLarge = () =>
  new DomainError('too large', 'A picture may have 8 MB and 50 million pixels.', 'pictures')
