import { asc } from 'drizzle-orm'
import { erasures } from '../../db/schema/index.ts'
import { keepHashes } from '../addresses/erased.ts'
import { OPERATOR } from '../audit/audit.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { eraseCustomer } from './erase.ts'

/** A line of the journal, as JSON: ids and hashes alone. */
type Line = { customer: string; at: string; addresses: string[] }

/** The erasures so far, oldest first, one JSON line each. Kept beside the backups, outside of them. */
export const journalOf = async ({ db }: Pick<Deps, 'db'>): Promise<string[]> => {
  const rows = await db.select().from(erasures).orderBy(asc(erasures.at), asc(erasures.id))
  return rows.map(({ customerId, at, addresses }) =>
    JSON.stringify({
      customer: customerId,
      at: at.toISOString(),
      addresses: addresses.map((hash) => Buffer.from(hash).toString('hex')),
    } satisfies Line),
  )
}

export type Replayed = { erased: number; before: number; unknown: number }

/**
 * Erases again what a restore brought back. A customer who came after the backup is unknown, and their address is refused
 * all the same. May run twice. Throws `invalid` for a line that is none, before anything is erased.
 */
export const replayJournal = async (
  deps: Pick<Deps, 'db' | 'tokenKey'>,
  { lines, now }: { lines: string[]; now: Date },
): Promise<Replayed> => {
  const read = lines.flatMap((line, n) => (line.trim() ? [lineOf(line, n + 1)] : []))
  const done: Replayed = { erased: 0, before: 0, unknown: 0 }
  for (const { customer, at, addresses } of read) {
    await keepHashes(
      deps.db,
      addresses.map((hash) => Buffer.from(hash, 'hex')),
      new Date(at),
    )
    try {
      const { again } = await eraseCustomer(deps, { customer, force: true, now, ...OPERATOR })
      done[again ? 'before' : 'erased']++
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'unknown') throw error
      done.unknown++
    }
  }
  return done
}

const lineOf = (text: string, n: number): Line => {
  try {
    const { customer, at, addresses } = JSON.parse(text) as Line
    const isHash = (one: unknown) => typeof one === 'string' && /^[0-9a-f]{64}$/.test(one)
    if (typeof customer === 'string' && !Number.isNaN(Date.parse(at)) && addresses.every(isHash))
      return { customer, at, addresses }
  } catch {}
  throw new DomainError('invalid', `Line ${n} is no line of a journal.`)
}
