import type * as z from 'zod/mini'
import { slackSettings } from './slack/settings.ts'
import { teamsSettings } from './teams/settings.ts'

/** What is known of a chat platform before its SDK is loaded. */
export type ChatSettings = {
  /** Its settings in the environment. What each wants is its description. */
  env: Record<string, z.ZodMiniType>
  /** Where one of these is given, all are wanted. */
  required: string[]
  /** Of those, the ones that only receiving needs: `apply` goes without. */
  receiving: string[]
  /** How organisation.yaml names a person's account by hand. */
  account: z.ZodMiniType<{ workspace: string; user: string }>
}

/** A chat platform that is not our own costs its folder, a line here and one in `index.ts`. */
export const chatSettings = { slack: slackSettings, teams: teamsSettings } satisfies Record<
  string,
  ChatSettings
>
export type ChatName = keyof typeof chatSettings

const all: ChatSettings[] = Object.values(chatSettings)
/** Every platform's settings in the environment. */
export const chatEnv = Object.assign({}, ...all.map(({ env }) => env)) as Record<string, z.ZodMiniType>
export const chatRequired = all.map(({ required }) => required)
const receiving = new Set(all.flatMap(({ receiving }) => receiving))
/** Those that are enough to ask who people are. */
export const askingEnv = Object.fromEntries(Object.entries(chatEnv).filter(([name]) => !receiving.has(name)))
