import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { execute } from '../dev/emulators/teams/activities.ts'
import { startLocalTeams } from '../dev/emulators/teams/server.ts'
import { platforms } from '../integrations/index.ts'
import { chatApp } from '../src/opsApp.ts'
import { makeOrganisation, testDeps } from '../test/deps.ts'
import { makeCase, makeDepartment, makeMember, makePerson } from '../test/factories.ts'
import { freshDatabase } from '../test/setup/database.ts'

/** `node --import tsx bench/teamsClicks.ts`: how soon a Teams click is answered by our Node server, 50 at once. */
const CLICKS = Number(process.env.CLICKS ?? 2000)
const AT_ONCE = 50
/** Not counted: the first ones compile the code. */
const WARM = 300
const TENANT = '11111111-1111-4111-8111-111111111111'
const APP = '22222222-2222-4222-8222-222222222222'
const KARI = '33333333-3333-4333-8333-333333333333'
const CHANNEL = '19:store@thread.tacv2'

const database = await freshDatabase({ max: 20 })
const teams = await startLocalTeams({
  tenant: TENANT,
  appId: APP,
  password: 'a bot password',
  channels: [{ id: CHANNEL, name: 'Store' }],
})
const { deps } = testDeps(database.db, { now: () => new Date() })
deps.chat = platforms({
  env: {
    SLACK_BOT_TOKEN: 'xoxb-none',
    SLACK_SIGNING_SECRET: 'none',
    TEAMS_APP_ID: APP,
    TEAMS_APP_PASSWORD: 'a bot password',
    TEAMS_TENANT_ID: TENANT,
    TEAMS_SERVICE_URL: teams.serviceUrl,
    TEAMS_OPENID_URL: `${teams.url}/openid`,
    TEAMS_LOGIN_URL: teams.url,
  },
  fetch,
  now: deps.now,
  log: () => {},
})
await makeOrganisation(database.db)
const { key } = await makeDepartment(database.db, {
  destination: { platform: 'teams', workspace: TENANT, channel: CHANNEL },
})
const { id: personId } = await makePerson(database.db, {
  slackUser: null,
  slackWorkspace: null,
  teamsTenant: TENANT,
  teamsUser: KARI,
})
await makeMember(database.db, { departmentKey: key, personId })
const cases: string[] = []
for (let i = 0; i < CLICKS + WARM; i++)
  cases.push(
    (
      await makeCase(database.db, {
        brandKey: 'nordly',
        departmentKey: key,
        accountableId: personId,
        message: { platform: 'teams', workspace: TENANT, channel: CHANNEL, id: String(i) },
      })
    ).id,
  )

const server = serve({
  fetch: new Hono().route(
    '/',
    chatApp(deps, () => {}),
  ).fetch,
  port: 0,
  hostname: '127.0.0.1',
})
await new Promise((listening) => server.once('listening', () => listening(undefined)))
const url = `http://127.0.0.1:${(server.address() as { port: number }).port}/teams/messages`
const headers = { authorization: `Bearer ${await teams.token()}`, 'content-type': 'application/json' }
const click = (caseId: string, n: number) =>
  fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify(
      execute(teams.where(KARI, `${CHANNEL};messageid=${n}`), `f:${n}`, String(n), {
        verb: 'take',
        data: { amends: { verb: 'take', subject: caseId } },
      }),
    ),
  })

const took: number[] = []
const wrong: number[] = []
let next = 0
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    while (next < CLICKS + WARM) {
      const n = next++
      const begun = performance.now()
      const answer = await click(cases[n]!, n)
      if (answer.status !== 200 || !(await answer.text()).includes('Done.')) wrong.push(answer.status)
      if (n >= WARM) took.push(performance.now() - begun)
    }
  }),
)
const [{ taken }] =
  (await database.sql`select count(*)::int as taken from cases where state = 'owned'`) as unknown as [
    { taken: number },
  ]
took.sort((a, b) => a - b)
const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))]!.toFixed(0)
console.log(
  `${CLICKS} Teams clicks, ${AT_ONCE} at once: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms; ${taken} taken, ${wrong.length} wrong`,
)
server.close()
await teams.close()
await database.end()
process.exit(wrong.length || taken !== CLICKS + WARM ? 1 : 0)
