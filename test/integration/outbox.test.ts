import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ChatError } from '../../integrations/chat.ts'
import { claim } from '../../src/outbox/claim.ts'
import { drain } from '../../src/outbox/drain.ts'
import { enqueue, type NewEntry } from '../../src/outbox/enqueue.ts'
import type { Kinds, Message } from '../../src/outbox/entry.ts'
import { retryEntry } from '../../src/outbox/mend.ts'
import { testDeps } from '../deps.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
})
afterAll(() => database.end())
beforeEach(async () => {
  await database.sql`truncate outbox, destinations`
  on = testDeps(database.db)
})

const put = (over: Partial<NewEntry> = {}) =>
  enqueue(database.db, {
    kind: 'post',
    destination: 'slack:T1:C1',
    dueAt: on.clock.now,
    now: on.clock.now,
    ...over,
  })
const putCard = (over: Partial<NewEntry> = {}) =>
  put({ kind: 'card', lane: 'case:1', onceKey: 'card:1', ...over })
const sending = (send: Message['send'], more: Partial<Message> = {}): Kinds => ({
  post: async () => ({ send, ...more }),
  card: async () => ({ send, repeatable: true, ...more }),
})
const states = async () =>
  (await database.sql`select state from outbox order by id`).map(({ state }) => state as string)
const leaseRunsOut = () =>
  database.sql`update outbox set lease_until = clock_timestamp() - interval '1 s' where lease_until is not null`
const hang = () => {
  let letGo = () => {}
  const held = new Promise<void>((done) => {
    letGo = done
  })
  return { held, letGo }
}
const wait = (error: Error) => async () => {
  throw error
}

describe('one card of a case waits', () => {
  test('a card that has to wait gives way to a newer one', async () => {
    await putCard()
    const limited = sending(async () => {
      await putCard()
      throw new ChatError('wait', 'rate limited', 5)
    })
    await drain(on.deps, limited)
    expect(await states()).toEqual(['dropped', 'waiting'])
  })

  test('a card whose worker died gives way to a newer one, and holds up nothing', async () => {
    await putCard()
    await claim(database.db, on.clock.now)
    await putCard()
    await put({ destination: 'slack:T1:C2' })
    await leaseRunsOut()
    on.later(2000)
    await drain(
      on.deps,
      sending(async () => {}),
    )
    expect(await states()).toEqual(['dropped', 'sent', 'sent'])
  })

  test('a failed card is not sent again by hand while a newer one waits', async () => {
    await putCard()
    await drain(on.deps, sending(wait(new ChatError('bug', 'invalid_blocks'))))
    await putCard()
    const [failed] = await database.sql`select id::int from outbox where state = 'failed'`
    await expect(retryEntry(on.deps, { id: failed!.id, now: on.clock.now })).rejects.toThrow(/newer/)
    expect(await states()).toEqual(['failed', 'waiting'])
  })

  test('a card is not drawn while a change to its case is being committed', async () => {
    await putCard()
    const { held, letGo } = hang()
    const begun = hang()
    const changing = database.db.transaction(async (tx) => {
      await enqueue(tx, {
        kind: 'card',
        destination: 'slack:T1:C1',
        lane: 'case:1',
        onceKey: 'card:1',
        dueAt: on.clock.now,
        now: on.clock.now,
      })
      begun.letGo()
      await held
    })
    await begun.held
    let sent = 0
    const count = sending(async () => void sent++)
    await drain(on.deps, count)
    expect(sent).toBe(0)
    letGo()
    await changing
    await drain(on.deps, count)
    expect(sent).toBe(1)
    expect(await states()).toEqual(['sent'])
  })
})
