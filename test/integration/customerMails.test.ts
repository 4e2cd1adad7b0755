import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callBacks, caseEvents, cases, responses, suppressions } from '../../db/schema/index.ts'
import type { Mail } from '../../integrations/mail/mail.ts'
import type { NewCaseEvent } from '../../src/cases/events.ts'
import { addLink } from '../../src/invitations/plan.ts'
import type { Entry } from '../../src/outbox/entry.ts'
import { caseMail } from '../../src/render/caseMail.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let people: Awaited<ReturnType<typeof makeOrganisation>>
const sent: Mail[] = []
const make = (db: TestDatabase['db']) =>
  testDeps(db, { mail: { name: 'kept', send: async (mail) => void sent.push(mail) } })
let on: ReturnType<typeof make>

beforeAll(async () => {
  database = await freshDatabase()
  people = await makeOrganisation(database.db)
  on = make(database.db)
})
afterAll(() => database.end())

const HOUR = 3600_000
const later = new Date(noon.getTime() + 24 * HOUR)
const caseWith = async (over: Parameters<typeof makeCase>[1] = {}) => {
  const made = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: people.anna.id,
    ownerId: people.anna.id,
    state: 'recovering',
    ...over,
  })
  await addLink(on.deps, database.db, 'case', made.id, new Date('2027-01-01T00:00:00Z'))
  return made
}
type Event = NewCaseEvent & { by?: string | null }
const draw = async (caseId: string, { kind, text, data, by = people.anna.id }: Event, now = noon) => {
  const [event] = await database.db
    .insert(caseEvents)
    .values({ caseId, kind, at: noon, text, data: JSON.parse(JSON.stringify(data ?? null)), by })
    .returning({ id: caseEvents.id })
  return caseMail(
    on.deps,
    { id: event!.id, payload: { case: caseId, event: event!.id } } as unknown as Entry,
    now,
  )
}
/** The mail as it left, or why it did not. */
const mailOf = async (caseId: string, event: Event, now = noon): Promise<Mail | string> => {
  const drawn = await draw(caseId, event, now)
  if ('drop' in drawn) return drawn.drop
  if (!('send' in drawn)) throw new Error('deferred')
  await drawn.send()
  return sent.at(-1)!
}
const addCall = async (caseId: string, at = later) =>
  (
    await database.db
      .insert(callBacks)
      .values({ caseId, departmentKey: 'service', at, seat: 1, phone: '+46701234567', bookedAt: noon })
      .returning()
  )[0]!.id

const due = later.toISOString()
const anId = randomUUID()
const MAILED: Event[] = [
  { kind: 'apology', text: 'I am sorry.', data: { due } },
  { kind: 'progress', text: 'It goes on.', data: { due } },
  { kind: 'carried on', text: 'We look at it again.', data: { due } },
  { kind: 'account', text: 'It rained.', data: { version: 1 } },
  {
    kind: 'remedy promised',
    text: 'Money',
    data: {
      ...{ remedy: anId, kind: 'refund', amount: '12.00', currency: 'SEK', due },
      ...{ statutory: false, ground: null, insteadOf: null, replaces: null },
    },
  },
  { kind: 'remedy done', text: 'Sent', data: { remedies: [] } },
  { kind: 'done', text: 'All done', data: { remedies: [] } },
  { kind: 'handover accepted', data: { proposal: anId, to: 'Bo Dahl' } },
  { kind: 'handover accepted', data: { proposal: anId, to: 'Bo Dahl', department: 'Returns' } },
  { kind: 'call-back cancelled', data: { callBack: anId, at: due, phone: '+46701234567' } },
  { kind: 'final answer', text: 'We looked twice.', data: { body: 'ARN' } },
  { kind: 'ended', data: { state: 'withdrawn', reason: 'So it is.' } },
  { kind: 'ended', data: { state: 'answered by mistake', reason: 'So it is.' } },
  { kind: 'answered', data: { answer: 'yes', spoken: true } },
  { kind: 'link' },
]
const UNMAILED: Event[] = [
  { kind: 'answered', data: { answer: 'yes' } },
  { kind: 'ended', data: { state: 'contact declined', reason: 'So it is.' } },
  { kind: 'customer said', text: 'Hello', by: null },
  { kind: 'stopped', by: null },
  { kind: 'constructor' } as unknown as Event,
]

describe('a case mail', () => {
  test.each(MAILED)('is drawn for $kind', async (event) => {
    const { id } = await caseWith()
    const mail = await mailOf(id, event)
    expect(mail).toMatchObject({ subject: expect.any(String), text: expect.stringMatching(/\/c\/[\w-]{43}/) })
    expect(JSON.stringify(mail)).not.toMatch(/undefined|\[object|Invalid Date|null,/)
  })

  test.each(UNMAILED)('is not drawn for $kind', async (event) => {
    const { id } = await caseWith()
    expect(await mailOf(id, event)).toBe('there is nothing to tell')
    // What is no kind at all is for this test alone
    await database.sql`delete from case_events where kind = 'constructor'`
  })

  test('asks only while the question is open', async () => {
    const { id } = await caseWith({ waitingSince: noon })
    const question = { kind: 'question' as const, text: 'Which order?', data: { due } }
    expect(await mailOf(id, question)).toMatchObject({
      subject: expect.stringMatching(/^A question from Anna Berg/),
    })
    await database.db.update(cases).set({ waitingSince: null }).where(eq(cases.id, id))
    expect(await mailOf(id, question)).toBe('the customer has answered')
  })

  test('tells of a call only as it is booked, and before it', async () => {
    const { id } = await caseWith()
    const callBack = await addCall(id)
    const near = { kind: 'call-back near', data: { callBack, at: due } } as const
    const data = { ...near.data, phone: '+46701234567' }
    for (const event of [
      { kind: 'call-back booked', data },
      { kind: 'call-back moved', data },
      near,
    ] as const)
      expect(await mailOf(id, { ...event, by: null })).toMatchObject({
        text: expect.stringContaining(
          'We will call you Thursday 12 March at\u00a012:00, on the number ending in 67.',
        ),
      })
    expect(await mailOf(id, near, later)).toBe('the call-back is past')
    expect(await mailOf(id, { kind: 'call-back cancelled', data })).toBe('another call-back is booked')
    await database.db.update(callBacks).set({ state: 'cancelled' }).where(eq(callBacks.id, callBack))
    for (const event of [{ kind: 'call-back booked', data }, near] as const)
      expect(await mailOf(id, event)).toBe('the call-back was changed')
  })

  test('goes to nobody who asked not to be contacted, but for the link they asked for', async () => {
    const made = await caseWith()
    await database.db
      .update(responses)
      .set({ answers: { score: 1, reach: { may: false } } })
      .where(eq(responses.id, made.responseId!))
    for (const event of MAILED.filter(({ kind }) => kind !== 'link'))
      expect(await mailOf(made.id, event)).toBe('the customer asked not to be contacted')
    expect(await mailOf(made.id, { kind: 'link' })).toMatchObject({
      subject: expect.stringMatching(/new link/),
    })
  })

  test('is stopped by a stop, but for the link; an address that can’t be reached gets nothing', async () => {
    const { id } = await caseWith()
    const asks = async (event: Event) => {
      const drawn = await draw(id, event)
      return 'drop' in drawn ? drawn.drop : 'unlessSuppressed' in drawn
    }
    expect([
      await asks({ kind: 'progress', text: 'It goes on.', data: { due } }),
      await asks({ kind: 'link' }),
    ]).toEqual([true, false])
    const mail = (await mailOf(id, { kind: 'link' })) as Mail
    const suppress = (reason: 'unsubscribed' | 'unreachable') =>
      database.db.insert(suppressions).values({
        address: mail.to,
        scope: reason === 'unsubscribed' ? 'all' : 'invitations',
        reason,
        createdAt: noon,
      })
    await suppress('unsubscribed')
    expect(await asks({ kind: 'link' })).toBe(false)
    await suppress('unreachable')
    expect(await asks({ kind: 'link' })).toBe('suppressed')
  })
})
