import type { Sql, Tx } from '../../db/client.ts'
import { sqlOf } from '../../db/client.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { type Invited, invitationOf } from './plan.ts'

export type Withdrawal = 'reopened' | 'opted out'

type Row = { id: string; contactId: string; state: string; mail: string | null }

/**
 * Takes back an invitation whose mail has not begun to go. It wins against a send up to the commit of "about to send":
 * the mail's row is changed first, and its fence with it, so a worker that has rendered it sends nothing. Idempotent.
 * `id` is the invitation's or its contact's. Throws `unknown`, and `conflict` once the mail has gone or may have.
 */
export const withdrawInvitation = (
  { db }: Pick<Deps, 'db'>,
  { id, reason, now }: { id: string; reason: Withdrawal; now: Date },
): Promise<{ contact: string; invitation: Invited }> =>
  db.transaction(async (tx) => {
    const sql = sqlOf(tx)
    const [found] = isUuid(id)
      ? await sql<Row[]>`
          select i.id, i.contact_id, i.state, null as mail from invitations i where i.id = ${id} or i.contact_id = ${id}`
      : []
    if (!found) throw new DomainError('unknown', 'There is no such invitation.', 'id')
    const held = await holdMail(tx, found.id)
    if (held) {
      await sql`
        update outbox set state = 'dropped', cause = ${reason}, settled_at = ${now}
        where id = ${held} and state = 'waiting'`
      await sql`
        update invitations set state = 'not asked', reason = ${reason} where id = ${found.id} and state <> 'sent'`
    }
    const after = await stateOf(sql, found.id)
    if (after.state !== 'not asked') throw new DomainError('conflict', tooLate(after), 'id')
    return { contact: found.contactId, invitation: await invitationOf(tx, found.contactId) }
  })

/**
 * Holds the mail of an invitation for this transaction, takes it from a worker that has rendered but not begun it, and
 * back from those that failed. Gives the entry's id; undefined where none was made, it was dropped, or has begun to go.
 */
export const holdMail = async (tx: Tx, invitation: string): Promise<number | undefined> => {
  const [held] = await sqlOf(tx)<{ id: number }[]>`
    update outbox set state = 'waiting', fence = fence + 1, lease_until = null, settled_at = null
    where once_key = ${`invitation:${invitation}`} and kind <> 'card' 
      and (state in ('waiting', 'claimed') or state = 'failed' and not maybe_sent)
    returning id::int`
  return held?.id
}

const stateOf = async (sql: Sql, id: string): Promise<Row> => {
  const [row] = await sql<Row[]>`
    select i.id, i.contact_id, i.state, o.state as mail from invitations i
    left join outbox o on o.once_key = 'invitation:' || i.id and o.kind <> 'card'
    where i.id = ${id}`
  return row!
}

const tooLate = ({ mail }: Row): string => {
  if (mail === 'sending') return 'The mail is going out at this moment: it can’t be withdrawn any more.'
  if (mail === 'uncertain' || mail === 'failed')
    return 'The mail may have gone out: nobody can tell. It can’t be withdrawn; "npm run outbox" lists it.'
  return 'The mail has gone out: it can’t be withdrawn any more.'
}
