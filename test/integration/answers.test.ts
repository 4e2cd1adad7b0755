import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadCase } from '../../src/cases/caseFile.ts'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { linkOf } from '../../src/links.ts'
import { judgeAnswers } from '../../src/responses/judge.ts'
import { openSurvey } from '../../src/responses/open.ts'
import { submitResponse } from '../../src/responses/submit.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let count = 0

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(() => {
  on = testDeps(database.db)
})

const contact = (over: object = {}) =>
  contactInput.parse({
    source: 'test',
    externalId: `ticket-${++count}`,
    channel: 'phone',
    brand: 'nordly',
    department: 'service',
    customer: { email: `customer-${count}@mail.example`, name: 'Kim' },
    endedAt: '2026-03-11T10:00:00Z',
    ...over,
  })
const record = (over: object = {}) =>
  on.deps.db.transaction((tx) => recordContact(on.deps, tx, contact(over), on.clock.now))

const invite = async (over: object = {}) => {
  const { contact } = await record(over)
  const [row] = await database.sql`select id from invitations where contact_id = ${contact}`
  return (await linkOf(on.deps, 'survey', row!.id)).split('/').at(-1)!
}
const submit = (token: string, step: object) => submitResponse(on.deps, { token, step, now: on.clock.now })
const rows = (table: string) =>
  database.sql`select count(*)::int as n from ${database.sql(table)}`.then(([row]) => row!.n as number)

describe('a contact comes in', () => {
  test('its invitation is planned half an hour after its end, within the window', async () => {
    expect((await record()).invitation).toMatchObject({
      state: 'planned',
      plannedFor: '2026-03-11T11:00:00.000Z',
    })
    expect((await record({ timeZone: 'America/New_York' })).invitation).toMatchObject({
      state: 'planned',
      plannedFor: '2026-03-11T12:00:00.000Z',
    })
  })

  test('the same contact again counts once and answers the same', async () => {
    const again = { source: 'twice', externalId: 'ticket-a' }
    const first = await record(again)
    const answers = await Promise.all(Array.from({ length: 5 }, () => record(again)))
    expect(answers).toEqual(Array(5).fill(first))
  })

  test('a customer is asked about one contact in a rest period, even when two come at once', async () => {
    const customer = { email: 'busy@mail.example' }
    const both = await Promise.all([record({ customer }), record({ customer }), record({ customer })])
    expect(both.map(({ invitation }) => invitation.state).sort()).toEqual([
      'not asked',
      'not asked',
      'planned',
    ])
  })

  test('who has no address, closed automatically or unsubscribed is not asked, with the reason', async () => {
    expect((await record({ customer: { phone: '+46 70 123 45 67' } })).invitation).toMatchObject({
      state: 'not asked',
      reason: 'no address',
    })
    expect((await record({ customer: undefined })).invitation).toMatchObject({
      state: 'not asked',
      reason: 'no address',
    })
    expect((await record({ autoClosed: true })).invitation).toMatchObject({
      state: 'not asked',
      reason: 'auto-closed',
    })
    await database.sql`insert into suppressions values ('stop@mail.example', 'invitations', 'unsubscribed', now())`
    expect((await record({ customer: { email: 'Stop@mail.example' } })).invitation).toMatchObject({
      state: 'not asked',
      reason: 'suppressed',
    })
  })

  test('an unknown department or brand is refused naming the field, and nothing is stored', async () => {
    const before = await rows('contacts')
    await expect(record({ department: 'nowhere' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'department',
    })
    await expect(record({ brand: 'nothing' })).rejects.toMatchObject({ code: 'invalid', field: 'brand' })
    await expect(record({ endedAt: '2026-03-12T10:00:00Z' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'endedAt',
    })
    expect(await rows('contacts')).toBe(before)
  })
})

describe('the customer answers', () => {
  test('opening records nothing', async () => {
    const token = await invite()
    const before = await rows('responses')
    expect(await openSurvey(on.deps, { token, now: on.clock.now })).toMatchObject({
      state: 'open',
      answers: null,
    })
    expect(await rows('responses')).toBe(before)
  })

  test('a satisfied answer is kept, wakes nobody and opens no case', async () => {
    const token = await invite()
    const cases = await rows('cases')
    expect(await submit(token, { score: 5 })).toMatchObject({ answers: { score: 5 }, recovery: null })
    expect(await rows('cases')).toBe(cases)
    expect(on.woken.times).toBe(0)
  })

  test('a dissatisfied answer opens one case with its event, its link and its escalation', async () => {
    const token = await invite()
    const view = await submit(token, { score: 1 })
    expect(view.recovery).toMatchObject({
      // Until somebody has taken it, it has only gone to the department
      person: null,
      department: 'Customer Service',
      by: new Date('2026-03-11T15:00:00Z'),
    })
    const [found] = await database.sql`
      select k.*, (select count(*)::int from case_events e where e.case_id = k.id) as events,
        (select count(*)::int from links l where l.subject_id = k.id) as links,
        (select json_agg(o.kind) from outbox o where o.lane = 'case:' || k.id) as outbox
      from cases k order by number desc limit 1`
    expect(found).toMatchObject({
      state: 'open',
      severity: 2,
      promise: 'first word',
      events: 1,
      links: 1,
      outbox: ['escalation'],
    })
    expect(on.woken.times).toBe(1)
  })

  test('fifty taps at once are one answer and one case', async () => {
    const token = await invite()
    const cases = await rows('cases')
    const responses = await rows('responses')
    await Promise.all(Array.from({ length: 50 }, () => submit(token, { score: 2 })))
    expect([(await rows('cases')) - cases, (await rows('responses')) - responses]).toEqual([1, 1])
  })

  test('a case that is open stays on its customer’s page when the score goes up, one by mistake does not', async () => {
    const token = await invite()
    const { recovery } = await submit(token, { score: 1, words: 'The parcel was soaked.' })
    expect(recovery).not.toBeNull()
    expect(await submit(token, { score: 5 })).toMatchObject({ recovery })
    expect(await openSurvey(on.deps, { token, now: on.clock.now })).toMatchObject({
      answers: { score: 5, words: 'The parcel was soaked.' },
      recovery,
    })
    const mistaken = await invite()
    await database.sql`update organisation set grace_seconds = 120, applied_at = now()`
    await submit(mistaken, { score: 1 })
    expect(await submit(mistaken, { score: 5 })).toMatchObject({ recovery: null })
    await database.sql`update organisation set grace_seconds = 0, applied_at = now()`
  })

  test('severe words under a 5 open a case, of which the customer’s page tells', async () => {
    const token = await invite()
    await submit(token, { score: 5 })
    await submit(token, {
      good: 'Robin was kind. My daughter was bitten by your dog in the shop, I will sue you.',
    })
    await judgeAnswers(on.deps, { now: on.clock.now })
    const { recovery } = await openSurvey(on.deps, { token, now: on.clock.now })
    expect(recovery).toMatchObject({ by: expect.any(Date), department: 'Customer Service' })
    const [row] = await database.sql`select id from cases order by number desc limit 1`
    expect(await loadCase(database.db, row!.id)).toMatchObject({ score: 5, firstScore: 5, severity: 1 })
  })

  test('words that come later reach the case once, and every revision is kept', async () => {
    const token = await invite()
    await submit(token, { score: 1 })
    await submit(token, { words: 'The parcel was soaked.', drivers: ['damaged-or-faulty-product'] })
    await submit(token, { words: 'The parcel was soaked.', drivers: ['damaged-or-faulty-product'] })
    await submit(token, { wish: 'A new one' })
    const [found] = await database.sql`select id, response_id from cases order by number desc limit 1`
    const waiting =
      await database.sql`select kind, payload from outbox where lane = ${`case:${found!.id}`} order by kind`
    expect(waiting.map(({ kind }) => kind)).toEqual(['card', 'escalation', 'reply'])
    expect(waiting.at(-1)!.payload.events).toHaveLength(2)
    const [response] =
      await database.sql`select revision, answers from responses where id = ${found!.response_id}`
    expect(response).toMatchObject({
      revision: 3,
      answers: { score: 1, words: 'The parcel was soaked.', wish: 'A new one' },
    })
    const kept =
      await database.sql`select answers from response_revisions where response_id = ${found!.response_id} order by revision`
    expect(kept.map(({ answers }) => Object.keys(answers).sort())).toEqual([
      ['score'],
      ['drivers', 'score', 'words'],
    ])
  })

  test('revising the score up closes nothing, revising down opens a case', async () => {
    const up = await invite()
    await submit(up, { score: 1 })
    await submit(up, { score: 5 })
    const [open] = await database.sql`select state from cases order by number desc limit 1`
    expect(open!.state).toBe('open')
    const down = await invite()
    const before = await rows('cases')
    await submit(down, { score: 4 })
    await submit(down, { score: 2 })
    expect((await rows('cases')) - before).toBe(1)
  })

  test('an answer on a matter with an open case joins it', async () => {
    const email = 'two-contacts@mail.example'
    const first = await invite({ customer: { email }, reference: 'order-7' })
    on.later(40 * 24 * 3600_000)
    const second = await invite({
      customer: { email },
      reference: 'order-7',
      endedAt: '2026-04-20T10:00:00Z',
    })
    await submitResponse(on.deps, { token: second, step: { score: 2 }, now: on.clock.now })
    const before = await rows('cases')
    await submitResponse(on.deps, { token: first, step: { score: 1 }, now: new Date('2026-03-12T11:00:00Z') })
    expect(await rows('cases')).toBe(before)
  })

  test('answers on one matter at the same moment open one case, and each is heard by it', async () => {
    const email = 'many-answers@mail.example'
    const tokens: string[] = []
    for (let n = 0; n < 12; n++) {
      tokens.push(
        await invite({ customer: { email }, reference: 'order-9', endedAt: on.clock.now.toISOString() }),
      )
      on.later(40 * 24 * 3600_000)
    }
    await database.sql`update links set expires_at = '2099-01-01'`
    await Promise.all(tokens.map((token) => submit(token, { score: 1 })))
    const found = await database.sql`
      select k.id, (select count(*)::int from case_events e where e.case_id = k.id and e.kind = 'said') as heard
      from cases k join customers c on c.id = k.customer_id where c.email = ${email}`
    expect(found).toMatchObject([{ heard: 11 }])
  })

  test('an answer that meets its matter’s case as it ends opens a case of its own', async () => {
    const email = 'ending@mail.example'
    const first = await invite({ customer: { email }, reference: 'order-10' })
    on.later(40 * 24 * 3600_000)
    const second = await invite({
      customer: { email },
      reference: 'order-10',
      endedAt: on.clock.now.toISOString(),
    })
    await database.sql`update links set expires_at = '2099-01-01'`
    await submit(first, { score: 1 })
    const mine = () =>
      database.sql`select k.id, k.state from cases k join customers c on c.id = k.customer_id where c.email = ${email} order by number`
    let answered: Promise<unknown> = Promise.resolve()
    await database.sql.begin(async (sql) => {
      await sql`update cases set state = 'unconfirmed' where id = ${(await mine())[0]!.id}`
      answered = submit(second, { score: 2 })
      await expect
        .poll(
          async () =>
            (await database.sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`).length,
        )
        .toBe(1)
    })
    await answered
    expect((await mine()).map(({ state }) => state)).toEqual(['unconfirmed', 'open'])
  })

  test('an expired, an unknown and a tampered link store nothing', async () => {
    const token = await invite()
    const before = await rows('responses')
    on.later(20 * 24 * 3600_000)
    await expect(submit(token, { score: 3 })).rejects.toMatchObject({ code: 'expired' })
    expect((await openSurvey(on.deps, { token, now: on.clock.now })).state).toBe('expired')
    const tampered = (token[0] === 'a' ? 'b' : 'a') + token.slice(1)
    for (const wrong of [tampered, 'x', '../etc', 'a'.repeat(43)])
      await expect(submit(wrong, { score: 3 })).rejects.toMatchObject({ code: 'unknown' })
    expect(await rows('responses')).toBe(before)
  })

  test('words without a score are refused', async () => {
    await expect(submit(await invite(), { words: 'hello' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'score',
    })
  })
})

describe('answers at the same moment share statements', () => {
  test('each is saved once and answered with its own page; a link that is not known refuses nobody else', async () => {
    const tokens: string[] = []
    for (let n = 0; n < 30; n++) tokens.push(await invite())
    const before = await rows('responses')
    const sent = tokens.flatMap((token, n) => [
      submit(token, { score: 3 + (n % 3) }),
      openSurvey(on.deps, { token, now: on.clock.now }),
    ])
    const twice = tokens.map((token, n) => submit(token, { score: 3 + (n % 3) }))
    const unknown = await Promise.allSettled([
      submit('x'.repeat(43), { score: 5 }),
      submit('no token', { score: 5 }),
    ])
    const views = await Promise.all(sent)
    expect(unknown.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(['unknown', 'unknown'])
    const said = (all: typeof views) => all.map(({ answers }) => answers?.score)
    const scores = tokens.map((_, n) => 3 + (n % 3))
    expect(said(views.filter((_, n) => n % 2 === 0))).toEqual(scores)
    expect(said(await Promise.all(twice))).toEqual(scores)
    expect(await rows('responses')).toBe(before + 30)
    const references = await Promise.all(
      tokens.map((token) => openSurvey(on.deps, { token, now: on.clock.now })),
    )
    expect(said(references)).toEqual(scores)
  })

  test('who is called is who the last apply named, and the page has its colours', async () => {
    const apply = async (active: boolean, colour: string) => {
      await database.sql.begin(async (tx) => {
        await tx`update people set active = ${active} where slack_user = 'UANNA'`
        await tx`update brands set colour = ${colour}`
        await tx`update organisation set applied_at = applied_at + interval '1 s'`
      })
    }
    const [first, second, third] = [await invite(), await invite(), await invite()]
    const called = async () => {
      const [row] = await database.sql`
        select p.name from cases k join people p on p.id = k.accountable_id order by k.number desc limit 1`
      return row!.name
    }
    await submit(first, { score: 1 })
    expect(await called()).toBe('Anna Berg')
    await apply(false, '#112233')
    const view = await submit(second, { score: 1 })
    expect([await called(), view.brand.colour]).toEqual(['Bo Dahl', '#112233'])
    await apply(true, '#445566')
    await submit(third, { score: 1 })
    expect(await called()).toBe('Anna Berg')
  })
})
