import type { Db } from '../../db/client.ts'
import type { OpsDeps } from '../../src/deps.ts'
import type { Calendar } from '../../src/time.ts'
import { diceFrom } from './dice.ts'
import { live } from './live.ts'
import { SPAN } from './places.ts'
import { type Calendars, DAY, planContacts } from './plan.ts'
import { insertContacts } from './rows.ts'
import { settleOutbox } from './settle.ts'

const SEED = 20_260_301

type How = { tokenKey: string; publicUrl: string; now: Date; seed?: number }

export type Filled = { contacts: number; answers: number; cases: number; refused: string[] }

/**
 * Fills an applied example organisation with the 90 days before `now`: contacts and quiet answers as rows, everything
 * about cases through the product's own verbs and jobs, at the moments they happened. `refused` is empty as long as the
 * demo knows the product.
 */
export const fillDemo = async (db: Db, { tokenKey, publicUrl, now, seed = SEED }: How): Promise<Filled> => {
  const sql = db.$client
  const dice = diceFrom(seed)
  const calendars = await readCalendars(db)
  await sql`update departments set since = ${new Date(now.getTime() - SPAN * DAY)}`
  const all = planContacts(dice, calendars, now)
  const tokens = await insertContacts(sql, { all, dice, tokenKey })
  await sql`analyze`
  const refused = await live(quietDeps(db, { tokenKey, publicUrl, now }), {
    all,
    tokens,
    dice,
    calendars,
    now,
  })
  await settleOutbox(sql, now)
  const [counted] = await sql<{ answers: number; cases: number }[]>`
    select (select count(*)::int from responses) as answers, (select count(*)::int from cases) as cases`
  return { contacts: all.length, ...counted!, refused }
}

/** What verbs and jobs are given. Nothing is sent here: what they enqueue stays in the outbox. */
const quietDeps = (db: Db, { tokenKey, publicUrl, now }: How): OpsDeps => {
  const never = () => Promise.reject(new Error('the demo sends nothing'))
  return {
    db,
    tokenKey,
    publicUrl,
    now: () => now,
    log: (event, facts) => event.endsWith('.failed') && console.error(event, facts),
    wake: () => {},
    chat: {},
    mail: { name: 'none', send: never },
    pictures: { put: never, get: never, delete: never },
    webhookClient: { post: never, get: never },
  }
}

const readCalendars = async ({ $client: sql }: Db): Promise<Calendars> => {
  const rows = await sql<(Calendar & { key: string })[]>`
    select key, time_zone, hours, holidays from departments where active and kind = 'department'`
  return Object.fromEntries(rows.map(({ key, ...calendar }) => [key, calendar]))
}
