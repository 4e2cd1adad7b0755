import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { apiKeys } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { codeOf, DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { apiKey, hash } from '../tokens.ts'

/** What a key may be for, and what each opens. */
export const SCOPES = ['contacts:write', 'cases:read', 'remedies:write'] as const
export type Scope = (typeof SCOPES)[number]
export type Key = {
  id: string
  name: string
  scopes: string[]
  createdAt: Date
  lastUsedAt: Date | null
  /** When one that was rotated out stops working; it may have passed. */
  endsAt: Date | null
  revokedAt: Date | null
}

type KeyDeps = Pick<Deps, 'db'>
const UNIQUE = '23505'
/** Last used is told to about this. */
const USED_MS = 60_000

/** In use: not revoked, and its end, if it has one, has not come. */
const inUse = (now: Date) =>
  and(isNull(apiKeys.revokedAt), or(isNull(apiKeys.endsAt), gt(apiKeys.endsAt, now)))
const live = (name: string) => and(eq(apiKeys.name, name), isNull(apiKeys.revokedAt), isNull(apiKeys.endsAt))

/** Makes a key. It comes back this once; only its SHA-256 is kept. Throws `conflict` for a name that is taken. */
export const createKey = async (
  { db }: { db: Tx },
  { name, scopes, now }: { name: string; scopes: string[]; now: Date },
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
    const [made] = await db
      .insert(apiKeys)
      .values({ name, scopes: [...new Set(scopes)], hash: hash(key), createdAt: now })
      .returning({ id: apiKeys.id })
    return { id: made!.id, key }
  } catch (error) {
    if (codeOf(error) !== UNIQUE) throw error
    throw new DomainError(
      'conflict',
      `There is a key ${name} already: rotate it, revoke it, or choose another name.`,
      'name',
    )
  }
}

/**
 * Makes a key that takes over name and scopes of the live one, which goes on working until `endsAt`: the holder
 * changes over in between. Throws `unknown`.
 */
export const rotateKey = async (
  { db }: KeyDeps,
  { name, now, endsAt }: { name: string; now: Date; endsAt: Date },
): Promise<{ id: string; key: string; before: string }> =>
  db.transaction(async (tx) => {
    const [old] = await tx
      .update(apiKeys)
      .set({ endsAt })
      .where(live(name))
      .returning({ id: apiKeys.id, scopes: apiKeys.scopes })
    if (!old) throw new DomainError('unknown', `There is no key ${name} in use.`)
    return { ...(await createKey({ db: tx }, { name, scopes: old.scopes, now })), before: old.id }
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
  { which, now }: { which: string; now: Date },
): Promise<{ id: string; name: string; left: { id: string; endsAt: Date | null }[] }> =>
  db.transaction(async (tx) => {
    const named = isUuid(which.toLowerCase()) ? eq(apiKeys.id, which) : eq(apiKeys.name, which)
    const [found] = await tx
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(and(named, inUse(now)))
      .orderBy(sql`ends_at is not null`, desc(apiKeys.createdAt))
      .limit(1)
      .for('update')
    if (!found) throw new DomainError('unknown', `There is no key ${which} in use.`)
    await tx.update(apiKeys).set({ revokedAt: now }).where(eq(apiKeys.id, found.id))
    const left = await tx
      .select({ id: apiKeys.id, endsAt: apiKeys.endsAt })
      .from(apiKeys)
      .where(and(eq(apiKeys.name, found.name), inUse(now)))
    return { ...found, left }
  })

/**
 * Who sends this `Authorization` header. Throws `unauthorised` alike for a missing, wrong, ended or revoked key, and
 * `forbidden` for one without the scope. Every header costs the same: one hash, one look-up.
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
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash(given)), inUse(now)))
  if (!key)
    throw new DomainError('unauthorised', 'This needs an API key in use: "Authorization: Bearer amends_…".')
  if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() >= USED_MS) await noteUse(db, key.id, now)
  if (!key.scopes.includes(scope)) throw new DomainError('forbidden', `This key lacks the scope ${scope}.`)
  return { id: key.id, name: key.name }
}

/** Of many requests at one moment one writes: the others see a fresh time, or find the row held and pass by. */
const noteUse = (db: Tx, id: string, now: Date) =>
  db
    .execute(sql`
    update api_keys set last_used_at = ${now.toISOString()}::timestamptz where id = (
      select id from api_keys where id = ${id}
        and (last_used_at is null or last_used_at <= ${new Date(now.getTime() - USED_MS).toISOString()}::timestamptz)
      for update skip locked)`)
    .catch(() => undefined) // a request is not refused for it
