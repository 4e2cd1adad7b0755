import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contactInput } from '../../src/contacts/input.ts'
import { recordContact } from '../../src/contacts/record.ts'
import { linkOf } from '../../src/links.ts'
import { eraseCustomer } from '../../src/personalData/erase.ts'
import { exportCustomer } from '../../src/personalData/export.ts'
import { DECLARATION } from '../../src/privacy/declaration.ts'
import { rowsOf } from '../../src/privacy/reach.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { type Canary, type CanaryStage, canaryStage } from './canaryStage.ts'

let database: TestDatabase
let stage: CanaryStage
let canary: Canary
beforeAll(async () => {
  database = await freshDatabase()
  stage = await canaryStage(database)
  canary = await stage.livedThrough()
})
afterAll(() => database.end())

const OPERATOR = { by: { kind: 'operator' }, from: { door: 'command line' } } as const

test('a customer who used every surface has a row in every table that can hold theirs', async () => {
  const empty: string[] = []
  for (const declared of DECLARATION) {
    const where = rowsOf(declared)
    const theirs = Object.values(declared.personal).some(({ whose }) => whose === 'customer')
    if (!where || !theirs || declared.table === 'erasures') continue
    const rows = await database.sql.unsafe(
      `select from "${declared.table}" t where ${where} limit 1`,
      where.includes('$1') ? [canary.id] : [],
    )
    if (rows.length === 0) empty.push(declared.table)
  }
  expect(empty).toEqual([])
})

test('all of what they gave is in the export', async () => {
  const all = JSON.stringify(
    await exportCustomer(stage.deps, { customer: canary.id, now: stage.clock.now, ...OPERATOR }),
  )
  expect(canary.marks.filter((mark) => !all.includes(mark))).toEqual([])
  expect(canary.marks.length).toBeGreaterThan(20)
})

test('notes among staff and people who were heard are withheld from the export, and counted', async () => {
  const found = await exportCustomer(stage.deps, { customer: canary.id, now: stage.clock.now, ...OPERATOR })
  for (const secret of canary.internal) expect(JSON.stringify(found)).not.toContain(secret)
  expect(found.withheld.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['internal notes', 'people heard', 'staff', 'security']),
  )
})

test('something owed is named, and nothing is erased before', async () => {
  const before = await stage.textOf()
  await expect(
    eraseCustomer(stage.deps, { customer: canary.id, now: stage.clock.now, ...OPERATOR }),
  ).rejects.toThrow(/still owed: case \d+: /)
  // Management is told, which changes these three tables
  const told = new Set(['outbox', 'destinations', 'customers'])
  const others = (text: string) => text.split('\n== ').filter((table) => !told.has(/^\w*/.exec(table)![0]))
  const after = await stage.textOf()
  expect(others(after)).toEqual(others(before))
  expect(canary.marks.filter((mark) => before.includes(mark) && !after.includes(mark))).toEqual([])
  await stage.send()
  expect(stage.shown.filter(({ card }) => card.title === 'An erasure waits')).toHaveLength(1)
})

test('after the erasure not a byte of it is left in a copy of every table', async () => {
  const { again, erasure } = await eraseCustomer(stage.deps, {
    customer: canary.id,
    force: true,
    now: stage.clock.now,
    ...OPERATOR,
  })
  expect(again).toBe(false)
  expect(erasure.owed.length).toBeGreaterThan(0)
  const copy = await stage.textOf()
  const left = [...canary.marks, ...canary.internal].filter((mark) =>
    copy.toLowerCase().includes(mark.toLowerCase()),
  )
  expect(left.map((mark) => `${mark}: ${stage.where(copy, mark)}`)).toEqual([])
})

test('once everything due was sent and every job has run, it is still so, in chat too', async () => {
  await stage.settle()
  const all = [...canary.marks, ...canary.internal]
  const copy = await stage.textOf()
  expect(all.filter((mark) => copy.includes(mark)).map((mark) => stage.where(copy, mark))).toEqual([])
  expect(all.filter((mark) => JSON.stringify(stage.shown).includes(mark))).toEqual([])
  expect(stage.stored.size).toBe(0)
})

test('amount, date and kind of remedies stay, and so do the numbers', async () => {
  const [counts] = await database.sql`
    select (select count(*)::int from remedies where amount is not null) as remedies,
      (select count(*)::int from responses) as answers, (select count(*)::int from cases) as cases`
  expect(counts).toMatchObject({ remedies: expect.any(Number), answers: expect.any(Number) })
  expect(counts!.remedies).toBeGreaterThan(0)
  expect(counts!.answers).toBeGreaterThan(1)
})

test('asked twice it does nothing more, and says so', async () => {
  const wanted = { customer: canary.id, now: stage.clock.now, ...OPERATOR }
  const before = await stage.textOf()
  expect((await eraseCustomer(stage.deps, wanted)).again).toBe(true)
  expect(await stage.textOf()).toBe(before)
})

test('a new contact from the address is refused, and nothing is stored', async () => {
  const before = await stage.textOf()
  const input = contactInput.parse({
    source: 'test',
    externalId: randomUUID(),
    channel: 'phone',
    brand: 'nordly',
    department: 'service',
    customer: { email: canary.email, name: 'Somebody' },
    endedAt: stage.clock.now.toISOString(),
  })
  await expect(
    stage.deps.db.transaction((tx) => recordContact(stage.deps, tx, input, stage.clock.now)),
  ).rejects.toMatchObject({ code: 'expired', field: 'customer.email' })
  expect(await stage.textOf()).toBe(before)
})

test('their links lead nowhere', async () => {
  await expect(linkOf(stage.deps, 'case', canary.caseId)).rejects.toThrow()
})
