import * as z from 'zod/mini'
import { readConnectionString } from '../db/connectionString.ts'
import { askingEnv, chatEnv, chatRequired } from '../integrations/chatSettings.ts'
import { helpdeskEnv } from '../integrations/helpdesk/index.ts'
import { serverOf } from '../integrations/mail/connect.ts'
import { oidcSettings } from '../integrations/oidc/settings.ts'
import { wants } from '../integrations/setting.ts'
import { EDGE, incomplete, isQuoted, LOCAL_TICK_KEY, type Setting, tidied } from './edgeEnv.ts'

/** One that edge has too. */
const setting = ({ wants: what, read }: Setting) =>
  wants(
    z.pipe(
      z.string().check(z.refine((given) => read(given) !== undefined)),
      z.transform((given) => read(given)!),
    ),
    what,
  )

/** A text that `read` can read; what it throws says why it is wrong. */
const readBy = (read: (given: string) => unknown) =>
  z.string().check((payload) => {
    try {
      read(payload.value)
    } catch (error) {
      payload.issues.push({ code: 'custom', input: payload.value, message: (error as Error).message })
    }
  })

const shared = { PUBLIC_URL: setting(EDGE.PUBLIC_URL), TOKEN_KEY: setting(EDGE.TOKEN_KEY) }
const edge = z.object({
  ...shared,
  LOCAL_TICK_KEY: wants(z.optional(setting(LOCAL_TICK_KEY)), LOCAL_TICK_KEY.wants),
})

const between = (low: number, high: number) =>
  z.pipe(
    z.pipe(z.string().check(z.regex(/^\d{1,9}$/)), z.transform(Number)),
    z.int().check(z.minimum(low), z.maximum(high)),
  )

/** Tests and the local stack only: lets webhooks go to loopback addresses. */
const WEBHOOKS_ALLOW_LOOPBACK = wants(z.optional(z.enum(['0', '1'])), '1, in tests and the local stack only')

const ops = z.object({
  ...shared,
  // Only the platforms, the helpdesks and the identity provider read these
  ...(chatEnv as object),
  ...(helpdeskEnv as object),
  ...(oidcSettings.env as object),
  API_PER_MINUTE: wants(
    z.optional(between(1, 1_000_000)),
    'requests that one API key may send in a minute, 1 to 1000000',
  ),
  WEBHOOKS_ALLOW_LOOPBACK,
  SMTP_URL: wants(readBy(serverOf), 'smtp://user:password@host:587 or smtps://user:password@host:465'),
})

const node = z.object({
  ...edge.shape,
  ...ops.shape,
  DATABASE_URL: wants(readBy(readConnectionString), 'postgres://user:password@host:5432/database'),
  PORT: wants(z._default(between(0, 65535), 8787), 'the port to listen on, 0 to 65535'),
  HOST: wants(
    z._default(z.string().check(z.regex(/^[\da-zA-Z.:-]+$/)), '127.0.0.1'),
    'the address to listen on; 0.0.0.0 is all of them',
  ),
  PICTURES_DIR: wants(
    z._default(z.string().check(z.minLength(1)), 'pictures'),
    'a folder for customers’ pictures',
  ),
  DATABASE_POOL: wants(z._default(between(2, 100), 20), 'connections in the pool, 2 to 100'),
})

const cli = z.object({ DATABASE_URL: node.shape.DATABASE_URL })
/** `MIGRATE_DATABASE_URL`: of the role that owns the tables, where the product runs as another. */
const migrate = z.object({
  ...cli.shape,
  MIGRATE_DATABASE_URL: wants(
    z.optional(readBy(readConnectionString)),
    'postgres://owner:password@host:5432/database',
  ),
})
/** Secrets of endpoints are derived from the key. */
const webhooks = z.object({ ...cli.shape, TOKEN_KEY: shared.TOKEN_KEY })
/** `apply` asks chat who people are. */
const apply = z.object({ ...cli.shape, ...(askingEnv as object) })

/** What the product runs with, but for what only receiving needs. */
const doctor = z.object({
  ...cli.shape,
  ...(oidcSettings.env as object),
  PUBLIC_URL: shared.PUBLIC_URL,
  SMTP_URL: ops.shape.SMTP_URL,
  ...(askingEnv as object),
})

export const schemas = { edge, ops, node, cli, webhooks, apply, doctor, migrate }
export type OpsEnv = z.infer<typeof ops>

/** Parses an entry's environment once. The error names every missing or wrong setting and what it wants. */
export const parseEnv = <S extends z.ZodMiniObject>(schema: S, env: Record<string, unknown>): z.infer<S> => {
  const given = tidied(env)
  const parsed = schema.safeParse(given)
  const half = [...chatRequired, oidcSettings.required]
    .map((names) => names.filter((name) => name in schema.shape))
    .filter((names) => names.some((name) => given[name]))
    .flatMap((names) => names.filter((name) => !given[name]))
  const quoted = Object.keys(schema.shape).filter((name) => isQuoted(name, given[name]))
  if (parsed.success && half.length + quoted.length === 0) return parsed.data
  const issues = parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0]))
  const names = [...new Set([...issues, ...half, ...quoted])]
  const whys = new Map(
    parsed.error?.issues.flatMap((issue) =>
      issue.code === 'custom' && issue.message !== 'Invalid input'
        ? [[String(issue.path[0]), issue.message]]
        : [],
    ),
  )
  const wanted = (name: string) => {
    const found = schema.shape[name]
    return found && z.globalRegistry.get(found)?.description
  }
  throw incomplete(given, names, wanted, (name) => whys.get(name))
}

/** What addresses among the settings say that is not done as said: a line each, told at start. */
export const settingNotes = (env: Record<string, unknown>): string[] =>
  Object.entries({
    DATABASE_URL: (given: string) => readConnectionString(given).notes,
    SMTP_URL: (given: string) => serverOf(given).notes,
    PUBLIC_URL: (given: string) =>
      /^http:\/\/(?!localhost\b|127\.|\[::1\])/.test(given)
        ? [
            'without https: customers’ links can be read on their way, and mail programs offer no unsubscribing',
          ]
        : [],
  }).flatMap(([name, notes]) => {
    const given = env[name]
    return typeof given === 'string' ? notes(given).map((note) => `${name}: ${note}`) : []
  })
