import { afterEach, beforeEach, expect, test } from 'vitest'
import { withoutReceipt } from '../../src/cases/receipt.ts'
import { run } from '../../src/cli/run.ts'
import { rollUp } from '../../src/figures/rollUp.ts'
import { tick } from '../../src/jobs/jobs.ts'
import { DECLARATION } from '../../src/privacy/declaration.ts'
import { addHold, liftHold } from '../../src/privacy/holds.ts'
import { purge, SWEEPS } from '../../src/privacy/purge/purge.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeContact, makeInvitation, makeResponse, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const DAY = 86_400_000
const ago = (days: number) => new Date(noon.getTime() - days * DAY)
const YEARS3 = ago(3 * 366)
const MARK = 'Zebrafink'

let database: TestDatabase
let place: Awaited<ReturnType<typeof makeOrganisation>>
beforeEach(async () => {
  database = await freshDatabase()
  place = await makeOrganisation(database.db)
})
afterEach(() => database.end())

const purgeAll = (now = noon) => purge({ db: database.db, now: () => now }, { now })
const count = async (name: string) => (await purgeAll()).purged.find((one) => one.name === name)?.count

/** A case that ended three years ago, with words everywhere, of a customer of its own. */
const oldCase = async (over: Parameters<typeof makeCase>[1] = {}, endedAt = YEARS3) => {
  const { db, sql } = database
  const contact = await makeContact(db, {
    departmentKey: 'service',
    brandKey: 'nordly',
    customerName: `${MARK} Kim`,
    reference: `${MARK}-${crypto.randomUUID()}`,
    endedAt,
  })
  await sql`update customers set name = ${MARK} where id = ${contact.customerId}`
  const invitation = await makeInvitation(db, {
    contactId: contact.id,
    customerId: contact.customerId,
    createdAt: endedAt,
    sentAt: endedAt,
  })
  const response = await makeResponse(db, {
    invitationId: invitation.id,
    score: 1,
    answers: { score: 1, words: MARK, drivers: ['other'] },
    answeredAt: endedAt,
  })
  await sql`insert into response_revisions (response_id, revision, answers, at)
    values (${response.id}, 1, ${sql.json({ score: 1, words: MARK })}, ${endedAt})`
  const found = await makeCase(db, {
    contactId: contact.id,
    responseId: response.id,
    state: 'documented',
    openedAt: endedAt,
    endedAt,
    confirmedAt: endedAt,
    confirmedBy: 'spoken',
    accountableId: place.anna.id,
    ownerId: place.anna.id,
    promise: null,
    promiseDueAt: null,
    done: MARK,
    ...over,
  })
  const { id } = found
  await sql`insert into case_events (case_id, kind, at, text, data) values
    (${id}, 'opened', ${endedAt}, ${MARK}, '{"score":1}'), (${id}, 'answered', ${endedAt}, ${MARK}, '{"answer":"yes","spoken":true}')`
  await sql`insert into apologies (case_id, by, text, sameness, at) values (${id}, ${place.anna.id}, ${MARK}, ${MARK + id}, ${endedAt})`
  await sql`insert into findings (case_id, cause, cause_words, factors, people, departments, solution, prevention, by, at)
    values (${id}, 'process', ${MARK}, ${MARK}, ${MARK}, '{service}', ${MARK}, ${MARK}, ${place.anna.id}, ${endedAt})`
  return { ...found, contact, invitation, response }
}

const remedy = (caseId: string, over: { statutory?: boolean; due?: Date; done?: Date | null } = {}) => {
  const { statutory = false, due = YEARS3, done = due } = over
  return database.sql`
    insert into remedies (case_id, kind, statutory, amount, currency, words, by, promised_at, due_at, done_at)
    values (${caseId}, 'refund', ${statutory}, 100, 'SEK', ${MARK}, ${place.anna.id}, ${due}, ${due}, ${done})`
}

/** Where a text stands in any table of the product, by its text copy. */
const tablesWith = async (text: string): Promise<string[]> => {
  const found: string[] = []
  for (const { table } of DECLARATION) {
    const [row] = await database.sql.unsafe(
      `select exists (select from "${table}" t where position($1 in to_json(t)::text) > 0) as there`,
      [text],
    )
    if (row!.there) found.push(table)
  }
  return found
}
const purgedOf = async (id: string) =>
  (await database.sql`select purged_at from cases where id = ${id}`)[0]!.purged_at as Date | null

test('the words of an old case go from every table, and its numbers stay', async () => {
  const { sql } = database
  const old = await oldCase()
  await remedy(old.id)
  await sql`insert into pictures (case_id, event_id, key, type, bytes, width, height, at)
    select ${old.id}, min(id), 'old/1', 'image/png', 1, 1, 1, ${YEARS3} from case_events where case_id = ${old.id}`
  await rollUp({ db: database.db })
  const figures = async () => ({
    rollups: await sql`select * from rollups order by department_key, day`,
    cases:
      await sql`select number, state, severity, opened_at, closed_at, confirmed_by from cases where id = ${old.id}`,
    remedies: await sql`select kind, amount, currency, done_at from remedies where case_id = ${old.id}`,
    findings: await sql`select cause, at from findings where case_id = ${old.id}`,
    events: await sql`select kind, at, data from case_events where case_id = ${old.id} order by id`,
    answers:
      await sql`select score, kind, answers -> 'drivers' as drivers from responses where id = ${old.response.id}`,
    receipt: await sql.unsafe(
      `select ${withoutReceipt('k')} as missing from cases k where k.id = '${old.id}'`,
    ),
  })
  const before = await figures()
  expect((await tablesWith(MARK)).length).toBeGreaterThan(8)
  expect((await purgeAll()).done).toBe(true)
  await rollUp({ db: database.db })
  expect(await tablesWith(MARK)).toEqual([])
  expect(await figures()).toEqual(before)
  const [customer] = await sql`select email, phone, name from customers where id = ${old.customerId}`
  expect(customer).toEqual({ email: null, phone: null, name: null })
})

test('the bytes of an old case’s pictures go with their rows, and nobody else’s', async () => {
  const { sql } = database
  const gone: string[] = []
  const { deps } = testDeps(database.db, {
    pictures: {
      put: async () => {},
      get: async () => undefined,
      delete: async (key) => void gone.push(key),
    },
  })
  const [old, recent] = [await oldCase(), await oldCase({}, ago(100))]
  for (const { id } of [old, recent])
    await sql`insert into pictures (case_id, event_id, key, type, bytes, width, height, at)
      select ${id}, min(id), ${`pictures/${id}`}, 'image/png', 1, 1, 1, ${YEARS3} from case_events where case_id = ${id}`
  await tick(deps)
  await tick(deps)
  expect(gone).toEqual([`pictures/${old.id}`])
  expect(await sql`select case_id from pictures where key like 'pictures/%'`).toEqual([
    { case_id: recent.id },
  ])
})

test('nothing goes of a case that something or somebody still needs', async () => {
  const { sql, db } = database
  const open = await oldCase({ state: 'owned', endedAt: null, confirmedAt: null })
  const owes = await oldCase()
  await remedy(owes.id, { done: null })
  const claimable = await oldCase()
  await remedy(claimable.id, { statutory: true, due: ago(35 * 30) })
  const promised = await oldCase()
  await sql`insert into timers (case_id, kind, subject_id, department_key, from_at, due_at)
    values (${promised.id}, 'remedy', ${promised.id}, 'service', ${YEARS3}, ${noon})`
  const asked = await oldCase()
  await sql`insert into proposals (case_id, kind, state, words, created_at, destination)
    values (${asked.id}, 'request', 'accepted', 'x', ${YEARS3}, '{}')`
  const called = await oldCase()
  await sql`insert into call_backs (case_id, department_key, at, seat, phone, booked_at)
    values (${called.id}, 'service', ${noon}, 1, '+4670', ${YEARS3})`
  const telling = await oldCase()
  await sql`insert into outbox (kind, destination, lane, due_at, created_at)
    values ('reply', 'slack:x', ${`case:${telling.id}`}, ${noon}, ${YEARS3})`
  const main = await oldCase({ state: 'owned', endedAt: null, confirmedAt: null })
  const joined = await oldCase({ state: 'merged', confirmedAt: null, mergedInto: main.id })
  const recent = await oldCase({}, ago(700))
  const byCase = await oldCase()
  const byCustomer = await oldCase()
  const why = { by: place.boss.email, reason: 'x', now: noon, from: { door: 'command line' } } as const
  const hold = await addHold(db, { case: byCase.number }, why)
  await addHold(db, { customer: byCustomer.customerId }, why)
  await purgeAll()
  const kept = {
    open,
    owes,
    claimable,
    promised,
    asked,
    called,
    telling,
    main,
    joined,
    recent,
    byCase,
    byCustomer,
  }
  for (const [name, one] of Object.entries(kept)) {
    expect([name, await purgedOf(one.id)]).toEqual([name, null])
    const [row] = await sql`
      select c.customer_name, u.email is not null as email, r.answers ->> 'words' as words from contacts c
      join customers u on u.id = c.customer_id join responses r on r.id = ${one.response.id} where c.id = ${one.contact.id}`
    expect([name, row]).toEqual([name, { customer_name: `${MARK} Kim`, email: true, words: MARK }])
  }
  // What kept each goes, and so does the case
  await liftHold(db, hold, why)
  await sql`update remedies set done_at = ${YEARS3} where case_id = ${owes.id}`
  await purgeAll()
  for (const { id } of [byCase, owes]) expect(await purgedOf(id)).toEqual(noon)
  // Three years after its right was owed it can be claimed no longer
  await purgeAll(new Date(claimable.closedAt!.getTime() + 3.2 * 366 * DAY))
  expect(await purgedOf(claimable.id)).not.toBeNull()
})

test('who did not answer is known for six months, who did for as long as their words are', async () => {
  const { db, sql } = database
  const contactOf = async (days: number, words?: string) => {
    const contact = await makeContact(db, {
      departmentKey: 'service',
      brandKey: 'nordly',
      endedAt: ago(days),
      customerName: 'Kim',
    })
    const { id } = await makeInvitation(db, { contactId: contact.id, customerId: contact.customerId })
    if (words) await makeResponse(db, { invitationId: id, answers: { score: 5, words } })
    return contact
  }
  const silent = await contactOf(200)
  const fresh = await contactOf(170)
  const answered = await contactOf(200, 'Quick')
  const old = await contactOf(800, 'Kind')
  const returned = await contactOf(200)
  const again = await makeContact(db, {
    departmentKey: 'service',
    brandKey: 'nordly',
    customerId: returned.customerId,
    endedAt: ago(10),
  })
  await purgeAll()
  const known = async ({ id }: { id: string }) => {
    const [row] = await sql`
      select c.customer_name as name, c.reference is not null as reference, u.email is not null as email
      from contacts c join customers u on u.id = c.customer_id where c.id = ${id}`
    return row
  }
  const whole = { name: 'Kim', reference: true, email: true }
  const none = { name: null, reference: false, email: false }
  expect([await known(silent), await known(old)]).toEqual([none, none])
  expect([await known(fresh), await known(answered)]).toEqual([whole, whole])
  // A customer who was here since is known, and only the old contact forgets them
  expect(await known(returned)).toEqual({ ...none, email: true })
  expect((await known(again))?.email).toBe(true)
  await purgeAll(new Date(noon.getTime() + 700 * DAY))
  expect([await known(answered), await known(returned)]).toEqual([none, none])
})

test('outbox entries go 90 days after their fate; those that wait or need a person stay', async () => {
  const { sql } = database
  const [open, over] = [await oldCase({ state: 'owned', endedAt: null, confirmedAt: null }), await oldCase()]
  const entry = (name: string, state: string, days: number, lane: string | null = null) => sql`
    insert into outbox (kind, destination, lane, once_key, state, due_at, created_at, settled_at)
    values ('reply', 'slack:x', ${lane}, ${name}, ${state}, ${ago(days)}, ${ago(days)}, ${state === 'waiting' ? null : ago(days)})`
  await entry('sent long ago', 'sent', 91)
  await entry('dropped long ago', 'dropped', 91)
  await entry('of a case that ended', 'sent', 91, `case:${over.id}`)
  await entry('sent lately', 'sent', 89)
  await entry('failed', 'failed', 400)
  await entry('uncertain', 'uncertain', 400)
  await entry('waiting', 'waiting', 400)
  await entry('of an open case', 'sent', 400, `case:${open.id}`)
  expect(await count('outbox')).toBe(3)
  const left = await sql<{ name: string }[]>`select once_key as name from outbox order by id`
  expect(left.map(({ name }) => name)).toEqual([
    'sent lately',
    'failed',
    'uncertain',
    'waiting',
    'of an open case',
  ])
})

test('a batch takes at most a thousand rows, and a run that has no time left goes on later', async () => {
  const { sql, db } = database
  await sql`insert into outbox (kind, destination, state, due_at, created_at, settled_at)
    select 'card', 'slack:x', 'sent', ${ago(100)}, ${ago(100)}, ${ago(100)}::timestamptz + n * interval '1 second' from generate_series(1, 2500) n`
  let looks = 0
  const clock = () => new Date(noon.getTime() + 1000 * looks++)
  const left = async () => (await sql`select count(*)::int as n from outbox`)[0]!.n
  // Time for one batch of it: each looks at the clock once
  const before = SWEEPS.findIndex(({ name }) => name === 'outbox')
  const first = await purge({ db, now: clock }, { now: noon, forMs: 1000 * (before + 2) })
  expect([first.done, await left()]).toEqual([false, 1500])
  expect((await purgeAll()).done).toBe(true)
  expect(await left()).toBe(0)
})

test('the night’s purge runs once a night, from two o’clock where management is', async () => {
  const { sql } = database
  const { deps, clock } = testDeps(database.db)
  const entries = async () => (await sql`select count(*)::int as n from outbox where kind = 'old'`)[0]!.n
  const make = () => sql`insert into outbox (kind, destination, state, due_at, created_at, settled_at)
    values ('old', 'slack:x', 'sent', ${ago(100)}, ${ago(100)}, ${ago(100)})`
  const at = async (iso: string) => {
    await make()
    clock.now = new Date(iso)
    await tick(deps)
    return entries()
  }
  expect(await at('2026-03-11T00:59:00Z')).toBe(1)
  expect(await at('2026-03-11T01:00:00Z')).toBe(0)
  expect(await at('2026-03-11T01:01:00Z')).toBe(1)
  expect(await at('2026-03-12T01:00:00Z')).toBe(0)
})

test('suppressed addresses stay, though everything else of the customer goes', async () => {
  const { sql } = database
  const old = await oldCase()
  const [{ email }] = (await sql`select email from customers where id = ${old.customerId}`) as unknown as [
    { email: string },
  ]
  await sql`insert into suppressions (address, scope, reason, created_at) values (${email}, 'all', 'unsubscribed', ${YEARS3})`
  await purgeAll()
  expect(await tablesWith(email)).toEqual(['suppressions'])
})

test('every table has an end, is bounded by the set-up, or is said to be kept', () => {
  const without = DECLARATION.filter(
    ({ lifetime }) => typeof lifetime !== 'string' && !lifetime.rows && !lifetime.columns,
  ).map(({ table }) => table)
  expect(without).toEqual([])
  const ended = DECLARATION.filter(({ lifetime }) => typeof lifetime !== 'string').map(({ table }) => table)
  expect(ended).toEqual(
    expect.arrayContaining(['outbox', 'timers', 'sessions', 'cases', 'contacts', 'links']),
  )
})

test('the command line says what is due, and takes it', async () => {
  const { sql } = database
  await sql`insert into outbox (kind, destination, state, due_at, created_at, settled_at)
    values ('old', 'slack:x', 'sent', ${ago(100)}, ${ago(100)}, ${ago(100)})`
  const purged = async (...args: string[]) => {
    const out: string[] = []
    const io = { env: { DATABASE_URL: database.url }, cwd: '.', localEnv: '/nowhere', now: () => noon }
    const code = await run(['purge', ...args], {
      ...io,
      out: (line) => out.push(line),
      err: (line) => out.push(line),
    })
    return { code, line: out.find((line) => line.startsWith('outbox '))?.split(/ {2,}/), last: out.at(-1) }
  }
  const due = await purged('--dry-run')
  expect(due).toEqual({ code: 0, line: ['outbox', '90 days', '1'], last: 'dry run: nothing was changed' })
  expect((await purged('--dry-run')).line).toEqual(['outbox', '90 days', '1'])
  expect((await purged()).line).toEqual(['outbox', '90 days', '1'])
  expect((await purged('--dry-run')).line).toEqual(['outbox', '90 days', '0'])
  expect((await purged('everything')).code).toBe(2)
})
