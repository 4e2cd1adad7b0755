import { and, eq, gt } from 'drizzle-orm'
import { sqlOf } from '../../db/client.ts'
import { type Device, people, signIns } from '../../db/schema/index.ts'
import type { From } from '../audit/audit.ts'
import type { EdgeDeps } from '../deps.ts'
import { MAIL } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { isOver } from '../sessions/rules.ts'
import { type Session, startSession } from '../sessions/start.ts'
import { mayUseMail } from '../sessions/ways.ts'
import { hash, looksLikeToken, nonce, token } from '../tokens.ts'

/** `oidc`: the identity provider, if there is one. */
type SignInDeps = Pick<EdgeDeps, 'db' | 'tokenKey' | 'wake'> & { oidc?: unknown }

const MINUTE = 60_000
const LINK = 15 * MINUTE
/**
 * Links that a person is mailed in an hour, so that others can't fill their inbox. They get another one once none of
 * these can be used, so that others can't keep them out either.
 */
const MAX_LINKS_AN_HOUR = 3

/** Mails a one-time link that leads to `to`. Does not tell whether the address is known. */
export const askSignIn = async (
  { db, tokenKey, wake, oidc }: SignInDeps,
  { email, to, now }: { email: string; to: string; now: Date },
): Promise<void> => {
  const minted = await db.transaction(async (tx) => {
    const [person] = await tx
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.email, email.trim().toLowerCase()), people.active))
      .for('no key update')
    if (!person) return false
    if (!(await mayUseMail(tx, { personId: person.id, provider: oidc !== undefined }))) return false
    const since = new Date(now.getTime() - 60 * MINUTE)
    const asked = await tx
      .select({ usedAt: signIns.usedAt, expiresAt: signIns.expiresAt })
      .from(signIns)
      .where(and(eq(signIns.personId, person.id), gt(signIns.createdAt, since)))
    const usable = asked.some(({ usedAt, expiresAt }) => !usedAt && expiresAt > now)
    if (asked.length >= MAX_LINKS_AN_HOUR && usable) return false
    const link = { personId: person.id, nonce: nonce() }
    const hashed = hash(linkToken(tokenKey, link))
    await tx
      .insert(signIns)
      .values({ ...link, hash: hashed, createdAt: now, expiresAt: new Date(now.getTime() + LINK) })
    const payload = { signIn: hashed.toString('hex'), to }
    await enqueue(tx, { kind: 'sign-in', destination: MAIL, payload, dueAt: now, now })
    return true
  })
  if (minted) wake()
}

/** Derived, so that the sender can make it again and nothing secret is kept. */
export const linkToken = (
  key: string,
  { personId, nonce }: { personId: string; nonce: Uint8Array },
): string => token(key, 'sign-in', personId, nonce)

/** The language of the person whom a link could sign in now; undefined if it can't be used. Changes nothing. */
export const readerOfLink = async (
  { db }: SignInDeps,
  link: string,
  now: Date,
): Promise<string | undefined> => {
  if (!looksLikeToken(link)) return undefined
  const [row] = await db.$client<{ language: string }[]>`
    select p.language from sign_ins s join people p on p.id = s.person_id and p.active
    where s.hash = ${hash(link)} and s.used_at is null and s.expires_at > ${now}`
  return row?.language
}

/** Uses a link, once: of two at the same moment one wins. */
export const useLink = async (
  { db, oidc }: SignInDeps,
  { link, now, ...begun }: { link: string; device: Device; from: From; now: Date },
): Promise<Session | undefined> => {
  if (!looksLikeToken(link)) return undefined
  return db.transaction(async (tx) => {
    const [used] = await sqlOf(tx)<{ personId: string }[]>`
      update sign_ins s set used_at = ${now} from people p
      where s.hash = ${hash(link)} and s.used_at is null and s.expires_at > ${now} and p.id = s.person_id and p.active
      returning s.person_id`
    if (!used || !(await mayUseMail(tx, { ...used, provider: oidc !== undefined }))) return undefined
    return startSession(tx, { ...used, ...begun, way: 'mail', now })
  })
}

/** Deletes sessions and links that are over, and those of inactive people, so that none works when they come back. */
export const sweepSignIns = async ({ db }: Pick<SignInDeps, 'db'>, { now }: { now: Date }): Promise<void> => {
  const old = new Date(now.getTime() - 24 * 60 * MINUTE)
  await db.$client`
    delete from sessions s using people p where p.id = s.person_id and (${isOver(db.$client, now)} or not p.active)`
  await db.$client`
    delete from visits v using people p where p.id = v.person_id and (v.expires_at <= ${old} or not p.active)`
  await db.$client`
    delete from sign_ins s using people p where p.id = s.person_id and (s.expires_at <= ${old} or not p.active)`
}
