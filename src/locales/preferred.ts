import { spoken } from './index.ts'

/** The language spoken here that `Accept-Language` (RFC 9110) gives the most weight; the first of equals. */
export const preferredLanguage = (header: string): string | undefined =>
  header
    .split(',', 20)
    .map((range) => {
      const [tag = '', ...weights] = range.split(';').map((part) => part.trim())
      const q = weights.find((one) => /^q=/i.test(one))?.slice(2)
      return { tag, q: q === undefined ? 1 : Number(q) }
    })
    .filter(({ tag, q }) => q > 0 && spoken(tag))
    .sort((a, b) => b.q - a.q)[0]?.tag
