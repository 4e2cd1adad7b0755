import { readFileSync } from 'node:fs'
import { startLocalSlack } from './server.ts'

// Users and channels as JSON: {"users": [...], "channels": [...]}, in a file named by the first
// argument or in SLACK_PEOPLE.
const { env } = process
const file = process.argv[2]
const people = JSON.parse(file ? readFileSync(file, 'utf8') : (env.SLACK_PEOPLE ?? 'null')) ?? {
  channels: [{ id: 'C0SERVICE1', name: 'customer-service' }],
  users: [{ id: 'U0LIAISON1', name: 'Lia Liaison', email: 'lia@example.com' }],
}
const slack = await startLocalSlack({
  port: Number(env.PORT ?? 8790),
  signingSecret: env.SLACK_SIGNING_SECRET ?? 'local-signing-secret',
  botToken: env.SLACK_BOT_TOKEN ?? 'xoxb-local',
  strictRate: env.SLACK_STRICT_RATE !== '0',
  ...(env.SLACK_TEAM_ID && { teamId: env.SLACK_TEAM_ID }),
  ...(env.SLACK_DATA && { dataFile: env.SLACK_DATA }),
  ...people,
})
if (env.TARGET) slack.setTarget(env.TARGET)
console.log(`local Slack on ${slack.url}`)
