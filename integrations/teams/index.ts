import type { ChatEnv, ChatPlatform } from '../chat.ts'
import type { TeamsCalls } from './platform.ts'
import { settingsOf } from './settings.ts'

/**
 * Microsoft Teams, one tenant. Needs TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID; `undefined` with none of
 * them. Its SDK is large, so it is loaded at the first use: organisations without Teams never wait for it.
 */
export function teams(chatEnv: ChatEnv): ChatPlatform | undefined {
  const settings = settingsOf(chatEnv)
  if (!settings) return undefined
  let loaded: Promise<TeamsCalls> | undefined
  const load = () => {
    loaded ??= import('./platform.ts').then(({ teamsCalls }) => teamsCalls({ chatEnv, settings }))
    return loaded
  }
  return {
    name: 'teams',
    settings: 'TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID',
    workspace: settings.tenant,
    receive: async (...args) => (await load()).receive(...args),
    post: async (...args) => (await load()).post(...args),
    update: async (...args) => (await load()).update(...args),
    reply: async (...args) => (await load()).reply(...args),
    resolve: async (...args) => (await load()).resolve(...args),
    check: async (...args) => (await load()).check(...args),
    budget: { perDestinationMs: 2000 },
  }
}
