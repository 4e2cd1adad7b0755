import * as z from 'zod/mini'
import type { Place } from '../records/caseList.ts'

const at = z.pipe(
  z.int().check(z.minimum(0), z.maximum(4_102_444_800_000)),
  z.transform((ms) => new Date(ms)),
)
const place = z.union([
  z.tuple([z.literal('opened'), at, z.guid()]),
  z.tuple([z.literal('updated'), at, z.int().check(z.minimum(0))]),
])

/** Where a page ended, as text that means nothing to who is given it. */
export const cursorOf = ({ by, at, id }: Place): string =>
  Buffer.from(JSON.stringify([by, at.getTime(), id])).toString('base64url')

/** Undefined for what is not one of ours. */
export const placeOf = (cursor: string): Place | undefined => {
  try {
    const [by, at, id] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { by, at, id } as Place
  } catch {
    return undefined
  }
}
