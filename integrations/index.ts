import type { ChatEnv, ChatPlatform } from './chat.ts'
import type { ChatName } from './chatSettings.ts'
import { slack } from './slack/index.ts'
import { teams } from './teams/index.ts'

const all: Record<ChatName, (env: ChatEnv) => ChatPlatform | undefined> = {
  slack: (env) => (env.env.SLACK_BOT_TOKEN ? slack(env) : undefined),
  teams,
}

/** The chat platforms that are set up, by the name that destinations and people carry. */
export function platforms(env: ChatEnv): Record<string, ChatPlatform> {
  const found = Object.entries(all).flatMap(([name, platform]) => {
    const made = platform(env)
    return made ? [[name, made] as const] : []
  })
  return Object.fromEntries(found)
}
