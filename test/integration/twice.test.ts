import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Card, ChatError, type ChatPlatform, type MessageRef } from '../../integrations/chat.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { chatDestination } from '../../src/outbox/destinations.ts'
import { drain } from '../../src/outbox/drain.ts'
import { enqueue } from '../../src/outbox/enqueue.ts'
import { listOutbox } from '../../src/outbox/list.ts'
import { retryEntry } from '../../src/outbox/mend.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeDepartment, makeMember, makePerson, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

/** A platform that can't look a lost message up; `outcomes` say how the next posts end. */
const blind = () => {
  const posted: Card[] = []
  const updated: Card[] = []
  const outcomes: ('drop' | 'refuse' | 'wait' | 'hang')[] = []
  const platform = {
    name: 'teams',
    post: async (to: object, card: Card) => {
      const next = outcomes.shift()
      if (next === 'wait') throw new ChatError('wait', 'busy', 1)
      if (next !== 'refuse') posted.push(card)
      if (next === 'drop' || next === 'refuse') throw new ChatError('ambiguous', 'no answer')
      if (next === 'hang') throw new TypeError('the worker died')
      return { ...to, id: String(posted.length) }
    },
    update: async (_: MessageRef, card: Card) => void updated.push(card),
  } as unknown as ChatPlatform
  return { platform, posted, updated, outcomes }
}

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let chat: ReturnType<typeof blind>
let kari: Awaited<ReturnType<typeof makePerson>>
let id: string
let channel: string
let count = 0
beforeAll(async () => {
  database = await freshDatabase()
  await makeOrganisation(database.db)
  kari = await makePerson(database.db, {
    name: 'Kari',
    slackUser: null,
    slackWorkspace: null,
    teamsTenant: 't',
    teamsUser: 'kari',
  })
})
afterAll(() => database.end())
beforeEach(async () => {
  chat = blind()
  on = testDeps(database.db, { chat: { teams: chat.platform } })
  await database.sql`delete from outbox`
  channel = `19:${++count}@thread.tacv2`
  const destination = { platform: 'teams', workspace: 't', channel }
  const { key } = await makeDepartment(database.db, { destination })
  await makeMember(database.db, { departmentKey: key, personId: kari.id })
  ;({ id } = await makeCase(database.db, { brandKey: 'nordly', departmentKey: key, accountableId: kari.id }))
  await enqueue(database.db, {
    kind: 'escalation',
    destination: chatDestination(destination),
    lane: `case:${id}`,
    onceKey: `escalation:${id}`,
    payload: { case: id },
    dueAt: noon,
    now: noon,
  })
})

const run = async () => {
  for (let i = 0; i < 40; i++) {
    await drain(on.deps, handlers)
    on.later(120_000)
  }
}
const entry = async () =>
  (await database.sql`select id::int, state, maybe_sent, cause from outbox where kind = 'escalation'`)[0]!
const saysTwice = (card: Card | undefined) => JSON.stringify(card?.parts ?? '').includes('may appear twice')
const by = { platform: 'teams', workspace: 't', user: 'kari' }
const message = (at: string) => ({ platform: 'teams', workspace: 't', channel, id: at })

describe('a post of which nobody can tell whether it arrived', () => {
  test('is posted once more, and both the message and its later drawings say so', async () => {
    chat.outcomes.push('drop')
    await run()
    expect(chat.posted.map(saysTwice)).toEqual([false, true])
    expect(await entry()).toMatchObject({ state: 'sent', maybe_sent: true })
    await act(on.deps)({ kind: 'click', by, verb: 'take', subject: id, message: message('2') })
    await run()
    expect(chat.updated.map(saysTwice)).toEqual([true])
  })

  test('is not posted a third time: it is listed as uncertain', async () => {
    chat.outcomes.push('drop', 'refuse')
    await run()
    expect(chat.posted).toHaveLength(1)
    expect(await entry()).toMatchObject({ state: 'uncertain' })
    expect((await listOutbox(on.deps, { now: on.clock.now })).entries).toMatchObject([
      { state: 'uncertain', kind: 'escalation' },
    ])
  })

  test('keeps its second try through a wait', async () => {
    chat.outcomes.push('drop', 'wait', 'wait')
    await run()
    expect(chat.posted).toHaveLength(2)
    expect(await entry()).toMatchObject({ state: 'sent' })
  })

  test('is not posted a third time when the worker dies in the second', async () => {
    chat.outcomes.push('drop', 'hang')
    await drain(on.deps, handlers)
    on.later(600_000)
    await drain(on.deps, handlers)
    await database.sql`update outbox set lease_until = now() - interval '1 minute' where lease_until is not null`
    await run()
    expect(chat.posted).toHaveLength(2)
    expect(await entry()).toMatchObject({ state: 'uncertain' })
  })

  test('is found by the first click, which mends it', async () => {
    chat.outcomes.push('drop', 'refuse')
    await run()
    await act(on.deps)({ kind: 'click', by, verb: 'take', subject: id, message: message('1') })
    expect(await entry()).toMatchObject({ state: 'sent' })
    const [{ message: kept }] =
      (await database.sql`select message from cases where id = ${id}`) as unknown as [{ message: MessageRef }]
    expect(kept).toEqual(message('1'))
    await run()
    expect(chat.updated).toHaveLength(1)
    expect(chat.posted).toHaveLength(1)
  })

  test('is not mended by a click from another channel', async () => {
    chat.outcomes.push('drop', 'refuse')
    await run()
    await act(on.deps)({
      kind: 'click',
      by,
      verb: 'take',
      subject: id,
      message: { ...message('1'), channel: '19:elsewhere@thread.tacv2' },
    })
    expect(await entry()).toMatchObject({ state: 'uncertain' })
  })

  test('goes again by hand, marked', async () => {
    chat.outcomes.push('drop', 'refuse')
    await run()
    await retryEntry(on.deps, { id: (await entry()).id, now: on.clock.now })
    await run()
    expect(chat.posted.map(saysTwice)).toEqual([false, true])
    expect(await entry()).toMatchObject({ state: 'sent' })
  })
})

describe('said to the app in the personal chat', () => {
  const ask = async (text: string) => {
    const answer = await act(on.deps)({ kind: 'command', by, text })
    return answer.kind === 'card' ? answer.card : answer
  }
  test('"my cases" lists open cases by when they are due', async () => {
    const card = JSON.stringify(await ask(' My  cases!'))
    const [{ number }] = (await database.sql`select number from cases where id = ${id}`) as unknown as [
      { number: number },
    ]
    expect(card).toContain(`Case ${number}`)
    expect(card).toContain('not taken, due')
  })
  test('"due" leaves out what is not due within a day', async () => {
    const later = new Date(noon.getTime() + 2 * 86_400_000)
    await database.sql`update cases set take_due_at = ${later}, promise_due_at = ${later} where accountable_id = ${kari.id}`
    expect(JSON.stringify(await ask('due'))).toContain('None.')
    await database.sql`update cases set take_due_at = ${new Date(noon.getTime() - 1000)} where id = ${id}`
    expect(JSON.stringify(await ask('due'))).toContain('overdue since')
  })
  test('anything else is answered with what can be said', async () => {
    expect(JSON.stringify(await ask('hello'))).toContain('my cases')
  })
  test('a stranger hears only that they are one', async () => {
    expect(
      await act(on.deps)({ kind: 'command', by: { ...by, user: 'stranger' }, text: 'my cases' }),
    ).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('not known'),
    })
  })
})
