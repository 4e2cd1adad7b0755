/** A setting: what it wants, and what it reads as; undefined where it is wrong. */
export type Setting<T extends string = string> = { wants: string; read: (given: string) => T | undefined }

const address = (given: string) =>
  /^https?:\/\/[^\s/?#@]+[^\s?#@]*$/.test(given) && URL.canParse(given)
    ? given.replace(/\/+$/, '')
    : undefined
const longer = (least: number) => (given: string) => (given.trim().length >= least ? given : undefined)

/** Beside `env.ts` and without zod, so that a customer's page carries no more than it needs. */
export const EDGE = {
  /** Where customers' links point. */
  PUBLIC_URL: {
    wants: 'the address customers reach the edge by, for example https://amends.example.com',
    read: address,
  },
  /** Signs customers' links. Changing it ends every link that was sent. */
  TOKEN_KEY: {
    wants: 'at least 32 random characters: openssl rand -base64 32',
    read: longer(32),
  },
} satisfies Record<string, Setting>

/** Only `npm start` sets it: lets the local ticker reach ops, which has no address of its own. */
export const LOCAL_TICK_KEY: Setting = { wants: 'set by the local stack only', read: longer(16) }

export type EdgeEnv = Record<keyof typeof EDGE, string> & { LOCAL_TICK_KEY?: string }

/** Parses edge's environment once. The error names every missing or wrong setting and what it wants. */
export const parseEdgeEnv = (all: Record<string, unknown>): EdgeEnv => {
  const env = tidied(all)
  const settings: [string, Setting][] = Object.entries(EDGE)
  if (env.LOCAL_TICK_KEY) settings.push(['LOCAL_TICK_KEY', LOCAL_TICK_KEY])
  const read = settings.map(([name, setting]) => {
    const given = env[name]
    return [
      name,
      typeof given === 'string' && !isQuoted(name, given) ? setting.read(given) : undefined,
    ] as const
  })
  const wrong = read.flatMap(([name, value]) => (value === undefined ? [name] : []))
  if (wrong.length > 0) throw incomplete(env, wrong, (name) => new Map(settings).get(name)?.wants)
  return Object.fromEntries(read) as EdgeEnv
}

/** Secrets kept in files end in a line break. The key stays as it is: with another one every link ends. */
export const tidied = (env: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, given]) => {
      const value = typeof given === 'string' && name !== 'TOKEN_KEY' ? given.trim() : given
      return value === '' ? [] : [[name, value]]
    }),
  )

/** Some readers of env files take quotation marks off, others keep them as part of the value. */
export const isQuoted = (name: string, given: unknown): boolean =>
  name !== 'TOKEN_KEY' && typeof given === 'string' && /^(["']).*\1$/s.test(given)
const QUOTED = 'quotation marks stand around the value: take them off'

export const incomplete = (
  env: Record<string, unknown>,
  names: string[],
  wanted: (name: string) => string | undefined,
  why: (name: string) => string | undefined = () => undefined,
): Error => {
  const lines = names.map((name) => {
    const is = env[name] === undefined || env[name] === '' ? 'missing' : 'wrong'
    const because = is === 'missing' ? undefined : isQuoted(name, env[name]) ? QUOTED : why(name)
    return `  ${name} is ${is}: it wants ${wanted(name) ?? 'see docs/configure.md'}${because ? ` (${because})` : ''}`
  })
  return new Error(`The environment is not complete.\n${lines.join('\n')}`)
}
