import { DomainError } from '../errors.ts'

export type { Clean } from './bytes.ts'

import { type Clean, starts, text } from './bytes.ts'
import { jpeg } from './jpeg.ts'
import { png } from './png.ts'
import { webp } from './webp.ts'

/** What a telephone takes fits; more is no picture to look at but one to choke on. */
export const LARGEST_BYTES = 8 * 1024 * 1024
export const MOST_PIXELS = 50_000_000

/**
 * A picture with nothing in it but the picture: only the parts that are needed to show it are kept, so that place,
 * camera, names, comments, thumbnails and whatever hangs on after its end are gone. A list of what stays, since lists of
 * what goes (exif-be-gone) leave IPTC, comments and trailing data. Which way is up stays. Throws `invalid`, `too large`.
 */
export const cleanPicture = (bytes: Uint8Array): Clean => {
  if (bytes.length > LARGEST_BYTES) throw tooLarge()
  try {
    const clean = starts(bytes, 0xff, 0xd8, 0xff)
      ? jpeg(bytes)
      : starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
        ? png(bytes)
        : text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP'
          ? webp(bytes)
          : undefined
    if (!clean || clean.width < 1 || clean.height < 1) throw notAPicture()
    if (clean.width * clean.height > MOST_PIXELS) throw tooLarge()
    return clean
  } catch (error) {
    // A number read past the end: cut short, or made to confuse
    throw error instanceof RangeError ? notAPicture() : error
  }
}

const notAPicture = () => new DomainError('invalid', 'This is not a JPEG, PNG or WebP picture.', 'pictures')
const tooLarge = () =>
  new DomainError('too large', 'A picture may have 8 MB and 50 million pixels.', 'pictures')
