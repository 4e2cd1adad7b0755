import * as z from 'zod/mini'
import type { ChatSettings } from '../chatSettings.ts'
import { address, secret, wants } from '../setting.ts'

const text = z.string().check(z.trim(), z.minLength(1, 'must not be empty'), z.maxLength(50))

export const slackSettings = {
  env: {
    SLACK_BOT_TOKEN: wants(
      z.optional(z.string().check(z.startsWith('xoxb-'))),
      "the Slack app's bot token, xoxb-…",
    ),
    SLACK_SIGNING_SECRET: wants(z.optional(secret), "the Slack app's signing secret"),
    SLACK_TEAM_ID: wants(
      z.optional(z.string().check(z.startsWith('T'))),
      'the Slack workspace, T…; asked from Slack if not set',
    ),
    SLACK_API_URL: wants(
      z.optional(address),
      'another Slack-like server, for example http://127.0.0.1:8790/api',
    ),
  },
  required: ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'],
  receiving: ['SLACK_SIGNING_SECRET'],
  account: z.strictObject({ workspace: text, user: text }),
} satisfies ChatSettings
