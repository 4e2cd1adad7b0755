import { sqlOf, type Tx } from '../../db/client.ts'
import type { Retention } from '../../db/schema/index.ts'

/**
 * How long what is kept, where organisation.yaml says nothing else (`privacy.retention`). Periods are what PostgreSQL
 * reads as an interval.
 */
export const RETENTION: Retention = {
  claims: '36 months',
  words: '24 months',
  addresses: '6 months',
  outbox: '90 days',
  timers: '30 days',
  sessions: '30 days',
  signIns: '30 days',
  idempotency: '24 hours',
  audit: '24 months',
  books: '84 months',
  numbers: '60 months',
}

/** What organisation.yaml says, and the defaults for the rest: also before it was applied the first time. */
export const retentionOf = async (tx: Tx): Promise<Retention> => {
  const [row] = await sqlOf(tx)<{ given: Partial<Retention> | null }[]>`
    select privacy -> 'retention' as given from organisation`
  return { ...RETENTION, ...row?.given }
}
