import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accounts, callBacks, caseEvents, cases, outbox, remedies } from '../../db/schema/index.ts'
import { checkView } from '../../dev/emulators/slack/limits.ts'
import type { Field, Form } from '../../integrations/chat.ts'
import { formView } from '../../integrations/slack/form.ts'
import { formDialog } from '../../integrations/teams/form.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { asEvent } from '../../src/cases/events.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { linkOf } from '../../src/links.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'
import { renderReply } from '../../src/render/reply.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, noon } from '../factories.ts'
import { pages } from '../pages.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  people = await makeOrganisation(database.db)
})
afterAll(() => database.end())
beforeEach(() => {
  on = testDeps(database.db)
})

const DAY = 24 * 3600_000
const due = new Date(noon.getTime() + 2 * DAY)
const owned = async (over: Parameters<typeof makeCase>[1] = {}) => {
  const { id } = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: people.anna.id,
    ownerId: people.anna.id,
    state: 'owned',
    takenAt: noon,
    promise: 'first word',
    promiseDueAt: due,
    ...over,
  })
  await addLink(on.deps, database.db, 'case', id, new Date('2027-01-01T00:00:00Z'))
  return id
}
const by = (user: string) => ({ platform: 'slack', workspace: 'T0001', user })
type Values = Record<string, string | string[]>
const submit = (
  verb: string,
  subject: string,
  values: Values,
  formId: string = randomUUID(),
  user = 'UANNA',
) => act(on.deps)({ kind: 'submit', by: by(user), verb, subject, formId, values })
const open = async (verb: string, subject: string): Promise<Form> => {
  const answer = await act(on.deps)({ kind: 'click', by: by('UANNA'), verb, subject })
  if (answer.kind !== 'form') throw new Error(JSON.stringify(answer))
  return answer.form
}
const formOf = async (verb: string, subject: string): Promise<Field[]> => (await open(verb, subject)).fields
const row = async (id: string) => (await database.db.select().from(cases).where(eq(cases.id, id)))[0]!
const eventsOf = (id: string) =>
  database.db.select().from(caseEvents).where(eq(caseEvents.caseId, id)).orderBy(caseEvents.id)
const kinds = async (id: string) => (await eventsOf(id)).map(({ kind }) => kind)
const mailed = async (id: string) => {
  const waiting = await database.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.kind, 'case mail'), eq(outbox.lane, `mail:${id}`)))
    .orderBy(outbox.id)
  const events = new Map((await eventsOf(id)).map((event) => [event.id, event.kind]))
  return waiting.map(({ payload }) => events.get(Number(payload.event)))
}
const pathOf = async (id: string) => new URL(await linkOf(on.deps, 'case', id)).pathname
const send = async (id: string, form: Record<string, string>) =>
  pages(on.deps).request(await pathOf(id), {
    method: 'POST',
    body: new URLSearchParams({ form: randomUUID(), ...form }),
  })
const pageOf = async (id: string) => (await pages(on.deps).request(await pathOf(id))).text()
const addRemedy = async (caseId: string, done = false) =>
  (
    await database.db
      .insert(remedies)
      .values({
        caseId,
        kind: 'refund',
        amount: '120',
        currency: 'SEK',
        words: 'Money back',
        by: people.anna.id,
        promisedAt: noon,
        dueAt: due,
        doneAt: done ? noon : null,
      })
      .returning()
  )[0]!.id
const said = (form: Values = {}): Values => ({ how: 'phone', next: '2026-03-13', ...form })
const DONE = { kind: 'done' }

describe('asking the customer', () => {
  test('the question is mailed, the clocks pause, and the answer comes back to the thread', async () => {
    const id = await owned()
    expect(await submit('ask', id, { text: 'Which invoice was it?', next: '2026-03-13' })).toEqual(DONE)
    expect(await row(id)).toMatchObject({
      state: 'recovering',
      waitingSince: noon,
      promise: 'your answer',
      promiseDueAt: new Date('2026-03-13T16:00:00Z'),
    })
    expect(await mailed(id)).toEqual(['question'])
    on.later(3600_000)
    await send(id, { step: 'say', words: 'Number 4711' })
    const found = await loadCase(database.db, id)
    expect(found).toMatchObject({ waitingSince: null, promise: 'next word' })
    const answer = (await eventsOf(id)).find(({ kind }) => kind === 'customer said')!
    expect(renderReply(found, { ...asEvent(answer), by: null }, en)?.parts).toEqual([
      { kind: 'text', text: 'The customer writes:' },
      { kind: 'quote', text: 'Number 4711' },
    ])
  })

  test('needs a question and a date, counts once a form, and is for the owner', async () => {
    const id = await owned()
    expect(await submit('ask', id, { text: 'Why?', next: '2026-03-13' })).toMatchObject({
      kind: 'faults',
      faults: { text: /10/ },
    })
    expect(await submit('ask', id, { text: 'Which invoice was it?' })).toMatchObject({
      faults: { next: /fill/ },
    })
    expect(
      await submit('ask', id, { text: 'Which invoice was it?', next: '2026-03-13' }, 'f', 'UBO'),
    ).toMatchObject({
      kind: 'notice',
    })
    const [form, values] = [randomUUID(), { text: 'Which invoice was it?', next: '2026-03-13' }]
    await Promise.all([1, 2, 3].map(() => submit('ask', id, values, form)))
    expect([await kinds(id), await mailed(id)]).toEqual([['question'], ['question']])
  })

  test('a second question leaves both open, and the page shows both', async () => {
    const id = await owned()
    await submit('ask', id, { text: 'Which invoice was it?', next: '2026-03-13' })
    on.later(60_000)
    await submit('ask', id, { text: 'And on which day was it?', next: '2026-03-16' })
    expect((await row(id)).waitingSince).toEqual(noon)
    expect(await pageOf(id)).toMatch(/Which invoice was it\?.*And on which day was it\?.*Your answer/s)
  })
})

describe('the agreed account', () => {
  test('goes back and forth, each time a version, and the form holds the last', async () => {
    const id = await owned()
    expect(await formOf('account', id)).toMatchObject([{ name: 'text', required: true }])
    await submit('account', id, { text: 'The parcel was left in the rain.' })
    expect(await pageOf(id)).toContain('The parcel was left in the rain.')
    await send(id, { step: 'account', version: '1', words: 'It was left in the snow.' })
    expect(await formOf('account', id)).toMatchObject([
      { initial: 'It was left in the snow.', hint: expect.stringContaining('As the customer corrected it') },
    ])
    expect(await submit('account', id, { text: 'It was left in the snow.' })).toMatchObject({
      faults: { text: expect.stringContaining('as it stands') },
    })
    await submit('account', id, { text: 'It was left in the snow, by our driver.' })
    expect(
      await database.db
        .select({ version: accounts.version, by: accounts.by })
        .from(accounts)
        .where(eq(accounts.caseId, id))
        .orderBy(accounts.version),
    ).toEqual([
      { version: 1, by: people.anna.id },
      { version: 2, by: null },
      { version: 3, by: people.anna.id },
    ])
    expect(await mailed(id)).toEqual(['account', 'account'])
  })

  test('of a liaison and the customer at the same moment one is told of the other', async () => {
    const id = await owned()
    await submit('account', id, { text: 'The parcel was left in the rain.' })
    await Promise.all([
      submit('account', id, { text: 'The parcel was left outside.' }),
      send(id, { step: 'account', version: '1', words: 'It was left in the snow.' }),
    ])
    const versions = (await database.db.select().from(accounts).where(eq(accounts.caseId, id))).length
    expect([2, 3]).toContain(versions)
    expect((await kinds(id)).length).toBe(versions)
  })
})

describe('a conversation held', () => {
  test('notes apology, account, remedy and the next date, each as its own event', async () => {
    const id = await owned()
    expect(
      await submit(
        'held',
        id,
        said({
          how: 'counter',
          apology: 'I said that I am sorry she had to come twice.',
          account: 'She came on Monday and we were closed.',
          kind: 'refund',
          ground: 'goodwill',
          amount: '120',
          words: 'The bus tickets are paid back.',
          due: '2026-03-12',
        }),
      ),
    ).toEqual(DONE)
    expect(await kinds(id)).toEqual(['held', 'apology', 'account', 'remedy promised'])
    expect(await row(id)).toMatchObject({
      state: 'recovering',
      apologisedAt: noon,
      promise: 'remedy',
      promiseDueAt: new Date('2026-03-12T16:00:00Z'),
    })
    expect(await mailed(id)).toEqual(['account'])
    const page = await pageOf(id)
    expect(page).toContain('Anna Berg talked to you')
    expect(page).not.toContain('I said that I am sorry')
  })

  test('a spoken yes confirms and is receipted with a way to say "not yet"', async () => {
    const id = await owned({
      state: 'awaiting customer',
      apologisedAt: noon,
      done: 'Sent anew',
      doneAt: noon,
      askedAt: noon,
      silentAt: due,
    })
    await addRemedy(id, true)
    expect(await submit('held', id, { how: 'phone', answer: ['yes'] })).toEqual(DONE)
    expect(await row(id)).toMatchObject({
      state: 'confirmed',
      confirmedBy: 'spoken',
      silentAt: null,
      promise: 'a finding',
    })
    expect([await kinds(id), await mailed(id)]).toEqual([['held', 'answered'], ['answered']])
    const found = await loadCase(database.db, id)
    const told = (await eventsOf(id)).map(
      (event) => renderReply(found, { ...asEvent(event), by: 'Anna Berg' }, en)?.parts[0],
    )
    expect(told).toEqual([
      { kind: 'text', text: 'Anna Berg talked with the customer by phone.' },
      { kind: 'text', text: 'The customer said so to Anna Berg: yes, it is put right. They have a receipt.' },
    ])
    await send(id, { step: 'answer', answer: 'not yet', words: 'I never said so' })
    expect(await row(id)).toMatchObject({ state: 'recovering', confirmedBy: null })
  })

  test('a spoken yes counts with the apology of the same form, and is refused without one or with a remedy owed', async () => {
    const id = await owned()
    const without = await submit('held', id, { how: 'phone', answer: ['yes'] })
    expect(without).toMatchObject({ faults: { answer: expect.stringContaining('The apology comes first') } })
    const remedy = await addRemedy(id)
    const apology = 'I told him how sorry I am for the wait.'
    const early = await submit('held', id, { how: 'phone', apology, answer: ['yes'] })
    expect(early).toMatchObject({
      faults: { answer: expect.stringContaining('Refund 120 SEK is still owed') },
    })
    await database.db.update(remedies).set({ doneAt: noon }).where(eq(remedies.id, remedy))
    const promising = { kind: 'expedite', ground: 'goodwill', words: 'We write to you.', due: '2026-03-12' }
    expect(await submit('held', id, { how: 'phone', apology, answer: ['yes'], ...promising })).toMatchObject({
      faults: { answer: expect.stringContaining('still owed') },
    })
    expect(await kinds(id)).toEqual([])
    expect(await submit('held', id, { how: 'phone', apology, answer: ['yes'] })).toEqual(DONE)
    expect((await row(id)).state).toBe('confirmed')
  })

  test('above authority, no date, no way of talking or half a remedy is refused, and nothing is kept', async () => {
    const id = await owned()
    const refused = async (values: Values, field: string, why: RegExp) => {
      const answer = await submit('held', id, values)
      expect(answer).toMatchObject({ kind: 'faults', faults: { [field]: expect.stringMatching(why) } })
    }
    const apology = 'I told him how sorry I am.'
    await refused(
      said({
        apology,
        kind: 'refund',
        ground: 'goodwill',
        amount: '900',
        words: 'All back',
        due: '2026-03-12',
      }),
      'amount',
      /asks a manager/,
    )
    await refused({ how: 'phone', apology }, 'next', /fill/)
    await refused({ next: '2026-03-13', apology }, 'how', /fill/)
    await refused(said({ how: 'pigeon' }), 'how', /choose/)
    await refused(said({ amount: '50' }), 'kind', /Which remedy/)
    await refused(said({ kind: 'refund', ground: 'goodwill', amount: '50' }), 'due', /fill/)
    await refused(
      said({ kind: 'expenses', ground: 'goodwill', amount: '50', words: 'Bus', due: '2020-01-01' }),
      'due',
      /past/,
    )
    expect([await kinds(id), await mailed(id), (await row(id)).state]).toEqual([[], [], 'owned'])
  })

  test('without a yes a case that was done goes on, and an unchanged account is no new version', async () => {
    const id = await owned({
      state: 'awaiting customer',
      apologisedAt: noon,
      done: 'Sent',
      doneAt: noon,
      askedAt: noon,
      silentAt: due,
    })
    await database.db
      .insert(accounts)
      .values({ caseId: id, version: 1, text: 'It rained.', by: people.anna.id, at: noon })
    expect(await submit('held', id, said({ account: 'It rained.' }))).toEqual(DONE)
    expect(await row(id)).toMatchObject({
      state: 'recovering',
      done: null,
      askedAt: null,
      silentAt: null,
      promise: 'next word',
    })
    expect(await kinds(id)).toEqual(['held'])
  })

  test('ends the waiting for an answer, and a call-back whose time has come is held', async () => {
    const id = await owned({ state: 'recovering', waitingSince: noon, promise: 'your answer' })
    const call = async (caseId: string, at: Date) =>
      database.db
        .insert(callBacks)
        .values({ caseId, departmentKey: 'service', at, seat: 1, phone: '+46701234567', bookedAt: noon })
    await call(id, new Date(noon.getTime() - 600_000))
    const other = await owned({ state: 'recovering' })
    await call(other, new Date(noon.getTime() + 600_000))
    for (const one of [id, other]) await submit('held', one, said())
    const states = await database.db.select({ state: callBacks.state }).from(callBacks).orderBy(callBacks.at)
    expect(states).toEqual([{ state: 'held' }, { state: 'booked' }])
    expect((await row(id)).waitingSince).toBeNull()
  })

  test('one form submitted at once several times is noted once', async () => {
    const id = await owned()
    const form = randomUUID()
    const values = said({ apology: 'I told her how sorry I am.', account: 'We were closed on Monday.' })
    await Promise.all([1, 2, 3, 4].map(() => submit('held', id, values, form)))
    expect([await kinds(id), await mailed(id)]).toEqual([['held', 'apology', 'account'], ['account']])
  })
})

test('each form can be opened in Slack and Teams, also with the longest account', async () => {
  const id = await owned()
  const text = '"😀\n'.repeat(750)
  await database.db.insert(accounts).values({ caseId: id, version: 1, text, by: people.anna.id, at: noon })
  for (const verb of ['ask', 'account', 'held']) {
    const form = await open(verb, id)
    expect([verb, checkView(formView(form))]).toEqual([verb, []])
    const size = Buffer.byteLength(JSON.stringify(formDialog(form)))
    expect(size, verb).toBeLessThan(28 * 1024)
  }
})
