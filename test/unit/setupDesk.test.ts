import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LocalSlack, startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { platforms } from '../../integrations/index.ts'
import { desk } from '../../src/desk/platform.ts'
import { applyOrganisation } from '../../src/setup/apply.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const file = ({ billing = '{ platform: desk }', management = '{ platform: desk }', people = '' } = {}) => `
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
    destination: ${billing}
    liaisons: [astrid@nordly.example]
    managers: [maja@nordly.example]
    digestHour: 8
management:
  timeZone: Europe/Stockholm
  hours: { mon-fri: 09:00-17:00 }
  destination: ${management}
  digestHour: 8
  people: [maja@nordly.example]
people:
  - { name: Astrid Lund, email: astrid@nordly.example${people} }
  - { name: Maja Berg, email: maja@nordly.example }
`

let database: TestDatabase
let slack: LocalSlack
beforeEach(async () => {
  database = await freshDatabase()
  slack = await startLocalSlack({
    signingSecret: 'a-signing-secret',
    botToken: 'xoxb-test',
    channels: [{ id: 'C0BILLING', name: 'billing' }],
    users: [{ id: 'U0MAJA', name: 'Maja', email: 'maja@nordly.example' }],
  })
})
afterEach(async () => {
  await slack.close()
  await database.end()
})

const apply = (text: string) => {
  const env = { SLACK_BOT_TOKEN: 'xoxb-test', SLACK_API_URL: `${slack.url}/api/` }
  const outside = { env, fetch, now: () => noon, log: () => {} }
  const own = { ...outside, db: database.db, publicUrl: '', tokenKey: '', wake: () => {} }
  const chat = { ...platforms(outside), desk: desk(own) }
  return applyOrganisation({ db: database.db, chat, pause: async () => {} }, { text, now: noon })
}
const destinations = async () =>
  Object.fromEntries(
    (await database.sql`select key, destination from departments`).map(({ key, destination }) => [
      key,
      destination,
    ]),
  )

test('a department on the desk needs no channel, and its people no account', async () => {
  await apply(file())
  expect(await destinations()).toEqual({
    billing: { platform: 'desk', workspace: 'desk', channel: 'billing' },
    management: { platform: 'desk', workspace: 'desk', channel: 'management' },
  })
  expect(await database.sql`select slack_user, teams_user, active from people`).toEqual([
    { slack_user: null, teams_user: null, active: true },
    { slack_user: null, teams_user: null, active: true },
  ])
  expect((await apply(file())).changes).toEqual([])
})

test('each department has its own place there', async () => {
  await expect(apply(file({ management: '{ platform: desk, channel: billing }' }))).rejects.toThrow(
    'management.destination.channel: is management there, so leave it out',
  )
})

test('a person without chat is let in where the department has it', async () => {
  const billing = '{ channel: C0BILLING }'
  await expect(apply(file({ billing }))).rejects.toThrow(
    'nobody in Slack has the e-mail astrid@nordly.example',
  )
  await apply(file({ billing, people: ', desk: true' }))
  expect(await database.sql`select name, slack_user from people order by name`).toEqual([
    { name: 'Astrid Lund', slack_user: null },
    { name: 'Maja Berg', slack_user: 'U0MAJA' },
  ])
})

test('elsewhere a channel is still wanted', async () => {
  await expect(apply(file({ billing: '{ platform: slack }' }))).rejects.toThrow(
    'departments.billing.destination.channel: is missing',
  )
})
