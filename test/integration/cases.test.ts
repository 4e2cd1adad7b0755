import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Answer } from '../../integrations/inbound.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { confirmCase } from '../../src/customers/confirm.ts'
import { addLink } from '../../src/invitations/plan.ts'
import { sweepSilence } from '../../src/jobs/silence.ts'
import { linkOf } from '../../src/links.ts'
import { viewCase } from '../../src/render/story.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makePerson, noon } from '../factories.ts'
import { ownWords } from '../ownWords.ts'
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

const open = async (over: object = {}) => {
  const found = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    accountableId: people.anna.id,
    promise: 'first word',
    ...over,
  })
  await addLink(on.deps, database.db, 'case', found.id, new Date('2027-01-01T00:00:00Z'))
  return found.id
}
const ANNA = 'UANNA'
const BO = 'UBO'
const MAJA = 'UMAJA'
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
const state = async (id: string) => (await database.sql`select state from cases where id = ${id}`)[0]!.state
const events = async (id: string) =>
  (await database.sql`select kind from case_events where case_id = ${id} order by id`).map(({ kind }) => kind)
const mails = async (id: string) =>
  (
    await database.sql`select e.kind from outbox o join case_events e on e.id = (o.payload->>'event')::int
    where o.lane = ${`mail:${id}`} order by o.id`
  ).map(({ kind }) => kind)
const DONE: Answer = { kind: 'done' }
const apology = () => ({
  text: ownWords('your parcel arrived soaked'),
  next: '2026-03-12',
})
const finding = {
  cause: 'delivery-late',
  causeWords: 'Wrong depot',
  factors: 'New route',
  people: 'Night shift lead',
  departments: ['service'],
  solution: 'Sent anew',
  prevention: 'Check of the depot code',
}
const done = { text: 'We sent a new parcel and it arrived on Friday.' }
const token = async (id: string) => (await linkOf(on.deps, 'case', id)).split('/').at(-1)!
const say = async (id: string, answer: 'yes' | 'partly' | 'not yet', words?: string) =>
  confirmCase(on.deps, { token: await token(id), answer, words, now: on.clock.now })

const recovered = async () => {
  const id = await open()
  await click(ANNA, 'take', id)
  await submit(ANNA, 'apologise', id, apology())
  await submit(ANNA, 'done', id, done)
  return id
}

describe('the line of a case', () => {
  test('taken, apologised, remedied, done, confirmed and documented', async () => {
    const id = await open()
    expect(await click(ANNA, 'take', id)).toEqual(DONE)
    expect(await click(ANNA, 'apologise', id)).toMatchObject({
      kind: 'form',
      form: { verb: 'apologise', subject: id },
    })
    expect(await submit(ANNA, 'apologise', id, apology())).toEqual(DONE)
    expect(
      await submit(ANNA, 'remedy', id, {
        kind: 'refund',
        ground: 'goodwill',
        amount: '250',
        words: 'You get 250 kr back.',
        due: '2026-03-13',
      }),
    ).toEqual(DONE)
    const [remedy] = await database.sql`select * from remedies where case_id = ${id}`
    expect(remedy).toMatchObject({ kind: 'refund', amount: '250.00', currency: 'SEK', done_at: null })
    expect(
      await submit(ANNA, 'progress', id, { text: 'The refund is on its way.', next: '2026-03-13' }),
    ).toEqual(DONE)
    expect(await submit(ANNA, 'done', id, { ...done, remedies: [remedy!.id], reference: 'Bank 17' })).toEqual(
      DONE,
    )
    expect(await state(id)).toBe('awaiting customer')
    expect(await say(id, 'yes')).toMatchObject({ question: 'answered', answer: { answer: 'yes' } })
    expect(await submit(ANNA, 'document', id, finding)).toEqual(DONE)
    expect(await state(id)).toBe('documented')
    expect(await events(id)).toEqual([
      'taken',
      'apology',
      'remedy promised',
      'progress',
      'done',
      'answered',
      'documented',
    ])
    expect(await mails(id)).toEqual(['apology', 'remedy promised', 'progress', 'done'])
  })

  test('"partly" and "not yet" bring it back to recovering, "not yet" one severity worse', async () => {
    const id = await recovered()
    const unanswered = async () => (await loadCase(on.deps.db, id)).unanswered
    expect(await unanswered()).toBe(false)
    await say(id, 'partly', 'The lid is still missing.')
    expect([await state(id), await unanswered()]).toEqual(['recovering', true])
    await submit(ANNA, 'progress', id, {
      text: 'The lid leaves with the courier tonight.',
      next: '2026-03-13',
    })
    expect(await unanswered()).toBe(false)
    await submit(ANNA, 'done', id, { text: 'The lid was sent by courier.' })
    await say(id, 'not yet')
    expect((await database.sql`select state, severity, promise from cases where id = ${id}`)[0]).toEqual({
      state: 'recovering',
      severity: 1,
      promise: 'next word',
    })
    expect((await viewCase(on.deps, { token: await token(id), now: on.clock.now })).question).not.toBe(
      'asked',
    )
  })

  test('a silent customer is reminded once, then the case ends as unconfirmed; a late yes still confirms', async () => {
    const id = await recovered()
    const sweep = (days: number) =>
      sweepSilence(on.deps, { now: new Date(noon.getTime() + days * 24 * 3600_000) })
    await sweep(2.9)
    expect(await mails(id)).toEqual(['apology', 'done'])
    await Promise.all([sweep(3), sweep(3), sweep(3.1)])
    expect(await mails(id)).toEqual(['apology', 'done', 'confirmation reminded'])
    await Promise.all([sweep(7), sweep(7.1)])
    expect(await state(id)).toBe('unconfirmed')
    expect((await events(id)).filter((kind) => kind === 'unconfirmed')).toHaveLength(1)
    await say(id, 'yes')
    expect(await state(id)).toBe('confirmed')
  })

  test('two remedies: the one left unticked stays promised', async () => {
    const id = await open()
    await click(ANNA, 'take', id)
    await submit(ANNA, 'apologise', id, apology())
    await submit(ANNA, 'remedy', id, {
      kind: 'replacement',
      ground: 'goodwill',
      words: 'A new parcel',
      due: '2026-03-13',
    })
    await submit(ANNA, 'remedy', id, {
      kind: 'expedite',
      ground: 'goodwill',
      words: 'What happened',
      due: '2026-03-16',
    })
    const [first, second] = await database.sql`select id from remedies where case_id = ${id} order by due_at`
    expect(await submit(ANNA, 'done', id, done)).toMatchObject({
      kind: 'faults',
      faults: { remedies: expect.anything() },
    })
    expect(await submit(ANNA, 'done', id, { ...done, remedies: [first!.id] })).toEqual(DONE)
    expect(await state(id)).toBe('recovering')
    expect(await submit(ANNA, 'done', id, { ...done, remedies: [second!.id] })).toEqual(DONE)
    expect(await state(id)).toBe('awaiting customer')
  })
})

describe('refusals', () => {
  test('of a hundred who take a case at once one has it, and the others hear who', async () => {
    const id = await open()
    const crowd = await Promise.all(Array.from({ length: 100 }, () => makePerson(database.db)))
    for (const { id: personId } of crowd)
      await database.sql`insert into department_people values ('service', ${personId}, 'liaison', 9)`
    const answers = await Promise.all(crowd.map(({ slackUser }) => click(slackUser!, 'take', id)))
    const took = answers.filter(({ kind }) => kind === 'done')
    const told = answers.filter(
      (answer) => answer.kind === 'notice' && /^Person \d+ already has case/.test(answer.text),
    )
    console.log(
      `100 on one button: ${took.length} transition, ${(await events(id)).length} event, ${told.length} told who has it`,
    )
    expect([took.length, told.length, (await events(id)).length]).toEqual([1, 99, 1])
  })

  test('a stranger, a liaison of another department and a colleague who does not own it change nothing', async () => {
    const id = await open()
    await makePerson(database.db, { name: 'Stranger', slackUser: 'USTRANGER' })
    expect(await click('UNOBODY', 'take', id)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('not known'),
    })
    expect(await click('USTRANGER', 'take', id)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('Customer Service'),
    })
    await click(ANNA, 'take', id)
    expect(await submit(BO, 'apologise', id, apology())).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('Anna Berg has case'),
    })
    expect(await submit(MAJA, 'apologise', id, apology())).toEqual(DONE)
    expect(await events(id)).toEqual(['taken', 'apology'])
  })

  test('the person whom the complaint is about cannot take it', async () => {
    const id = await open()
    await database.sql`update contacts set staff_member = ${JSON.stringify({ name: 'Bo', email: people.bo.email })}::text::jsonb
      where id = (select contact_id from cases where id = ${id})`
    expect(await click(BO, 'take', id)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('colleague'),
    })
  })

  test('moves that are not legal now say why', async () => {
    const id = await open()
    expect(await click(ANNA, 'progress', id)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('Take it'),
    })
    await click(ANNA, 'take', id)
    expect(await submit(ANNA, 'document', id, finding)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('not possible now'),
    })
    await submit(ANNA, 'remedy', id, {
      kind: 'expedite',
      ground: 'goodwill',
      words: 'What happened',
      due: '2026-03-13',
    })
    expect(await click(ANNA, 'done', id)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('apology comes first'),
    })
    expect(await click(ANNA, 'toString', id)).toMatchObject({ kind: 'notice' })
    expect(await click(ANNA, 'take', 'not-a-case')).toMatchObject({ kind: 'notice' })
  })

  test('the same apology as one sent before is refused, white space and case aside', async () => {
    const [one, two] = [await open(), await open()]
    const same = apology()
    await click(ANNA, 'take', one)
    await click(ANNA, 'take', two)
    expect(await submit(ANNA, 'apologise', one, same)).toEqual(DONE)
    const again = { ...same, text: `  ${same.text.toUpperCase().replaceAll(' ', ' \n ')} ` }
    expect(await submit(ANNA, 'apologise', two, again)).toMatchObject({
      kind: 'faults',
      faults: { text: expect.stringContaining('same words') },
    })
    expect(await state(two)).toBe('owned')
  })

  test('the second submit of one form changes nothing, even at once', async () => {
    const id = await open()
    await click(ANNA, 'take', id)
    const form = randomUUID()
    const words = apology()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => submit(ANNA, 'apologise', id, words, form)),
    )
    expect(answers).toEqual(Array(10).fill(DONE))
    expect(await mails(id)).toEqual(['apology'])
  })

  test('a remedy above the authority names the manager; faulty fields are named', async () => {
    const id = await open()
    await click(ANNA, 'take', id)
    const remedy = {
      kind: 'refund',
      ground: 'goodwill',
      amount: '500',
      words: 'Money back',
      due: '2026-03-13',
    }
    const faults = async (over: object) => submit(ANNA, 'remedy', id, { ...remedy, ...over })
    expect(await faults({ amount: '500.01' })).toMatchObject({
      faults: { why: expect.stringContaining('Maja Ek') },
    })
    expect(await faults({ kind: 'expenses' })).toMatchObject({
      faults: { why: expect.stringContaining('none without asking') },
    })
    expect(await faults({ amount: '-5' })).toMatchObject({ faults: { amount: expect.anything() } })
    expect(await faults({ due: '2026-03-10' })).toMatchObject({ faults: { due: 'This day is past.' } })
    expect(await faults({ words: '' })).toMatchObject({ faults: { words: expect.anything() } })
    expect(await database.sql`select from remedies where case_id = ${id}`).toHaveLength(0)
    expect(await faults({})).toEqual(DONE)
  })
})
