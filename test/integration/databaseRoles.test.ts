import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { makeRoles } from '../../db/roles.ts'
import { audit, OPERATOR } from '../../src/audit/audit.ts'
import { noon } from '../factories.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

let database: TestDatabase
let product: postgres.Sql
beforeAll(async () => {
  database = await freshDatabase()
  product = postgres(database.url, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await product.end()
  await database.end()
})

const DENIED = '42501'

test('the product adds to the audit log and reads it', async () => {
  await audit(database.db, { kind: 'key.revoked', ...OPERATOR, facts: {}, now: noon })
  expect(await product`select kind from audit_log`).toEqual([{ kind: 'key.revoked' }])
})

test.each([
  'update audit_log set kind = kind',
  'delete from audit_log',
  'truncate audit_log',
  'delete from audit.rest',
  "insert into audit.rest (id, at, kind, by_kind, subject_kind, door) values (1, now(), '', '', '', '')",
  'drop table audit_log',
  'alter table audit_log add column x text',
  'create table mine ()',
  'create schema mine',
  'drop table cases',
  'alter table cases disable trigger all',
  'truncate cases',
  'create function public.mine() returns int language sql as $$ select 1 $$',
  'create role mine',
  "insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 1)",
])('the product may not: %s', async (statement) => {
  await expect(product.unsafe(statement)).rejects.toMatchObject({ code: DENIED })
})

test('an owner without superuser makes both roles, twice alike; what migrates later is the product’s to use', async () => {
  const name = `owned_${randomBytes(4).toString('hex')}`
  const at = (user: string, password: string) => {
    const url = new URL(database.ownerUrl)
    Object.assign(url, { pathname: `/${name}`, username: user, password })
    return url.href
  }
  await database.sql.unsafe(`create role ${name} login createrole password 'own'`)
  await database.sql.unsafe(`grant ${name} to current_user`)
  await database.sql.unsafe(`create database ${name} owner ${name}`)
  const owner = at(name, 'own')
  await migrate(owner)
  const made = await makeRoles(owner)
  expect(made).toMatchObject({ product: { name: `${name}_app` }, migrations: { name: `${name}_migrate` } })
  expect(await makeRoles(owner)).toEqual({
    product: { name: `${name}_app` },
    migrations: { name: `${name}_migrate` },
  })
  const migrations = at(`${name}_migrate`, made.migrations.password!)
  await migrate(migrations)
  const [as, app] = [migrations, at(`${name}_app`, made.product.password!)].map((url) =>
    postgres(url, { max: 1, onnotice: () => {} }),
  ) as [postgres.Sql, postgres.Sql]
  try {
    await as`create table later (id bigserial)`
    await as`alter table cases add column later text`
    await app`insert into later default values`
    expect(await app`select id::int from later`).toEqual([{ id: 1 }])
    expect(await app`select count(*)::int as n from cases`).toEqual([{ n: 0 }])
    await expect(app`drop table later`).rejects.toMatchObject({ code: DENIED })
    await expect(app`delete from audit_log`).rejects.toMatchObject({ code: DENIED })
  } finally {
    await Promise.all([as.end(), app.end()])
    await database.sql.unsafe(`drop database ${name} with (force)`)
    for (const role of [`${name}_app`, `${name}_migrate`, name])
      await database.sql.unsafe(`drop role ${role}`)
  }
})
