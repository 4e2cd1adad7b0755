import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Card, Form } from '../../integrations/chat.ts'
import type { Answer } from '../../integrations/inbound.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import { timeOf } from '../../src/cases/labels.ts'
import { findProposal, withdrawProposals } from '../../src/cases/proposals.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'
import { remedyFulfilled } from '../../src/remedies/fulfil.ts'
import { renderProposal } from '../../src/render/announceProposal.ts'
import { act } from '../../src/staff/act.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeMember, makePerson } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>

beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  people = await makeOrganisation(database.db)
  await database.sql`insert into webhooks (key, url, events) values ('erp', 'https://erp.example/', '{remedy.enacted}')`
})
afterAll(() => database.end())
beforeEach(async () => {
  on = testDeps(database.db)
  await database.sql`update people set away_until = null`
})

const DONE: Answer = { kind: 'done' }
const NEXT_WORD = { promise: 'next word', promise_due_at: new Date('2026-03-12T16:00:00Z') }
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

const owned = async (over: object = {}) => {
  const { id } = await makeCase(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    state: 'owned',
    ownerId: people.anna.id,
    promise: NEXT_WORD.promise,
    promiseDueAt: NEXT_WORD.promise_due_at,
    apologisedAt: on.clock.now,
    ...over,
  })
  return id
}
const refund = (over: { amount?: string; [field: string]: unknown } = {}) => ({
  kind: 'refund',
  amount: '800',
  ground: 'goodwill',
  words: `You get ${over.amount ?? '800'} kr back.`,
  due: '2026-03-13',
  why: 'It is the third time.',
  ...over,
})
const waitingOn = async (id: string) =>
  (await database.sql`select id from proposals where case_id = ${id} and state = 'waiting'`).map(
    ({ id }) => id,
  )
/** A case with a refund of 800 above the authority of 500, and the approval that waits. */
const asked = async (over: object = {}, offer: Parameters<typeof refund>[0] = {}, who = 'UANNA') => {
  const id = await owned(over)
  expect(await submit(who, 'remedy', id, refund(offer))).toMatchObject({ kind: 'done' })
  return { id, approval: (await waitingOn(id))[0]! }
}
const alternative = {
  kind: 'replacement',
  words: 'You get a new one by courier.',
  due: '2026-03-12',
  reason: 'A new one costs us less and helps at once.',
}
const caseOf = async (id: string) =>
  (await database.sql`select state, promise, promise_due_at from cases where id = ${id}`)[0]!
const remediesOf = (id: string) =>
  database.sql`select * from remedies where case_id = ${id} order by promised_at`
const eventsOf = (id: string) =>
  database.sql`select e.kind, e.text, e.data, p.name as by from case_events e left join people p on p.id = e.by
    where e.case_id = ${id} order by e.id`
const kinds = async (id: string) => (await eventsOf(id)).map(({ kind }) => kind)
const mails = async (id: string) =>
  (
    await database.sql`select e.kind from outbox o join case_events e on e.id = (o.payload->>'event')::int
    where o.lane = ${`mail:${id}`} order by o.id`
  ).map(({ kind }) => kind)
const card = async (approval: string): Promise<Card> =>
  renderProposal(on.deps, await findProposal(on.deps, approval), en)
const verbs = async (approval: string) => (await card(approval)).actions.map(({ verb }) => verb)
const notice = (answer: Answer): string => {
  expect(answer.kind === 'notice' || (answer.kind === 'done' && answer.notice !== undefined)).toBe(true)
  return answer.kind === 'notice' ? answer.text : (answer as { notice: string }).notice
}

describe('above authority', () => {
  test('a late approval moves the date: its card and the promise name the same', async () => {
    const { id, approval } = await asked()
    expect(JSON.stringify(await card(approval))).toContain('"value":"Fri 13 Mar')
    on.later(6 * 24 * 3_600_000)
    expect(await click('UMAJA', 'approve', approval)).toEqual(DONE)
    const [given] = await remediesOf(id)
    const found = await loadCase(database.db, id)
    const shown = JSON.stringify(await card(approval))
    expect(shown).toContain(`"value":"${timeOf(found, given!.due_at, en)}"`)
    expect(shown).not.toContain('Fri 13 Mar')
  })

  test('asked, approved, promised, done by another system, marked done', async () => {
    const id = await owned()
    const told = notice(await submit('UANNA', 'remedy', id, refund()))
    expect(told).toContain('Maja Ek decides on Refund 800 SEK, by Wed 11 Mar, 16:00')
    expect(await caseOf(id)).toMatchObject({ state: 'owned', ...NEXT_WORD })
    expect(await remediesOf(id)).toHaveLength(0)
    const [approval] = await waitingOn(id)
    expect(
      await database.sql`select destination from outbox where once_key = ${`proposal:${approval}`}`,
    ).toEqual([{ destination: 'slack:T0001:UMAJA' }])
    expect(await mails(id)).toEqual([])

    const shown = JSON.stringify(await card(approval!))
    for (const part of [
      'Anna Berg',
      'Refund 800 SEK',
      '500 SEK in a case',
      'It is the third time.',
      'You get 800 kr back.',
      '"none"',
      '{"label":"Decide by","value":"Wed 11 Mar, 16:00"}',
    ])
      expect(shown).toContain(part)
    expect(await verbs(approval!)).toEqual(['approve', 'change-amount', 'decline-remedy'])

    on.later(60_000)
    expect(await click('UMAJA', 'approve', approval!)).toEqual(DONE)
    const [given] = await remediesOf(id)
    expect(given).toMatchObject({
      amount: '800.00',
      statutory: false,
      by: people.anna.id,
      proposal_id: approval,
    })
    expect(await caseOf(id)).toEqual({
      state: 'recovering',
      promise: 'remedy',
      promise_due_at: given!.due_at,
    })
    expect((await eventsOf(id)).map(({ kind, by }) => [kind, by])).toEqual([
      ['approval asked', 'Anna Berg'],
      ['approval given', 'Maja Ek'],
      ['remedy promised', 'Anna Berg'],
    ])
    expect(await mails(id)).toEqual(['remedy promised'])
    expect(JSON.stringify(await card(approval!))).toContain('Maja Ek approved it')
    expect(await verbs(approval!)).toEqual([])
    const told_ =
      await database.sql`select payload from outbox where kind = 'webhook' and payload->'data'->>'case' = ${id}`
    expect(told_).toMatchObject([{ payload: { data: { remedy: given!.id, amount: '800.00' } } }])

    await remedyFulfilled(on.deps, { remedyId: given!.id, reference: 'ERP-1', now: on.clock.now })
    expect(await submit('UANNA', 'done', id, { text: 'The money is with you.' })).toEqual(DONE)
    expect(await caseOf(id)).toMatchObject({ state: 'awaiting customer' })
    expect(await mails(id)).toEqual(['remedy promised', 'remedy done', 'done'])
  })

  test('without a word why nobody is asked', async () => {
    const id = await owned()
    const { why: _, ...silent } = refund()
    expect(await submit('UANNA', 'remedy', id, silent)).toMatchObject({
      faults: { why: expect.stringContaining('Maja Ek decides') },
    })
    expect(await waitingOn(id)).toHaveLength(0)
  })

  test('the same offer is not asked for twice while one waits, even at once', async () => {
    const id = await owned()
    const answers = await Promise.all(
      ['800', '900', '800'].map((amount) => submit('UANNA', 'remedy', id, refund({ amount }))),
    )
    expect(await waitingOn(id)).toHaveLength(1)
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1)
    expect(notice(await submit('UANNA', 'remedy', id, refund()))).toContain(
      'Maja Ek is already deciding on Refund',
    )
    // What is within authority is free meanwhile
    expect(await submit('UANNA', 'remedy', id, refund({ amount: '50' }))).toEqual(DONE)
  })

  test('the customer is not asked whether it is put right while a manager decides', async () => {
    const { id } = await asked({ state: 'recovering' })
    expect(notice(await click('UANNA', 'done', id))).toContain('Maja Ek still decides')
    expect(notice(await submit('UANNA', 'done', id, { text: 'All is done now.' }))).toContain(
      'Maja Ek still decides',
    )
    expect(await caseOf(id)).toMatchObject({ state: 'recovering', ...NEXT_WORD })
  })

  test('with the manager away the next is asked, in that person’s own place; with all away the first', async () => {
    await database.sql`update people set away_until = '2026-03-20' where id = ${people.maja.id}`
    const { approval } = await asked()
    expect(
      await database.sql`select to_person, destination->>'channel' as channel from proposals where id = ${approval}`,
    ).toEqual([{ to_person: people.boss.id, channel: 'UPER' }])
    expect(await click('UPER', 'approve', approval)).toEqual(DONE)
    await database.sql`update people set away_until = '2026-03-20' where id = ${people.boss.id}`
    const second = await asked()
    expect(await database.sql`select to_person from proposals where id = ${second.approval}`).toEqual([
      { to_person: people.maja.id },
    ])
  })

  test('nobody approves their own: a manager’s goes to the next, and not by another way', async () => {
    const { approval } = await asked({}, {}, 'UMAJA')
    expect(await database.sql`select to_person from proposals where id = ${approval}`).toEqual([
      { to_person: people.boss.id },
    ])
    expect(notice(await click('UMAJA', 'approve', approval))).toContain('Nobody approves their own: Per Falk')
    expect(notice(await click('UMAJA', 'change-amount', approval))).toContain('Nobody approves their own')
    expect(notice(await submit('UMAJA', 'decline-remedy', approval, alternative))).toContain(
      'Nobody approves',
    )
    expect(await click('UPER', 'approve', approval)).toEqual(DONE)
  })

  test('whom the case is about is not asked, and may not decide', async () => {
    const { id, approval } = await asked({ aboutId: people.maja.id })
    expect(await database.sql`select to_person from proposals where id = ${approval}`).toEqual([
      { to_person: people.boss.id },
    ])
    expect(notice(await click('UMAJA', 'approve', approval))).toContain('about a contact of yours')
    expect(await remediesOf(id)).toHaveLength(0)
  })

  test('a liaison and a stranger decide nothing', async () => {
    const { id, approval } = await asked()
    await makePerson(database.db, { slackUser: 'USTRANGER' })
    expect(notice(await click('UBO', 'approve', approval))).toContain('Maja Ek was asked')
    expect(notice(await click('USTRANGER', 'approve', approval))).toContain('Customer Service')
    expect(notice(await click('UBO', 'decline-remedy', approval))).toContain('managers')
    expect(notice(await click('UMAJA', 'approve', randomUUID()))).toContain('not known')
    expect(await remediesOf(id)).toHaveLength(0)
  })
})

describe('the manager’s answer', () => {
  test('the amount is changed, with words that fit it', async () => {
    const { id, approval } = await asked()
    const { form } = (await click('UMAJA', 'change-amount', approval)) as { form: Form }
    expect(form.fields).toMatchObject([{ initial: '800' }, { initial: 'You get 800 kr back.' }, {}])
    expect(JSON.stringify(form.intro)).toContain('It is the third time.')
    for (const amount of ['', '0', '-1', 'x'])
      expect(
        await submit('UMAJA', 'change-amount', approval, { amount, words: 'You get it.' }),
      ).toMatchObject({
        faults: { amount: expect.anything() },
      })
    expect(
      await submit('UMAJA', 'change-amount', approval, { amount: '600', words: 'You get 800 kr back.' }),
    ).toMatchObject({ faults: { words: expect.stringContaining('still say 800') } })
    expect(await remediesOf(id)).toHaveLength(0)
    expect(
      await submit('UMAJA', 'change-amount', approval, { amount: '60050', words: 'You get 600,50 kr back.' }),
    ).toMatchObject({ faults: { amount: expect.stringMatching(/600,50 kr.*60,050 SEK/) } })
    expect(await remediesOf(id)).toHaveLength(0)
    const changed = { amount: '600', words: 'You get 600 kr back.', reason: 'As in the other case.' }
    const formId = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => submit('UMAJA', 'change-amount', approval, changed, formId)),
    )
    expect(answers).toEqual(Array(4).fill(DONE))
    expect(await submit('UMAJA', 'change-amount', approval, changed, formId)).toEqual(DONE)
    expect(await remediesOf(id)).toMatchObject([
      { amount: '600.00', words: changed.words, by: people.anna.id },
    ])
    expect(await kinds(id)).toEqual(['approval asked', 'approval changed', 'remedy promised'])
    expect(await mails(id)).toEqual(['remedy promised'])
    expect(JSON.stringify(await card(approval))).toContain('Maja Ek changed it to Refund 600 SEK')
  })

  test('declined only with an alternative for the customer and a reason for the liaison', async () => {
    const { id, approval } = await asked()
    const { form } = (await click('UMAJA', 'decline-remedy', approval)) as { form: Form }
    const kind = form.fields.find(({ name }) => name === 'kind')
    expect(JSON.stringify(kind)).not.toContain('explanation')
    for (const field of Object.keys(alternative)) {
      expect(form.fields.find(({ name }) => name === field)?.required).toBe(true)
      const { [field as 'kind']: _, ...less } = alternative
      expect(await submit('UMAJA', 'decline-remedy', approval, less)).toMatchObject({
        faults: { [field]: expect.anything() },
      })
    }
    expect(
      await submit('UMAJA', 'decline-remedy', approval, { ...alternative, kind: 'explanation' }),
    ).toMatchObject({ faults: { kind: expect.stringContaining('plain no') } })
    expect(await waitingOn(id)).toEqual([approval])
    expect(await submit('UMAJA', 'decline-remedy', approval, alternative)).toEqual(DONE)
    expect(await remediesOf(id)).toMatchObject([
      { kind: 'replacement', amount: null, words: alternative.words },
    ])
    expect((await eventsOf(id)).map(({ kind, by, text }) => [kind, by, text])).toEqual([
      ['approval asked', 'Anna Berg', 'It is the third time.'],
      ['approval declined', 'Maja Ek', alternative.reason],
      ['remedy promised', 'Maja Ek', alternative.words],
    ])
    expect(await mails(id)).toEqual(['remedy promised'])
    expect(await caseOf(id)).toMatchObject({ state: 'recovering', promise: 'remedy' })
    const shown = JSON.stringify(await card(approval))
    expect(shown).toContain('Maja Ek declined it and offered instead: Replacement')
    expect(shown).toContain(alternative.reason)
  })

  test('a date that passed meanwhile becomes the next business day', async () => {
    const { id, approval } = await asked()
    on.clock.now = new Date('2026-03-13T18:00:00Z') // Friday, after hours
    expect(await click('UPER', 'approve', approval)).toEqual(DONE)
    const due = new Date('2026-03-16T16:00:00Z')
    expect(await remediesOf(id)).toMatchObject([{ due_at: due }])
    expect(await caseOf(id)).toMatchObject({ promise_due_at: due })
  })

  test('the soonest of what is owed is the promise', async () => {
    const { id, approval } = await asked()
    await submit('UANNA', 'remedy', id, refund({ amount: '10', due: '2026-03-12' }))
    // Its card has been drawn again by then
    on.later(60_000)
    expect(await click('UMAJA', 'approve', approval)).toEqual(DONE)
    expect(await caseOf(id)).toMatchObject({ promise_due_at: new Date('2026-03-12T16:00:00Z') })
    expect(await remediesOf(id)).toHaveLength(2)
  })

  test('what it was to replace is done meanwhile: not both, but less or an alternative', async () => {
    const id = await owned()
    await submit('UANNA', 'remedy', id, refund({ amount: '400' }))
    const [old] = await remediesOf(id)
    await database.sql`update remedies set change_asked = 'Rather 800' where id = ${old!.id}`
    await submit('UANNA', 'remedy', id, refund({ replaces: old!.id }))
    const [approval] = await waitingOn(id)
    await remedyFulfilled(on.deps, { remedyId: old!.id, reference: 'ERP-9', now: on.clock.now })
    expect(notice(await click('UMAJA', 'approve', approval!))).toContain('what is still missing')
    const rest = { amount: '400', words: 'You get another 400 kr.' }
    expect(await submit('UMAJA', 'change-amount', approval!, rest)).toEqual(DONE)
    expect(await remediesOf(id)).toMatchObject([
      { reference: 'ERP-9', withdrawn_at: null },
      { amount: '400.00', words: rest.words },
    ])
  })

  test('what it is to replace is withdrawn once it is approved', async () => {
    const id = await owned()
    await submit('UANNA', 'remedy', id, refund({ amount: '400' }))
    const [old] = await remediesOf(id)
    await database.sql`update remedies set change_asked = 'Rather 800' where id = ${old!.id}`
    await submit('UANNA', 'remedy', id, refund({ replaces: old!.id }))
    expect((await remediesOf(id))[0]).toMatchObject({ withdrawn_at: null })
    expect(await click('UMAJA', 'approve', (await waitingOn(id))[0]!)).toEqual(DONE)
    expect((await remediesOf(id)).map(({ withdrawn_at: at }) => at !== null)).toEqual([true, false])
  })

  test('a case that moved on: nothing is promised, and it is said', async () => {
    const waiting = await asked()
    await database.sql`update cases set state = 'awaiting customer' where id = ${waiting.id}`
    expect(notice(await click('UMAJA', 'approve', waiting.approval))).toContain('"Carry on"')
    const ended = await asked()
    await database.db.transaction((tx) => withdrawProposals(tx, ended.id, on.clock.now))
    await database.sql`update cases set state = 'withdrawn', ended_at = ${on.clock.now} where id = ${ended.id}`
    expect(notice(await click('UMAJA', 'approve', ended.approval))).toContain('nothing to decide')
    expect(await verbs(ended.approval)).toEqual([])
    expect([...(await remediesOf(waiting.id)), ...(await remediesOf(ended.id))]).toHaveLength(0)
  })

  test('of a hundred managers on one approval one decides, and the others hear who', async () => {
    const { id, approval } = await asked()
    const crowd = await Promise.all(Array.from({ length: 100 }, () => makePerson(database.db)))
    for (const { id: personId } of crowd)
      await makeMember(database.db, { departmentKey: 'service', personId, role: 'manager', position: 9 })
    const changed = { amount: '600', words: 'You get 600 kr back.' }
    const answers = await Promise.all(
      crowd.map(({ slackUser }, index) =>
        index % 3 === 0
          ? click(slackUser!, 'approve', approval)
          : index % 3 === 1
            ? submit(slackUser!, 'change-amount', approval, changed)
            : submit(slackUser!, 'decline-remedy', approval, alternative),
      ),
    )
    const decided = answers.filter(({ kind }) => kind === 'done')
    const told = answers.filter(
      (answer) => answer.kind === 'notice' && /^Person \d+ (approved|changed|declined)/.test(answer.text),
    )
    const answered = (await kinds(id)).filter((kind) => /approval (given|changed|declined)/.test(kind))
    const promised = await remediesOf(id)
    console.log(
      `100 on one approval: ${decided.length} outcome, ${answered.length} event, ${promised.length} remedy, ${told.length} told who was quicker`,
    )
    expect([decided.length, answered.length, promised.length, told.length]).toEqual([1, 1, 1, 99])
    expect(await mails(id)).toEqual(['remedy promised'])
    const ids = database.sql(crowd.map(({ id }) => id))
    await database.sql`delete from department_people where person_id in ${ids}`
  })
})
