/** How sizes of weights are told apart: one at a time, from here on all alike. */
const SIZES = 10
const OF_WEIGHT = 2 + 2 * SIZES
/** By the weights of the feature that went before: one above zero counts 1, one below it 4. */
const BEFORE = 16

/** Gives the bit that was packed for a context; a packer is told it, and gives it back. */
export type Bit = (context: number, bit: boolean) => boolean

/**
 * Goes through weights the same way for packing and for unpacking, four of each feature. It asks `bit` for each thing that
 * has to be known, and writes into `weights` what that says. A feature without weights takes one bit.
 */
export const walk = (weights: Int8Array, bit: Bit): void => {
  for (let from = 0; from < weights.length; from += 4) {
    const any = weights[from]! | weights[from + 1]! | weights[from + 2]! | weights[from + 3]!
    if (!bit(0, any !== 0)) continue
    let before = 0
    for (let kind = 0; kind < 4; kind++) {
      const weight = walkOne(weights[from + kind]!, 1 + (kind * BEFORE + before) * OF_WEIGHT, bit)
      weights[from + kind] = weight
      before = (before + (weight > 0 ? 1 : weight < 0 ? 4 : 0)) % BEFORE
    }
  }
}

const walkOne = (weight: number, context: number, bit: Bit): number => {
  if (!bit(context, weight !== 0)) return 0
  const above = bit(context + 1, weight > 0)
  const sizes = context + (above ? 2 : 2 + SIZES)
  let size = 1
  while (bit(sizes + Math.min(size, SIZES) - 1, size < Math.abs(weight))) size++
  return above ? size : -size
}

/** How likely a context's next bit is 1, learned as it goes, in 4096ths. */
export const chances = () => {
  const ones = new Uint16Array(1 + 4 * BEFORE * OF_WEIGHT).fill(2048)
  return {
    /** Where `range` is cut: below it the bit is 1. */
    cut: (range: number, context: number) => (range >>> 12) * ones[context]!,
    saw: (context: number, bit: boolean) => {
      ones[context]! += ((bit ? 4096 - 32 : 31) - ones[context]!) >> 6
    },
  }
}

/** What `pack` of test/blind/train.ts wrote: a range coder with adaptive bits, as in LZMA. gzip alone takes 40 % more. */
export const unpack = (text: string, into: Int8Array): Int8Array => {
  const bytes = atob(text)
  const { cut, saw } = chances()
  let at = 0
  const next = () => (at < bytes.length ? bytes.charCodeAt(at++) : 0)
  let range = 0xffffffff
  let code = 0
  for (let n = 0; n < 5; n++) code = ((code << 8) | next()) >>> 0
  walk(into, (context) => {
    const below = cut(range, context)
    const bit = code < below
    if (bit) range = below
    else {
      code -= below
      range -= below
    }
    saw(context, bit)
    while (range < 0x1000000) {
      code = ((code << 8) | next()) >>> 0
      range = (range << 8) >>> 0
    }
    return bit
  })
  return into
}
