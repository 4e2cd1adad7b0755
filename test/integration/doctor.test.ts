import { readFileSync } from 'node:fs'
import { mkdtemp, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { startInbox } from '../../dev/mail.ts'
import { smtp } from '../../integrations/mail/smtp.ts'
import { slack } from '../../integrations/slack/index.ts'
import { SCOPES } from '../../integrations/slack/scopes.ts'
import { examine, type Patient } from '../../src/doctor/doctor.ts'
import { makeOrganisation } from '../deps.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let inbox: Awaited<ReturnType<typeof startInbox>>
let local: Awaited<ReturnType<typeof startLocalSlack>>
beforeAll(async () => {
  database = await freshDatabase()
  await makeOrganisation(database.db)
  inbox = await startInbox()
  local = await startLocalSlack({
    signingSecret: 'x'.repeat(32),
    botToken: 'xoxb-doctor',
    teamId: 'T0001',
    channels: [{ id: 'C0001', name: 'service', is_member: true }],
    scopes: SCOPES.filter((scope) => scope !== 'im:write'),
  })
})
afterAll(() => Promise.all([database.end(), inbox.close(), local.close()]))
beforeEach(async () => {
  await database.sql`truncate heartbeats`
  await database.sql`insert into heartbeats values ('ops', now())`
})

const absent = () => Promise.reject(Object.assign(new Error('absent'), { code: 'ENODATA' }))
const records: Record<string, string[][]> = {
  'nordly.example': [['v=spf1 include:mail.example -all'], ['google-site-verification=1']],
  's1._domainkey.nordly.example': [['v=DKIM1; k=rsa; ', 'p=MIGf']],
}
const dns = {
  resolveTxt: async (name: string) => records[name] ?? absent(),
  resolveMx: async () => [{ exchange: 'mx.nordly.example', priority: 10 }],
} as Patient['dns']
const healthy = async () =>
  new Response('{"status":"good","postgres":"good"}', { headers: { Date: new Date().toUTCString() } })

const found = async (over: Partial<Patient> = {}) => {
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-doctor',
    SLACK_SIGNING_SECRET: 'x',
    SLACK_API_URL: `${local.url}/api/`,
  }
  const now = () => new Date()
  const findings = await examine({
    db: database.db,
    now,
    publicUrl: 'https://amends.example.com',
    chat: { slack: slack({ env, fetch, now, log: () => {} })! },
    mail: smtp(inbox.smtpUrl),
    fetch: healthy as typeof fetch,
    dns,
    ...over,
  })
  return findings.map(({ state, what, says }) => `${state} ${what}: ${says}`)
}

test('each thing the product needs has a line: good, or what to do about it', async () => {
  const lines = await found()
  for (const line of [
    /^good database: PostgreSQL \d+, a round trip takes/,
    /^good database: its clock agrees/,
    /^good migrations: all \d+ are applied/,
    /^good ops: at work 0 s ago/,
    /^note ops: no wake-up has come by a queue/,
    /^good address https:\/\/amends.example.com: it answers/,
    /^good mail server: it answers/,
    /^good mail from nordly.example: SPF: v=spf1/,
    /^good mail from nordly.example: DKIM: a key under s1/,
    /^bad mail from nordly.example: no DMARC: publish/,
    /^good replies to nordly.example: it takes replies/,
    /^bad slack: the app lacks im:write/,
    /^good department Customer Service: the app can post to C0001/,
  ])
    expect(lines).toContainEqual(expect.stringMatching(line))
})

test('what is missing or broken is named with what to do', async () => {
  await database.sql`update heartbeats set at = now() - interval '10 minutes'`
  await database.sql`insert into heartbeats values ('queue', now() - interval '3 days')`
  local.archive('C0001')
  const old = join(await mkdtemp(join(tmpdir(), 'amends-doctor-')), 'amends.dump')
  await writeFile(old, '')
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400
  await utimes(old, twoDaysAgo, twoDaysAgo)
  const lines = await found({
    backup: old,
    mail: smtp('smtp://127.0.0.1:9'),
    selector: 'none',
    fetch: (async () =>
      new Response('{"status":"failing","outbox":"a message has been due for 12 min: npm run outbox"}', {
        status: 503,
        headers: { Date: new Date(Date.now() - 60_000).toUTCString() },
      })) as typeof fetch,
  })
  for (const line of [
    /^bad ops: it has been silent for 10 min/,
    /^bad ops: the last wake-up by the queue is 4320 min old/,
    /^bad address .*: health: outbox: a message has been due for 12 min/,
    /^bad address .*: its clock differs from this machine’s by -6\d s/,
    /^bad mail server: .*ECONNREFUSED/,
    /^bad mail from nordly.example: no DKIM key at none._domainkey.nordly.example/,
    /^bad department Customer Service: #service is archived/,
    /^bad backup: the newest is 48 h old/,
  ])
    expect(lines).toContainEqual(expect.stringMatching(line))
})

test('a place that is not set up, another server at the address and a redirect are told apart', async () => {
  expect(await found({ chat: {} })).toContainEqual(
    expect.stringMatching(/^bad department Customer Service: its messages go to slack, which is not set up/),
  )
  const page = (async () => new Response('<html>')) as typeof fetch
  expect(await found({ fetch: page })).toContainEqual(
    expect.stringMatching(/is not answered by Amends \(200\)/),
  )
  const moved = (async () =>
    new Response('', { status: 301, headers: { location: 'https://x.example/' } })) as typeof fetch
  expect(await found({ fetch: moved })).toContainEqual(
    expect.stringMatching(/redirects to https:\/\/x.example\//),
  )
})

test('the scopes that are asked after are those of the manifest', () => {
  const manifest = parse(readFileSync('integrations/slack/manifest.yaml', 'utf8'))
  expect(SCOPES.toSorted()).toEqual(manifest.oauth_config.scopes.bot.toSorted())
})
