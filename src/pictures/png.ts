import { type Clean, joined, part, text, viewOf } from './bytes.ts'

const KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS'])
/** PNG 3, 11.2.1: the bit depths each colour type may have, and its samples a pixel. */
const COLOURS: Record<number, { depths: number[]; samples: number } | undefined> = {
  0: { depths: [1, 2, 4, 8, 16], samples: 1 },
  2: { depths: [8, 16], samples: 3 },
  3: { depths: [1, 2, 4, 8], samples: 1 },
  4: { depths: [8, 16], samples: 2 },
  6: { depths: [8, 16], samples: 4 },
}
/** 8.1, Adam7: first column and row of each pass, and the steps between. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** What a PNG's pixels weigh before compression, so that `holds` can compare. */
export type PngPixels = { data: Uint8Array[]; size: number }

/** https://www.w3.org/TR/png-3/: chunks of length, type, data and check, of which only those that hold pixels are kept. */
export const png = (bytes: Uint8Array): (Clean & { pixels: PngPixels }) | undefined => {
  const view = viewOf(bytes)
  const kept = [bytes.subarray(0, 8)]
  const data: Uint8Array[] = []
  let name = ''
  for (let at = 8; name !== 'IEND'; ) {
    const end = at + 12 + view.getUint32(at)
    name = text(bytes, at + 4, at + 8)
    const chunk = part(bytes, at, end)
    if (name === 'IHDR' ? at !== 8 || chunk.length !== 25 : at === 8) return undefined
    if ((name === 'IEND' && chunk.length !== 12) || (name === 'PLTE' && chunk.length > 12 + 768))
      return undefined
    if (name === 'tRNS' && chunk.length > 12 + 256) return undefined
    if (name === 'IDAT') data.push(chunk.subarray(8, -4))
    if (KEPT.has(name)) kept.push(chunk)
    at = end
  }
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const [depth, colour, compression, filter, interlace] = bytes.subarray(24, 29) as unknown as number[]
  const found = COLOURS[colour!]
  if (!found?.depths.includes(depth!) || compression !== 0 || filter !== 0 || interlace! > 1) return undefined
  const bits = depth! * found.samples
  const pass = (columns: number, rows: number) =>
    columns > 0 ? rows * (1 + Math.ceil((columns * bits) / 8)) : 0
  const size = interlace
    ? PASSES.reduce(
        (all, [x, y, dx, dy]) => all + pass(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)),
        0,
      )
    : pass(width, height)
  return { type: 'image/png', bytes: joined(kept), width, height, pixels: { data, size } }
}

/**
 * Whether the compressed data holds the pixels that were declared, no fewer and no more, and nothing after them. Read as a
 * stream that stops at the first byte too many.
 */
export const holds = async ({ data, size }: PngPixels): Promise<boolean> => {
  const parts = data.values()
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(to) {
      const { value, done } = parts.next()
      if (done) to.close()
      else if (value.length > 0) to.enqueue(value as Uint8Array<ArrayBuffer>)
    },
  }).pipeThrough(new DecompressionStream('deflate'))
  let read = 0
  try {
    for await (const chunk of stream) {
      read += chunk.length
      if (read > size) return false
    }
  } catch {
    return false
  }
  return read === size
}
