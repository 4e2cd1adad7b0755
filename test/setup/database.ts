import { randomBytes } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { connect, type Db } from '../../db/client.ts'
import { migrate } from '../../db/migrate.ts'
import { makeRoles } from '../../db/roles.ts'
import { startPostgres } from '../../dev/postgres.ts'
import { checkEvents } from '../eventShapes.ts'

const template = 'amends_template'

export interface TestDatabase {
  /** As the role that the product runs as. */
  url: string
  /** As the one that owns the server. */
  ownerUrl: string
  /** The product's own client, as an entry would build it. */
  db: Db
  /** For looking at rows behind the product's back. */
  sql: Sql
  end(): Promise<void>
}

/** A migrated database of its own, copied from the template. */
export async function freshDatabase(opts: { max?: number } = {}): Promise<TestDatabase> {
  const server = await serverUrl()
  const name = `test_${randomBytes(6).toString('hex')}`
  await asOwner(server, (sql) => sql.unsafe(`CREATE DATABASE ${name} TEMPLATE ${template}`))
  const ownerUrl = at(server, name)
  const url = asProduct(ownerUrl)
  const db = connect(url, { max: opts.max ?? 5 })
  const sql = postgres(ownerUrl, { max: 2, onnotice: () => {} })
  const end = async () => {
    const checked = await checkEvents(sql).catch((error: Error) => error)
    await Promise.all([db.$client.end({ timeout: 5 }), sql.end({ timeout: 5 })])
    await asOwner(server, (owner) => owner.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
    if (checked) throw checked
  }
  return { url, ownerUrl, db, sql, end }
}

/** Runs the migrations once, into the database that every test's is copied from. */
export async function makeTemplate(server: string): Promise<void> {
  await asOwner(server, (sql) => sql.unsafe(`CREATE DATABASE ${template}`))
  await migrate(at(server, template))
  const { product } = await makeRoles(at(server, template))
  await asOwner(server, (sql) => sql.unsafe(`alter role "${product.name}" password '${product.name}'`))
}

/** The product's role of the template, which is in every copy of it. */
function asProduct(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  url.username = url.password = `${template}_app`
  return url.href
}

let own: Promise<string> | undefined

/** The run's server, or one of our own where no run made one (a script outside vitest). */
function serverUrl(): Promise<string> {
  if (process.env.AMENDS_TEST_POSTGRES) return Promise.resolve(process.env.AMENDS_TEST_POSTGRES)
  own ??= startPostgres({ fast: true }).then(async ({ url }) => {
    await makeTemplate(url)
    return url
  })
  return own
}

async function asOwner<T>(server: string, act: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = postgres(server, { max: 1, onnotice: () => {} })
  try {
    return await act(sql)
  } finally {
    await sql.end()
  }
}

function at(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
