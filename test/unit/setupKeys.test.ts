import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DomainError } from '../../src/errors.ts'
import { authenticate, createKey, listKeys, revokeKey, rotateKey } from '../../src/setup/keys.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.end())

const make = (name: string, scopes = ['contacts:write']) => createKey(database, { name, scopes, now: noon })
const HOUR = 3_600_000
const at = (hours: number) => new Date(noon.getTime() + hours * HOUR)
const enter = (header?: string | null, now = noon) =>
  authenticate({ db: database.db, now: () => now }, { header, scope: 'contacts:write' })
const lastUsed = async (id: string) => (await listKeys(database)).find((key) => key.id === id)?.lastUsedAt
const code = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'let in',
    (error) => (error instanceof DomainError ? error.code : Promise.reject(error)),
  )

describe('a key', () => {
  test('lets its holder in', async () => {
    const { id, key } = await make('erp')
    expect(await enter(`Bearer ${key}`)).toEqual({ id, name: 'erp' })
    expect(await enter(`bearer ${key}`)).toEqual({ id, name: 'erp' })
  })
  test('is kept nowhere, only its hash', async () => {
    const { key } = await make('kept')
    const dump = JSON.stringify(await database.sql`select *, encode(hash, 'escape') as shown from api_keys`)
    expect(dump).not.toContain(key)
    expect(dump).not.toContain(key.slice('amends_'.length))
  })
  test('revoked by name or id lets nobody in', async () => {
    const [one, other] = [await make('shop'), await make('desk')]
    expect(await revokeKey(database, { which: 'shop', now: noon })).toEqual({
      id: one.id,
      name: 'shop',
      left: [],
    })
    expect(await revokeKey(database, { which: other.id, now: noon })).toMatchObject({ name: 'desk' })
    for (const { key } of [one, other]) expect(await code(enter(`Bearer ${key}`))).toBe('unauthorised')
    expect((await listKeys(database)).find(({ id }) => id === other.id)?.revokedAt).toEqual(noon)
  })
  test('has a name that no other live key has; a revoked one gives its name back', async () => {
    const first = await make('only')
    expect(await code(make('only'))).toBe('conflict')
    expect(await code(enter(`Bearer ${first.key}`))).toBe('let in')
    await revokeKey(database, { which: 'only', now: noon })
    await make('only')
    const both = await Promise.allSettled([make('raced'), make('raced'), make('raced')])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
  test('that is rotated works beside the new one until its end', async () => {
    const old = await make('rotated', ['contacts:write', 'cases:read'])
    const made = await rotateKey(database, { name: 'rotated', now: noon, endsAt: at(24) })
    expect(made.before).toBe(old.id)
    for (const { key } of [old, made]) expect(await code(enter(`Bearer ${key}`, at(23.9)))).toBe('let in')
    expect(await code(enter(`Bearer ${old.key}`, at(24)))).toBe('unauthorised')
    expect(await code(enter(`Bearer ${made.key}`, at(24)))).toBe('let in')
    const listed = (await listKeys(database)).filter(({ name }) => name === 'rotated')
    expect(listed.map(({ scopes, endsAt }) => [scopes, endsAt])).toEqual([
      [['contacts:write', 'cases:read'], at(24)],
      [['contacts:write', 'cases:read'], null],
    ])
  })
  test('revoked by a name that was rotated is the live one, and what works on is told', async () => {
    const old = await make('twice')
    const made = await rotateKey(database, { name: 'twice', now: noon, endsAt: at(24) })
    expect(await revokeKey(database, { which: 'twice', now: noon })).toEqual({
      id: made.id,
      name: 'twice',
      left: [{ id: old.id, endsAt: at(24) }],
    })
    expect(await code(enter(`Bearer ${old.key}`))).toBe('let in')
    expect(await revokeKey(database, { which: 'twice', now: noon })).toMatchObject({ id: old.id, left: [] })
    expect(await code(enter(`Bearer ${old.key}`))).toBe('unauthorised')
    expect(await code(rotateKey(database, { name: 'twice', now: noon, endsAt: at(1) }))).toBe('unknown')
  })
  test('says when it was last used, to the minute and with one write a minute', async () => {
    const { id, key } = await make('used')
    expect(await lastUsed(id)).toBeNull()
    await enter(`Bearer ${key}`, at(1))
    expect(await lastUsed(id)).toEqual(at(1))
    const written = () => database.sql`select xmin::text from api_keys where id = ${id}`
    const before = await written()
    const within = new Date(at(1).getTime() + 59_000)
    await Promise.all(Array.from({ length: 20 }, () => enter(`Bearer ${key}`, within)))
    expect(await written()).toEqual(before)
    await enter(`Bearer ${key}`, new Date(at(1).getTime() + 60_000))
    expect(await lastUsed(id)).toEqual(new Date(at(1).getTime() + 60_000))
  })
  test('that is not in use cannot be revoked', async () => {
    for (const which of ['nobody', 'shop', '00000000-0000-4000-8000-000000000000'])
      expect(await code(revokeKey(database, { which, now: noon }))).toBe('unknown')
  })
  test('without the scope is forbidden', async () => {
    const { key, id } = await make('reader')
    await database.sql`update api_keys set scopes = '{events:read}' where id = ${id}`
    expect(await code(enter(`Bearer ${key}`))).toBe('forbidden')
  })
  test('is not made without a proper name or for a scope there is not', async () => {
    expect(await code(make(''))).toBe('invalid')
    expect(await code(make('two words'))).toBe('invalid')
    expect(await code(make('00000000-0000-4000-8000-000000000000'))).toBe('invalid')
    expect(await code(make('erp', ['everything']))).toBe('invalid')
    expect(await code(make('erp', []))).toBe('invalid')
  })
})

test('whatever is no key in use is refused alike', async () => {
  const { key } = await make('whole')
  const headers = [
    undefined,
    null,
    '',
    'Bearer',
    'Bearer ',
    key,
    `Basic ${key}`,
    `Bearer ${key}x`,
    `Bearer ${key.slice(0, -1)}`,
    `Bearer ${key} ${key}`,
    `Bearer amends_${'A'.repeat(43)}`,
    `Bearer ${'x'.repeat(5000)}`,
    "Bearer ' or true --",
  ]
  const messages = new Set<string>()
  for (const header of headers) {
    expect(await code(enter(header)), String(header)).toBe('unauthorised')
    await enter(header).catch((error) => messages.add(error.message))
  }
  expect(messages.size).toBe(1)
})

test('a key that has expired is refused in clear words, and its rotation lives as long as it did', async () => {
  const expiresAt = at(24)
  const { key, id } = await createKey(database, {
    name: 'short',
    scopes: ['contacts:write'],
    expiresAt,
    now: noon,
  })
  expect(await enter(`Bearer ${key}`, at(23))).toEqual({ id, name: 'short' })
  await expect(enter(`Bearer ${key}`, at(24))).rejects.toMatchObject({
    code: 'unauthorised',
    message: `This API key expired at ${expiresAt.toISOString()}. Make another: npm run keys -- rotate short`,
  })
  const after = await rotateKey(database, { name: 'short', now: at(30), endsAt: at(54) })
  expect(after.expiresAt).toEqual(at(54))
  expect(await enter(`Bearer ${after.key}`, at(31))).toMatchObject({ name: 'short' })
})

test('what is done to keys stands in the audit log', async () => {
  const made = await make('noted')
  const next = await rotateKey(database, { name: 'noted', now: noon, endsAt: at(1) })
  await revokeKey(database, { which: next.id, now: noon })
  const rows = await database.sql`
    select kind, by_kind, door, subject_id = ${next.id} as next from audit_log
    where subject_id in (${made.id}, ${next.id}) order by id`
  expect(rows).toEqual([
    { kind: 'key.created', by_kind: 'operator', door: 'command line', next: false },
    { kind: 'key.created', by_kind: 'operator', door: 'command line', next: true },
    { kind: 'key.rotated', by_kind: 'operator', door: 'command line', next: true },
    { kind: 'key.revoked', by_kind: 'operator', door: 'command line', next: true },
  ])
})
