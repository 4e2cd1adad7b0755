import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as run } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { readConnectionString } from './connectionString.ts'
import { requirePatchedDriver } from './driver.ts'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url).href)

/** Brings the database to the newest migration; running it again changes nothing. */
export const migrate = async (url: string): Promise<void> => {
  requirePatchedDriver()
  const client = postgres({ ...readConnectionString(url).options, max: 1, onnotice: () => {} })
  try {
    await run(drizzle(client), { migrationsFolder })
  } finally {
    await client.end()
  }
}

/** How many migrations this code knows. */
export const known = (): number => readMigrationFiles({ migrationsFolder }).length
