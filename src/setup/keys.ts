import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { apiKeys } from '../../db/schema/index.ts'
import { type As, audit, OPERATOR } from '../audit/audit.ts'
import type { Deps } from '../deps.ts'
import { codeOf, DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { apiKey, hash } from '../tokens.ts'

/** What a key may be for, and what each opens. */
export const SCOPES = [
  'audit:read',
  'contacts:write',
  'cases:read',
  'customers:read',
  'customers:erase',
  'figures:read',
  'metrics:read',
  'remedies:write',
  'rosters:write',
] as const
export type Scope = (typeof SCOPES)[number]
export type Key = {
  id: string
  name: string
  scopes: string[]
  createdAt: Date
  lastUsedAt: Date | null
  /** When one that was rotated out stops working; it may have passed. */
  endsAt: Date | null
  /** When it expires, where it was made with an end. */
  expiresAt: Date | null
  revokedAt: Date | null
}

type KeyDeps = Pick<Deps, 'db'>
const UNIQUE = '23505'
/** Last used is told to about this. */
const USED_MS = 60_000

/** Not revoked nor rotated out. It may have expired. */
const held = (now: Date) =>
  and(isNull(apiKeys.revokedAt), or(isNull(apiKeys.endsAt), gt(apiKeys.endsAt, now)))
const inUse = (now: Date) => and(held(now), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)))
const live = (name: string) => and(eq(apiKeys.name, name), isNull(apiKeys.revokedAt), isNull(apiKeys.endsAt))

type NewKey = { name: string; scopes: string[]; expiresAt?: Date | null; now: Date; as?: As }

/**
 * Makes a key. It comes back this once; only its SHA-256 is kept. From `expiresAt` on it is refused. Throws `conflict` for
 * a name that is taken.
 */
export const createKey = async (
  { db }: { db: Tx },
  { name, scopes, expiresAt = null, now, as = OPERATOR }: NewKey,
): Promise<{ id: string; key: string }> => {
  const faults: string[] = []
  if (!/^[\w.-]{1,100}$/.test(name) || isUuid(name.toLowerCase()))
    faults.push(
      `"${name.slice(0, 100)}" is no name for a key: use 1 to 100 letters, digits, dots, hyphens or underscores, and no id.`,
    )
  const unknown = scopes.filter((scope) => !(SCOPES as readonly string[]).includes(scope))
  if (unknown.length > 0 || scopes.length === 0)
    faults.push(
      `${unknown.map((scope) => `There is no scope "${scope}". `).join('')}The scopes are ${SCOPES.join(', ')}.`,
    )
  if (faults.length > 0) throw new DomainError('invalid', faults.join('\n'), 'name')
  const key = apiKey()
  try {
    return await db.transaction(async (tx) => {
      const row = { name, scopes: [...new Set(scopes)], hash: hash(key), createdAt: now, expiresAt }
      const [made] = await tx.insert(apiKeys).values(row).returning({ id: apiKeys.id })
      const facts = { scopes: row.scopes, expiresAt: expiresAt && expiresAt.toISOString() }
      await audit(tx, { kind: 'key.created', ...as, id: made!.id, facts, now })
      return { id: made!.id, key }
    })
  } catch (error) {
    if (codeOf(error) !== UNIQUE) throw error
    throw new DomainError(
      'conflict',
      `There is a key ${name} already: rotate it, revoke it, or choose another name.`,
      'name',
    )
  }
}

type Rotation = { name: string; now: Date; endsAt: Date; expiresAt?: Date; as?: As }

/**
 * Makes a key that takes over name and scopes of the live one, which goes on working until `endsAt`: the holder
 * changes over in between. It lives as long as that one was made to, unless `expiresAt` says otherwise. Throws `unknown`.
 */
export const rotateKey = async (
  { db }: KeyDeps,
  { name, now, endsAt, expiresAt, as = OPERATOR }: Rotation,
): Promise<{ id: string; key: string; before: string; expiresAt: Date | null }> =>
  db.transaction(async (tx) => {
    const [old] = await tx.update(apiKeys).set({ endsAt }).where(live(name)).returning()
    if (!old) throw new DomainError('unknown', `There is no key ${name} in use.`)
    const lifetime = old.expiresAt && old.expiresAt.getTime() - old.createdAt.getTime()
    const after = expiresAt ?? (lifetime ? new Date(now.getTime() + lifetime) : null)
    const made = await createKey({ db: tx }, { name, scopes: old.scopes, expiresAt: after, now, as })
    const facts = { before: old.id, endsAt: endsAt.toISOString() }
    await audit(tx, { kind: 'key.rotated', ...as, id: made.id, facts, now })
    return { ...made, before: old.id, expiresAt: after }
  })

export const listKeys = ({ db }: KeyDeps): Promise<Key[]> =>
  db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      scopes: apiKeys.scopes,
      createdAt: apiKeys.createdAt,
      lastUsedAt: apiKeys.lastUsedAt,
      endsAt: apiKeys.endsAt,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .orderBy(apiKeys.createdAt)

/**
 * Revokes one key at once and for good: by its id, or by its name the live one, else the newest that still works.
 * `left` are those of the name that work on. Throws `unknown`.
 */
export const revokeKey = async (
  { db }: KeyDeps,
  { which, now, as = OPERATOR }: { which: string; now: Date; as?: As },
): Promise<{ id: string; name: string; left: { id: string; endsAt: Date | null }[] }> =>
  db.transaction(async (tx) => {
    const named = isUuid(which.toLowerCase()) ? eq(apiKeys.id, which) : eq(apiKeys.name, which)
    const [found] = await tx
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(and(named, held(now)))
      .orderBy(sql`ends_at is not null`, desc(apiKeys.createdAt))
      .limit(1)
      .for('update')
    if (!found) throw new DomainError('unknown', `There is no key ${which} in use.`)
    await tx.update(apiKeys).set({ revokedAt: now }).where(eq(apiKeys.id, found.id))
    await audit(tx, { kind: 'key.revoked', ...as, id: found.id, facts: {}, now })
    const left = await tx
      .select({ id: apiKeys.id, endsAt: apiKeys.endsAt })
      .from(apiKeys)
      .where(and(eq(apiKeys.name, found.name), inUse(now)))
    return { ...found, left }
  })

/**
 * Who sends this `Authorization` header. Throws `unauthorised` alike for a missing, wrong, ended or revoked key, and
 * `forbidden` for one without the scope. One that has expired is told so: its holder has to rotate it. Every header costs the same: one hash, one look-up.
 */
export const authenticate = async (
  { db, now: clock }: Pick<Deps, 'db' | 'now'>,
  { header, scope }: { header: string | null | undefined; scope: Scope },
): Promise<{ id: string; name: string }> => {
  const now = clock()
  const given = /^Bearer +([\w-]{1,200}) *$/i.exec(header ?? '')?.[1] ?? ''
  const [key] = await db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      scopes: apiKeys.scopes,
      lastUsedAt: apiKeys.lastUsedAt,
      expiresAt: apiKeys.expiresAt,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash(given)), held(now)))
  if (!key)
    throw new DomainError('unauthorised', 'This needs an API key in use: "Authorization: Bearer amends_…".')
  if (key.expiresAt && key.expiresAt <= now)
    throw new DomainError(
      'unauthorised',
      `This API key expired at ${key.expiresAt.toISOString()}. Make another: npm run keys -- rotate ${key.name}`,
    )
  if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() >= USED_MS) await noteUse(db, key.id, now)
  if (!key.scopes.includes(scope)) throw new DomainError('forbidden', `This key lacks the scope ${scope}.`)
  return { id: key.id, name: key.name }
}

/** One of many requests at the same moment writes: the others see a fresh time, or find the row held and move on. */
const noteUse = (db: Tx, id: string, now: Date) =>
  db
    .execute(sql`
    update api_keys set last_used_at = ${now.toISOString()}::timestamptz where id = (
      select id from api_keys where id = ${id}
        and (last_used_at is null or last_used_at <= ${new Date(now.getTime() - USED_MS).toISOString()}::timestamptz)
      for update skip locked)`)
    .catch(() => undefined) // a request is not refused for it
