import * as z from 'zod'

const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, ''))

const shared = {
  /** Where customers' links point. */
  PUBLIC_URL: address.describe(
    'the address customers reach the edge by, for example https://amends.example.com',
  ),
  /** Signs customers' links. Changing it ends every link that was sent. */
  TOKEN_KEY: z.string().min(32).describe('at least 32 random characters: openssl rand -base64 32'),
}

const edge = z.object({
  ...shared,
  ZAMMAD_WEBHOOK_SECRET: z
    .string()
    .min(16)
    .optional()
    .describe("the Zammad webhook's HMAC SHA1 signature token"),
  /** Only `npm start` sets it: lets the local ticker reach ops, which has no address of its own. */
  LOCAL_TICK_KEY: z.string().min(16).optional().describe('set by the local stack only'),
})

const ops = z.object({
  ...shared,
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .describe('smtp://user:password@host:587 or smtps://user:password@host:465'),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-').describe("the Slack app's bot token, xoxb-…"),
  SLACK_SIGNING_SECRET: z.string().min(16).describe("the Slack app's signing secret"),
  SLACK_TEAM_ID: z
    .string()
    .startsWith('T')
    .optional()
    .describe('the Slack workspace, T…; asked from Slack if not set'),
  SLACK_API_URL: address
    .optional()
    .describe('another Slack-like server, for example http://127.0.0.1:8790/api'),
})

const node = edge.extend(ops.shape).extend({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .describe('postgres://user:password@host:5432/database'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8787).describe('the port to listen on'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(20).describe('connections in the pool'),
})

const cli = z.object({ DATABASE_URL: node.shape.DATABASE_URL })
/** `apply` asks Slack who people are. */
const apply = cli.extend({
  SLACK_BOT_TOKEN: ops.shape.SLACK_BOT_TOKEN,
  SLACK_TEAM_ID: ops.shape.SLACK_TEAM_ID,
  SLACK_API_URL: ops.shape.SLACK_API_URL,
})

export const schemas = { edge, ops, node, cli, apply }
export type EdgeEnv = z.infer<typeof edge>
export type OpsEnv = z.infer<typeof ops>
export type NodeEnv = z.infer<typeof node>

/** Parses an entry's environment once. The error names every missing or wrong setting and what it wants. */
export const parseEnv = <S extends z.ZodObject>(schema: S, env: Record<string, unknown>): z.infer<S> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]
  const lines = names.map((name) => {
    const wanted = (schema.shape[name] as z.ZodType | undefined)?.description ?? 'see the README'
    return `  ${name} is ${given[name] === undefined ? 'missing' : 'wrong'}: it wants ${wanted}`
  })
  throw new Error(`The environment is not complete.\n${lines.join('\n')}`)
}
