import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import { codeOf, DomainError } from '../errors.ts'

type Once = { apiKeyId: string; key: string | undefined; request: string; now: Date }

const LOCK_TIMEOUT = '55P03'

/**
 * Runs `work` once for an `Idempotency-Key`, and stores its answer in the same transaction. Throws `mismatch` for
 * the key with another request, `conflict` while the first is still under way.
 */
export const once = async <T extends object>(
  { db }: Deps,
  { apiKeyId, key, request, now }: Once,
  work: (tx: Tx) => Promise<T>,
): Promise<T> => {
  if (key === undefined) return db.transaction(work)
  const hash = hashOf(request)
  try {
    return await db.transaction(async (tx) => {
      await tx.execute(sql`set local lock_timeout = '2s'`)
      const [mine] = await tx.execute(keep(apiKeyId, key, hash, now))
      if (!mine) return await stored<T>(tx, apiKeyId, key, hash)
      const answer = await work(tx)
      await tx.execute(sql`
        update idempotency_keys set response = ${JSON.stringify(answer)}::jsonb where api_key_id = ${apiKeyId} and key = ${key}`)
      return answer
    })
  } catch (error) {
    if (codeOf(error) === LOCK_TIMEOUT)
      throw new DomainError(
        'conflict',
        'A request with this Idempotency-Key is still under way: ask again in a moment.',
        'Idempotency-Key',
      )
    throw error
  }
}

/**
 * The same for work that brings its own transactions and changes nothing a second time: cut off half-way, the same
 * request simply runs again.
 */
export const onceRepeatable = async <T extends object>(
  { db }: Deps,
  { apiKeyId, key, request, now }: Once,
  work: () => Promise<T>,
): Promise<T> => {
  if (key === undefined) return work()
  const hash = hashOf(request)
  const [mine] = await db.execute(keep(apiKeyId, key, hash, now))
  const answered = mine ? undefined : await stored<T>(db, apiKeyId, key, hash)
  if (answered) return answered
  const mineAlone = sql`api_key_id = ${apiKeyId} and key = ${key} and response is null`
  const answer = await work().catch(async (error) => {
    if (error instanceof DomainError) await db.execute(sql`delete from idempotency_keys where ${mineAlone}`)
    throw error
  })
  await db.execute(
    sql`update idempotency_keys set response = ${JSON.stringify(answer)}::jsonb where ${mineAlone}`,
  )
  return answer
}

const hashOf = (request: string): string => {
  return createHash('sha256').update(request).digest('hex')
}

const keep = (apiKeyId: string, key: string, hash: string, now: Date) => sql`
  insert into idempotency_keys (api_key_id, key, request_hash, created_at)
  values (${apiKeyId}, ${key}, decode(${hash}, 'hex'), ${now.toISOString()}::timestamptz)
  on conflict do nothing returning 1`

const stored = async <T>(tx: Tx, apiKeyId: string, key: string, hash: string): Promise<T> => {
  const [row] = await tx.execute<{ response: T; same: boolean }>(sql`
    select response, request_hash = decode(${hash}, 'hex') as same from idempotency_keys
    where api_key_id = ${apiKeyId} and key = ${key}`)
  if (!row?.same)
    throw new DomainError(
      'mismatch',
      'This Idempotency-Key was used with another request.',
      'Idempotency-Key',
    )
  return row.response
}
