import * as z from 'zod/mini'

/** A setting and what it wants, told when it is missing or wrong. */
export const wants = <S extends z.ZodMiniType>(schema: S, what: string): S => schema.check(z.describe(what))

export const address = z.pipe(
  z.url({ protocol: /^https?$/ }),
  z.transform((url) => url.replace(/\/$/, '')),
)
export const secret = z.string().check(z.minLength(16))
export const shared = {
  /** Where customers' links point. */
  PUBLIC_URL: wants(
    address,
    'the address customers reach the edge by, for example https://amends.example.com',
  ),
  /** Signs customers' links. Changing it ends every link that was sent. */
  TOKEN_KEY: wants(
    z.string().check(z.minLength(32)),
    'at least 32 random characters: openssl rand -base64 32',
  ),
}

/** Beside `env.ts`, so that edge carries no other entry's settings. */
export const edge = z.object({
  ...shared,
  /** Only `npm start` sets it: lets the local ticker reach ops, which has no address of its own. */
  LOCAL_TICK_KEY: wants(z.optional(secret), 'set by the local stack only'),
})

export type EdgeEnv = z.infer<typeof edge>

/** Parses an entry's environment once. The error names every missing or wrong setting and what it wants. */
export const parseEnv = <S extends z.ZodMiniObject>(schema: S, env: Record<string, unknown>): z.infer<S> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]
  const lines = names.map((name) => {
    const setting = schema.shape[name]
    const wanted = (setting && z.globalRegistry.get(setting)?.description) ?? 'see the README'
    return `  ${name} is ${given[name] === undefined ? 'missing' : 'wrong'}: it wants ${wanted}`
  })
  throw new Error(`The environment is not complete.\n${lines.join('\n')}`)
}
