import { afterAll, beforeAll, expect, test } from 'vitest'
import { contentOf, type LocalTeams, startLocalTeams } from '../../dev/emulators/teams/server.ts'
import { platforms } from '../../integrations/index.ts'
import { testDeps } from '../deps.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { escalate, sendAll } from './escalations.ts'

/** 10,000 in the long form: `npm run prove:faults`. */
const ESCALATIONS = Number(process.env.AMENDS_ESCALATIONS ?? 100)
const CHANNELS = 50
const TENANT = '11111111-1111-4111-8111-111111111111'
const channelOf = (n: number) => `19:${1000 + n}@thread.tacv2`

let database: TestDatabase
let teams: LocalTeams
let clock: ReturnType<typeof testDeps>

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  teams = await startLocalTeams({
    tenant: TENANT,
    appId: '22222222-2222-4222-8222-222222222222',
    password: 'a bot password',
    channels: Array.from({ length: CHANNELS }, (_, n) => ({ id: channelOf(n), name: `department-${n}` })),
    strictRate: true,
    now: () => clock.clock.now.getTime(),
  })
  clock = testDeps(database.db)
  clock.deps.chat = platforms({
    env: {
      SLACK_BOT_TOKEN: 'xoxb-none',
      SLACK_SIGNING_SECRET: 'a signing secret',
      TEAMS_APP_ID: '22222222-2222-4222-8222-222222222222',
      TEAMS_APP_PASSWORD: 'a bot password',
      TEAMS_TENANT_ID: TENANT,
      TEAMS_SERVICE_URL: teams.serviceUrl,
      TEAMS_OPENID_URL: `${teams.url}/openid`,
      TEAMS_LOGIN_URL: teams.url,
    },
    fetch,
    now: clock.deps.now,
    log: () => {},
  })
})
afterAll(async () => {
  await teams.close()
  await database.end()
})

test(
  'through every fault of Teams no escalation is lost in silence; none is shown a second time unmarked',
  async () => {
    const channels = Array.from({ length: CHANNELS }, (_, n) => ({
      platform: 'teams',
      workspace: TENANT,
      channel: channelOf(n),
    }))
    await escalate(database, ESCALATIONS, channels)
    teams.fault({ kind: '429', rate: 0.08, retryAfter: 7 })
    teams.fault({ kind: '500', rate: 0.04 })
    teams.fault({ kind: '502', rate: 0.04, accepted: true })
    teams.fault({ kind: 'drop', rate: 0.06 })
    teams.fault({ kind: '403', rate: 0.03 })
    teams.fault({ kind: '401', times: Math.ceil(ESCALATIONS / 50) })
    teams.fault({ method: 'token', kind: '500', times: 3 })
    await sendAll(database, clock, teams)

    const copies = new Map<string, { marked: number; plain: number }>()
    for (const { activity } of teams.messages()) {
      const drawn = JSON.stringify(contentOf(activity))
      const subject = /"subject":"([^"]+)"/.exec(drawn)?.[1] ?? ''
      const found = copies.get(subject) ?? { marked: 0, plain: 0 }
      found[drawn.includes('may appear twice') ? 'marked' : 'plain'] += 1
      copies.set(subject, found)
    }
    const entries =
      await database.sql`select id, state, cause, payload->>'case' as case from outbox where kind = 'escalation'`
    const visible = entries.filter((entry) => copies.has(entry.case))
    const listed = entries.filter(({ state, cause }) => state === 'uncertain' && cause)
    const silent = entries.filter(
      (entry) => !copies.has(entry.case) && !(entry.state === 'uncertain' && entry.cause),
    )
    const unmarked = [...copies.values()].filter(({ plain }) => plain > 1).length
    const thrice = [...copies.values()].filter(({ plain, marked }) => plain + marked > 2).length
    const twice = [...copies.values()].filter(({ plain, marked }) => plain + marked === 2).length
    const sent = entries.filter(({ state }) => state === 'sent').length
    const faults = teams.calls().filter(({ status }) => !status.startsWith('20')).length
    const tooFast = teams.calls().length
    console.log(
      `${ESCALATIONS} escalations on ${CHANNELS} Teams channels, ${tooFast} calls of which ${faults} met a fault: ` +
        `${sent} sent, ${visible.length} visible, ${twice} twice and marked, ${listed.length} listed as uncertain, ${silent.length} silently lost`,
    )
    expect({ silent: silent.length, unmarked, thrice }).toEqual({ silent: 0, unmarked: 0, thrice: 0 })
    expect(sent + listed.length).toBe(ESCALATIONS)
    expect(listed.length).toBeLessThan(ESCALATIONS / 10)
    expect(faults).toBeGreaterThan(ESCALATIONS / 20)
  },
  600_000 + ESCALATIONS * 1000,
)
