import type { Sql } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import { refusingDomains } from './mailFaults.ts'

export type Listed = {
  id: number
  kind: string
  destination: string
  state: string
  attempts: number
  cause: string | null
  dueAt: Date
  createdAt: Date
}
export type Outbox = {
  problems: { destination: string; problem: string; nextAt: Date }[]
  /** Domains that refuse our mail. */
  refusing: Awaited<ReturnType<typeof refusingDomains>>
  entries: Listed[]
}

/** Destinations that need a person, and why. */
export const refusedDestinations = (sql: Sql): Promise<Outbox['problems']> =>
  sql<Outbox['problems']>`
    select key as destination, problem, next_at from destinations where problem is not null order by key`

/** What waits, failed or is uncertain, those that need a person first; planned messages of the future are left out. */
export const listOutbox = async (
  { db }: Pick<Deps, 'db'>,
  { now, limit = 200 }: { now: Date; limit?: number },
): Promise<Outbox> => {
  const problems = await refusedDestinations(db.$client)
  const entries = await db.$client<Listed[]>`
    select id::int, kind, destination, state, attempts, cause, due_at, created_at from outbox
    where state in ('failed', 'uncertain', 'claimed', 'sending')
       or state = 'waiting' and (due_at <= ${now} or attempts > 0)
    order by state in ('failed', 'uncertain') desc, due_at, id limit ${limit}`
  return { problems, refusing: await refusingDomains(db), entries }
}
