import { type Clean, joined, part, text, viewOf } from './bytes.ts'

/** https://developers.google.com/speed/webp/docs/riff_container: still pictures; VP8X without its Exif and XMP flags. */
export const webp = (bytes: Uint8Array): Clean | undefined => {
  const view = viewOf(bytes)
  const kept: Uint8Array[] = []
  let size: { width: number; height: number } | undefined
  const until = Math.min(bytes.length, 8 + view.getUint32(4, true))
  for (let at = 12; at + 8 <= until; ) {
    const name = text(bytes, at, at + 4)
    const length = view.getUint32(at + 4, true)
    const end = at + 8 + length + (length % 2)
    const chunk = part(bytes, at, Math.min(end, Math.max(until, at + 8 + length))).slice()
    const data = viewOf(chunk.subarray(8))
    if (name === 'VP8X') {
      chunk[8] = chunk[8]! & 0b0011_0000
      size = { width: 1 + u24(data, 4), height: 1 + u24(data, 7) }
    }
    if (name === 'VP8 ')
      size ??= { width: data.getUint16(6, true) & 0x3fff, height: data.getUint16(8, true) & 0x3fff }
    if (name === 'VP8L') {
      const bits = data.getUint32(1, true)
      size ??= { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) }
    }
    if (['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ICCP'].includes(name)) kept.push(chunk)
    at = end
  }
  if (!size || !kept.some((chunk) => /^VP8[ L]$/.test(text(chunk, 0, 4)))) return undefined
  const body = joined(kept)
  const head = new Uint8Array(12)
  head.set(bytes.subarray(0, 4))
  viewOf(head).setUint32(4, body.length + 4, true)
  head.set(bytes.subarray(8, 12), 8)
  return { type: 'image/webp', bytes: joined([head, body]), ...size }
}

const u24 = (view: DataView, at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16)
