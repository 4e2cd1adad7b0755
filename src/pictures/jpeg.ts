import { type Clean, joined, part, text, viewOf } from './bytes.ts'

/** A progressive picture has about ten; thousands would only keep a browser busy. */
const MOST_SCANS = 100

/**
 * ITU-T T.81: markers 0xFFxx with a length, then from SOS on the scans. What is kept is frame, tables and scans, each
 * exactly as long as it says; JFIF and Adobe segments are written as if new, since they say how colours are meant.
 * Frames that no browser shows (lossless, arithmetic) are refused.
 */
export const jpeg = (bytes: Uint8Array): Clean | undefined => {
  const view = viewOf(bytes)
  const kept: Uint8Array[] = []
  let size: { width: number; height: number } | undefined
  let head: Uint8Array = NO_PARTS
  let adobe: Uint8Array = NO_PARTS
  let turned = 1
  let scans = 0
  let at = 2
  for (;;) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9) break
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8)) return undefined
    const end = at + 2 + view.getUint16(at + 2)
    const segment = part(bytes, at, end)
    const shape = SHAPES[marker]
    if (shape) {
      if (!shape(segment)) return undefined
      kept.push(segment)
    } else if (marker === 0xe0 && text(segment, 4, 9) === 'JFIF\0') head = JFIF
    else if (marker === 0xe1) turned = orientation(segment) ?? turned
    else if (marker === 0xee && text(segment, 4, 9) === 'Adobe') adobe = transform(segment)
    else if (marker < 0xe0) return undefined
    if (marker <= 0xc2) {
      if (size) return undefined
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    at = end
    if (marker !== 0xda) continue
    if (!size || ++scans > MOST_SCANS) return undefined
    const scan = scanEnd(bytes, at)
    kept.push(bytes.subarray(at, scan))
    at = scan
  }
  if (!size || scans === 0) return undefined
  const up = turned === 1 ? NO_PARTS : upright(turned)
  return { type: 'image/jpeg', bytes: joined([START, head, up, adobe, ...kept, END]), ...size }
}

const NO_PARTS = new Uint8Array()
const START = new Uint8Array([0xff, 0xd8])
const END = new Uint8Array([0xff, 0xd9])
/** ITU-T T.871, 10: version 1.01, square pixels, no thumbnail. */
const JFIF = new Uint8Array([0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0])

/** T.81 B.2: a segment is as long as what it holds, so that nothing stands behind it. */
const SHAPES: Record<number, ((segment: Uint8Array) => boolean) | undefined> = {
  192: (s) => s.length === 10 + 3 * s[9]!,
  193: (s) => s.length === 10 + 3 * s[9]!,
  194: (s) => s.length === 10 + 3 * s[9]!,
  196: (s) => holdsTables(s, (at) => 17 + s.subarray(at + 1, at + 17).reduce((all, n) => all + n, 0)),
  218: (s) => s.length === 8 + 2 * s[4]!,
  219: (s) => holdsTables(s, (at) => (s[at]! >> 4 ? 129 : 65)),
  221: (s) => s.length === 6,
}

const holdsTables = (segment: Uint8Array, lengthAt: (at: number) => number): boolean => {
  let at = 4
  while (at < segment.length) at += lengthAt(at)
  return at === segment.length
}

/** Adobe's segment, of which only the last byte says something: how colours were transformed. */
const transform = (segment: Uint8Array): Uint8Array =>
  segment.length >= 16 && segment[15]! <= 2
    ? new Uint8Array([0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, segment[15]!])
    : NO_PARTS

/** Where entropy-coded data ends: at a marker that is neither a stuffed zero nor a restart. */
const scanEnd = (bytes: Uint8Array, from: number): number => {
  for (
    let at = bytes.indexOf(0xff, from);
    at >= 0 && at + 1 < bytes.length;
    at = bytes.indexOf(0xff, at + 1)
  ) {
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
