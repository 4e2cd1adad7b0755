import * as z from 'zod/mini'
import type { ChatEnv } from '../chat.ts'
import type { ChatSettings } from '../chatSettings.ts'
import { isUuid } from '../ids.ts'
import { address, wants } from '../setting.ts'

export type TeamsSettings = {
  appId: string
  password: string
  tenant: string
  serviceUrl: string
  openIdUrl: string
  loginUrl: string
}

const NEEDED = ['TEAMS_APP_ID', 'TEAMS_APP_PASSWORD', 'TEAMS_TENANT_ID'] as const
const LOCAL = ['TEAMS_SERVICE_URL', 'TEAMS_OPENID_URL', 'TEAMS_LOGIN_URL'] as const

const id = z.pipe(
  z.guid('must be an id such as 00000000-0000-0000-0000-000000000000'),
  z.transform((one) => one.toLowerCase()),
)
const local = wants(z.optional(address), 'set by the local stack only')

export const teamsSettings = {
  env: {
    TEAMS_APP_ID: wants(z.optional(z.guid()), "the Teams bot's app id"),
    TEAMS_APP_PASSWORD: wants(z.optional(z.string().check(z.minLength(8))), "the Teams bot's client secret"),
    TEAMS_TENANT_ID: wants(z.optional(z.guid()), "the tenant's id"),
    TEAMS_SERVICE_URL: local,
    TEAMS_OPENID_URL: local,
    TEAMS_LOGIN_URL: local,
  },
  required: [...NEEDED],
  receiving: [],
  account: z.pipe(
    z.strictObject({ tenant: id, user: id }),
    z.transform(({ tenant, user }) => ({ workspace: tenant, user })),
  ),
} satisfies ChatSettings

/** The addresses of Microsoft's public cloud; the service address is the global one for messages the bot begins. */
const PRODUCTION = {
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
  openIdUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  loginUrl: 'https://login.microsoftonline.com',
}

/**
 * Teams' settings; `undefined` where none is given. Throws where some are missing. Other addresses are taken on
 * loopback only: the person who chooses where the keys come from chooses who is believed.
 */
export function settingsOf({ env }: Pick<ChatEnv, 'env'>): TeamsSettings | undefined {
  if (![...NEEDED, ...LOCAL].some((name) => env[name])) return undefined
  const missing = NEEDED.filter((name) => !env[name])
  if (missing.length > 0)
    throw new Error(`Teams is half set up: ${missing.join(', ')} missing. Give all three, or none.`)
  for (const name of ['TEAMS_APP_ID', 'TEAMS_TENANT_ID'] as const)
    if (!isUuid((env[name] ?? '').toLowerCase()))
      throw new Error(`${name} must be an id such as 00000000-0000-0000-0000-000000000000.`)
  for (const name of LOCAL)
    if (env[name] && !isLoopback(env[name]))
      throw new Error(`${name} is for a local stack: it must be an address on this machine.`)
  return {
    appId: env.TEAMS_APP_ID!.toLowerCase(),
    password: env.TEAMS_APP_PASSWORD!,
    tenant: env.TEAMS_TENANT_ID!.toLowerCase(),
    serviceUrl: env.TEAMS_SERVICE_URL ?? PRODUCTION.serviceUrl,
    openIdUrl: env.TEAMS_OPENID_URL ?? PRODUCTION.openIdUrl,
    loginUrl: (env.TEAMS_LOGIN_URL ?? PRODUCTION.loginUrl).replace(/\/$/, ''),
  }
}

const isLoopback = (url: string): boolean =>
  URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)
