import type { ChatEnv, ChatPlatform } from './chat.ts'
import { slack } from './slack/index.ts'

/** The chat platforms, one line each, by the name that destinations and people carry. */
export function platforms(env: ChatEnv): Record<string, ChatPlatform> {
  return {
    slack: slack(env),
  }
}
