import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Mail, MailError } from '../../integrations/mail/mail.ts'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { unsubscribe } from '../../src/invitations/unsubscribe.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { linkOf } from '../../src/links.ts'
import { drain } from '../../src/outbox/drain.ts'
import { submitResponse } from '../../src/responses/submit.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const DAY = 24 * 3600_000
let database: TestDatabase
let on: ReturnType<typeof testDeps>
let sent: Mail[]
let refuse: MailError | undefined
let count = 0

beforeAll(async () => {
  database = await freshDatabase()
  await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(() => {
  sent = []
  refuse = undefined
  const send = async (mail: Mail) => {
    if (refuse) throw refuse
    sent.push(mail)
  }
  on = testDeps(database.db, { mail: { name: 'kept', send } })
})

const drainAt = async (days: number) => {
  on.later(days * DAY)
  await drain(on.deps, handlers)
}
const invite = async () => {
  const email = `reminded-${++count}@mail.example`
  const input = contactInput.parse({
    source: 'test',
    externalId: `contact-${count}`,
    channel: 'chat',
    brand: 'nordly',
    department: 'service',
    customer: { email },
    endedAt: '2026-03-11T10:00:00Z',
  })
  const { contact } = await on.deps.db.transaction((tx) => recordContact(on.deps, tx, input, on.clock.now))
  const [row] = await database.sql`select id from invitations where contact_id = ${contact}`
  const token = async (purpose: 'survey' | 'unsubscribe') =>
    (await linkOf(on.deps, purpose, row!.id)).split('/').at(-1)!
  return { email, id: row!.id as string, token }
}
const subjects = (email: string) => sent.filter(({ to }) => to === email).map(({ subject }) => subject)
const outcome = async (id: string) =>
  Object.fromEntries(
    (
      await database.sql`select kind, coalesce(cause, state) as fate from outbox where payload->>'invitation' = ${id}`
    ).map(({ kind, fate }) => [kind, fate]),
  )

test('a survey goes out when it is due, is reminded of once after three days, and never again', async () => {
  const { email, id } = await invite()
  await drainAt(-1)
  expect(subjects(email)).toEqual([])
  await drainAt(1)
  expect(subjects(email)).toHaveLength(1)
  await drainAt(2.9)
  expect(subjects(email)).toHaveLength(1)
  await drainAt(0.2)
  expect(subjects(email)).toHaveLength(2)
  expect(subjects(email)[1]).toMatch(/reminder/i)
  await drainAt(10)
  expect(subjects(email)).toHaveLength(2)
  expect(await outcome(id)).toEqual({ invitation: 'sent', reminder: 'sent' })
})

test('who has answered is not reminded', async () => {
  const { email, id, token } = await invite()
  await drainAt(0)
  await submitResponse(on.deps, { token: await token('survey'), step: { score: 4 }, now: on.clock.now })
  await drainAt(4)
  expect(subjects(email)).toHaveLength(1)
  expect(await outcome(id)).toEqual({ invitation: 'sent', reminder: 'the customer has answered' })
})

test('who unsubscribed gets neither the survey nor the reminder', async () => {
  const before = await invite()
  await unsubscribe(on.deps, { token: await before.token('unsubscribe'), now: on.clock.now })
  await drainAt(0)
  expect(subjects(before.email)).toEqual([])
  const after = await invite()
  await drainAt(0)
  await unsubscribe(on.deps, { token: await after.token('unsubscribe'), now: on.clock.now })
  await drainAt(4)
  expect(subjects(after.email)).toHaveLength(1)
  expect(await outcome(after.id)).toEqual({ invitation: 'sent', reminder: 'suppressed' })
})

test('an address that is refused for good is kept as failed and not asked again', async () => {
  const { email, id } = await invite()
  refuse = new MailError('address', '550 no such user')
  await drainAt(0)
  expect(await outcome(id)).toEqual({ invitation: '550 no such user' })
  expect(await database.sql`select reason from suppressions where address = ${email}`).toEqual([
    { reason: 'unreachable' },
  ])
})

test('a mail whose fate is unknown is listed as uncertain and not sent again by itself', async () => {
  const { email, id } = await invite()
  refuse = new MailError('ambiguous', 'no answer after the message')
  await drainAt(0)
  refuse = undefined
  await drainAt(1)
  expect(subjects(email)).toEqual([])
  expect(
    (await database.sql`select state, cause from outbox where payload->>'invitation' = ${id}`)[0],
  ).toEqual({ state: 'uncertain', cause: 'no answer after the message' })
})

test('a survey mailed late can be answered as long as one mailed in time', async () => {
  const { token } = await invite()
  await drainAt(30)
  const answered = submitResponse(on.deps, {
    token: await token('survey'),
    step: { score: 5 },
    now: new Date(on.clock.now.getTime() + 13 * DAY),
  })
  await expect(answered).resolves.toMatchObject({ answers: { score: 5 } })
})
