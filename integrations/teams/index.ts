import type { ChatEnv, ChatPlatform } from '../chat.ts'
import type { Way } from './platform.ts'
import { settingsOf } from './settings.ts'

/**
 * Microsoft Teams, one tenant. Needs TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID; `undefined` with none of
 * them. Its SDK is large, so it is loaded at the first use: who has no Teams never waits for it.
 */
export function teams(chatEnv: ChatEnv): ChatPlatform | undefined {
  const settings = settingsOf(chatEnv)
  if (!settings) return undefined
  let loaded: Promise<Way> | undefined
  const load = () => {
    loaded ??= import('./platform.ts').then(({ ways }) => ways({ chatEnv, settings }))
    return loaded
  }
  return {
    name: 'teams',
    settings: 'TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID',
    workspace: settings.tenant,
    receive: async (...heard) => (await load()).receive(...heard),
    post: async (...said) => (await load()).post(...said),
    update: async (...said) => (await load()).update(...said),
    reply: async (...said) => (await load()).reply(...said),
    resolve: async (...asked) => (await load()).resolve(...asked),
    check: async (...asked) => (await load()).check(...asked),
    budget: { perDestinationMs: 2000 },
  }
}
