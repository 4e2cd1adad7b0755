/** Numbers from 0 up to 1 that depend on the seed alone. C. Doty-Humphrey's sfc32 (PractRand, 2010): 128 bits of state. */
export type Random = () => number

export function randomFrom(seed: number): Random {
  let [a, b, c, d] = [seed | 0, (seed / 2 ** 32) | 0, 0x9e3779b9, 1]
  const next = () => {
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 2 ** 32
  }
  for (let warm = 0; warm < 15; warm++) next()
  return next
}
