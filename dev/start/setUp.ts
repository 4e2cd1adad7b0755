import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { cli } from './cli.ts'
import { home } from './settings.ts'

/** When the set-up was written that `npm start` applied last. */
type Remembered = { appliedAt: string }

const file = join(home, 'example-applied.json')

/**
 * Applies the example where nothing ever was, or where what stands came from the example and nobody applied another
 * file since. What was applied by hand stays. Says which of these it was.
 */
export async function applyExample(organisation: string, env: Record<string, string>): Promise<string> {
  const before = await appliedAt(env.DATABASE_URL!)
  if (before && !(await isOurs(before, organisation, env))) return 'your own set-up stays as it was applied'
  await cli(['apply', organisation], env)
  const after = await appliedAt(env.DATABASE_URL!)
  writeFileSync(file, JSON.stringify({ appliedAt: after } satisfies Remembered))
  return before ? 'the example organisation, as before' : 'the example organisation'
}

/** A folder of before this was remembered: then the set-up is the example's if applying that would change nothing. */
async function isOurs(before: string, organisation: string, env: Record<string, string>): Promise<boolean> {
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as Remembered).appliedAt === before
  return (await cli(['apply', organisation, '--dry-run'], env)).includes('nothing to change')
}

const ask = async <T>(url: string, what: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  return what(sql).finally(() => sql.end())
}

const appliedAt = (url: string): Promise<string> =>
  ask(url, async (sql) => {
    const [row] = await sql<{ at: string }[]>`select applied_at::text as at from organisation`
    return row?.at ?? ''
  })

/** A brand and a department of the set-up that stands, for the contact to paste. */
export const placeOf = (url: string): Promise<{ brand: string; department: string }> =>
  ask(url, async (sql) => {
    const [row] = await sql<{ brand: string; department: string }[]>`
      select (select key from brands where active order by key = 'nordly' desc, key limit 1) as brand,
        (select key from departments where active and kind = 'department' order by key = 'billing' desc, key limit 1) as department`
    return row!
  })
