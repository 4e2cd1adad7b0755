import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DomainError } from '../../src/errors.ts'
import { authenticate, createKey, listKeys, revokeKey } from '../../src/setup/keys.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.end())

const make = (name: string, scopes = ['contacts:write']) => createKey(database, { name, scopes, now: noon })
const enter = (header?: string | null) => authenticate(database, { header, scope: 'contacts:write' })
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
    const [one, two, other] = [await make('shop'), await make('shop'), await make('desk')]
    expect(await revokeKey(database, { which: 'shop', now: noon })).toHaveLength(2)
    expect(await revokeKey(database, { which: other.id, now: noon })).toEqual([
      { id: other.id, name: 'desk' },
    ])
    for (const { key } of [one, two, other]) expect(await code(enter(`Bearer ${key}`))).toBe('unauthorised')
    expect((await listKeys(database)).find(({ id }) => id === other.id)?.revokedAt).toEqual(noon)
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
