import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ChatError } from '../../integrations/chat.ts'
import { claim } from '../../src/outbox/claim.ts'
import { drain } from '../../src/outbox/drain.ts'
import { enqueue, type NewEntry } from '../../src/outbox/enqueue.ts'
import type { Handlers, Message } from '../../src/outbox/entry.ts'
import { listOutbox } from '../../src/outbox/list.ts'
import { retryEntry } from '../../src/outbox/mend.ts'
import { reap } from '../../src/outbox/settle.ts'
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
const sending = (send: Message['send'], more: Partial<Message> = {}): Handlers => ({
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
    await reap(on.deps.db, on.clock.now)
    expect(await database.sql`select state, settled_at from outbox where state = 'dropped'`).toEqual([
      { state: 'dropped', settled_at: on.clock.now },
    ])
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

describe('one sick destination', () => {
  test('a mail server that hangs holds up no channel', async () => {
    for (let n = 0; n < 8; n++) await put({ destination: 'mail' })
    for (let n = 0; n < 10; n++) await put({ destination: `slack:T1:C${n}` })
    const { held, letGo } = hang()
    const kinds: Handlers = {
      post: async (_deps, { destination }) => ({
        send: () => (destination === 'mail' ? held : Promise.resolve()),
      }),
    }
    const draining = drain(on.deps, kinds, { workers: 2 })
    const posted = () => database.sql`select id from outbox where state = 'sent' and destination <> 'mail'`
    await expect.poll(posted).toHaveLength(10)
    letGo()
    await draining
    expect(new Set(await states())).toEqual(new Set(['sent']))
  })

  test('a drain begins no more at once than its turn allows', async () => {
    for (let n = 0; n < 6; n++) await put({ destination: `slack:T1:C${n}` })
    let most = 0
    let sending = 0
    const kinds: Handlers = {
      post: async () => ({
        send: async () => {
          most = Math.max(most, ++sending)
          await sleep(50)
          sending--
        },
      }),
    }
    await drain(on.deps, kinds, { turn: async () => 1 })
    expect(new Set(await states())).toEqual(new Set(['sent']))
    expect(most).toBe(1)
  })

  test('a channel that hangs, waits or is broken holds up no other, and every poison is kept and listed', async () => {
    const poison: Record<string, () => Promise<unknown>> = {
      C0: wait(new ChatError('wait', 'rate limited', 30)),
      C1: wait(new ChatError('person', 'is_archived')),
      C2: wait(new ChatError('bug', 'invalid_blocks')),
      C3: wait(new ChatError('ambiguous', 'HTTP 500')),
      C4: wait(new TypeError('undefined is not a function')),
    }
    for (let n = 0; n < 40; n++) await put({ destination: `slack:T1:C${n % 10}` })
    const calls: string[] = []
    const kinds: Handlers = {
      post: async (_deps, { destination }) => {
        const channel = destination.split(':').at(-1)!
        const send = async () => {
          calls.push(channel)
          await poison[channel]?.()
        }
        return { send, find: async () => undefined }
      },
    }
    // Four entries a channel at one a second: three more seconds for the healthy ones, sick neighbours or not.
    for (let second = 0; second < 4; second++) {
      await drain(on.deps, kinds)
      on.later(1000)
    }
    const healthy = calls.filter((channel) => !poison[channel])
    expect(healthy).toHaveLength(20)
    const { entries } = await listOutbox(on.deps, { now: on.clock.now })
    const kept = await database.sql`select id::int from outbox where state <> 'sent'`
    expect(entries.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort())
    expect(entries).toHaveLength(20)
    const tried = entries.filter(({ attempts }) => attempts > 0)
    expect(tried.every(({ cause }) => cause)).toBe(true)
    expect(new Set(tried.map(({ destination }) => destination)).size).toBe(5)
  })

  test('a message nobody can send does not hold up its own channel, even if it breaks the sender', async () => {
    for (let n = 0; n < 4; n++) await put({ payload: { n } })
    const kinds: Handlers = {
      post: async (_deps, { payload }) => ({
        send: async () => {
          if (payload.n === 0) throw new TypeError('undefined is not a function')
        },
        find: async () => undefined,
      }),
    }
    for (let second = 0; second < 8; second++) {
      await drain(on.deps, kinds)
      on.later(1000)
    }
    expect((await states()).slice(1)).toEqual(['sent', 'sent', 'sent'])
    const { entries } = await listOutbox(on.deps, { now: on.clock.now })
    expect(entries).toMatchObject([{ state: 'waiting', cause: 'TypeError: undefined is not a function' }])
  })

  test('a message that kills its worker each time lets the others pass', async () => {
    for (let n = 0; n < 3; n++) await put()
    const [poison] = await database.sql`select min(id)::int as id from outbox`
    for (let second = 0; second < 30; second++) {
      const [entry] = await claim(database.db, on.clock.now)
      if (entry && entry.id !== poison!.id)
        await database.sql`update outbox set state = 'sent' where id = ${entry.id}`
      await leaseRunsOut()
      on.later(1000)
      await reap(on.deps.db, on.clock.now)
    }
    expect(await states()).toEqual(['waiting', 'sent', 'sent'])
  })

  test('an entry that someone else holds just now does not end the drain', async () => {
    await put({ destination: 'slack:T1:C1' })
    await put({ destination: 'slack:T1:C2' })
    await database.sql.begin(async (tx) => {
      await tx`select from outbox where destination = 'slack:T1:C1' for update`
      await drain(
        on.deps,
        sending(async () => {}),
        { workers: 1 },
      )
    })
    expect(await states()).toEqual(['waiting', 'sent'])
  })
})

describe('when the next entry is due', () => {
  test('what waits behind an earlier one of its lane is not due before that', async () => {
    await put({ lane: 'case:1', payload: { first: true } })
    await put({ lane: 'case:1' })
    const kinds: Handlers = { post: async () => ({ defer: 'not there yet' }) }
    const next = await drain(on.deps, kinds)
    expect(next!.getTime() - on.clock.now.getTime()).toBeGreaterThanOrEqual(30_000)
  })

  test('what waits for a place at its destination is not due before the lease of another ends', async () => {
    await put()
    await put()
    await claim(database.db, on.clock.now)
    on.later(2000)
    const next = await drain(
      on.deps,
      sending(async () => {}),
    )
    expect(next!.getTime()).toBeGreaterThan(on.clock.now.getTime())
    expect(await states()).toEqual(['claimed', 'waiting'])
  })
})
