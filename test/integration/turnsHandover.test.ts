import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findProposal } from '../../src/cases/proposals.ts'
import { timeOutHandover } from '../../src/handovers/handOverAnswer.ts'
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

const why = { why: 'I am away from tomorrow.', stands: 'Apologised; the new parcel is not sent yet.' }
const offer = async (id: string, to: string, user = 'UANNA') => {
  const answer = await on.submit(user, 'hand-over', id, { to, ...why })
  expect(answer.kind, JSON.stringify(answer)).toBe('done')
  return (await on.proposal(id, 'handover')).id as string
}
const inThread = (words: string) =>
  on.shown.filter((one) => one.thread && JSON.stringify(one.card).includes(words))

describe('a warm handover', () => {
  test('offers those present, never its owner or the person whom it is about', async () => {
    await on.sql`update people set away_until = '2026-04-01' where name = 'Maja Ek'`
    const id = await on.taken({ aboutId: null })
    await on.sql`update contacts set staff_member = '{"name":"Ivar","email":"x"}'`
    const answer = await on.click('UANNA', 'hand-over', id)
    expect(answer).toMatchObject({ kind: 'form', form: { verb: 'hand-over' } })
    const [to] = (answer as { form: { fields: { choices: { label: string }[] }[] } }).form.fields
    expect(to!.choices.map(({ label }) => label)).toEqual(['Bo Dahl', 'Stores: Eva Holm, on call'])
  })

  test('waits for the receiver: the giver stays accountable until they accept, then the customer is told who', async () => {
    const id = await on.apologised()
    const { bo, anna } = on.people
    const proposal = await offer(id, bo.id)
    expect(await on.row(id)).toMatchObject({ accountable_id: anna.id, owner_id: anna.id })
    await on.send()
    const card = on.shown.find(({ to }) => to === 'UBO')!.card
    expect(card.subject).toBe(proposal)
    expect(card.actions.map(({ verb }) => verb)).toEqual(['accept-handover', 'decline-handover'])
    expect(JSON.stringify(card)).toContain('the new parcel is not sent yet')
    expect(await on.click('UMAJA', 'accept-handover', proposal)).toMatchObject({ kind: 'notice' })
    expect(await on.click('UBO', 'accept-handover', proposal)).toMatchObject({ kind: 'done' })
    expect(await on.row(id)).toMatchObject({
      accountable_id: bo.id,
      owner_id: bo.id,
      department_key: 'service',
    })
    expect(await on.mailed(id)).toEqual(['apology', 'handover accepted'])
    expect(await on.click('UBO', 'accept-handover', proposal)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('before'),
    })
    expect((await on.events(id)).filter((kind) => kind === 'handover accepted')).toHaveLength(1)
    await on.send()
    expect(card.title).toBeTruthy()
    expect(on.shown.find(({ to }) => to === 'UBO')!.card.actions).toEqual([])
  })

  test('accepted by another department, the case goes there with its history, and the old message says so', async () => {
    const id = await on.apologised()
    await on.send()
    const old = on.shown.find(({ to, thread }) => to === 'C0001' && !thread)!
    const proposal = await offer(id, 'department stores')
    expect(await on.click('UEVA', 'accept-handover', proposal)).toMatchObject({ kind: 'done' })
    expect(await on.row(id)).toMatchObject({
      accountable_id: on.people.eva.id,
      owner_id: on.people.eva.id,
      department_key: 'stores',
      message: null,
    })
    await on.send()
    expect(JSON.stringify(old.card)).toContain('handled elsewhere now: Stores')
    expect(old.card.actions).toEqual([])
    const there = on.shown.filter(({ to }) => to === 'CSTORES')
    expect(there.map(({ thread }) => thread === undefined)).toEqual([true, false, false])
    expect(JSON.stringify(there[1]!.card)).toContain('What happened before it came here')
    expect(JSON.stringify(there[1]!.card)).toContain('Anna Berg apologised to the customer:')
    expect(JSON.stringify(there[2]!.card)).toContain('accepted this case for Stores')
    expect((await on.row(id)).message).toMatchObject({ channel: 'CSTORES' })
    expect(await on.click('UANNA', 'progress', id)).toMatchObject({ kind: 'notice' })
    expect(await on.click('UEVA', 'progress', id)).toMatchObject({ kind: 'form' })
  })

  test('goes along also where the old message was never posted', async () => {
    const id = await on.apologised()
    const proposal = await offer(id, 'department stores')
    await on.click('UEVA', 'accept-handover', proposal)
    await on.send()
    expect(on.shown.filter(({ to }) => to === 'C0001')).toEqual([])
    expect(on.shown.filter(({ to, thread }) => to === 'CSTORES' && !thread)).toHaveLength(1)
    const [stuck] = await on.sql`
      select count(*)::int from outbox where lane = ${`case:${id}`} and state in ('waiting', 'failed')`
    expect(stuck!.count).toBe(0)
  })

  test('declined, it needs a reason, stays with the giver, who hears what to do next', async () => {
    const id = await on.apologised()
    await on.send()
    const proposal = await offer(id, on.people.bo.id)
    expect(await on.click('UBO', 'decline-handover', proposal)).toMatchObject({ kind: 'form' })
    expect(await on.submit('UBO', 'decline-handover', proposal, {})).toMatchObject({
      kind: 'faults',
      faults: { reason: expect.anything() },
    })
    const form = randomUUID()
    const reason = { reason: 'I am at the counter all day.' }
    expect(await on.submit('UBO', 'decline-handover', proposal, reason, form)).toEqual({ kind: 'done' })
    expect(await on.submit('UBO', 'decline-handover', proposal, reason, form)).toEqual({ kind: 'done' })
    expect((await on.events(id)).filter((kind) => kind === 'handover declined')).toHaveLength(1)
    expect(await on.row(id)).toMatchObject({ accountable_id: on.people.anna.id })
    await on.send()
    expect(inThread('I am at the counter all day.')).toHaveLength(1)
    expect(inThread('book a call-back')).toHaveLength(1)
    expect(await on.click('UBO', 'accept-handover', proposal)).toMatchObject({ kind: 'notice' })
    expect(await on.row(id)).toMatchObject({ accountable_id: on.people.anna.id })
    await offer(id, on.people.maja.id)
  })

  test('timed out, it stays with the giver, who hears it once', async () => {
    const id = await on.apologised()
    const proposal = await findProposal(on.deps, await offer(id, on.people.bo.id))
    const timeOut = () =>
      on.db.transaction(async (tx) => {
        await tx.execute(`select from cases where id = '${id}' for update`)
        return timeOutHandover(tx, proposal, on.clock.now)
      })
    expect(await Promise.all([timeOut(), timeOut()])).toEqual(expect.arrayContaining([true, false]))
    await on.well()
    expect((await on.events(id)).filter((kind) => kind === 'handover timed out')).toHaveLength(1)
    expect(await on.click('UBO', 'accept-handover', proposal.id)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('timed out'),
    })
    expect(await on.row(id)).toMatchObject({ accountable_id: on.people.anna.id })
  })

  test('one at a time: a second offer is refused, and accept and decline at once have one outcome', async () => {
    const id = await on.apologised()
    const both = await Promise.all(
      [on.people.bo.id, on.people.maja.id].map((to) => on.submit('UANNA', 'hand-over', id, { to, ...why })),
    )
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'notice'])
    const [{ id: proposal, to_person }] = (await on.sql`select id, to_person from proposals`) as never as [
      { id: string; to_person: string },
    ]
    const user = to_person === on.people.bo.id ? 'UBO' : 'UMAJA'
    const answers = await Promise.all([
      on.click(user, 'accept-handover', proposal),
      on.submit(user, 'decline-handover', proposal, { reason: 'No time today.' }),
    ])
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['done', 'notice'])
    expect(
      (await on.events(id)).filter((kind) => ['handover accepted', 'handover declined'].includes(kind)),
    ).toHaveLength(1)
  })

  test('with nobody free it says so and offers a call-back', async () => {
    const id = await on.apologised()
    await on.sql`update people set away_until = '2026-04-01' where name <> 'Anna Berg'`
    expect(await on.click('UANNA', 'hand-over', id)).toMatchObject({
      kind: 'notice',
      text: expect.stringContaining('Book a call-back'),
    })
  })

  test('a case that ends takes its handover back', async () => {
    const id = await on.apologised()
    const proposal = await offer(id, on.people.bo.id)
    await on.end('UANNA', id, { end: 'withdrawn', reason: 'The customer wrote that all is well.' })
    expect(await on.click('UBO', 'accept-handover', proposal)).toMatchObject({ kind: 'notice' })
    expect(await on.row(id)).toMatchObject({ state: 'withdrawn', accountable_id: on.people.anna.id })
  })
})
