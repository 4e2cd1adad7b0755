import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ChatDestination } from '../../db/schema/index.ts'
import { departmentPeople } from '../../db/schema/index.ts'
import { type LocalSlack, startLocalSlack } from '../../dev/emulators/slack/server.ts'
import { contentOf, type LocalTeams, startLocalTeams } from '../../dev/emulators/teams/server.ts'
import { peopleOf } from '../../dev/start/people.ts'
import { platforms } from '../../integrations/index.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { inChange } from '../../src/cases/change.ts'

import { propose, updateProposalCards } from '../../src/cases/proposals.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { chatDestination } from '../../src/outbox/destinations.ts'
import { drain } from '../../src/outbox/drain.ts'
import { enqueue } from '../../src/outbox/enqueue.ts'
import { applyOrganisation } from '../../src/setup/apply.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeInvitation, makeResponse } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

/** Where a case's message is: it moves with its department, and is posted anew where somebody deleted it. */
const TENANT = '11111111-1111-4111-8111-111111111111'
const TEAMS_CHANNEL = '19:service@thread.tacv2'
const path = join(import.meta.dirname, '../../organisation.yaml')
const example = readFileSync(path, 'utf8')
const named = peopleOf(path)

let database: TestDatabase
let slack: LocalSlack
let teams: LocalTeams
let on: ReturnType<typeof testDeps>

beforeEach(async () => {
  database = await freshDatabase({ max: 10 })
  on = testDeps(database.db)
  const now = () => on.clock.now.getTime()
  slack = await startLocalSlack({
    ...{ signingSecret: 'a signing secret', botToken: 'xoxb-local', ...named, now },
    channels: [...named.channels, { id: 'C0001', name: 'service' }, { id: 'C0NEW', name: 'billing-new' }],
  })
  teams = await startLocalTeams({
    ...{ tenant: TENANT, appId: '22222222-2222-4222-8222-222222222222', password: 'a bot password', now },
    channels: [{ id: TEAMS_CHANNEL, name: 'Service' }],
  })
  on.deps.chat = platforms({
    env: {
      SLACK_BOT_TOKEN: 'xoxb-local',
      SLACK_SIGNING_SECRET: 'a signing secret',
      SLACK_API_URL: `${slack.url}/api/`,
      TEAMS_APP_ID: '22222222-2222-4222-8222-222222222222',
      TEAMS_APP_PASSWORD: 'a bot password',
      TEAMS_TENANT_ID: TENANT,
      TEAMS_SERVICE_URL: teams.serviceUrl,
      TEAMS_OPENID_URL: `${teams.url}/openid`,
      TEAMS_LOGIN_URL: teams.url,
    },
    fetch,
    now: on.deps.now,
    log: () => {},
  })
})
afterEach(async () => {
  await Promise.all([slack.close(), teams.close()])
  await database.end()
})

const seconds = async (count: number) => {
  for (let second = 0; second < count; second++) {
    await drain(on.deps, handlers)
    on.later(1000)
  }
}
const note = (id: string, words: string) =>
  inChange(database.db, on.clock.now, (change) => change.note(id, { kind: 'customer said', text: words }))
const waiting = async () =>
  database.sql`select kind, destination, state, cause from outbox where state not in ('sent', 'dropped')`
const messageOf = async (id: string) =>
  (await database.sql`select message from cases where id = ${id}`)[0]!.message as {
    channel: string
    id: string
  }
const announce = async (over: Parameters<typeof makeCase>[1], destination: ChatDestination) => {
  const { id } = await makeCase(database.db, over)
  await enqueue(database.db, {
    kind: 'escalation',
    destination: chatDestination(destination),
    lane: `case:${id}`,
    onceKey: `escalation:${id}`,
    payload: { case: id },
    dueAt: on.clock.now,
    now: on.clock.now,
  })
  await seconds(2)
  return id
}

const inSlack = {
  platform: 'slack',
  destination: { platform: 'slack', workspace: 'T0LOCAL001', channel: 'C0001' },
  /** Each message with its thread: all it says. */
  shown: () =>
    slack
      .messages('C0001')
      .filter(({ subtype }) => subtype !== 'tombstone')
      .map(({ ts, thread_ts, blocks }) => ({ id: ts, thread: thread_ts, text: JSON.stringify(blocks) })),
  remove: (id: string) => slack.remove('C0001', id, true),
  tombstone: (id: string) => slack.remove('C0001', id),
}
const inTeams = {
  platform: 'teams',
  destination: { platform: 'teams', workspace: TENANT, channel: TEAMS_CHANNEL },
  shown: () =>
    teams.messages(TEAMS_CHANNEL).map(({ id, root, activity }) => ({
      id,
      thread: root,
      text: JSON.stringify(contentOf(activity)),
    })),
  remove: (id: string) => teams.remove(TEAMS_CHANNEL, id),
  tombstone: (id: string) => teams.remove(TEAMS_CHANNEL, id),
}

describe.each([inSlack, inTeams])('in $platform a message that was deleted', (at) => {
  const start = async () => {
    const people = await makeOrganisation(database.db)
    await database.sql`update departments set destination = ${JSON.stringify(at.destination)}::text::jsonb where key = 'service'`
    const id = await announce(
      { brandKey: 'nordly', departmentKey: 'service', accountableId: people.anna.id },
      at.destination,
    )
    return { id, people }
  }
  const roots = () => at.shown().filter(({ thread }) => !thread)

  test.each(['remove', 'tombstone'] as const)(
    'is posted anew once with its history (%s), and what follows goes there',
    async (how) => {
      const { id } = await start()
      await note(id, 'Told before.')
      await seconds(4)
      const old = await messageOf(id)
      at[how](old.id)
      await note(id, 'Told after.')
      await note(id, 'And this.')
      await seconds(20)
      const fresh = await messageOf(id)
      expect(fresh.id).not.toBe(old.id)
      expect(roots().map((one) => one.id)).toEqual([fresh.id])
      const thread = at.shown().filter(({ thread }) => thread === fresh.id)
      expect(thread[0]!.text).toContain('What happened before it came here')
      const said = thread.map(({ text }) => text).join('')
      for (const words of ['Told before.', 'Told after.', 'And this.'])
        expect([words, said.split(words).length - 1]).toEqual([words, 1])
      expect(await waiting()).toEqual([])
      await note(id, 'Later.')
      await seconds(5)
      expect(
        at
          .shown()
          .filter(({ thread }) => thread === fresh.id)
          .at(-1)!.text,
      ).toContain('Later.')
      expect(roots()).toHaveLength(1)
    },
    60_000,
  )

  test('of an approval and of a customer’s thanks is posted anew once too', async () => {
    const { id, people } = await start()
    const found = await loadCase(database.db, id)
    const proposal = await inChange(database.db, on.clock.now, (change) =>
      propose(change, found, {
        kind: 'request',
        words: 'Please look',
        by: people.anna.id,
        toDepartment: 'service',
        destination: at.destination,
      }),
    )
    const invitation = await makeInvitation(database.db, {
      contact: { brandKey: 'nordly', departmentKey: 'service' },
    })
    const response = await makeResponse(database.db, {
      invitationId: invitation.id,
      answers: { score: 5, good: 'Quick help.' } as never,
    })
    await database.sql`insert into kudos (response_id, department_key, at) values (${response.id}, 'service', ${on.clock.now})`
    const thanks = {
      ...{
        destination: chatDestination(at.destination),
        lane: `kudos:${response.id}`,
        payload: { kudos: response.id },
      },
      ...{ dueAt: on.clock.now, now: on.clock.now },
    }
    await enqueue(database.db, { ...thanks, kind: 'kudos', onceKey: `kudos:${response.id}` })
    await seconds(6)
    const where = async () => {
      const [row] = await database.sql`
        select (select messages from proposals where id = ${proposal}) as asked,
          (select message from kudos where response_id = ${response.id}) as thanks`
      return { asked: row!.asked as { id: string }[], thanks: row!.thanks as { id: string } }
    }
    const old = await where()
    at.remove(old.asked[0]!.id)
    at.remove(old.thanks.id)
    await updateProposalCards(database.db, { id: proposal, caseId: id }, on.clock.now)
    await enqueue(database.db, {
      ...thanks,
      kind: 'card',
      onceKey: `card:kudos:${response.id}`,
      dueAt: on.clock.now,
    })
    await seconds(10)
    const now = await where()
    expect(now.asked).toHaveLength(1)
    expect(now.asked[0]!.id).not.toBe(old.asked[0]!.id)
    expect(now.thanks.id).not.toBe(old.thanks.id)
    expect(at.shown().filter(({ text }) => text.includes('Quick help.'))).toHaveLength(1)
    expect(roots()).toHaveLength(3)
    expect(await waiting()).toEqual([])
  })
})

describe('a department whose channel changes', () => {
  const apply = (text: string) =>
    applyOrganisation(
      { db: database.db, chat: on.deps.chat, pause: async () => {} },
      { text, now: on.clock.now },
    )
  const OLD = { platform: 'slack', workspace: 'T0LOCAL001', channel: 'C0BILLING' }
  const moved = example.replace('slack, channel: C0BILLING', 'slack, channel: C0NEW')
  const start = async () => {
    await apply(example)
    const [liaison] = await database.db
      .select()
      .from(departmentPeople)
      .where(eq(departmentPeople.departmentKey, 'billing'))
    const of = { brandKey: 'nordly', departmentKey: 'billing', accountableId: liaison!.personId }
    return { of, id: await announce(of, OLD) }
  }
  const rootsIn = (channel: string) => slack.messages(channel).filter(({ thread_ts }) => !thread_ts)

  test('takes its open cases along with their history; new ones come at once, though the old one is archived', async () => {
    const { of, id } = await start()
    await note(id, 'Told before.')
    await seconds(4)
    await note(id, 'Waits while it moves.')
    slack.archive('C0BILLING')
    await apply(moved)
    await seconds(8)
    expect(await messageOf(id)).toMatchObject({ channel: 'C0NEW' })
    expect(rootsIn('C0NEW')).toHaveLength(1)
    const told = JSON.stringify(slack.messages('C0NEW'))
    for (const words of ['Told before.', 'Waits while it moves.'])
      expect(told.split(words).length - 1).toBe(1)
    await note(id, 'After the move.')
    const begun = on.clock.now.getTime()
    const fresh = await announce(of, { ...OLD, channel: 'C0NEW' })
    expect(await messageOf(fresh)).toMatchObject({ channel: 'C0NEW' })
    expect(on.clock.now.getTime() - begun).toBeLessThanOrEqual(3000)
    await seconds(5)
    expect(JSON.stringify(slack.messages('C0NEW'))).toContain('After the move.')
    expect(await waiting()).toEqual([])
    expect(await database.sql`select key from destinations where problem is not null`).toEqual([])
  })

  test('says a last word in the old channel where that still stands', async () => {
    const { id } = await start()
    await apply(moved)
    await seconds(8)
    expect(await messageOf(id)).toMatchObject({ channel: 'C0NEW' })
    const [old] = rootsIn('C0BILLING')
    expect(JSON.stringify(old)).toContain('is handled elsewhere now')
    expect(JSON.stringify(old!.blocks)).not.toContain('"actions"')
  })

  test('an older case that nobody moved along holds up no new one, and is moved by its next card', async () => {
    const { of, id } = await start()
    await database.sql`update departments set destination = destination || '{"channel":"C0NEW"}' where key = 'billing'`
    slack.archive('C0BILLING')
    await note(id, 'A button on an older case.')
    const fresh = await announce(of, { ...OLD, channel: 'C0NEW' })
    expect(await messageOf(fresh)).toMatchObject({ channel: 'C0NEW' })
    await seconds(8)
    expect(await messageOf(id)).toMatchObject({ channel: 'C0NEW' })
    expect(JSON.stringify(slack.messages('C0NEW')).split('A button on an older case.').length - 1).toBe(1)
    expect(await waiting()).toEqual([])
  })

  test('the fault of a place is its own: a case that ended there holds up nothing', async () => {
    const { of, id } = await start()
    await database.sql`update cases set state = 'documented', ended_at = now() where id = ${id}`
    await apply(moved)
    slack.archive('C0BILLING')
    await note(id, 'Thanks.')
    await seconds(3)
    const [old] =
      await database.sql`select faults, problem from destinations where key = 'slack:T0LOCAL001:C0BILLING'`
    expect(old).toMatchObject({ problem: expect.stringContaining('is_archived') })
    const fresh = await announce(of, { ...OLD, channel: 'C0NEW' })
    expect(await messageOf(fresh)).toMatchObject({ channel: 'C0NEW' })
  })
})
