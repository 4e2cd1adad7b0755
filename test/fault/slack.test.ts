import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LocalSlack, startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { platforms } from '../../integrations/index.ts'
import { testDeps } from '../deps.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { escalate, sendAll } from './escalations.ts'

/** 10,000 in the long form: `npm run prove:faults`. */
const ESCALATIONS = Number(process.env.AMENDS_ESCALATIONS ?? 100)
const CHANNELS = 50
const BOT = 'xoxb-local-token'

let database: TestDatabase
let slack: LocalSlack
let clock: ReturnType<typeof testDeps>

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  const channels = Array.from({ length: CHANNELS }, (_, n) => ({
    id: `C${1000 + n}`,
    name: `department-${n}`,
  }))
  slack = await startLocalSlack({
    signingSecret: 'a signing secret',
    botToken: BOT,
    teamId: 'T0001',
    channels,
    strictRate: true,
    now: () => clock.clock.now.getTime(),
  })
  clock = testDeps(database.db)
  clock.deps.chat = platforms({
    env: {
      SLACK_BOT_TOKEN: BOT,
      SLACK_SIGNING_SECRET: 'a signing secret',
      SLACK_API_URL: `${slack.url}/api/`,
    },
    fetch,
    now: clock.deps.now,
    log: () => {},
  })
})
afterAll(async () => {
  await slack.close()
  await database.end()
})

test(
  'through every fault of Slack no escalation is lost in silence, and none is shown twice',
  async () => {
    const channels = Array.from({ length: CHANNELS }, (_, n) => ({
      platform: 'slack',
      workspace: 'T0001',
      channel: `C${1000 + n}`,
    }))
    await escalate(database, ESCALATIONS, channels)
    slack.fault({ kind: '429', rate: 0.08, retryAfter: 7 })
    slack.fault({ kind: '500', rate: 0.08 })
    slack.fault({ kind: 'drop', rate: 0.08 })
    slack.fault({ kind: 'drop', method: 'conversations.history', rate: 0.05 })
    for (const kind of ['bare', 'cut', 'error'] as const)
      slack.fault({ kind, error: 'missing_scope', method: 'conversations.history', rate: 0.1 })
    slack.fault({ kind: 'token', times: Math.ceil(ESCALATIONS / 50) })
    await sendAll(database, clock, slack)

    const posted = slack.messages().filter(({ thread_ts }) => !thread_ts)
    const shown = new Map<string, number>()
    for (const { metadata } of posted) {
      const key = String((metadata as { event_payload?: { key?: string } })?.event_payload?.key)
      shown.set(key, (shown.get(key) ?? 0) + 1)
    }
    const entries =
      await database.sql`select id, state, cause, payload->>'case' as case from outbox where kind = 'escalation'`
    const referenced = await database.sql`select count(*)::int as n from cases where message is not null`
    const visible = entries.filter(({ id }) => shown.has(String(id)))
    const listed = entries.filter(
      ({ id, state, cause }) => !shown.has(String(id)) && state !== 'sent' && cause,
    )
    const doubled = [...shown.values()].filter((times) => times > 1).length
    const silent = entries.length - visible.length - listed.length
    const faults = slack.calls().filter(({ status }) => status !== 'ok').length
    console.log(
      `${ESCALATIONS} escalations on ${CHANNELS} channels, ${slack.calls().length} calls of which ${faults} met a fault: ` +
        `${visible.length} visible, ${doubled} doubled, ${listed.length} listed with a cause, ${silent} silently lost`,
    )
    expect({ silent, doubled }).toEqual({ silent: 0, doubled: 0 })
    expect(visible.length).toBe(ESCALATIONS)
    expect(referenced[0]!.n).toBe(ESCALATIONS)
    expect(faults).toBeGreaterThan(ESCALATIONS / 20)
  },
  600_000 + ESCALATIONS * 1000,
)
