import { type Clean, joined, part, text, viewOf } from './bytes.ts'

/**
 * ITU-T T.81: markers 0xFFxx with a length, then from SOS on the scans. APP0 JFIF without its thumbnail, APP2 colour
 * profile and APP14 Adobe say how colours are meant.
 */
export const jpeg = (bytes: Uint8Array): Clean | undefined => {
  const view = viewOf(bytes)
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let size: { width: number; height: number } | undefined
  let turned = 1
  let at = 2
  for (;;) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9) break
    const end = at + 2 + view.getUint16(at + 2)
    const segment = part(bytes, at, end)
    if (marker === 0xe1) turned = orientation(segment) ?? turned
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      size ??= { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    const profile = marker === 0xe2 && text(segment, 4, 15) === 'ICC_PROFILE'
    const adobe = marker === 0xee && text(segment, 4, 9) === 'Adobe' && segment.length <= 16
    if (marker === 0xe0) kept.push(...jfif(segment))
    else if ((marker >= 0xc0 && marker < 0xe0) || profile || adobe) kept.push(segment)
    at = end
    if (marker !== 0xda) continue
    const scan = scanEnd(bytes, at)
    kept.push(bytes.subarray(at, scan))
    at = scan
  }
  if (!size) return undefined
  const up = turned === 1 ? [] : [upright(turned)]
  return {
    type: 'image/jpeg',
    bytes: joined([kept[0]!, ...up, ...kept.slice(1), new Uint8Array([0xff, 0xd9])]),
    ...size,
  }
}

/** A thumbnail may show what was cropped away: none is kept of JFIF (ITU-T T.871, 10), nor its extension. */
const jfif = (segment: Uint8Array): Uint8Array[] =>
  text(segment, 4, 9) === 'JFIF\0' && segment.length >= 18
    ? [new Uint8Array([0xff, 0xe0, 0, 16, ...segment.subarray(4, 16), 0, 0])]
    : []

/** Where entropy-coded data ends: at a marker that is neither a stuffed zero nor a restart. */
const scanEnd = (bytes: Uint8Array, from: number): number => {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1]!
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  throw new RangeError('cut short')
}

/** Exif 2.32, tag 0x0112 of the first directory. */
const orientation = (segment: Uint8Array): number | undefined => {
  if (text(segment, 4, 8) !== 'Exif') return undefined
  const tiff = viewOf(segment.subarray(10))
  try {
    const little = tiff.getUint16(0) === 0x4949
    const directory = tiff.getUint32(4, little)
    for (let entry = 0; entry < tiff.getUint16(directory, little); entry++) {
      const at = directory + 2 + entry * 12
      if (tiff.getUint16(at, little) !== 0x0112) continue
      const value = tiff.getUint16(at + 8, little)
      return value >= 1 && value <= 8 ? value : undefined
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return undefined
}

/** An Exif segment that says which way is up, and nothing else. */
const upright = (turned: number): Uint8Array =>
  new Uint8Array([
    ...[0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0],
  ])
