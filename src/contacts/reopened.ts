import { and, eq } from 'drizzle-orm'
import { contacts } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { withdrawInvitation } from '../invitations/withdraw.ts'

/** A contact goes on: its invitation is withdrawn if its mail has not gone. Says whether one was. */
export const withdrawReopened = async (
  deps: Pick<Deps, 'db'>,
  { source, externalId, now }: { source: string; externalId: string; now: Date },
): Promise<boolean> => {
  const [contact] = await deps.db
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(eq(contacts.source, source), eq(contacts.externalId, externalId)))
  if (!contact) return false
  try {
    const { invitation } = await withdrawInvitation(deps, { id: contact.id, reason: 'reopened', now })
    return invitation.state === 'not asked' && invitation.reason === 'reopened'
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict') return false
    throw error
  }
}
