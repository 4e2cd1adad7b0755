import { type Clean, joined, part, text, viewOf } from './bytes.ts'

/**
 * https://developers.google.com/speed/webp/docs/riff_container: a still picture. Its frame is kept, with its alpha where
 * it has one, in a container written as if new; a canvas of another size than the frame is refused.
 */
export const webp = (bytes: Uint8Array): Clean | undefined => {
  const view = viewOf(bytes)
  const until = 8 + view.getUint32(4, true)
  let canvas: Size | undefined
  let alpha: Uint8Array | undefined
  let frame: { size: Size; chunk: Uint8Array } | undefined
  for (let at = 12; at + 8 <= Math.min(until, bytes.length) && !frame; ) {
    const name = text(bytes, at, at + 4)
    const length = view.getUint32(at + 4, true)
    const data = part(bytes, at + 8, at + 8 + length)
    if (name === 'ANIM' || name === 'ANMF') return undefined
    if (name === 'VP8X') canvas = { width: 1 + u24(data, 4), height: 1 + u24(data, 7) }
    if (name === 'ALPH') alpha = chunkOf(name, data)
    if (name === 'VP8 ' || name === 'VP8L') {
      const size = name === 'VP8 ' ? lossy(data) : lossless(data)
      if (!size) return undefined
      frame = { size, chunk: chunkOf(name, data) }
      if (name === 'VP8L') alpha = undefined
    }
    at += 8 + length + (length % 2)
  }
  if (!frame) return undefined
  const { size, chunk } = frame
  if (canvas && (canvas.width !== size.width || canvas.height !== size.height)) return undefined
  const body = joined(alpha ? [extended(size), alpha, chunk] : [chunk])
  const head = new Uint8Array([...ascii('RIFF'), 0, 0, 0, 0, ...ascii('WEBP')])
  viewOf(head).setUint32(4, body.length + 4, true)
  return { type: 'image/webp', bytes: joined([head, body]), ...size }
}

type Size = { width: number; height: number }

/** RFC 6386, 9.1: a key frame's start code, then 14 bits each. */
const lossy = (data: Uint8Array): Size | undefined => {
  const view = viewOf(data)
  if (data[3] !== 0x9d || data[4] !== 0x01 || data[5] !== 0x2a) return undefined
  return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff }
}

const lossless = (data: Uint8Array): Size | undefined => {
  if (data[0] !== 0x2f) return undefined
  const bits = viewOf(data).getUint32(1, true)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) }
}

/** VP8X that says there is alpha, and nothing else. */
const extended = ({ width, height }: Size): Uint8Array =>
  chunkOf('VP8X', new Uint8Array([0b0001_0000, 0, 0, 0, ...bytes24(width - 1), ...bytes24(height - 1)]))

const chunkOf = (name: string, data: Uint8Array): Uint8Array => {
  const chunk = new Uint8Array(8 + data.length + (data.length % 2))
  chunk.set(ascii(name))
  viewOf(chunk).setUint32(4, data.length, true)
  chunk.set(data, 8)
  return chunk
}

const ascii = (name: string) => [...name].map((letter) => letter.charCodeAt(0))
const u24 = (data: Uint8Array, at: number) =>
  viewOf(data).getUint16(at, true) + (viewOf(data).getUint8(at + 2) << 16)
const bytes24 = (n: number) => [n & 255, (n >> 8) & 255, n >> 16]
