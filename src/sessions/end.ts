import { sqlOf, type Tx } from '../../db/client.ts'
import { audit, type Doer, type From } from '../audit/audit.ts'
import type { Deps } from '../deps.ts'
import { isUuid } from '../ids.ts'
import { hash } from '../tokens.ts'

type EndDeps = Pick<Deps, 'db'>
/** Who ends it, from where and when: for the audit log. */
export type Ending = { by: Doer; from: From; now: Date }

const noted = async (
  tx: Tx,
  { personId, sessions, reason, ...ending }: Ending & { personId: string; sessions: number; reason: string },
): Promise<number> => {
  if (sessions > 0)
    await audit(tx, { kind: 'session.ended', id: personId, facts: { sessions, reason }, ...ending })
  return sessions
}

/** Signs out: ends the session with this secret. */
export const endSession = async (
  { db }: EndDeps,
  { secret, ...ending }: Ending & { secret: string },
): Promise<void> => {
  await db.transaction(async (tx) => {
    const [ended] = await sqlOf(tx)<{ personId: string }[]>`
      delete from sessions where hash = ${hash(secret)} returning person_id`
    if (ended) await noted(tx, { ...ended, ...ending, sessions: 1, reason: 'signed-out' })
  })
}

/** Ends one of a person's own sessions. False: it is none of theirs, or it had ended. */
export const endOwnSession = async (
  { db }: EndDeps,
  { personId, session, ...ending }: Ending & { personId: string; session: string },
): Promise<boolean> => {
  if (!isUuid(session)) return false
  return db.transaction(async (tx) => {
    const ended = await sqlOf(tx)`
      delete from sessions where id = ${session} and person_id = ${personId} returning 1`
    return (await noted(tx, { personId, ...ending, sessions: ended.length, reason: 'own' })) > 0
  })
}

/** Ends all of a person's sessions but this one. Gives how many there were. */
export const endOtherSessions = async (
  { db }: EndDeps,
  { personId, session, ...ending }: Ending & { personId: string; session: string },
): Promise<number> =>
  db.transaction(async (tx) => {
    const ended = await sqlOf(tx)`
      delete from sessions where person_id = ${personId} and id <> ${session} returning 1`
    return noted(tx, { personId, ...ending, sessions: ended.length, reason: 'own-others' })
  })

/**
 * Ends what a person could still use: sessions, visits and links that were mailed. In the caller's transaction, so that
 * nobody who is removed stays signed in for a moment longer. Gives how many sessions there were.
 */
export const endAccess = async (
  tx: Tx,
  { personId, reason, ...ending }: Ending & { personId: string; reason: 'removed' | 'management' },
): Promise<number> => {
  const sql = sqlOf(tx)
  await sql`delete from visits where person_id = ${personId}`
  await sql`delete from sign_ins where person_id = ${personId}`
  // An address may come back with another person
  if (reason === 'removed') await sql`delete from sign_in_subjects where person_id = ${personId}`
  const ended = await sql`delete from sessions where person_id = ${personId} returning 1`
  return noted(tx, { personId, ...ending, sessions: ended.length, reason })
}
