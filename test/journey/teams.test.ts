import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db } from '../../db/client.ts'
import { migrate } from '../../db/migrate.ts'
import { contentOf, type LocalTeams, startLocalTeams } from '../../dev/emulators/teams/server.ts'
import { startPostgres } from '../../dev/postgres.ts'
import { type RunningWorkers, startWorkers } from '../../dev/workers.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { chatDestination } from '../../src/outbox/destinations.ts'
import { enqueue } from '../../src/outbox/enqueue.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeDepartment, makeMember, makePerson } from '../factories.ts'
import { until } from './stack.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const APP = '22222222-2222-4222-8222-222222222222'
const KARI = '33333333-3333-4333-8333-333333333333'
const OLA = '44444444-4444-4444-8444-444444444444'
const CHANNEL = '19:store@thread.tacv2'

let postgres: Awaited<ReturnType<typeof startPostgres>>
let db: Db
let teams: LocalTeams
let workers: RunningWorkers
let caseId: string

beforeAll(async () => {
  postgres = await startPostgres({ fast: true })
  await migrate(postgres.url)
  db = connect(postgres.url)
  teams = await startLocalTeams({
    tenant: TENANT,
    appId: APP,
    password: 'a bot password',
    channels: [{ id: CHANNEL, name: 'Store' }],
    users: [
      { id: KARI, name: 'Kari', email: 'kari@nordly.example' },
      { id: OLA, name: 'Ola', email: 'ola@nordly.example' },
    ],
  })
  workers = await startWorkers({
    databaseUrl: postgres.url,
    built: true,
    env: {
      TOKEN_KEY: 'a token key of at least thirty-two characters',
      SLACK_BOT_TOKEN: 'xoxb-none',
      SLACK_SIGNING_SECRET: 'a signing secret of none',
      SMTP_URL: 'smtp://127.0.0.1:1',
      LOCAL_TICK_KEY: 'the tick key of the journey',
      TEAMS_APP_ID: APP,
      TEAMS_APP_PASSWORD: 'a bot password',
      TEAMS_TENANT_ID: TENANT,
      TEAMS_SERVICE_URL: teams.serviceUrl,
      TEAMS_OPENID_URL: `${teams.url}/openid`,
      TEAMS_LOGIN_URL: teams.url,
    },
  })
  teams.setTarget(`${workers.url}/teams/messages`)

  await makeOrganisation(db)
  const destination = { platform: 'teams', workspace: TENANT, channel: CHANNEL }
  const { key } = await makeDepartment(db, { name: 'Store', destination })
  const person = (name: string, teamsUser: string) =>
    makePerson(db, {
      name,
      email: `${name.toLowerCase()}@nordly.example`,
      slackUser: null,
      slackWorkspace: null,
      teamsTenant: TENANT,
      teamsUser,
    })
  const kari = await person('Kari', KARI)
  const ola = await person('Ola', OLA)
  for (const { id } of [kari, ola]) await makeMember(db, { departmentKey: key, personId: id })
  const now = new Date()
  const found = await makeCase(db, {
    brandKey: 'nordly',
    departmentKey: key,
    accountableId: kari.id,
    openedAt: now,
  })
  caseId = found.id
  // Without words, the question to the customer stands where the apology does
  await db.execute(sql`update responses set answers = answers || '{"words":"Nobody called me back."}'`)
  await addLink(testDeps(db).deps, db, 'case', caseId, new Date('2027-06-01T00:00:00Z'))
  await enqueue(db, {
    kind: 'escalation',
    destination: chatDestination(destination),
    lane: `case:${caseId}`,
    onceKey: `escalation:${caseId}`,
    payload: { case: caseId },
    dueAt: now,
    now,
  })
}, 120_000)
afterAll(async () => {
  await workers?.stop()
  await teams?.close()
  await db?.$client.end()
  await postgres?.stop()
})

const card = () => JSON.stringify(contentOf(teams.messages()[0]!.activity))

test('in workerd a Teams case is posted, taken, refused to the second, apologised for in a dialog, and kept current', async () => {
  await workers.tick()
  const [message] = await until('the escalation', () =>
    teams.messages().length > 0 ? teams.messages() : undefined,
  )
  const { id, channel } = message!
  expect(card()).toContain(`"id":"${KARI}"`)

  expect((await teams.click({ user: OLA, channel, id, verb: 'take' })).status).toBe(200)
  await until('the card to show who has it', () => card().includes('Ola'))
  await teams.click({ user: KARI, channel, id, verb: 'take', gone: caseId })
  expect(teams.notices().at(-1)).toContain('Ola already has case')

  await teams.click({ user: OLA, channel, id, verb: 'apologise' })
  expect(teams.dialog()?.title).toContain('Apologise')
  const next = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  await teams.submit({ user: OLA, values: { text: 'short', next: '2020-01-01' } })
  expect(JSON.stringify(teams.dialog()?.content)).toContain('"value":"short"')
  await teams.submit({
    user: OLA,
    values: { text: 'I am truly sorry that nobody called you back on Monday.', next },
  })
  expect(teams.dialog()).toBeUndefined()
  await until('the reply in the chain', () => teams.messages().some(({ root }) => root === id))
  await until('the card to show the apology', () => card().includes('Apologised'))

  await teams.say(OLA, 'my cases')
  await until('the answer in the personal chat', () => teams.messages(`a:1${OLA}`).length > 0)
  const forged = await fetch(`${workers.url}/teams/messages`, { method: 'POST', body: '{}' })
  expect(forged.status).toBe(401)
}, 60_000)
