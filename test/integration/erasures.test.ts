import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgetErased, isErased } from '../../src/addresses/erased.ts'
import { api } from '../../src/api/routes.ts'
import { eraseCustomer } from '../../src/personalData/erase.ts'
import { journalOf, replayJournal } from '../../src/personalData/journal.ts'
import { addHold } from '../../src/privacy/holds.ts'
import { createKey } from '../../src/setup/keys.ts'
import { makeOrganisation, testDeps } from '../deps.ts'
import { makeCase, makeContact, makeCustomer, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const OPERATOR = { by: { kind: 'operator' }, from: { door: 'command line' } } as const
const NOBODY = '00000000-0000-4000-8000-000000000000'
let database: TestDatabase
let on: ReturnType<typeof testDeps>
let people: Awaited<ReturnType<typeof makeOrganisation>>
let read: string
let erase: string
let count = 0

beforeAll(async () => {
  database = await freshDatabase()
  people = await makeOrganisation(database.db)
  on = testDeps(database.db)
  const key = (name: string, scope: string) =>
    createKey(on.deps, { name, scopes: [scope], now: noon }).then((made) => made.key)
  read = await key('read', 'customers:read')
  erase = await key('erase', 'customers:erase')
})
afterAll(() => database.end())

const ask = async (path: string, key: string, init: RequestInit = {}) => {
  const response = await api(on.deps, {}).request(`/v1/customers${path}`, {
    ...init,
    headers: { authorization: `Bearer ${key}`, ...init.headers },
  })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, text, body: isJson ? JSON.parse(text) : undefined }
}
const remove = (path: string, key = erase) => ask(path, key, { method: 'DELETE' })
/** A customer with an ended contact, who is owed nothing. */
const somebody = async () => {
  const customer = await makeCustomer(database.db, {
    email: `kim-${++count}@mail.example`,
    name: `Kim ${count}`,
  })
  await makeContact(database.db, {
    brandKey: 'nordly',
    departmentKey: 'service',
    customerId: customer.id,
    customerName: customer.name,
  })
  return customer
}

describe('by API', () => {
  let kim: Awaited<ReturnType<typeof somebody>>
  beforeEach(async () => {
    kim = await somebody()
  })

  test('a customer is found by their whole address alone', async () => {
    const of = (text: string) => ask(`?of=${encodeURIComponent(text)}`, read)
    expect((await of(kim.email!)).body.customers).toMatchObject([{ id: kim.id, name: kim.name }])
    expect((await of(`  ${kim.email!.toUpperCase()} `)).body.customers).toHaveLength(1)
    for (const part of ['kim', kim.email!.slice(0, -3), `${kim.email}x`, '%', 'kim-%@mail.example'])
      expect((await of(part)).body.customers, part).toEqual([])
    expect((await of(' ')).status).toBe(422)
  })

  test('another scope, no key or a wrong id gets nothing, and nothing is erased', async () => {
    expect((await ask(`/${kim.id}/export`, erase)).status).toBe(403)
    expect((await remove(`/${kim.id}`, read)).status).toBe(403)
    expect((await remove(`/${kim.id}`, 'amends_none')).status).toBe(401)
    expect((await remove(`/${NOBODY}`)).status).toBe(404)
    expect((await ask(`/${NOBODY}/export`, read)).status).toBe(404)
    expect((await remove('/kim')).status).toBe(404)
    expect((await remove(`/${kim.id}?force=yes`)).body.errors).toMatchObject([{ field: 'force' }])
    expect((await remove(`/${kim.id}?forced=true`)).body.errors).toMatchObject([{ field: 'forced' }])
    const [row] = await database.sql`select email, erased_at from customers where id = ${kim.id}`
    expect(row).toEqual({ email: kim.email, erased_at: null })
  })

  test('an export is JSON, or a page for who asks for one, and escapes what people wrote', async () => {
    await database.sql`update customers set name = '<script>alert(1)</script>' where id = ${kim.id}`
    expect((await ask(`/${kim.id}/export`, read)).body).toMatchObject({
      customer: kim.id,
      tables: { customers: [{ email: kim.email }] },
    })
    const page = await ask(`/${kim.id}/export`, read, { headers: { accept: 'text/html' } })
    expect(page.text).toContain(kim.email)
    expect(page.text).toContain('&lt;script&gt;')
    expect(page.text).not.toContain('<script>')
  })

  test('what is owed is named with 409; force erases, a second time says so', async () => {
    const { number } = await makeCase(database.db, {
      customerId: kim.id,
      accountableId: people.anna.id,
      departmentKey: 'service',
      brandKey: 'nordly',
    })
    expect(await remove(`/${kim.id}`)).toMatchObject({
      status: 409,
      body: { errors: [{ field: `case ${number}`, message: expect.stringContaining('an answer is owed') }] },
    })
    expect((await remove(`/${kim.id}?force=true`)).body).toMatchObject({ again: false, forced: true })
    expect((await remove(`/${kim.id}`)).body).toMatchObject({ again: true })
    const log = await database.sql`select kind, by_kind, facts from audit_log where subject_id = ${kim.id}`
    expect(log).toMatchObject([{ kind: 'customer.erased', by_kind: 'key' }])
    const [ended] = await database.sql`select state, promise from cases where customer_id = ${kim.id}`
    expect(ended).toEqual({ state: 'contact declined', promise: null })
  })

  test('a legal hold is not overridden by force', async () => {
    const by = { by: people.boss.email, from: { door: 'command line' }, now: noon } as const
    await addHold(database.db, { customer: kim.id }, { reason: 'Court file T 12-26', ...by })
    expect(await remove(`/${kim.id}?force=true`)).toMatchObject({
      status: 409,
      body: { title: expect.stringContaining('Court file T 12-26') },
    })
    const [row] = await database.sql`select email from customers where id = ${kim.id}`
    expect(row).toEqual({ email: kim.email })
  })
})

test('an address stays refused in every spelling, until its person wishes otherwise', async () => {
  const { id, email } = await somebody()
  await eraseCustomer(on.deps, { customer: id, now: noon, ...OPERATOR })
  const other = email!.replace('@', '+shop@')
  for (const address of [email!, email!.toUpperCase(), other])
    expect(await isErased(on.deps, database.db, address), address).toBe(true)
  expect(await isErased({ tokenKey: 'another key of thirty-two characters' }, database.db, email!)).toBe(
    false,
  )
  expect(await forgetErased(on.deps, database.db, email!)).toBe(true)
  expect(await isErased(on.deps, database.db, email!)).toBe(false)
  expect(await forgetErased(on.deps, database.db, email!)).toBe(false)
  expect((await journalOf(on.deps)).find((line) => line.includes(id))).toContain('"addresses":[]')
})

test('a restored backup brings back who was erased, and the journal erases them again', async () => {
  const kim = await somebody()
  const later = await somebody()
  for (const { id } of [kim, later]) await eraseCustomer(on.deps, { customer: id, now: noon, ...OPERATOR })
  const all = await journalOf(on.deps)
  const lines = all.filter((line) => line.includes(kim.id) || line.includes(later.id))
  // As a backup from before the erasures has it; the second customer came after it
  const restored = await freshDatabase()
  try {
    await makeOrganisation(restored.db)
    await makeCustomer(restored.db, { id: kim.id, email: kim.email, name: kim.name })
    const deps = { ...on.deps, db: restored.db }
    const email = async () => (await restored.sql`select email from customers where id = ${kim.id}`)[0]!.email
    await expect(replayJournal(deps, { lines: [...lines, 'half a line'], now: noon })).rejects.toThrow(
      /Line 3/,
    )
    expect(await email()).toBe(kim.email)
    expect(await replayJournal(deps, { lines, now: noon })).toEqual({ erased: 1, before: 0, unknown: 1 })
    expect(await email()).toBe(null)
    expect(await isErased(deps, restored.db, later.email!)).toBe(true)
    expect(await replayJournal(deps, { lines, now: noon })).toEqual({ erased: 0, before: 1, unknown: 1 })
  } finally {
    await restored.end()
  }
})
