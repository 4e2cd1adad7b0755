import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { freeSlots } from '../../src/callbacks/bookCallBack.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { setDeadlines } from '../../src/cases/deadlines/set.ts'
import { bookByLink, cancelByLink, elseByLink } from '../../src/customers/turnsByLink.ts'
import { linkOf } from '../../src/links.ts'
import { remedyFulfilled } from '../../src/remedies/fulfil.ts'
import { act } from '../../src/staff/act.ts'
import { makeCase } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

/** What somebody else commits between the reading of a case and the transaction that changes it. */
let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(() => on.clear())

const PHONE = '+46 70 123 45 67'
const DONE = { kind: 'done' }

/** The same deps, but `first` happens right before the first transaction begins. */
const meanwhile = (first: () => Promise<unknown>) => {
  let left = true
  const db = new Proxy(on.db, {
    get: (target, name) => {
      const value = Reflect.get(target, name)
      if (name !== 'transaction') return value
      return async (work: never) => {
        if (left) {
          left = false
          await first()
        }
        return target.transaction(work)
      }
    },
  }) as Db
  return { ...on.deps, db }
}
const by = (user: string) => ({ platform: 'slack', workspace: 'T0001', user })
const submitWhile = (
  first: () => Promise<unknown>,
  user: string,
  verb: string,
  subject: string,
  values: Record<string, string | string[]> = {},
) => act(meanwhile(first))({ kind: 'submit', by: by(user), verb, subject, formId: randomUUID(), values })
const tokenOf = async (id: string) => (await linkOf(on.deps, 'case', id)).split('/').at(-1)!

test('a form that cancelled a call-back cancels no later one when it is sent again', async () => {
  const id = await on.taken()
  const [at, next] = await freeSlots(on.deps, await loadCase(on.db, id), on.clock.now)
  const token = await tokenOf(id)
  const { now } = on.clock
  await bookByLink(on.deps, { token, formId: 'book-one', now, at: at!.toISOString(), phone: PHONE })
  await cancelByLink(on.deps, { token, formId: 'cancel-one', now })
  await bookByLink(on.deps, { token, formId: 'book-two', now, at: next!.toISOString(), phone: PHONE })
  await cancelByLink(on.deps, { token, formId: 'cancel-one', now })
  expect((await loadCase(on.db, id)).callBack).toMatchObject({ at: next })
  expect((await on.events(id)).filter((kind) => kind.startsWith('call-back'))).toEqual([
    'call-back booked',
    'call-back cancelled',
    'call-back booked',
  ])
})

test('what was promised while two cases were being joined stays promised', async () => {
  const first = await on.apologised()
  const { customer_id: customerId } = await on.row(first)
  const second = (
    await makeCase(on.db, {
      brandKey: 'nordly',
      departmentKey: 'service',
      accountableId: on.people.anna.id,
      ownerId: on.people.anna.id,
      customerId,
      state: 'recovering',
      apologisedAt: on.clock.now,
      promise: 'next word',
      promiseDueAt: new Date('2026-03-20T16:00:00Z'),
      openedAt: new Date(on.clock.now.getTime() + 1000),
    })
  ).id
  await setDeadlines(on.db, [second], on.clock.now)
  await on.submit('UANNA', 'progress', first, { text: 'We look into what happened.', next: '2026-03-20' })
  const answer = await submitWhile(
    () => on.submit('UMAJA', 'progress', first, { text: 'You hear more tomorrow.', next: '2026-03-12' }),
    'UANNA',
    'join',
    first,
    { case: second },
  )
  expect(answer).toMatchObject(DONE)
  expect((await on.row(first)).promise_due_at).toEqual(new Date('2026-03-12T16:00:00Z'))
})

test('a call booked on the case that goes on while the other brings one along: both cases are joined', async () => {
  const first = await on.apologised()
  const { customer_id: customerId } = await on.row(first)
  const second = await on.taken({ customerId, openedAt: new Date(on.clock.now.getTime() + 1000) })
  const slots = await freeSlots(on.deps, await loadCase(on.db, first), on.clock.now)
  const book = async (id: string, n: number) =>
    bookByLink(on.deps, {
      token: await tokenOf(id),
      now: on.clock.now,
      at: slots[n]!.toISOString(),
      phone: PHONE,
    })
  await book(second, 0)
  expect(await submitWhile(() => book(first, 1), 'UANNA', 'join', first, { case: second })).toMatchObject(
    DONE,
  )
  expect((await loadCase(on.db, first)).callBack).toMatchObject({ at: slots[1] })
  await on.well()
})

test('a case posted in the moment of its handover leaves no message with buttons behind', async () => {
  const id = await on.taken()
  const stores = { to: 'department stores', why: 'The parcel is theirs.', stands: 'The parcel was lost.' }
  expect(await on.submit('UANNA', 'hand-over', id, stores)).toMatchObject(DONE)
  const { id: proposal } = await on.proposal(id, 'handover')
  const accepted = await act(meanwhile(() => on.send()))({
    kind: 'click',
    by: by('UEVA'),
    verb: 'accept-handover',
    subject: proposal,
  })
  expect(accepted).toMatchObject(DONE)
  await on.send()
  const left = on.shown.filter(({ to, thread }) => to === 'C0001' && !thread)
  expect(left.flatMap(({ card }) => card.actions)).toEqual([])
  expect((await on.row(id)).message).toMatchObject({ channel: 'CSTORES' })
})

test('a case that went elsewhere while its post was under way leaves no message with buttons behind', async () => {
  const id = await on.taken()
  const stores = { to: 'department stores', why: 'The parcel is theirs.', stands: 'The parcel was lost.' }
  await on.submit('UANNA', 'hand-over', id, stores)
  const { id: proposal } = await on.proposal(id, 'handover')
  const { slack } = on.deps.chat
  const { post } = slack!
  slack!.post = async (to, card, key) => {
    slack!.post = post
    const message = await post(to, card, key)
    await on.click('UEVA', 'accept-handover', proposal)
    return message
  }
  await on.send()
  await on.send()
  const left = on.shown.filter(({ to, thread }) => to === 'C0001' && !thread)
  expect(left.flatMap(({ card }) => card.actions)).toEqual([])
  expect((await on.row(id)).message).toMatchObject({ channel: 'CSTORES' })
})

test('who was asked for an approval still decides where the case went to another department', async () => {
  const id = await on.apologised()
  const refund = {
    kind: 'refund',
    amount: '800',
    ground: 'goodwill',
    words: 'You get 800 kr back.',
    due: '2026-03-13',
    why: 'It is the third time.',
  }
  expect(await on.submit('UANNA', 'remedy', id, refund)).toMatchObject(DONE)
  const { id: approval } = await on.proposal(id, 'approval')
  const stores = { to: 'department stores', why: 'The parcel is theirs.', stands: 'The parcel was lost.' }
  await on.submit('UANNA', 'hand-over', id, stores)
  await on.click('UEVA', 'accept-handover', (await on.proposal(id, 'handover')).id)
  // Another department has another authority: the card shows it first
  expect(await on.click('UMAJA', 'approve', approval)).toMatchObject({ kind: 'notice' })
  await on.send()
  expect(await on.click('UMAJA', 'approve', approval)).toMatchObject(DONE)
})

test('a customer who asks for somebody else while the case is being offered to one is heard', async () => {
  const id = await on.taken()
  const offered = {
    to: on.people.bo.id,
    why: 'I am away tomorrow.',
    stands: 'Nothing is said to the customer yet.',
  }
  const deps = meanwhile(() => on.submit('UANNA', 'hand-over', id, offered))
  const { now } = on.clock
  await elseByLink(deps, {
    token: await tokenOf(id),
    formId: 'else-once',
    now,
    about: false,
    words: 'Not her.',
  })
  expect((await on.events(id)).slice(-2)).toEqual(['handover offered', 'somebody else asked'])
  await on.well()
})

test('a remedy that another system does as its case is joined is noted where it is owed by then', async () => {
  const first = await on.apologised()
  const { customer_id: customerId } = await on.row(first)
  const second = await on.taken({ customerId, openedAt: new Date(on.clock.now.getTime() + 1000) })
  const jacket = {
    kind: 'replacement',
    ground: 'goodwill',
    words: 'You get a new jacket.',
    due: '2026-03-12',
  }
  await on.submit('UANNA', 'remedy', second, jacket)
  const [remedy] = await on.sql`select id from remedies`
  const deps = meanwhile(() => on.submit('UANNA', 'join', first, { case: second }))
  await remedyFulfilled(deps, { remedyId: remedy!.id, reference: 'R1', now: on.clock.now })
  expect((await on.events(first)).at(-1)).toBe('remedy done')
  expect(await on.row(first)).toMatchObject({ promise: 'next word' })
})

test('joined with one that nobody took yet, a case in recovery owes a word by that date, no first promise of its own', async () => {
  const first = await on.apologised()
  const { customer_id: customerId } = await on.row(first)
  await on.submit('UANNA', 'progress', first, { text: 'We look into what happened.', next: '2026-03-30' })
  const began = on.clock.now
  on.later(5 * 24 * 3_600_000)
  const openedAt = on.clock.now
  const word = new Date(openedAt.getTime() + 4 * 3_600_000)
  const second = await on.open({ customerId, openedAt, promiseDueAt: word })
  await on.submit('UANNA', 'join', first, { case: second })
  const clocks = await on.sql`select kind, due_at from timers where case_id = ${first} and ended_at is null`
  expect([...clocks]).toEqual([{ kind: 'promise', due_at: word }])
  on.clock.now = began
})
