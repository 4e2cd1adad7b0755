import { startPostgres } from '../../dev/postgres.ts'
import { makeTemplate } from './database.ts'

/** One throw-away Postgres for the whole run; every test file copies its database from the template. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await startPostgres({ fast: true })
  process.env.AMENDS_TEST_POSTGRES = server.url
  await makeTemplate(server.url)
  return () => server.stop()
}
