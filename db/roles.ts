import { randomBytes } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { readConnectionString } from './connectionString.ts'
import { requirePatchedDriver } from './driver.ts'

/** A role that logs in, and its password where this run made one. */
export type MadeRole = { name: string; password?: string }
export type MadeRoles = { product: MadeRole; migrations: MadeRole }

const IDENTIFIER = /^[a-z_][a-z0-9_]{0,50}$/

/**
 * Makes the role that the product runs as and the one that migrates, named after the database, and gives them what they
 * need: the product reads and writes rows, and only adds to the audit log; it can't create or drop anything. Run it as the
 * owner of the tables with the right to create roles; no superuser is needed. A second time changes nothing but grants that are missing.
 * `renew` makes new passwords for roles that exist.
 */
export const makeRoles = async (url: string, { renew = false } = {}): Promise<MadeRoles> => {
  requirePatchedDriver()
  const { options, place } = readConnectionString(url)
  const base = IDENTIFIER.test(place.database) ? place.database : 'amends'
  const sql = postgres({ ...options, max: 1, onnotice: () => {} })
  try {
    return (await sql.begin(async (given) => {
      const tx = given as unknown as Sql
      // Two runs at once would both make the roles
      await tx`select pg_advisory_xact_lock(4711204)`
      const migrations = await makeRole(tx, `${base}_migrate`, renew)
      const product = await makeRole(tx, `${base}_app`, renew)
      await tx.unsafe(`set local lock_timeout = '5s'`)
      await giveTables(tx, migrations.name)
      for (const statement of grantsOf(place.database, migrations.name, product.name))
        await tx.unsafe(statement)
      return { product, migrations }
    })) as MadeRoles
  } finally {
    await sql.end({ timeout: 5 })
  }
}

const makeRole = async (tx: Sql, name: string, renew: boolean): Promise<MadeRole> => {
  const [known] = await tx`select from pg_roles where rolname = ${name}`
  if (known && !renew) return { name }
  const password = randomBytes(24).toString('base64url')
  const verb = known ? 'alter' : 'create'
  await tx.unsafe(`${verb} role "${name}" login nocreatedb nocreaterole password '${password}'`)
  return { name, password }
}

/** What is in our schemas becomes the migrating role's: only an owner may alter a table. Extensions' own stays. */
const giveTables = async (tx: Sql, to: string) => {
  const [{ me }] = await tx<[{ me: string }]>`select current_user as me`
  if (me === to) return
  // To give something to a role, one has to be a member of it
  const [{ member }] = await tx<[{ member: boolean }]>`select pg_has_role(${me}, ${to}, 'usage') as member`
  if (!member) await tx.unsafe(`grant "${to}" to "${me}"`)
  const database = (await tx<[{ name: string }]>`select current_database() as name`)[0].name
  await tx.unsafe(`grant create, connect on database "${database}" to "${to}"`)
  await tx.unsafe(`grant usage, create on schema public to "${to}"`)
  for (const schema of ['drizzle', 'audit']) await tx.unsafe(`alter schema ${schema} owner to "${to}"`)
  const things = await tx<{ alter: string }[]>`
    select format('alter %s %I.%I owner to %I', case c.relkind when 'S' then 'sequence' when 'v' then 'view'
      when 'm' then 'materialized view' else 'table' end, n.nspname, c.relname, ${to}::text) as alter
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'drizzle', 'audit') and c.relkind in ('r', 'p', 'v', 'm', 'S')
      and pg_get_userbyid(c.relowner) <> ${to}
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('e', 'a', 'i') and d.classid = 'pg_class'::regclass)
    union all
    select format('alter routine %I.%I(%s) owner to %I', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), ${to}::text)
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and pg_get_userbyid(p.proowner) <> ${to}
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`
  for (const { alter } of things) await tx.unsafe(alter)
}

const grantsOf = (database: string, migrations: string, product: string): string[] => [
  `grant connect on database "${database}" to "${product}"`,
  `revoke create on schema public from public`,
  `grant usage on schema public, drizzle to "${product}"`,
  `grant select on all tables in schema drizzle to "${product}"`,
  `grant select, insert, update, delete on all tables in schema public to "${product}"`,
  `grant usage, select on all sequences in schema public to "${product}"`,
  `grant execute on all routines in schema public to "${product}"`,
  // What a later migration makes
  ...['select, insert, update, delete on tables', 'usage, select on sequences', 'execute on routines'].map(
    (what) =>
      `alter default privileges for role "${migrations}" in schema public grant ${what} to "${product}"`,
  ),
  `alter default privileges for role "${migrations}" in schema drizzle grant select on tables to "${product}"`,
  // Rights on the months of the log go by their own schema, which the product may not use
  `revoke update, delete, truncate, references, trigger on public.audit_log from "${product}"`,
  `revoke all on schema audit from "${product}"`,
]
