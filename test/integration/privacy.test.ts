import { afterAll, beforeAll, expect, test } from 'vitest'
import { DECLARATION } from '../../src/privacy/declaration.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.end())

const declared = DECLARATION.flatMap(({ table, plain, personal }) =>
  [...plain, ...Object.keys(personal)].map((column) => `${table}.${column}`),
)

test('every column of the migrated schema is declared, and nothing else is', async () => {
  const rows = await database.sql<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`
  expect([...declared].sort()).toEqual(rows.map(({ name }) => name).sort())
})

test('a column is declared once', () => {
  expect(declared.length).toBe(new Set(declared).size)
})

test('the rows of a customer are found by statements that the schema knows', async () => {
  const someone = '00000000-0000-4000-8000-000000000000'
  for (const { table, reach } of DECLARATION)
    if (reach.by === 'condition')
      await expect(
        database.sql.unsafe(
          `select from "${table}" t where ${reach.sql}`,
          reach.sql.includes('$1') ? [someone] : [],
        ),
        table,
      ).resolves.toHaveLength(0)
})
