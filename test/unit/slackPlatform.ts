import { afterAll, beforeAll } from 'vitest'
import { startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { platforms } from '../../integrations/index.ts'

/** For a file of tests: the local Slack with a channel, the product's platform on it, and what that logs. */
export const localSlack = () => {
  const on = { slack: undefined! as Awaited<ReturnType<typeof startLocalSlack>>, logged: [] as string[] }
  beforeAll(async () => {
    on.slack = await startLocalSlack({
      signingSecret: 's',
      botToken: 'xoxb-1',
      teamId: 'T1',
      channels: [{ id: 'C1', name: 'parcels' }],
      users: [],
    })
  })
  afterAll(() => on.slack.close())
  const platform = () =>
    platforms({
      env: { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', SLACK_API_URL: `${on.slack.url}/api/` },
      fetch,
      now: () => new Date('2026-11-02T09:00:00Z'),
      log: (event) => void on.logged.push(event),
    }).slack!
  return Object.assign(on, { platform })
}
