import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { loadToChange, type Read } from '../../src/cases/caseFile.ts'
import { changeCase } from '../../src/cases/change.ts'
import { readTimed } from '../../src/cases/deadlines/read.ts'
import { setDeadlines } from '../../src/cases/deadlines/set.ts'
import { changesOf } from '../../src/cases/deadlines/write.ts'
import { handlers } from '../../src/jobs/handlers.ts'
import { drain } from '../../src/outbox/drain.ts'
import { act } from '../../src/staff/act.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { makeStage, type Stage } from './turnsStage.ts'

let database: TestDatabase
let on: Stage
let said: string[] = []

beforeAll(async () => {
  database = await freshDatabase({ max: 10 })
  on = await makeStage(database)
  // The driver reports each statement, BEGIN and COMMIT among them
  Object.assign(database.db.$client.options, { debug: (_: number, text: string) => said.push(text) })
})
afterAll(() => database.end())
beforeEach(async () => {
  on.clock.now = noon
  await on.clear()
})

const by = { platform: 'slack', workspace: 'T0001', user: 'UANNA' }
/** How many statements a click takes, and its answer. */
const counted = async (verb: string, subject: string) => {
  said = []
  const answer = await act(on.deps)({ kind: 'click', by, verb, subject })
  return { kind: answer.kind, statements: said.length }
}
const taking = (read: Read) => ({
  read,
  from: ['open'] as const,
  by: on.people.bo.id,
  set: { state: 'owned', ownerId: on.people.bo.id, accountableId: on.people.bo.id, takenAt: noon } as const,
  event: { kind: 'taken' } as const,
})
const read = async (id: string) => (await loadToChange(on.db, id)) as Read
/** What the deadlines lack. */
const lacking = async (id: string) => {
  const { end, insert, set } = changesOf(await readTimed(on.db, [id]), on.clock.now)
  return [...end, ...insert, ...set]
}

test('Take it is three statements without a transaction, and its deadlines are right', async () => {
  const id = await on.open()
  expect(await counted('take', id)).toEqual({ kind: 'done', statements: 3 })
  expect(await on.events(id)).toEqual(['taken'])
  const open = await on.sql`select kind from timers where case_id = ${id} and ended_at is null order by kind`
  expect(open.map(({ kind }) => kind)).toEqual(['apology', 'first promise'])
  expect(await lacking(id)).toEqual([])
  const waiting = await on.sql`select kind from outbox where lane = ${`case:${id}`} order by id`
  expect(waiting.map(({ kind }) => kind)).toEqual(['escalation', 'card'])
})

test('a click that opens a form is two statements', async () => {
  const id = await on.taken()
  for (const verb of ['apologise', 'progress', 'ask', 'severity'])
    expect(await counted(verb, id), verb).toEqual({ kind: 'form', statements: 2 })
})

test('an escalation is sent in five statements', async () => {
  const id = await on.open()
  said = []
  const next = await drain(on.deps, handlers)
  expect(said.map((text) => text.trim().slice(0, 60))).toHaveLength(5)
  expect(next).toBeUndefined()
  const [{ state }] =
    (await on.sql`select state from outbox where once_key = ${`escalation:${id}`}`) as unknown as [
      { state: string },
    ]
  expect(state).toBe('sent')
})

test('what was decided from an older reading is looked at again under the row', async () => {
  const id = await on.open()
  const before = await read(id)
  await on.submit('UMAJA', 'severity', id, { severity: '1', reason: 'The customer was hurt by it.' })
  said = []
  expect(await changeCase(on.db, { id }, noon, taking(before))).toBe('made')
  expect(said.some((text) => text.startsWith('begin'))).toBe(true)
  expect((await on.row(id)).state).toBe('owned')
  expect(await lacking(id)).toEqual([])
})

test('deadlines that were set since, without any change of the case, are seen too', async () => {
  const id = await on.open()
  const before = await read(id)
  await on.db.transaction((tx) => setDeadlines(tx, [id], noon))
  expect((await read(id)).version).not.toBe(before.version)
  expect(await changeCase(on.db, { id }, noon, taking(before))).toBe('made')
  expect(await lacking(id)).toEqual([])
})

test('one that waits for another change of the same case sees what that one did', async () => {
  const id = await on.open()
  const before = await read(id)
  let second: Promise<string> | undefined
  await on.db.transaction(async (tx) => {
    await tx.execute(`select from cases where id = '${id}' for no key update`)
    second = changeCase(on.db, { id }, noon, taking(before))
    // It stands before the row that is held here
    for (let waits = 0; waits === 0; )
      [{ n: waits }] = (await on.sql`
        select count(*)::int as n from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where not l.granted and a.datname = current_database()`) as unknown as [{ n: number }]
    await setDeadlines(tx, [id], noon)
  })
  expect(await second).toBe('made')
  expect(await on.events(id)).toEqual(['taken'])
  expect(await lacking(id)).toEqual([])
})

test('a form that was submitted before changes nothing, also at the same moment', async () => {
  const id = await on.taken()
  const formId = randomUUID()
  const handling = { handling: 'personal', reason: 'They said so on the phone.' }
  const submit = () =>
    act(on.deps)({ kind: 'submit', by, verb: 'handling', subject: id, formId, values: handling })
  const answers = await Promise.all(Array.from({ length: 8 }, submit))
  expect(answers.map(({ kind }) => kind)).toEqual(Array(8).fill('done'))
  expect((await on.events(id)).filter((kind) => kind === 'handling set')).toHaveLength(1)
  const stale = await read(id)
  const again = { read: stale, formId, by: on.people.anna.id, set: { handling: 'functional' } as const }
  expect(
    await changeCase(on.db, { id }, noon, {
      ...again,
      event: { kind: 'handling set', text: 'again', data: { handling: 'functional' } },
    }),
  ).toBe('made before')
  expect((await on.row(id)).handling).toBe('personal')
})
