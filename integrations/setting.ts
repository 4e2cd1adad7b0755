import * as z from 'zod/mini'

/** A setting and what it wants, shown when it is missing or wrong. */
export const wants = <S extends z.ZodMiniType>(schema: S, what: string): S => schema.check(z.describe(what))

/** An address, without a slash at its end. */
export const address = z.pipe(
  z.url({ protocol: /^https?$/ }),
  z.transform((url) => url.replace(/\/+$/, '')),
)
export const secret = z.string().check(z.minLength(16))
