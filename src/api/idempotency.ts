import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import { codeOf, DomainError } from '../errors.ts'

type Once = { apiKeyId: string; key: string | undefined; request: string; now: Date }

const LONGEST_KEY = 255
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
  if (key === '' || key.length > LONGEST_KEY)
    throw new DomainError('invalid', `Idempotency-Key has 1 to ${LONGEST_KEY} characters.`, 'Idempotency-Key')
  const hash = createHash('sha256').update(request).digest('hex')
  try {
    return await db.transaction(async (tx) => {
      await tx.execute(sql`set local lock_timeout = '2s'`)
      const [mine] = await tx.execute(sql`
        insert into idempotency_keys (api_key_id, key, request_hash, created_at)
        values (${apiKeyId}, ${key}, decode(${hash}, 'hex'), ${now.toISOString()}::timestamptz)
        on conflict do nothing returning 1`)
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
