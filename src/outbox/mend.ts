import { sqlOf, type Tx } from '../../db/client.ts'
import { type As, audit, OPERATOR } from '../audit/audit.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { follow } from './follow.ts'

/** Sends a failed, uncertain or late entry again at once, and lets its destination try. What is planned keeps its time. */
export const retryEntry = async (
  { db }: Pick<Deps, 'db'>,
  { id, now, as = OPERATOR }: { id: number; now: Date; as?: As },
): Promise<void> => {
  const rows = await db.transaction(async (tx) => {
    const mended = await sqlOf(tx)`
    with entry as (
      update outbox o set state = 'waiting', due_at = ${now}, cause = 'retried by hand', settled_at = null,
        -- A reply that was tried takes nothing in
        attempts = case when kind = 'reply' then 1 else 0 end,
        maybe_sent = maybe_sent and destination <> 'mail', payload = payload - 'postedAgain'
      where id = ${id} and (state in ('failed', 'uncertain') or state = 'waiting' and (due_at <= ${now} or attempts > 0)) and not (
        kind = 'card' and exists (
          select from outbox n where n.kind = 'card' and n.state = 'waiting' and n.once_key = o.once_key and n.id <> o.id
        )
      )
      returning destination
    )
    update destinations d set next_at = ${now}, problem = null from entry where d.key = entry.destination returning d.key`
    await follow(tx, [id])
    if (mended.length > 0) await audit(tx, { kind: 'outbox.retried', ...as, id: String(id), facts: {}, now })
    return mended
  })
  if (rows.length === 0)
    throw new DomainError(
      'conflict',
      `Entry ${id} is not failed, uncertain or late, or a newer card of its case is waiting.`,
      'id',
    )
}

/** Sends the mails of a case again of which nobody knows whether they arrived. Gives how many. */
export const repeatMails = async (tx: Tx, caseId: string, now: Date): Promise<number> => {
  const again = await sqlOf(tx)`
    update outbox set state = 'waiting', due_at = ${now.toISOString()}::timestamptz, cause = 'sent again by staff', settled_at = null,
      attempts = 0, maybe_sent = false
    where kind = 'case mail' and state = 'uncertain' and payload ->> 'case' = ${caseId} returning id`
  return again.length
}

/** Gives an entry up; it stays stored as dropped. */
export const dropEntry = async (
  { db }: Pick<Deps, 'db'>,
  { id, now, as = OPERATOR }: { id: number; now: Date; as?: As },
): Promise<void> => {
  const rows = await db.transaction(async (tx) => {
    const dropped = await sqlOf(tx)`
      update outbox set state = 'dropped', cause = 'dropped by hand', settled_at = ${now}
      where id = ${id} and state in ('failed', 'uncertain', 'waiting') returning id`
    await follow(tx, [id])
    if (dropped.length > 0) await audit(tx, { kind: 'outbox.dropped', ...as, id: String(id), facts: {}, now })
    return dropped
  })
  if (rows.length === 0)
    throw new DomainError('conflict', `Entry ${id} is not failed, uncertain or waiting.`, 'id')
}
