import { sqlOf, type Tx } from '../../db/client.ts'

/**
 * Writes to an invitation what became of its mail: failed, uncertain, given up, or waiting again. To be called wherever
 * an entry changes its state but to `sent`, in the same transaction. Other kinds are left alone.
 */
export const follow = async (tx: Tx, entries: number[]): Promise<void> => {
  if (entries.length === 0) return
  await sqlOf(tx)`
    update invitations i set
      state = case o.state when 'dropped' then 'not asked' when 'failed' then 'failed' when 'uncertain' then 'uncertain' else 'planned' end,
      reason = case o.state
        when 'dropped' then case when o.cause = 'suppressed' then 'suppressed' else 'mail dropped' end
        when 'failed' then case when exists (
          select from suppressions s join customers u on u.email = s.address
          where u.id = i.customer_id and s.reason = 'unreachable'
        ) then 'address refused' else 'mail refused' end
      end
    from outbox o
    where o.id = any(${entries}::bigint[]) and o.kind = 'invitation' and o.state <> 'sent'
      and i.id = (o.payload ->> 'invitation')::uuid and i.state in ('planned', 'failed', 'uncertain')`
}
