import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { loadCase } from '../../src/cases/caseFile.ts'
import { confirmCase } from '../../src/customers/confirm.ts'
import { digestNow } from '../../src/digests/now.ts'
import { linkOf } from '../../src/links.ts'
import { staff as en } from '../../src/locales/en/staff/index.ts'
import { caseRecord } from '../../src/records/caseRecord.ts'
import { renderCard } from '../../src/render/card.ts'
import { makeContact, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  on.clock.now = noon
  await on.clear()
})

const YES = { how: 'phone', answer: ['yes'] }
const spoken = async (mail = true) => {
  const id = await on.asked()
  if (!mail)
    await on.sql`update customers set email = null, phone = '+46701234567' where id = (select customer_id from cases where id = ${id})`
  expect((await on.submit('UANNA', 'held', id, YES)).kind).toBe('done')
  await on.send()
  return id
}
const clicked = async () => {
  const id = await on.asked()
  const token = (await linkOf(on.deps, 'case', id)).split('/').at(-1)!
  await confirmCase(on.deps, { token, answer: 'yes', now: on.clock.now })
  return id
}
const cardOf = async (id: string) => JSON.stringify(renderCard(await loadCase(on.db, id), en, on.clock.now))
const digestOf = async (department: string) =>
  JSON.stringify((await digestNow(on.deps, { department, now: on.clock.now })).card)

test('a yes that was spoken is counted and shown apart, and apart again where no receipt reaches the customer', async () => {
  const [byClick, inTalk, unreached] = [await clicked(), await spoken(), await spoken(false)]
  on.later(24 * 3600_000)
  for (const department of ['service', 'management'])
    expect(await digestOf(department)).toContain('1 clicked, 2 spoken (1 without receipt)')
  expect(await cardOf(byClick)).toContain('by a click')
  expect(await cardOf(inTalk)).not.toContain('without receipt')
  expect(await cardOf(unreached)).toContain('spoken in a conversation, without receipt')
  const confirmation = async (id: string) => (await caseRecord(on.deps, id)).confirmation
  expect(await confirmation(byClick)).toMatchObject({ by: 'clicked', receipt: null })
  expect(await confirmation(inTalk)).toMatchObject({ by: 'spoken', receipt: true })
  expect(await confirmation(unreached)).toMatchObject({ by: 'spoken', receipt: false })
})

test('a receipt that was refused for good counts as none', async () => {
  const id = await spoken()
  await on.sql`update outbox set state = 'failed' where kind = 'case mail' and payload ->> 'case' = ${id}`
  expect(await cardOf(id)).toContain('without receipt')
})

test('a digest has nothing of a case about somebody who reads it: no line, no number, no count', async () => {
  const contact = await makeContact(on.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    staffMember: { email: on.people.bo.email, name: 'Bo Dahl' },
  })
  const about = {
    contactId: contact.id,
    matterId: contact.matterId!,
    customerId: contact.customerId!,
    accountableId: on.people.maja.id,
  }
  const states = [
    { state: 'owned', ownerId: on.people.maja.id, promise: 'next word', promiseDueAt: noon },
    {
      state: 'awaiting customer',
      ownerId: on.people.maja.id,
      askedAt: noon,
      promise: 'your answer',
      promiseDueAt: noon,
    },
    { state: 'confirmed', ownerId: on.people.maja.id, confirmedAt: noon, confirmedBy: 'clicked' as const },
  ]
  const other = await clicked()
  on.later(60_000)
  const id = await on.open(about)
  // Its answer counts as every answer does; its case does not
  await on.sql`update cases set state = 'withdrawn' where id = ${id}`
  const before = await digestOf('service')
  const { number } = await on.row(id)
  for (const state of states) {
    await on.sql`update cases set ${on.sql({
      state: state.state,
      owner_id: state.ownerId,
      promise: 'promise' in state ? state.promise : null,
      promise_due_at: 'promiseDueAt' in state ? state.promiseDueAt : null,
      asked_at: 'askedAt' in state ? noon : null,
      confirmed_at: 'confirmedAt' in state ? noon : null,
      confirmed_by: 'confirmedBy' in state ? 'clicked' : null,
    } as never)} where id = ${id}`
    await on.sql`
      insert into outbox (kind, destination, state, payload, due_at, created_at)
      values ('case mail', 'mail', 'failed', ${`{"case":"${id}"}`}::text::jsonb, ${noon}, ${noon})`
    const shown = await digestOf('service')
    expect(shown).not.toContain(String(number))
    expect(shown).toBe(before)
    // Management has nobody it is about
    expect(await digestOf('management')).not.toBe(before)
  }
  expect(await on.row(other)).toMatchObject({ state: 'confirmed' })
})
