import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadCase } from '../../src/cases/caseFile.ts'
import { reassignCases } from '../../src/cases/reassign.ts'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { askForSomebodyElse } from '../../src/handovers/somebodyElse.ts'
import { linkOf } from '../../src/links.ts'
import { submitResponse } from '../../src/responses/submit.ts'
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

const VERBS = [
  'take',
  'apologise',
  'hand-over',
  'progress',
  'call-management',
  'abusive',
  'join',
  'end',
  'more',
]
/** Nothing of the case is theirs to see or do. */
const shutOut = async (user: string, id: string) => {
  for (const verb of VERBS) expect(await on.click(user, verb, id), verb).toMatchObject({ kind: 'notice' })
  expect(await on.look(user, id)).toMatchObject({ kind: 'notice' })
  const { number } = await on.row(id)
  expect(JSON.stringify(await on.home(user))).not.toContain(String(number))
}

/** A customer scores a contact with this colleague as very dissatisfied. */
const complaint = async (about: string) => {
  const recorded = await on.db.transaction((tx) =>
    recordContact(
      on.deps,
      tx,
      contactInput.parse({
        source: 'test',
        externalId: randomUUID(),
        channel: 'phone',
        brand: 'nordly',
        department: 'service',
        customer: { email: `${randomUUID()}@mail.example`, name: 'Kim' },
        staffMember: { name: 'Somebody', email: about },
        endedAt: '2026-03-11T10:00:00Z',
      }),
      on.clock.now,
    ),
  )
  const [invitation] = await on.sql`select id from invitations where contact_id = ${recorded.contact}`
  const token = (await linkOf(on.deps, 'survey', invitation!.id)).split('/').at(-1)!
  await submitResponse(on.deps, {
    token,
    step: { score: 1, words: 'She was rude to me.' },
    now: on.clock.now,
  })
  await on.well()
  return (await on.sql`select id from cases`)[0]!.id as string
}

describe('a complaint about a liaison', () => {
  test('is for a manager alone; its subject never owns, sees or approves it, to its end', async () => {
    const { anna, maja, bo } = on.people
    const id = await complaint(anna.email)
    expect(await on.row(id)).toMatchObject({ about_id: anna.id, accountable_id: maja.id })
    await on.send()
    expect(on.shown.map(({ to }) => to)).toEqual(['UMAJA'])
    await shutOut('UANNA', id)
    expect(await on.click('UMAJA', 'take', id)).toMatchObject({ kind: 'done' })
    const form = JSON.stringify(await on.click('UMAJA', 'hand-over', id))
    expect(form).not.toContain('Anna Berg')
    expect(form).not.toContain('Bo Dahl')
    expect(form).toContain('Per Falk')
    const give = { why: 'I know them both.', stands: 'Nothing is said to the customer yet.' }
    for (const to of [anna.id, bo.id])
      expect(await on.submit('UMAJA', 'hand-over', id, { to, ...give })).toMatchObject({ kind: 'faults' })
    expect(await on.submit('UMAJA', 'hand-over', id, { to: on.people.boss.id, ...give })).toMatchObject({
      kind: 'done',
    })
    const { id: proposal } = await on.proposal(id, 'handover')
    expect(await on.click('UANNA', 'accept-handover', proposal)).toMatchObject({ kind: 'notice' })
    await on.send()
    expect(await on.click('UPER', 'accept-handover', proposal)).toMatchObject({ kind: 'done' })
    await on.send()
    expect(await on.row(id)).toMatchObject({
      accountable_id: on.people.boss.id,
      department_key: 'service',
      destination: { channel: 'UPER' },
      message: { channel: 'UPER' },
    })
    expect(on.shown.filter(({ to }) => to === 'C0001')).toEqual([])
    await shutOut('UANNA', id)
  })

  test('handed to a department that its subject is not in, its channel is told as always', async () => {
    const id = await complaint(on.people.anna.email)
    await on.click('UMAJA', 'take', id)
    await on.submit('UMAJA', 'hand-over', id, {
      to: 'department stores',
      why: 'Nobody here should.',
      stands: 'Nothing is said to the customer yet.',
    })
    await on.click('UEVA', 'accept-handover', (await on.proposal(id, 'handover')).id)
    await on.send()
    expect(await on.row(id)).toMatchObject({
      department_key: 'stores',
      destination: null,
      message: { channel: 'CSTORES' },
    })
    await shutOut('UANNA', id)
  })
})

const wish = async (id: string, about: boolean, over: object = {}) => {
  const answer = await askForSomebodyElse(on.deps, {
    found: await loadCase(on.db, id),
    words: 'I would rather talk with another person.',
    about,
    now: on.clock.now,
    ...over,
  })
  await on.well()
  return answer
}

describe('a customer asks for somebody else', () => {
  test('the next person on call is offered it, a manager hears, and who has it keeps it until then', async () => {
    const id = await on.apologised()
    await on.send()
    await wish(id, false)
    expect(await on.row(id)).toMatchObject({ owner_id: on.people.anna.id, accountable_id: on.people.anna.id })
    const proposal = await on.proposal(id, 'handover')
    expect(proposal).toMatchObject({ by: null, to_person: on.people.bo.id, state: 'waiting' })
    await on.send()
    expect(JSON.stringify(on.shown.find(({ to }) => to === 'UMAJA')!.card)).toContain(
      'asks for somebody else',
    )
    expect(JSON.stringify(on.shown.find(({ to }) => to === 'UBO')!.card)).toContain('asked for somebody else')
    const formId = randomUUID()
    await Promise.all(Array.from({ length: 5 }, () => wish(id, false, { formId })))
    expect((await on.events(id)).filter((kind) => kind === 'somebody else asked')).toHaveLength(2)
    expect((await on.sql`select count(*)::int from proposals`)[0]!.count).toBe(1)
    expect(await on.click('UBO', 'accept-handover', proposal.id)).toMatchObject({ kind: 'done' })
    expect(await on.row(id)).toMatchObject({ owner_id: on.people.bo.id, accountable_id: on.people.bo.id })
    expect((await on.mailed(id)).at(-1)).toBe('handover accepted')
  })

  test('because of who has it: a manager is accountable at once, and the case leaves their channel', async () => {
    const id = await on.apologised()
    await on.submit('UANNA', 'hand-over', id, {
      to: on.people.bo.id,
      why: 'I am away from tomorrow.',
      stands: 'Apologised, nothing sent yet.',
    })
    await on.send()
    const old = on.shown.find(({ to, thread }) => to === 'C0001' && !thread)!
    const formId = randomUUID()
    expect(await Promise.all([wish(id, true, { formId }), wish(id, true, { formId })])).toContain('made')
    expect(await on.row(id)).toMatchObject({
      about_id: on.people.anna.id,
      owner_id: on.people.maja.id,
      accountable_id: on.people.maja.id,
      destination: { channel: 'UMAJA' },
    })
    expect((await on.events(id)).filter((kind) => kind === 'somebody else asked')).toHaveLength(1)
    expect((await on.proposal(id, 'handover')).state).toBe('withdrawn')
    await on.send()
    expect(old.card.actions).toEqual([])
    expect(JSON.stringify(old.card)).toContain('handled elsewhere')
    expect(JSON.stringify(on.shown.filter(({ to }) => to === 'UMAJA').map(({ card }) => card))).toContain(
      'rather talk',
    )
    expect(JSON.stringify(on.shown.filter(({ to }) => to === 'C0001').map(({ card }) => card))).not.toContain(
      'rather talk',
    )
    await shutOut('UANNA', id)
    expect(await on.click('UMAJA', 'progress', id)).toMatchObject({ kind: 'form' })
  })

  test('also of a case nobody has taken, and of one a manager has', async () => {
    const id = await on.open()
    await wish(id, true)
    expect(await on.row(id)).toMatchObject({ about_id: on.people.anna.id, accountable_id: on.people.maja.id })
    const other = await on.taken()
    await on.submit('UBO', 'abusive', other, { sure: ['yes'] })
    await wish(other, true)
    expect(await on.row(other)).toMatchObject({
      about_id: on.people.maja.id,
      accountable_id: on.people.boss.id,
    })
    await shutOut('UMAJA', other)
    expect(JSON.stringify(await on.click('UPER', 'hand-over', other))).not.toContain('Maja Ek')
  })

  test('and again of the next who has it: neither of the two gets it back', async () => {
    const id = await on.taken()
    await wish(id, true)
    await wish(id, true)
    expect(await on.row(id)).toMatchObject({ about_id: on.people.maja.id, accountable_id: on.people.boss.id })
    for (const user of ['UANNA', 'UMAJA']) await shutOut(user, id)
    const form = JSON.stringify(await on.click('UPER', 'hand-over', id))
    for (const name of ['Anna Berg', 'Maja Ek', 'Bo Dahl']) expect(form).not.toContain(name)
    await on.sql`update cases set accountable_id = ${on.people.anna.id}, owner_id = ${on.people.anna.id} where id = ${id}`
    await on.db.transaction((tx) => reassignCases(tx, on.clock.now))
    expect(await on.row(id)).toMatchObject({ accountable_id: on.people.boss.id })
  })

  test('what was for them to approve is withdrawn', async () => {
    const id = await on.taken()
    await on.submit('UANNA', 'remedy', id, {
      kind: 'refund',
      ground: 'goodwill',
      amount: '900',
      words: 'You get 900 kr back.',
      why: 'The whole order was spoiled by water.',
      due: '2026-03-13',
    })
    await on.sql`update cases set owner_id = ${on.people.maja.id}, accountable_id = ${on.people.maja.id}`
    const { state, to_person } = await on.proposal(id, 'approval')
    expect([state, to_person]).toEqual(['waiting', on.people.maja.id])
    await wish(id, true)
    expect((await on.proposal(id, 'approval')).state).toBe('withdrawn')
  })

  test('a case that has ended goes to nobody', async () => {
    const id = await on.apologised()
    await on.end('UANNA', id, { end: 'withdrawn', reason: 'The customer wrote that all is well.' })
    await expect(wish(id, true)).rejects.toMatchObject({ code: 'conflict' })
    expect(await on.row(id)).toMatchObject({ about_id: null, accountable_id: on.people.anna.id })
  })
})
