import { Hono } from 'hono/tiny'
import journal from '../../db/migrations/meta/_journal.json' with { type: 'json' }
import type { Deps } from '../deps.ts'

/** Ops ticks every minute; three missed ticks are a fault. */
const SILENT_MS = 3 * 60_000

/** `GET /health`: 200 when Postgres, its migrations and ops' heartbeat are good, else 503 naming what is not. */
export const health = (deps: Deps) =>
  new Hono().get('/', async (c) => {
    const checks = await check(deps)
    const good = Object.values(checks).every((found) => found === 'good')
    return c.json({ status: good ? 'good' : 'failing', ...checks }, good ? 200 : 503, {
      'Cache-Control': 'no-store',
    })
  })

const check = async ({ db, now }: Deps): Promise<Record<'postgres' | 'migrations' | 'ops', string>> => {
  const sql = db.$client
  try {
    await sql`select 1`
  } catch {
    return { postgres: 'not reached', migrations: 'unknown', ops: 'unknown' }
  }
  try {
    const [row] = await sql<{ applied: number; beat: Date | null }[]>`
      select (select count(*)::int from drizzle.__drizzle_migrations) as applied, (select at from heartbeats where name = 'ops') as beat`
    const missing = journal.entries.length - (row?.applied ?? 0)
    const silent = row?.beat ? now().getTime() - row.beat.getTime() : undefined
    return {
      postgres: 'good',
      migrations: missing > 0 ? `${missing} to apply: npm run migrate` : 'good',
      ops:
        silent === undefined
          ? 'no heartbeat yet'
          : silent > SILENT_MS
            ? `silent for ${Math.round(silent / 60_000)} min`
            : 'good',
    }
  } catch {
    return { postgres: 'good', migrations: 'none applied: npm run migrate', ops: 'unknown' }
  }
}
