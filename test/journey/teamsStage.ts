import { expect } from 'vitest'
import { connect } from '../../db/client.ts'
import { migrate } from '../../db/migrate.ts'
import { startLocalTeams } from '../../dev/emulators/teams/server.ts'
import { startPostgres } from '../../dev/postgres.ts'
import { startWorkers } from '../../dev/workers.ts'
import { setDeadlines } from '../../src/cases/deadlines/set.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import { chatDestination } from '../../src/outbox/destinations.ts'
import { enqueue } from '../../src/outbox/enqueue.ts'
import type { Purpose } from '../../src/tokens.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { everyDay, makeCase, makeDepartment, makeMember, makePerson } from '../factories.ts'
import type { Hands } from './shortest.ts'
import { until } from './stack.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const APP = '22222222-2222-4222-8222-222222222222'
const TOKEN_KEY = 'a token key of at least thirty-two characters'
export const KARI = '33333333-3333-4333-8333-333333333333'
export const OLA = '44444444-4444-4444-8444-444444444444'
export const LIV = '55555555-5555-4555-8555-555555555555'
const CHANNEL = '19:store@thread.tacv2'
export const STORE = { platform: 'teams', workspace: TENANT, channel: CHANNEL }

/** Both Workers on a local Teams: a department with two liaisons, Kari and Ola, and their manager, Liv. */
export const startTeamsStage = async () => {
  const postgres = await startPostgres({ fast: true })
  await migrate(postgres.url)
  const db = connect(postgres.url)
  const teams = await startLocalTeams({
    tenant: TENANT,
    appId: APP,
    password: 'a bot password',
    channels: [{ id: CHANNEL, name: 'Store' }],
    users: [
      { id: KARI, name: 'Kari', email: 'kari@nordly.example' },
      { id: OLA, name: 'Ola', email: 'ola@nordly.example' },
      { id: LIV, name: 'Liv', email: 'liv@nordly.example' },
    ],
  })
  const workers = await startWorkers({
    databaseUrl: postgres.url,
    built: true,
    env: {
      TOKEN_KEY,
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
  const { key } = await makeDepartment(db, { name: 'Store', destination: STORE, hours: everyDay })
  const person = async (name: string, teamsUser: string, role?: 'manager') => {
    const { id } = await makePerson(db, {
      name,
      email: `${name.toLowerCase()}@nordly.example`,
      slackUser: null,
      slackWorkspace: null,
      teamsTenant: TENANT,
      teamsUser,
    })
    await makeMember(db, { departmentKey: key, personId: id, role })
    return id
  }
  const kari = await person('Kari', KARI)
  const ola = await person('Ola', OLA)
  const liv = await person('Liv', LIV, 'manager')
  const { deps } = testDeps(db, { tokenKey: TOKEN_KEY, publicUrl: workers.url })
  const sql = db.$client

  /** A customer’s words without a call, announced in the channel: Kari is on call. */
  const open = async (over: object = {}): Promise<string> => {
    const now = new Date()
    const { id } = await makeCase(db, {
      brandKey: 'nordly',
      departmentKey: key,
      accountableId: kari,
      openedAt: now,
      promise: 'first word',
      ...over,
    })
    // Without words, the question to the customer stands where the apology does
    await sql`update responses set answers = answers || '{"words":"Nobody called me back."}'`
    await addLink(deps, db, 'case', id, new Date(now.getTime() + 200 * 86_400_000))
    await setDeadlines(db, [id], now)
    await enqueue(db, {
      kind: 'escalation',
      destination: chatDestination(STORE),
      lane: `case:${id}`,
      onceKey: `escalation:${id}`,
      payload: { case: id },
      dueAt: now,
      now,
    })
    await workers.tick()
    await until('the escalation', () => cardOf(id))
    return id
  }

  const said = ({ activity }: { activity: Record<string, unknown> }) => JSON.stringify(activity)
  /** The message that begins a chain, or stands in a personal chat, with this in its buttons or words. */
  const shown = (words: string, channel = CHANNEL) =>
    teams.messages(channel).find((one) => !one.root && said(one).includes(words))
  const cardOf = (id: string) => shown(`"subject":"${id}"`)
  const offers = (message: ReturnType<typeof shown>, verb: string) =>
    message && said(message).includes(`"verb":"${verb}"`) ? message : undefined
  /** Presses a button once the message shows it: on a case’s card, in its replies, or in somebody’s chat. */
  const click = async (user: string, verb: string, find: () => ReturnType<typeof shown>) => {
    const { channel, id } = await until(`a button ${verb}`, () => offers(find(), verb))
    const { status } = await teams.click({ user, channel, id, verb })
    expect([verb, status]).toEqual([verb, 200])
  }
  const fill = async (user: string, values: Record<string, string | string[]>) => {
    expect((await teams.submit({ user, values })).status).toBe(200)
    expect(teams.dialog()?.content).toBeUndefined()
  }
  /** What stands behind “More…”: choose, then fill. */
  const more = async (user: string, id: string, verb: string, values: Record<string, string>) => {
    await click(user, 'more', () => cardOf(id))
    await teams.submit({ user, values: { verb } })
    await fill(user, values)
  }
  const inThread = (id: string, words: string) =>
    until(`"${words}" under the case`, () =>
      teams.messages().find((one) => one.root === cardOf(id)?.id && said(one).includes(words)),
    )
  /** What somebody is told in the personal chat. */
  const told = (user: string, words: string) =>
    until(`"${words}" to a person`, () => shown(words, `a:1${user}`))

  return {
    teams,
    workers,
    db,
    sql,
    key,
    people: { kari, ola, liv },
    open,
    said,
    shown,
    cardOf,
    click,
    fill,
    more,
    inThread,
    told,
    hands: (user: string, id: string): Hands => ({
      press: (verb) => click(user, verb, () => cardOf(id)),
      send: (values) => fill(user, values),
    }),
    /** The page behind a mailed link, or what a form of it is answered with. */
    page: async (purpose: Purpose, subject: string, form?: Record<string, string>) =>
      fetch(await linkOf(deps, purpose, subject), {
        ...(form && { method: 'POST', body: new URLSearchParams(form) }),
        redirect: 'manual',
      }),
    /** Time goes by for a case: what it owes is reckoned again, and the clock looks. */
    later: async (id: string) => {
      await setDeadlines(db, [id], new Date())
      await workers.tick()
    },
    stateOf: async (id: string) => (await sql`select state from cases where id = ${id}`)[0]!.state,
    stop: async () => {
      await workers.stop()
      await teams.close()
      await sql.end()
      await postgres.stop()
    },
  }
}
export type TeamsStage = Awaited<ReturnType<typeof startTeamsStage>>

export const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)
