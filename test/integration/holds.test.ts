import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { addHold, heldBy, liftHold } from '../../src/privacy/holds.ts'
import { makeCase, makeCustomer, makePerson, noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let by: string
beforeAll(async () => {
  database = await freshDatabase()
  by = (await makePerson(database.db, { email: 'boss@nordly.example', name: 'Per Falk' })).email
})
afterAll(() => database.end())

const FROM = { door: 'command line' } as const
const why = (reason = 'Court file T 12-26') => ({ reason, by, from: FROM, now: noon })
const reasons = async (customer: string) =>
  (await heldBy(database.db, { customer })).map(({ reason }) => reason)

test('a hold on a customer and one on their case both keep an erasure off, until each is lifted', async () => {
  const { id, number, customerId } = await makeCase(database.db)
  const stranger = await makeCustomer(database.db)
  const onCase = await addHold(database.db, { case: number }, why())
  const onCustomer = await addHold(database.db, { customer: customerId }, why('Ombudsman'))
  expect(await reasons(customerId)).toEqual(['Court file T 12-26', 'Ombudsman'])
  expect(await reasons(stranger.id)).toEqual([])
  await liftHold(database.db, onCase, why('Settled'))
  expect(await reasons(customerId)).toEqual(['Ombudsman'])
  await liftHold(database.db, onCustomer, why('Decided'))
  expect(await reasons(customerId)).toEqual([])
  const deeds = await database.sql`
    select kind, subject_id, facts from audit_log where subject_id in (${onCase}, ${onCustomer}) order by id`
  expect(deeds).toEqual([
    { kind: 'hold.placed', subject_id: onCase, facts: { case: id } },
    { kind: 'hold.placed', subject_id: onCustomer, facts: { customer: customerId } },
    { kind: 'hold.lifted', subject_id: onCase, facts: { case: id } },
    { kind: 'hold.lifted', subject_id: onCustomer, facts: { customer: customerId } },
  ])
})

test('a hold without a reason, by nobody or on nothing is refused and not stored', async () => {
  const { number } = await makeCase(database.db)
  const [before] = await database.sql`select count(*)::int as n from holds`
  const refused = (on: Parameters<typeof addHold>[1], over: object) =>
    addHold(database.db, on, { ...why(), ...over })
  await expect(refused({ case: number }, { reason: ' \n ' })).rejects.toMatchObject({
    code: 'invalid',
    field: 'reason',
  })
  await expect(refused({ case: number }, { reason: 'x'.repeat(1001) })).rejects.toThrow('1000')
  await expect(refused({ case: number }, { by: 'nobody@nordly.example' })).rejects.toThrow(
    'Nobody in organisation.yaml has the address nobody@nordly.example.',
  )
  await expect(refused({ case: 9999 }, {})).rejects.toThrow('There is no case 9999.')
  await expect(refused({ email: 'half@typed.example' }, {})).rejects.toMatchObject({ code: 'unknown' })
  const id = await addHold(database.db, { case: number }, why())
  await expect(liftHold(database.db, id, why(' '))).rejects.toMatchObject({ code: 'invalid' })
  await liftHold(database.db, id, why())
  await expect(liftHold(database.db, id, why())).rejects.toMatchObject({ code: 'conflict' })
  const [after] = await database.sql`select count(*)::int as n from holds`
  expect(after!.n).toBe(before!.n + 1)
})

test('a hold waits for an erasure that looked for holds before it', async () => {
  const { customerId } = await makeCase(database.db)
  const done: string[] = []
  let placed: Promise<unknown> = Promise.resolve()
  await database.db.transaction(async (tx) => {
    expect(await heldBy(tx, { customer: customerId })).toEqual([])
    placed = addHold(database.db, { customer: customerId }, why()).then(() => done.push('held'))
    // The hold is at the customer's row by then
    for (let waiting = 0; waiting === 0; ) {
      const [row] = await database.sql`select count(*)::int as n from pg_locks where not granted`
      waiting = row!.n
    }
    done.push('erased')
  })
  await placed
  expect(done).toEqual(['erased', 'held'])
})

test('the command line places, lists and lifts holds, and says who and why', async () => {
  const { number, customerId } = await makeCase(database.db, {
    customerId: (await makeCustomer(database.db, { email: 'kim@mail.example' })).id,
  })
  await database.sql`delete from holds`
  const holds = async (...args: string[]) => {
    const [out, err]: string[][] = [[], []]
    const code = await run(['holds', ...args], {
      env: { DATABASE_URL: database.url },
      cwd: '.',
      localEnv: '/nowhere',
      now: () => noon,
      out: (line) => out!.push(line),
      err: (line) => err!.push(line),
    })
    return { code, out: out!.join('\n'), err: err!.join('\n') }
  }
  expect((await holds()).out).toBe('There are no holds in force.')
  const by = ['--by', 'boss@nordly.example']
  const given = await holds('add', '--case', `#${number}`, ...by, '--reason', 'Court file')
  const id = given.out.replace('held: ', '')
  expect(await holds('add', '--customer', 'Kim@Mail.Example', ...by, '--reason', 'Claim')).toMatchObject({
    code: 0,
  })
  const { out } = await holds('list')
  const lines = out.split('\n').map((line) => line.split(/ {2,}/).slice(1))
  expect(lines[0]).toEqual(['HELD', 'SINCE', 'BY', 'STATE', 'REASON'])
  expect(lines).toContainEqual([`case ${number}`, '2026-03-11', 'Per Falk', 'in force', 'Court file'])
  expect(lines).toContainEqual([`customer ${customerId}`, '2026-03-11', 'Per Falk', 'in force', 'Claim'])
  expect(await holds('lift', id, ...by, '--reason', 'Settled')).toMatchObject({ out: `lifted: ${id}` })
  expect((await holds('list')).out).not.toContain(id)
  expect((await holds('list', '--lifted')).out).toContain('lifted 2026-03-11 by Per Falk: Settled')
  for (const wrong of [
    ['burn'],
    ['add', '--case', '1001', ...by],
    ['add', '--case', '1001', '--reason', 'x'],
    ['add', ...by, '--reason', 'x'],
    ['add', '--case', 'one', ...by, '--reason', 'x'],
    ['lift', 'one', ...by, '--reason', 'x'],
    ['lift', id, ...by],
  ])
    expect([wrong, (await holds(...wrong)).code]).toEqual([wrong, 2])
  expect(await holds('add', '--customer', 'kim@', ...by, '--reason', 'x')).toMatchObject({
    code: 1,
    err: "kim@ is neither an e-mail address nor a customer's id.",
  })
  expect(await holds('add', '--customer', 'nobody@mail.example', ...by, '--reason', 'x')).toMatchObject({
    code: 1,
    err: 'There is no customer nobody@mail.example.',
  })
})
