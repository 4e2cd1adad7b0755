import { afterEach, beforeEach, expect, test } from 'vitest'
import { rebuildDays } from '../../src/figures/rebuildDays.ts'
import { rollUp } from '../../src/figures/rollUp.ts'
import { purge } from '../../src/privacy/purge/purge.ts'
import { makeOrganisation } from '../deps.ts'
import { makeCase, makeContact, makeInvitation, makeResponse, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const DAY = 86_400_000
const ago = (days: number) => new Date(noon.getTime() - days * DAY)

let database: TestDatabase
let place: Awaited<ReturnType<typeof makeOrganisation>>
beforeEach(async () => {
  database = await freshDatabase()
  place = await makeOrganisation(database.db)
})
afterEach(() => database.end())

const purgeAll = (now = noon) => purge({ db: database.db, now: () => now }, { now })

/** An answered contact of so many days ago; with `ended` a case that ended then, with a refund. */
const answered = async (days: number, { withCase = false } = {}) => {
  const at = ago(days)
  const contact = await makeContact(database.db, {
    departmentKey: 'service',
    brandKey: 'nordly',
    reference: crypto.randomUUID(),
    endedAt: at,
  })
  const invitation = await makeInvitation(database.db, {
    contactId: contact.id,
    customerId: contact.customerId,
    createdAt: at,
    sentAt: at,
  })
  const response = await makeResponse(database.db, {
    invitationId: invitation.id,
    score: 2,
    answers: { score: 2, drivers: ['other'] },
    answeredAt: at,
  })
  if (!withCase) return contact
  const { id } = await makeCase(database.db, {
    contactId: contact.id,
    customerId: contact.customerId!,
    responseId: response.id,
    state: 'documented',
    openedAt: at,
    endedAt: at,
    confirmedAt: at,
    accountableId: place.anna.id,
    promise: null,
    promiseDueAt: null,
  })
  await database.sql`insert into case_events (case_id, kind, at) values (${id}, 'taken', ${at})`
  await database.sql`insert into remedies (case_id, kind, words, by, promised_at, due_at, done_at)
    values (${id}, 'refund', 'Money', ${place.anna.id}, ${at}, ${at}, ${at})`
  return contact
}
const rows = async () => {
  const [row] = await database.sql`
    select (select count(*) from contacts)::int as contacts, (select count(*) from invitations)::int as invitations,
      (select count(*) from responses)::int as responses, (select count(*) from matters)::int as matters,
      (select count(*) from customers)::int as customers, (select count(*) from cases)::int as cases,
      (select count(*) from case_events)::int as events`
  return row
}
const rollups = () => database.sql`select * from rollups order by day`
const all = (n: number) => ({ contacts: n, invitations: n, responses: n, matters: n, customers: n })

test('rows that were emptied go five years on, the roll-ups stay, and counting a day again keeps it', async () => {
  await answered(6 * 365)
  await answered(4 * 365)
  await rollUp({ db: database.db })
  const before = await rollups()
  expect(before).toHaveLength(2)
  await purgeAll()
  expect(await rows()).toMatchObject(all(1))
  const day = before[0]!.day
  const [{ text }] = (await database.sql`select ${day}::date::text as text`) as unknown as [{ text: string }]
  await rebuildDays(database.db, { department: 'service', days: [text] })
  await rollUp({ db: database.db })
  expect(await rollups()).toEqual(before)
  // A restored database, or another zone, has every day counted again
  await database.sql`update rollup_progress set time_zone = 'Asia/Tokyo'`
  await rollUp({ db: database.db })
  expect((await rollups()).map(({ answered }) => answered)).toEqual(before.map(({ answered }) => answered))
})

test('nothing goes before its day was counted', async () => {
  await answered(6 * 365)
  await purgeAll()
  expect(await rows()).toMatchObject(all(1))
  await rollUp({ db: database.db })
  await purgeAll()
  expect(await rows()).toMatchObject(all(0))
  expect(await rollups()).toHaveLength(1)
})

test('a case goes with all it had once the books need its remedies no more, and its contact after it', async () => {
  await answered(6 * 365, { withCase: true })
  await answered(8 * 365, { withCase: true })
  await rollUp({ db: database.db })
  await purgeAll()
  expect(await rows()).toEqual({ ...all(1), cases: 1, events: 1 })
  await purgeAll(new Date(noon.getTime() + 3 * 365 * DAY))
  expect(await rows()).toEqual({ ...all(0), cases: 0, events: 0 })
  expect(await rollups()).toHaveLength(2)
})

test('what a hold was ever on, and who was here since, stay', async () => {
  const held = await answered(6 * 365)
  const returned = await answered(6 * 365)
  await makeContact(database.db, {
    departmentKey: 'service',
    brandKey: 'nordly',
    customerId: returned.customerId,
    endedAt: ago(10),
  })
  await database.sql`insert into holds (customer_id, reason, by, at, lifted_at, lifted_by, lift_reason)
    values (${held.customerId}, 'Court', ${place.boss.id}, ${ago(9)}, ${ago(8)}, ${place.boss.id}, 'over')`
  await rollUp({ db: database.db })
  await purgeAll()
  const left = await database.sql`select customer_id from contacts order by ended_at`
  expect(left.map((one) => one.customer_id)).toEqual([held.customerId, returned.customerId])
  expect(await rows()).toMatchObject({ customers: 2 })
})
