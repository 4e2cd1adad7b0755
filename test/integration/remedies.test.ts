import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Form } from '../../integrations/chat.ts'
import type { Answer } from '../../integrations/inbound.ts'
import { promiseSoonest } from '../../src/cases/promises.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'
import { goodwillGiven, goodwillLine } from '../../src/remedies/authority.ts'
import { remedyFulfilled } from '../../src/remedies/fulfil.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeCustomer, makeDepartment, makeMember, makePerson } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  people = await makeOrganisation(database.db)
  const authority = {
    refund: { amount: 500, currency: 'SEK', month: 1200 },
    discount: { amount: 300, currency: 'SEK' },
    right: { amount: 10_000, currency: 'SEK' },
  }
  await database.sql`update departments set authority = ${database.sql.json(authority)} where key = 'service'`
  await database.sql`insert into webhooks (key, url, events) values ('erp', 'https://erp.example/', '{remedy.enacted}')`
})
afterAll(() => database.end())
beforeEach(async () => {
  on = testDeps(database.db)
  // Each test has a month of its own
  await database.sql`delete from remedies`
})

const DONE: Answer = { kind: 'done' }
const by = (user: string) => ({ platform: 'slack', workspace: 'T0001', user })
const click = (user: string, verb: string, subject: string) =>
  act(on.deps)({ kind: 'click', by: by(user), verb, subject })
const submit = (
  user: string,
  verb: string,
  subject: string,
  values: Record<string, string | string[]>,
  formId = randomUUID(),
) => act(on.deps)({ kind: 'submit', by: by(user), verb, subject, formId, values })

/** A case that this liaison owns, with the apology given. */
const owned = async (owner = people.anna, over: object = {}) => {
  const { id } = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    state: 'owned',
    ownerId: owner.id,
    promise: 'next word',
    promiseDueAt: new Date('2026-03-12T16:00:00Z'),
    apologisedAt: on.clock.now,
    ...over,
  })
  return id
}
/** A liaison of their own, so that no other test has used up the month. */
const liaison = async () => {
  const person = await makePerson(database.db)
  await makeMember(database.db, { departmentKey: 'service', personId: person.id })
  return person
}
const words = 'You get your money back.'
const refund = (amount: string, over: object = {}) => ({
  kind: 'refund',
  amount,
  ground: 'goodwill',
  words,
  due: '2026-03-13',
  ...over,
})
const remediesOf = (id: string) =>
  database.sql`select * from remedies where case_id = ${id} order by promised_at, due_at, id`
const caseOf = async (id: string) =>
  (await database.sql`select state, promise, promise_due_at from cases where id = ${id}`)[0]!
const events = async (id: string) =>
  (await database.sql`select kind from case_events where case_id = ${id} order by id`).map(({ kind }) => kind)
const mails = async (id: string) =>
  (
    await database.sql`select e.kind from outbox o join case_events e on e.id = (o.payload->>'event')::int
    where o.lane = ${`mail:${id}`} order by o.id`
  ).map(({ kind }) => kind)
const fault = (answer: Answer, field: string): string => {
  expect(answer).toMatchObject({ kind: 'faults', faults: { [field]: expect.any(String) } })
  return (answer as { faults: Record<string, string> }).faults[field]!
}

describe('what is the customer’s right', () => {
  test('it is checked and goes through above any authority, and counts against none', async () => {
    const id = await owned()
    expect(await submit('UANNA', 'remedy', id, refund('9000', { ground: 'faulty or wrong goods' }))).toEqual(
      DONE,
    )
    const [given] = await remediesOf(id)
    expect(given).toMatchObject({
      amount: '9000.00',
      currency: 'SEK',
      statutory: true,
      ground: 'faulty or wrong goods',
      proposal_id: null,
    })
    expect(await submit('UANNA', 'remedy', id, refund('500'))).toEqual(DONE)
    expect(await caseOf(id)).toMatchObject({ state: 'recovering', promise: 'remedy' })
  })

  test('what the right does not give is refused, with what it gives', async () => {
    const id = await owned()
    const right = (kind: string, ground: string, over = {}) =>
      submit('UANNA', 'remedy', id, { kind, ground, words, due: '2026-03-13', ...over })
    expect(fault(await right('repair', 'wrong charge'), 'kind')).toContain('refund, discount or credit')
    expect(fault(await right('expedite', 'faulty or wrong goods'), 'kind')).toContain('as goodwill')
    expect(fault(await right('replacement', 'toString'), 'ground')).toContain('which right')
    expect(fault(await right('repair', 'other'), 'why')).toContain('which right')
    expect(await right('repair', 'other', { why: 'Our two years of guarantee' })).toEqual(DONE)
    expect(await remediesOf(id)).toMatchObject([{ statutory: true, ground: 'Our two years of guarantee' }])
  })

  test('credit in place of money only if the customer chose it', async () => {
    const id = await owned()
    const credit = { ...refund('700'), kind: 'discount', ground: 'withdrawal or cancellation' }
    expect(fault(await submit('UANNA', 'remedy', id, credit), 'credit')).toContain('offer a refund')
    expect(await remediesOf(id)).toHaveLength(0)
    expect(await submit('UANNA', 'remedy', id, { ...credit, credit: ['yes'] })).toEqual(DONE)
    expect(await remediesOf(id)).toMatchObject([{ kind: 'discount', statutory: true }])
    const [event] = await database.sql`select data from case_events where case_id = ${id}`
    expect(event!.data).toMatchObject({ credit: true, ground: 'withdrawal or cancellation' })
  })

  test('an amount has to be one', async () => {
    const id = await owned()
    for (const amount of ['', '-5', '0', '1e3', '12.345', 'many', '10000000'])
      fault(await submit('UANNA', 'remedy', id, refund(amount, { ground: 'wrong charge' })), 'amount')
    fault(
      await submit('UANNA', 'remedy', id, { ...refund('5'), kind: 'replacement', ground: 'goodwill' }),
      'amount',
    )
    expect(await submit('UANNA', 'remedy', id, refund('1 099,50', { ground: 'wrong charge' }))).toEqual(DONE)
    expect(await remediesOf(id)).toMatchObject([{ amount: '1099.50' }])
  })

  test('a department without authority asks for the currency; yen have no decimals', async () => {
    await makeDepartment(database.db, { key: 'bare', name: 'Bare' })
    await makeMember(database.db, { departmentKey: 'bare', personId: people.anna.id, position: 0 })
    const id = await owned(people.anna, { departmentKey: 'bare' })
    const first = { kind: 'refund', ground: 'goodwill' }
    const { form } = (await submit('UANNA', 'remedy', id, first)) as { form: Form }
    expect(form.fields.map(({ name }) => name)).toContain('currency')
    const charge = refund('250.50', { ground: 'wrong charge' })
    fault(await submit('UANNA', 'remedy', id, charge), 'currency')
    fault(await submit('UANNA', 'remedy', id, { ...charge, currency: 'kr' }), 'currency')
    fault(await submit('UANNA', 'remedy', id, { ...charge, currency: 'jpy' }), 'amount')
    // Without a limit for rights a manager confirms each
    expect(await submit('UANNA', 'remedy', id, { ...charge, currency: 'eur' })).toHaveProperty('notice')
  })
})

describe('goodwill within authority', () => {
  test('the sum of a kind in one case counts, no matter which of us gave it', async () => {
    const id = await owned()
    expect(await submit('UANNA', 'remedy', id, refund('300'))).toEqual(DONE)
    const why = fault(await submit('UMAJA', 'remedy', id, refund('200.01')), 'why')
    expect(why).toContain('500 SEK in a case, 300 SEK of it given')
    expect(why).toContain('Per Falk decides')
    expect(await submit('UMAJA', 'remedy', id, refund('200'))).toEqual(DONE)
    expect(
      await submit('UANNA', 'remedy', id, { ...refund('300'), kind: 'discount', ground: 'goodwill' }),
    ).toEqual(DONE)
  })

  test('the month counts over cases, and begins anew with the department’s local month', async () => {
    const person = await liaison()
    const [one, two, three] = [await owned(person), await owned(person), await owned(person)]
    on.clock.now = new Date('2026-03-31T21:30:00Z') // 23:30 in Stockholm
    const april = (amount: string) => refund(amount, { due: '2026-04-02' })
    const give = (id: string, amount: string) => submit(person.slackUser!, 'remedy', id, april(amount))
    expect(await give(one, '500')).toEqual(DONE)
    expect(await give(two, '500')).toEqual(DONE)
    expect(fault(await give(three, '200.01'), 'why')).toContain('1200 SEK in a month, 1000 SEK of it given')
    on.clock.now = new Date('2026-03-31T22:30:00Z') // 00:30 on 1 April
    expect(await give(three, '500')).toEqual(DONE)
  })

  test('twenty offers of one liaison in twenty cases at the same moment stay within the month', async () => {
    const person = await liaison()
    const cases = await Promise.all(Array.from({ length: 20 }, () => owned(person)))
    const answers = await Promise.all(
      cases.map((id) => submit(person.slackUser!, 'remedy', id, refund('100'))),
    )
    const [row] =
      await database.sql`select sum(amount)::int as sum, count(*)::int as n from remedies where by = ${person.id}`
    const refused = answers.filter(({ kind }) => kind === 'faults').length
    console.log(
      `20 offers of 100 at once, 1200 a month: ${row!.n} promised, ${row!.sum} SEK, ${refused} told why`,
    )
    expect([row!.sum, row!.n, refused]).toEqual([1200, 12, 8])
    expect(
      await database.sql`select from cases where id in ${database.sql(cases)} and state = 'recovering'`,
    ).toHaveLength(12)
  })

  test('what is chosen first decides what is asked next, with its date filled in', async () => {
    const id = await owned()
    const asks = async (values: Record<string, string>) => {
      const answer = (await submit('UANNA', 'remedy', id, values)) as { kind: string; form: Form }
      expect(answer.kind).toBe('form')
      expect(answer.form.fields.find(({ name }) => name === 'due')).toMatchObject({
        initial: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      })
      return answer.form.fields.map(({ name }) => name)
    }
    expect(await asks({ kind: 'replacement', ground: 'goodwill' })).toEqual([
      'kind',
      'ground',
      'words',
      'due',
    ])
    expect(await asks({ kind: 'refund', ground: 'goodwill' })).toEqual([
      'kind',
      'ground',
      'amount',
      'words',
      'due',
      'why',
    ])
    fault(await submit('UANNA', 'remedy', id, { ground: 'goodwill' }), 'kind')
    expect(await database.sql`select id from remedies where case_id = ${id}`).toEqual([])
  })

  test('the form shows what is left and what the customer was given in 12 months; rights and old goodwill are not in it', async () => {
    const customer = await makeCustomer(database.db)
    const person = await liaison()
    const [old, other, id] = [
      await owned(person, { customerId: customer.id }),
      await owned(person, { customerId: customer.id, state: 'documented' }),
      await owned(person),
    ]
    await database.sql`update cases set state = 'documented' where id = ${old}`
    const give = (caseId: string, amount: number, at: string, statutory = false) => database.sql`
      insert into remedies (case_id, kind, amount, currency, statutory, words, by, promised_at, due_at)
      values (${caseId}, 'refund', ${amount}, 'SEK', ${statutory}, ${words}, ${person.id}, ${at}, ${at})`
    await give(old, 100, '2025-03-11T10:59:00Z')
    await give(old, 150, '2025-03-11T11:01:00Z')
    await give(other, 200.5, '2026-03-01T11:00:00Z')
    await give(other, 4000, '2026-03-02T11:00:00Z', true)
    await database.sql`update cases set customer_id = ${customer.id} where id = ${id}`
    const given = await goodwillGiven(database.db, customer.id, on.clock.now)
    expect(given).toEqual([{ currency: 'SEK', amount: 350.5, times: 2 }])
    expect(goodwillLine(given, en)).toBe('350.50 SEK (2 remedies)')
    const { form } = (await click(person.slackUser!, 'remedy', id)) as { form: Form }
    const intro = JSON.stringify(form.intro)
    expect(intro).toContain('refund 500 SEK, discount or credit 300 SEK')
    expect(intro).toContain('350.50 SEK (2 remedies)')
    expect(form.fields.map(({ name }) => name)).toEqual(['kind', 'ground'])
  })

  test('the second submit of one offer promises it once', async () => {
    const id = await owned(await liaison())
    const form = randomUUID()
    await Promise.all(
      Array.from({ length: 5 }, () =>
        submit('UMAJA', 'remedy', id, refund('10', { due: '2026-03-12' }), form),
      ),
    )
    expect(await remediesOf(id)).toHaveLength(1)
    expect(await mails(id)).toEqual(['remedy promised'])
  })
})

describe('never "I can’t"', () => {
  test('a wish is declined only with an alternative in the same form, and reasons alone are none', async () => {
    const id = await owned()
    const insteadOf = 'The blue one is not made any more.'
    for (const missing of ['kind', 'words', 'due']) {
      const offer: Record<string, string> = {
        kind: 'alternative',
        ground: 'goodwill',
        words,
        due: '2026-03-13',
        insteadOf,
      }
      delete offer[missing]
      fault(await submit('UANNA', 'remedy', id, offer), missing)
    }
    const explanation = { kind: 'explanation', ground: 'goodwill', words, due: '2026-03-13', insteadOf }
    expect(fault(await submit('UANNA', 'remedy', id, explanation), 'kind')).toContain('plain no')
    expect(await events(id)).toEqual([])
    expect(
      await submit('UANNA', 'remedy', id, { ...explanation, kind: 'alternative', ground: 'goodwill' }),
    ).toEqual(DONE)
    const [event] = await database.sql`select data from case_events where case_id = ${id}`
    expect(event!.data).toMatchObject({ kind: 'alternative', insteadOf, statutory: false })
    expect(await remediesOf(id)).toMatchObject([{ instead_of: insteadOf }])
  })

  test('another remedy takes the place of the one the customer asked to change', async () => {
    const id = await owned()
    await submit('UANNA', 'remedy', id, refund('400'))
    const [old] = await remediesOf(id)
    const instead = refund('500', { replaces: old!.id, due: '2026-03-16' })
    expect(fault(await submit('UANNA', 'remedy', id, instead), 'replaces')).toContain('beside it')
    await database.sql`update remedies set change_asked = 'Rather 500', change_asked_at = ${on.clock.now} where id = ${old!.id}`
    const { form } = (await click('UANNA', 'remedy', id)) as { form: Form }
    expect(form.fields[0]).toMatchObject({ name: 'replaces', initial: old!.id })
    expect(JSON.stringify(form.intro)).toContain('Rather 500')
    // What is replaced does not count: 400 and 500 would be above the authority
    expect(await submit('UANNA', 'remedy', id, instead)).toEqual(DONE)
    const [gone, now] = await remediesOf(id)
    expect([gone!.withdrawn_at, now!.withdrawn_at]).toEqual([on.clock.now, null])
    expect((await caseOf(id)).promise_due_at).toEqual(now!.due_at)
    const [of] = await database.sql`select customer_id from cases where id = ${id}`
    expect(await goodwillGiven(database.db, of!.customer_id, on.clock.now)).toMatchObject([
      { amount: 500, times: 1 },
    ])
    const { reference } = await remedyFulfilled(on.deps, {
      remedyId: now!.id,
      reference: 'A',
      now: on.clock.now,
    })
    expect(reference).toBe('A')
    await expect(
      remedyFulfilled(on.deps, { remedyId: gone!.id, reference: 'B', now: on.clock.now }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('replaced') })
  })
})

test('the promise is the soonest of what is owed; with nothing owed it stays', async () => {
  const id = await owned()
  const word = new Date('2026-03-12T10:00:00Z')
  const soonest = async (by?: Date) => {
    await promiseSoonest(database.db, id, on.clock.now, by)
    const { promise, promise_due_at: due } = await caseOf(id)
    return [promise, due]
  }
  expect(await soonest()).toEqual(['next word', new Date('2026-03-12T16:00:00Z')])
  expect(await soonest(word)).toEqual(['next word', word])
  await submit('UANNA', 'remedy', id, refund('10', { due: '2026-03-13' }))
  await submit('UANNA', 'remedy', id, refund('20', { due: '2026-03-16' }))
  expect(await soonest()).toEqual(['remedy', new Date('2026-03-13T16:00:00Z')])
  expect(await soonest(word)).toEqual(['next word', word])
  expect(await soonest(new Date('2026-03-14T10:00:00Z'))).toEqual([
    'remedy',
    new Date('2026-03-13T16:00:00Z'),
  ])
  await database.sql`update cases set state = 'withdrawn', promise = null, promise_due_at = null, ended_at = ${on.clock.now} where id = ${id}`
  expect(await soonest(word)).toEqual([null, null])
})

describe('done', () => {
  test('money needs the reference of its booking, other remedies do not', async () => {
    const id = await owned()
    await submit('UANNA', 'remedy', id, refund('100'))
    await submit('UANNA', 'remedy', id, { kind: 'replacement', ground: 'goodwill', words, due: '2026-03-12' })
    const [parcel, money] =
      await database.sql`select id from remedies where case_id = ${id} order by amount nulls first`
    const text = 'We sent the parcel and paid the money.'
    expect(await submit('UANNA', 'done', id, { text, remedies: [parcel!.id] })).toEqual(DONE)
    expect(await caseOf(id)).toMatchObject({
      promise: 'remedy',
      promise_due_at: new Date('2026-03-13T16:00:00Z'),
    })
    fault(await submit('UANNA', 'done', id, { text, remedies: [money!.id] }), 'reference')
    expect(await submit('UANNA', 'done', id, { text, remedies: [money!.id], reference: 'Bank 17' })).toEqual(
      DONE,
    )
    expect(await caseOf(id)).toMatchObject({ state: 'awaiting customer' })
    const rows =
      await database.sql`select reference, done_by from remedies where case_id = ${id} order by reference`
    expect(rows).toEqual([
      { reference: 'Bank 17', done_by: people.anna.id },
      { reference: null, done_by: people.anna.id },
    ])
  })

  test('another system is told of a remedy and its answer does it once; another reference is a conflict', async () => {
    const id = await owned()
    await submit('UANNA', 'remedy', id, refund('100'))
    const [given] = await remediesOf(id)
    const [told] =
      await database.sql`select payload from outbox where kind = 'webhook' and payload->'data'->>'case' = ${id}`
    expect(told!.payload).toMatchObject({
      endpoint: 'erp',
      type: 'remedy.enacted',
      data: { remedy: given!.id, kind: 'refund', amount: '100.00', currency: 'SEK', statutory: false },
    })
    const answer = (reference: string) =>
      remedyFulfilled(on.deps, { remedyId: given!.id, reference, now: on.clock.now })
    await Promise.all(Array.from({ length: 10 }, () => answer(' ERP-1 ')))
    await expect(answer('ERP-2')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('ERP-1'),
    })
    await expect(answer('  ')).rejects.toMatchObject({ code: 'invalid', field: 'reference' })
    for (const remedyId of [randomUUID(), 'x'])
      await expect(
        remedyFulfilled(on.deps, { remedyId, reference: 'E', now: on.clock.now }),
      ).rejects.toMatchObject({ code: 'unknown' })
    expect(await events(id)).toEqual(['remedy promised', 'remedy done'])
    expect(await mails(id)).toEqual(['remedy promised', 'remedy done'])
    // Nothing is owed but a word: the liaison asks the customer whether it is put right
    expect(await caseOf(id)).toEqual({
      state: 'recovering',
      promise: 'next word',
      promise_due_at: new Date('2026-03-12T11:00:00Z'),
    })
    expect(await submit('UANNA', 'done', id, { text: 'The money is with you.' })).toEqual(DONE)
    expect(await caseOf(id)).toMatchObject({ state: 'awaiting customer' })
  })

  test('after "Not done after all" the old reference marks nothing done again, a new one does', async () => {
    const id = await owned()
    await submit('UANNA', 'remedy', id, refund('100'))
    const [given] = await remediesOf(id)
    const answer = (reference: string) =>
      remedyFulfilled(on.deps, { remedyId: given!.id, reference, now: on.clock.now })
    await answer('ERP-1')
    const text = 'The bank sent the money back to us.'
    await submit('UMAJA', 'not-done', id, { which: given!.id, text, due: '2026-03-13' })
    await expect(answer('ERP-1')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('taken back'),
    })
    expect((await remediesOf(id))[0]).toMatchObject({ done_at: null })
    await answer('ERP-2')
    expect((await remediesOf(id))[0]).toMatchObject({ reference: 'ERP-2' })
  })

  test('who ticks what another system did meanwhile hears so, and pays nothing twice', async () => {
    const id = await owned()
    await submit('UANNA', 'remedy', id, refund('10'))
    const [given] = await remediesOf(id)
    await remedyFulfilled(on.deps, { remedyId: given!.id, reference: 'S', now: on.clock.now })
    const hand = { text: 'Paid by hand today.', remedies: [given!.id], reference: 'H' }
    expect(await submit('UANNA', 'done', id, hand)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('meanwhile'),
    })
    expect(await caseOf(id)).toMatchObject({ state: 'recovering' })
    expect(await remediesOf(id)).toMatchObject([{ reference: 'S' }])
  })

  test('done by hand and by another system at the same moment is done once', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await owned(await liaison())
      await submit('UMAJA', 'remedy', id, refund('10'))
      const [given] = await remediesOf(id)
      const [hand, system] = await Promise.allSettled([
        submit('UMAJA', 'done', id, { text: 'Paid by hand today.', remedies: [given!.id], reference: 'H' }),
        remedyFulfilled(on.deps, { remedyId: given!.id, reference: 'S', now: on.clock.now }),
      ])
      const [after] = await remediesOf(id)
      const byHand = hand.status === 'fulfilled' && hand.value.kind === 'done'
      expect([byHand, system.status]).toEqual(
        after!.reference === 'H' ? [true, 'rejected'] : [false, 'fulfilled'],
      )
      expect((await mails(id)).filter((kind) => kind === 'remedy done' || kind === 'done')).toHaveLength(1)
    }
  })
})
