import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { departments } from '../../db/schema/index.ts'
import { type Mail, MailError } from '../../integrations/mail/mail.ts'
import { health } from '../../src/api/health.ts'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { askSignIn } from '../../src/desk/signIn.ts'
import { problemsNow } from '../../src/digests/unsent.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { drain } from '../../src/outbox/drain.ts'
import { dropEntry, retryEntry } from '../../src/outbox/mend.ts'
import { reap } from '../../src/outbox/settle.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
let database: TestDatabase
let on: ReturnType<typeof testDeps>
let sent: string[]
let tried: { to: string; at: number }[]
let fault: (to: string) => MailError | undefined
let count = 0

beforeAll(async () => {
  database = await freshDatabase()
  await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(async () => {
  await database.sql`truncate outbox, destinations, mail_refusals, suppressions`
  sent = []
  tried = []
  fault = () => undefined
  const send = async (mail: Mail) => {
    tried.push({ to: mail.to, at: on.clock.now.getTime() })
    const thrown = fault(mail.to)
    if (thrown) throw thrown
    sent.push(mail.to)
  }
  on = testDeps(database.db, { mail: { name: 'scripted', send } })
})

const record = (n: number, domain: string) => {
  const input = contactInput.parse({
    source: 'test',
    externalId: `fate-${n}`,
    channel: 'chat',
    brand: 'nordly',
    department: 'service',
    customer: { email: `customer-${n}@${domain}` },
    endedAt: '2026-03-11T10:00:00Z',
  })
  return on.deps.db.transaction((tx) => recordContact(on.deps, tx, input, on.clock.now))
}
const invite = async (domain = 'mail.example') => {
  const n = ++count
  const { contact } = await record(n, domain)
  const email = `customer-${n}@${domain}`
  return { n, domain, email, contact, state: async () => (await record(n, domain)).invitation }
}
const drainAfter = async (ms: number) => {
  on.later(ms)
  await drain(on.deps, handlers)
}
const entryOf = async ({ contact }: { contact: string }) => {
  const [row] = await database.sql<{ id: number; state: string; settledAt: Date | null }[]>`
    select o.id::int, o.state, o.settled_at as "settledAt" from outbox o join invitations i on o.once_key = 'invitation:' || i.id where i.contact_id = ${contact}`
  return row!
}
const mailRests = async () =>
  (await database.sql`select problem from destinations where key = 'mail'`)[0]?.problem
const suppressed = async () =>
  (await database.sql`select address from suppressions`).map(({ address }) => address)
const refusal = (to: string, said = '550 5.7.1 blocked using zen.spamhaus.org') =>
  new MailError('person', said, { answer: { domain: to.split('@')[1]!, ours: true } })

describe('an invitation’s state follows its mail', () => {
  const plannedFor = '2026-03-11T11:00:00.000Z'

  test('refused as it stands: failed, and the next contact may be asked', async () => {
    const one = await invite()
    fault = () =>
      new MailError('bug', '554 Transaction failed', { answer: { domain: 'mail.example', ours: true } })
    await drainAfter(0)
    expect(await one.state()).toMatchObject({ state: 'failed', reason: 'mail refused', plannedFor })
    expect(await suppressed()).toEqual([])
    await retryEntry(on.deps, { id: (await entryOf(one)).id, now: on.clock.now })
    expect(await one.state()).toMatchObject({ state: 'planned', plannedFor })
    fault = () => undefined
    await drainAfter(0)
    expect(await one.state()).toMatchObject({ state: 'sent', plannedFor })
  })

  test('an address at fault: failed, and suppressed', async () => {
    const one = await invite()
    fault = () => new MailError('address', '550 5.1.1', { answer: { domain: 'mail.example', ours: false } })
    await drainAfter(0)
    expect(await one.state()).toMatchObject({ state: 'failed', reason: 'address refused', plannedFor })
    expect(await suppressed()).toEqual([one.email])
  })

  test('an unknown outcome: uncertain, also where its worker died; dropped by hand: not asked', async () => {
    const one = await invite()
    fault = () => new MailError('ambiguous', 'no answer')
    await drainAfter(0)
    expect(await one.state()).toMatchObject({ state: 'uncertain', plannedFor })
    await dropEntry(on.deps, { id: (await entryOf(one)).id, now: on.clock.now })
    expect(await one.state()).toMatchObject({ state: 'not asked', reason: 'mail dropped' })
    const other = await invite()
    await database.sql`
      update outbox set state = 'sending', lease_until = clock_timestamp() - interval '1 s' where id = ${(await entryOf(other)).id}`
    await reap(on.deps.db, on.clock.now)
    expect(await other.state()).toMatchObject({ state: 'uncertain', plannedFor })
    expect((await entryOf(other)).settledAt).toEqual(on.clock.now)
  })

  test('stopped before it began: not asked', async () => {
    const one = await invite()
    await database.sql`
      insert into suppressions (address, scope, reason, created_at) values (${one.email}, 'all', 'unsubscribed', ${on.clock.now})`
    await drainAfter(0)
    expect(await one.state()).toMatchObject({ state: 'not asked', reason: 'suppressed' })
  })
})

describe('refusals that may be our fault', () => {
  test('suppress nobody; one strict domain holds up only its own mail, and is tried again', async () => {
    const strict = [await invite('strict.example'), await invite('strict.example')]
    const others = await Promise.all(Array.from({ length: 5 }, (_, n) => invite(`kind-${n}.example`)))
    fault = (to) => (to.endsWith('@strict.example') ? refusal(to) : undefined)
    await drainAfter(0)
    expect(sent.sort()).toEqual(others.map(({ email }) => email).sort())
    expect(await mailRests()).toBe(null)
    expect(await suppressed()).toEqual([])
    expect((await database.sql`select domain, times from mail_refusals`)[0]).toMatchObject({
      domain: 'strict.example',
      times: 2,
    })
    fault = () => undefined
    await drainAfter(HOUR)
    expect(sent).toEqual(expect.arrayContaining(strict.map(({ email }) => email)))
    expect(await database.sql`select from mail_refusals`).toHaveLength(0)
  })

  test('from three domains within ten minutes let mail rest, with one probe every five minutes, and lose nothing', async () => {
    const invited = []
    for (let n = 0; n < 12; n++) invited.push(await invite(`domain-${n}.example`))
    fault = (to) => refusal(to)
    await drainAfter(0)
    expect(await mailRests()).toContain('mail domains refuse us')
    const answer = await health(on.deps).request('/')
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { mail: expect.stringContaining('rests') },
    ])
    const [home] = await database.db.select().from(departments).where(eq(departments.key, 'service'))
    const told = await problemsNow(database.db, { home: home!, departments: ['service'] }, [home!])
    expect(told[0]).toEqual({
      of: 'mail',
      fault: expect.objectContaining({ kind: 'domains', domain: expect.stringMatching(/^domain-/) }),
    })
    expect(told.slice(1)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ of: 'domain', domain: expect.stringMatching(/^domain-/) }),
      ]),
    )
    // Some were under way already when the third refused
    expect(tried.length).toBeLessThan(12)
    tried = []
    for (let minute = 0; minute < 30; minute++) await drainAfter(MINUTE)
    expect(tried).toHaveLength(6)
    fault = () => undefined
    for (let minute = 0; minute < 24 * 60; minute += 10) await drainAfter(10 * MINUTE)
    expect(await mailRests()).toBe(null)
    expect([...sent].sort()).toEqual(invited.map(({ email }) => email).sort())
  })

  test('from two domains, or from three over a longer time, do not', async () => {
    fault = (to) => refusal(to)
    for (const domain of ['a.example', 'b.example']) await invite(domain)
    await drainAfter(0)
    expect(await mailRests()).toBe(null)
    await invite('c.example')
    await database.sql`update mail_refusals set last_at = ${new Date(on.clock.now.getTime() - 11 * MINUTE)}`
    await drainAfter(0)
    expect(await mailRests()).toBe(null)
  })
})

describe('the provider itself', () => {
  test('refuses our log-in: all rests, a sign-in link is the first probe, and what was waiting then goes', async () => {
    const invited = []
    for (let n = 0; n < 6; n++) invited.push(await invite())
    fault = () => new MailError('person', '535 5.7.8 not accepted')
    await drainAfter(0)
    expect(await mailRests()).toContain('535')
    tried = []
    await askSignIn(on.deps, {
      email: (await database.sql`select email from people limit 1`)[0]!.email,
      to: '',
      now: on.clock.now,
    })
    await drainAfter(4 * MINUTE)
    expect(tried).toEqual([])
    fault = () => undefined
    await drainAfter(MINUTE)
    expect(tried[0]!.to).toMatch(/@nordly\.example$/)
    await drainAfter(10 * MINUTE)
    expect(sent).toHaveLength(7)
    expect(await mailRests()).toBe(null)
  })

  test('is away for a week: one try every five minutes, and every mail is sent after', async () => {
    const invited = []
    for (let n = 0; n < 3; n++) invited.push(await invite())
    fault = () => new MailError('wait', 'connect ECONNREFUSED')
    await drainAfter(0)
    await drainAfter(MINUTE)
    tried = []
    for (let hour = 0; hour < 2; hour++) for (let n = 0; n < 60; n++) await drainAfter(MINUTE)
    expect(tried.length).toBeLessThanOrEqual(24)
    for (let n = 1; n < tried.length; n++)
      expect(tried[n]!.at - tried[n - 1]!.at).toBeGreaterThanOrEqual(5 * MINUTE)
    for (let n = 0; n < 7 * 24; n++) await drainAfter(HOUR)
    expect(new Set((await database.sql`select state from outbox`).map(({ state }) => state))).toEqual(
      new Set(['waiting']),
    )
    fault = () => undefined
    for (let n = 0; n < 24; n++) await drainAfter(HOUR)
    expect(new Set(sent)).toEqual(new Set(invited.map(({ email }) => email)))
  })

  test('answers for the recipient again: a full mailbox ends its rest, and holds up nobody', async () => {
    const full = await invite('full.example')
    fault = () => new MailError('wait', 'connect ECONNREFUSED')
    await drainAfter(0)
    fault = (to) =>
      to === full.email
        ? new MailError('wait', '452 4.2.2 full', { answer: { domain: 'full.example', ours: false } })
        : undefined
    await drainAfter(10 * MINUTE)
    const other = await invite()
    await drainAfter(0)
    expect(sent).toContain(other.email)
    expect((await entryOf(full)).state).toBe('waiting')
  })
})
