import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bookCallBack, freeSlots } from '../../src/callbacks/bookCallBack.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { makeContact, makeCustomer, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(() => on.clear())

/** Two open cases of one customer, the first opened an hour before the second. */
const pair = async () => {
  const customer = await makeCustomer(on.db)
  const contact = async (reference: string) =>
    makeContact(on.db, { brandKey: 'nordly', departmentKey: 'service', customerId: customer.id, reference })
  const [one, two] = [await contact('order-a'), await contact('order-b')]
  const first = await on.taken({ contactId: one.id, customerId: customer.id })
  const second = await on.taken({
    contactId: two.id,
    customerId: customer.id,
    openedAt: new Date(noon.getTime() + 3_600_000),
    severity: 1,
  })
  return { first, second, customer, contacts: [one, two] }
}
const remedy = (id: string) =>
  on.submit('UANNA', 'remedy', id, {
    kind: 'replacement',
    ground: 'goodwill',
    words: 'A new parcel',
    due: '2026-03-12',
  })
const openRemedies = async (id: string) =>
  (await on.sql`select id from remedies where case_id = ${id} and done_at is null`).length

describe('joining', () => {
  test('the later case ends as merged, and what it owed is owed by the earlier one', async () => {
    const { first, second, contacts } = await pair()
    await remedy(second)
    await on.submit('UANNA', 'request', second, {
      department: 'stores',
      deed: 'Look for the parcel.',
      due: '2026-03-12',
    })
    await on.sql`update responses set answers = '{"score":1,"words":"Also the lamp is broken."}'
      where id = (select response_id from cases where id = ${second})`
    const form = await on.click('UANNA', 'join', second)
    expect(JSON.stringify(form)).toContain('order-a')
    expect(await on.submit('UANNA', 'join', second, { case: first })).toMatchObject({
      kind: 'done',
      notice: expect.stringContaining('goes on in case'),
    })
    expect(await on.row(second)).toMatchObject({ state: 'merged', merged_into: first, promise: null })
    expect(await on.row(first)).toMatchObject({ state: 'owned', severity: 1 })
    expect(await openRemedies(first)).toBe(1)
    const [matter] = await on.sql`select matter_id from contacts where id = ${contacts[1]!.id}`
    expect(matter!.matter_id).toBe((await on.row(first)).matter_id)
    expect((await on.proposal(second, 'request')).state).toBe('withdrawn')
    const [joined] = await on.sql`select text from case_events where case_id = ${first} and kind = 'joined'`
    expect(joined).toEqual({ text: 'Also the lamp is broken.' })
    expect(await on.click('UANNA', 'progress', second)).toMatchObject({ kind: 'notice' })
  })

  test('clicked on the earlier one it is the later that ends all the same, and by number too', async () => {
    const { first, second } = await pair()
    const { number } = await on.row(second)
    expect(await on.submit('UANNA', 'join', first, { number: String(number) })).toMatchObject({
      kind: 'done',
    })
    expect((await on.row(second)).state).toBe('merged')
  })

  test('a complaint about a colleague is kept apart', async () => {
    const { first, second } = await pair()
    await on.sql`update cases set about_id = ${on.people.bo.id} where id = ${second}`
    for (const [one, other] of [
      [first, second],
      [second, first],
    ])
      expect(await on.submit('UANNA', 'join', one!, { case: other! })).toMatchObject({
        kind: 'notice',
        text: expect.stringContaining('kept apart'),
      })
    expect((await on.row(second)).state).toBe('owned')
  })

  test('a booked call goes along, with its reminder', async () => {
    const { first, second } = await pair()
    const found = await loadCase(on.db, second)
    const at = (await freeSlots(on.deps, found, on.clock.now)).at(-1)!
    await bookCallBack(on.deps, { found, at, phone: '+46701234567', by: null, now: on.clock.now })
    await on.submit('UANNA', 'join', second, { case: first })
    expect((await loadCase(on.db, first)).callBack).toMatchObject({ at })
    expect(await on.mailed(first)).toEqual(['call-back near'])
    expect(await on.mailed(second)).toEqual(['call-back booked', 'call-back near'])
  })

  test('another customer’s case is never joined, nor one that has ended', async () => {
    const { first, second } = await pair()
    const foreign = await on.taken()
    const { number } = await on.row(foreign)
    const wrong: Record<string, string>[] = [
      { number: String(number) },
      { case: foreign },
      { number: 'x' },
      {},
    ]
    for (const values of wrong)
      expect(await on.submit('UANNA', 'join', first, values)).toMatchObject({ kind: 'faults' })
    await on.end('UMAJA', second, {
      end: 'withdrawn',
      reason: 'The customer wrote that all is well.',
    })
    expect(await on.submit('UANNA', 'join', first, { case: second })).toMatchObject({ kind: 'faults' })
    expect(await on.click('UANNA', 'join', first)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('no other open case'),
    })
    expect((await on.row(foreign)).state).toBe('owned')
  })

  test('joined from both sides at once it happens once', async () => {
    const { first, second } = await pair()
    const answers = await Promise.all([
      on.submit('UANNA', 'join', first, { case: second }),
      on.submit('UANNA', 'join', second, { case: first }),
      on.submit('UMAJA', 'join', second, { case: first }),
    ])
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1)
    expect((await on.events(first)).filter((kind) => kind === 'joined')).toHaveLength(1)
    expect((await on.row(second)).state).toBe('merged')
  })

  test('the same form twice joins once', async () => {
    const { first, second } = await pair()
    const form = randomUUID()
    expect(await on.submit('UANNA', 'join', second, { case: first }, form)).toMatchObject({ kind: 'done' })
    expect(await on.submit('UANNA', 'join', second, { case: first }, form)).toEqual({ kind: 'done' })
  })

  test('what comes later under the joined reference is of the case that goes on', async () => {
    const { first, second, customer } = await pair()
    await on.submit('UANNA', 'join', second, { case: first })
    const { contact } = await on.db.transaction((tx) =>
      recordContact(
        on.deps,
        tx,
        contactInput.parse({
          source: 'test',
          externalId: randomUUID(),
          channel: 'phone',
          brand: 'nordly',
          department: 'service',
          customer: { email: customer.email },
          reference: 'order-b',
          endedAt: noon.toISOString(),
        }),
        noon,
      ),
    )
    const [row] = await on.sql`select matter_id from contacts where id = ${contact}`
    expect(row!.matter_id).toBe((await on.row(first)).matter_id)
  })
})

describe('undoing it', () => {
  test('brings both back as they were', async () => {
    const { first, second, contacts } = await pair()
    await remedy(second)
    const before = await on.row(second)
    await on.submit('UANNA', 'join', second, { case: first })
    expect(await on.click('UEVA', 'undo-join', second)).toMatchObject({ kind: 'notice' })
    expect((await on.row(second)).state).toBe('merged')
    expect(await on.click('UANNA', 'undo-join', second)).toMatchObject({ kind: 'done' })
    const after = await on.row(second)
    for (const column of [
      'state',
      'matter_id',
      'owner_id',
      'accountable_id',
      'promise',
      'promise_due_at',
      'ended_at',
      'merged_into',
    ])
      expect(after[column], column).toEqual(before[column])
    expect([await openRemedies(first), await openRemedies(second)]).toEqual([0, 1])
    const [matter] = await on.sql`select matter_id from contacts where id = ${contacts[1]!.id}`
    expect(matter!.matter_id).toBe(before.matter_id)
    expect(await on.events(first)).toContain('join undone')
    expect(await on.click('UANNA', 'undo-join', second)).toMatchObject({ kind: 'notice' })
  })

  test('of a case that waited for the customer, it goes on; its person gone, who is on call has it', async () => {
    const { first } = await pair()
    const customerId = (await on.row(first)).customer_id as string
    const contact = await makeContact(on.db, {
      brandKey: 'nordly',
      departmentKey: 'service',
      customerId,
      reference: 'order-c',
    })
    const third = await on.taken({
      contactId: contact.id,
      customerId,
      openedAt: new Date(noon.getTime() + 7_200_000),
    })
    await on.submit('UANNA', 'apologise', third, {
      text: `You came for dinner and the soup was cold, which our kitchen should have seen.`,
      next: '2026-03-12',
    })
    await on.submit('UANNA', 'done', third, { text: 'We cooked it anew.' })
    await on.submit('UANNA', 'join', third, { case: first })
    await on.sql`delete from department_people where person_id = ${on.people.anna.id}`
    await on.sql`update cases set accountable_id = ${on.people.bo.id}, owner_id = ${on.people.bo.id} where state = 'owned'`
    expect(await on.click('UBO', 'undo-join', third)).toMatchObject({ kind: 'done' })
    expect(await on.row(third)).toMatchObject({
      state: 'recovering',
      accountable_id: on.people.bo.id,
      promise: 'next word',
      asked_at: null,
    })
    await on.sql`insert into department_people values ('service', ${on.people.anna.id}, 'liaison', 0)`
  })
})
