import type { ChatEnv } from '../chat.ts'
import { call } from './client.ts'
import { chatError } from './errors.ts'

/** What the app's manifest asks for; `test/integration/doctor.test.ts` holds the two together. */
export const SCOPES = [
  'chat:write',
  'commands',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'im:history',
  'im:write',
  'users:read',
  'users:read.email',
]

/** Those the installed app was not given. Slack names what a token may do with each answer. */
export async function missingScopes(chatEnv: ChatEnv): Promise<string[]> {
  const { response_metadata } = await call(chatEnv, 'auth.test', (client) => client.auth.test())
  const given = response_metadata?.scopes
  if (!given) throw chatError('auth.test', new Error('an answer without x-oauth-scopes'))
  return SCOPES.filter((scope) => !given.includes(scope))
}
