import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeDesk } from './deskStage.ts'

let database: TestDatabase
let on: Awaited<ReturnType<typeof makeDesk>>
let boss: Awaited<ReturnType<typeof on.signedIn>>
let customer: { id: string; email: string }
let caseId: string
beforeAll(async () => {
  database = await freshDatabase({ max: 20 })
  on = await makeDesk(database)
})
afterAll(() => database.end())
beforeEach(async () => {
  await on.clear()
  on.clock.now = noon
  caseId = await on.open()
  const [row] = await database.sql<(typeof customer)[]>`
    select u.id, u.email from customers u join cases k on k.customer_id = u.id where k.id = ${caseId}`
  customer = row!
  boss = await on.signedIn(on.people.boss)
})

const erase = (values: Record<string, string> = {}) => {
  const key = /name="key" value="([^"]+)"/.exec(boss.page())?.[1] ?? ''
  return boss.go('/desk/customers', { key, customer: customer.id, of: customer.email, ...values })
}

test('management finds a customer by a whole address or a case’s number, and by no part of one', async () => {
  await boss.go(`/desk/customers?of=${encodeURIComponent(customer.email)}`)
  expect(boss.page()).toContain(`/desk/customers/${customer.id}/export`)
  const [{ number }] = (await database.sql`select number from cases`) as unknown as [{ number: number }]
  await boss.go(`/desk/customers?of=${number}`)
  expect(boss.page()).toContain(`/desk/customers/${customer.id}/export`)
  await boss.go(`/desk/customers?of=${customer.email.slice(0, 6)}`)
  expect(boss.text()).toContain('finds nobody')
  const maja = await on.signedIn(on.people.maja)
  expect((await maja.go('/desk/customers')).status).toBe(403)
})

test('all that is kept is shown as a page and as a file, and the audit log says that it was', async () => {
  await boss.go(`/desk/customers/${customer.id}/export`)
  expect(boss.page()).toContain(customer.email)
  const file = await boss.go(`/desk/customers/${customer.id}/export?as=json`)
  expect(file.headers.get('content-disposition')).toContain('attachment')
  expect(JSON.stringify(await file.json())).toContain(customer.email)
  const rows = await database.sql`select kind, by_id from audit_log where kind = 'customer.exported'`
  expect(rows).toEqual(Array(2).fill({ kind: 'customer.exported', by_id: on.people.boss.id }))
  expect((await boss.go('/desk/customers/00000000-0000-4000-8000-000000000001/export')).status).toBe(404)
})

test('a customer who is owed something is erased only when asked once more', async () => {
  await boss.go(`/desk/customers?of=${customer.id}`)
  expect((await erase()).status).toBe(409)
  expect(boss.text()).toContain('it is open, and an answer is owed')
  expect(await database.sql`select 1 from customers where erased_at is not null`).toHaveLength(0)
  await erase({ force: 'true' })
  expect(boss.text()).toContain('The customer was erased. Out of reach:')
  expect(boss.text()).toContain('An erased customer')
  expect(boss.page()).not.toContain(customer.email)
  await erase()
  expect(boss.text()).toContain('nothing more was done')
})

test('management does not export a customer with a case about themselves', async () => {
  await database.sql`insert into case_exclusions (case_id, person_id) values (${caseId}, ${on.people.boss.id})`
  expect((await boss.go(`/desk/customers/${customer.id}/export`)).status).toBe(403)
  expect(boss.text()).toContain('A case of this customer is about you')
})
