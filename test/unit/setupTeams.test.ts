import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type LocalSlack, startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { type LocalTeams, startLocalTeams } from '../../dev/emulators/teams/server.ts'
import { platforms } from '../../integrations/index.ts'
import { applyOrganisation } from '../../src/setup/apply.ts'
import { SetupError } from '../../src/setup/fault.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const APP = '22222222-2222-4222-8222-222222222222'
const user = (n: number) => `3333333${n}-3333-4333-8333-333333333333`

const file = (store = '19:store@thread.tacv2', people = '') => `
name: Nordly
brands:
  nordly:
    name: Nordly
    sender: { name: Nordly, address: care@nordly.example }
    replyTo: care@nordly.example
    colour: "#1f4e79"
    language: en
departments:
  billing:
    name: Billing
    timeZone: Europe/Stockholm
    hours: { mon-fri: 09:00-17:00 }
    destination: { platform: slack, channel: C0BILLING }
    liaisons: [astrid@nordly.example]
    managers: [maja@nordly.example]
    digestHour: 8
  store:
    name: Oslo store
    timeZone: Europe/Oslo
    hours: { mon-fri: 09:00-17:00 }
    destination: { platform: teams, channel: "${store}" }
    liaisons: [ingrid@nordly.example]
    managers: [maja@nordly.example]
    digestHour: 8
management:
  timeZone: Europe/Stockholm
  hours: { mon-fri: 09:00-17:00 }
  destination: { platform: slack, channel: C0MANAGERS }
  digestHour: 8
  people: [maja@nordly.example]
people:
  - { name: Astrid Lund, email: astrid@nordly.example }
  - { name: Ingrid Dahl, email: ingrid@nordly.example${people} }
  - { name: Maja Berg, email: maja@nordly.example }
`

let database: TestDatabase
let slack: LocalSlack
let teams: LocalTeams
beforeEach(async () => {
  database = await freshDatabase()
  slack = await startLocalSlack({
    signingSecret: 'a-signing-secret',
    botToken: 'xoxb-test',
    channels: [
      { id: 'C0BILLING', name: 'billing' },
      { id: 'C0MANAGERS', name: 'managers' },
    ],
    users: [
      { id: 'U0ASTRID', name: 'Astrid', email: 'astrid@nordly.example' },
      { id: 'U0MAJA', name: 'Maja', email: 'maja@nordly.example' },
    ],
  })
  teams = await startLocalTeams({
    tenant: TENANT,
    appId: APP,
    password: 'a bot password',
    page: 1,
    channels: [
      { id: '19:store@thread.tacv2', name: 'Store' },
      { id: '19:private@thread.tacv2', name: 'Private', private: true },
      { id: '19:bare@thread.tacv2', name: 'Bare', appMissing: true },
    ],
    users: [
      { id: user(1), name: 'Maja', email: 'Maja@nordly.example' },
      { id: user(2), name: 'Ingrid', email: 'ingrid@nordly.example' },
      { id: user(3), name: 'Guest', email: 'guest@else.example', guest: true },
    ],
  })
})
afterEach(async () => {
  await slack.close()
  await teams.close()
  await database.end()
})
const settings = () => ({
  SLACK_BOT_TOKEN: 'xoxb-test',
  SLACK_SIGNING_SECRET: 'a-signing-secret',
  SLACK_API_URL: `${slack.url}/api/`,
  TEAMS_APP_ID: APP,
  TEAMS_APP_PASSWORD: 'a bot password',
  TEAMS_TENANT_ID: TENANT,
  TEAMS_SERVICE_URL: teams.serviceUrl,
  TEAMS_OPENID_URL: `${teams.url}/openid`,
  TEAMS_LOGIN_URL: teams.url,
})
const apply = (text: string, over: Record<string, string | undefined> = {}) => {
  const chat = platforms({ env: { ...settings(), ...over }, fetch, now: () => noon, log: () => {} })
  return applyOrganisation({ db: database.db, chat, pause: async () => {} }, { text, now: noon })
}
const refusal = (text: string, over?: Record<string, string>) =>
  apply(text, over).then(
    () => expect.fail('it was applied'),
    (error) => {
      if (error instanceof SetupError) return error.message
      throw error
    },
  )

describe('a department in Teams beside one in Slack', () => {
  test('people are known where their departments are, the tenant is the bot’s own', async () => {
    await apply(file())
    const rows =
      await database.sql`select email, slack_user, teams_tenant, teams_user from people order by email`
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { email: 'astrid@nordly.example', slack_user: 'U0ASTRID', teams_tenant: null, teams_user: null },
      { email: 'ingrid@nordly.example', slack_user: null, teams_tenant: TENANT, teams_user: user(2) },
      { email: 'maja@nordly.example', slack_user: 'U0MAJA', teams_tenant: TENANT, teams_user: user(1) },
    ])
    const [store] = await database.sql`select destination from departments where key = 'store'`
    expect(store!.destination).toEqual({
      platform: 'teams',
      workspace: TENANT,
      channel: '19:store@thread.tacv2',
    })
    const [pace] = await database.sql`select pace_ms from destinations where key like 'teams:%'`
    expect(pace!.pace_ms).toBe(2000)
    expect((await apply(file())).changes).toEqual([])
  })

  test('a person may be given by hand', async () => {
    await apply(file(undefined, `, teams: { tenant: ${TENANT}, user: ${user(9).toUpperCase()} }`))
    const [ingrid] = await database.sql`select teams_user from people where email like 'ingrid%'`
    expect(ingrid!.teams_user).toBe(user(9))
  })

  test.each([
    ['19:private@thread.tacv2', 'private or shared channel'],
    ['19:bare@thread.tacv2', 'Install it in the channel'],
    ['19:gone@thread.tacv2', "can't post"],
    ['General', 'no channel'],
  ])('%s is refused with what to do', async (channel, said) => {
    expect(await refusal(file(channel))).toContain(said)
  })

  test('a guest and a stranger are refused by name', async () => {
    expect(await refusal(file().replaceAll('ingrid@nordly.example', 'guest@else.example'))).toContain(
      'is a guest in Teams',
    )
    expect(await refusal(file().replaceAll('ingrid@nordly.example', 'nobody@else.example'))).toContain(
      'nobody in Teams has the e-mail nobody@else.example',
    )
  })

  test('a wrong password names the settings', async () => {
    expect(
      await refusal(file(), { TEAMS_APP_PASSWORD: 'another', TEAMS_LOGIN_URL: `${teams.url}/.` }),
    ).toContain('TEAMS_APP_PASSWORD')
  })

  test('without Teams its department can not be', async () => {
    const none = Object.fromEntries(
      Object.keys(settings()).flatMap((name) => (name.startsWith('TEAMS') ? [[name, undefined]] : [])),
    )
    await expect(apply(file(), none)).rejects.toThrow(
      'teams wants TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID',
    )
  })
})

describe('the settings of Teams', () => {
  const made = (over: Record<string, string | undefined>) => () =>
    platforms({ env: { ...settings(), ...over }, fetch, now: () => noon, log: () => {} })
  test('half of them are refused, naming what is missing', () => {
    expect(made({ TEAMS_APP_PASSWORD: undefined })).toThrow('TEAMS_APP_PASSWORD missing')
    expect(made({ TEAMS_APP_ID: 'amends' })).toThrow('TEAMS_APP_ID must be an id')
  })
  test.each(['TEAMS_SERVICE_URL', 'TEAMS_OPENID_URL', 'TEAMS_LOGIN_URL'])(
    '%s is taken on this machine alone',
    (name) => {
      for (const url of [
        'https://login.evil.example',
        'http://127.0.0.1.evil.example',
        'http://10.0.0.1',
        'x',
      ])
        expect(made({ [name]: url })).toThrow(name)
      expect(made({ [name]: 'http://localhost:1234' })).not.toThrow()
    },
  )
})
