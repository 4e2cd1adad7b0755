import { and, eq, isNull, or } from 'drizzle-orm'
import { apiKeys } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { apiKey, hash } from '../tokens.ts'

/** What a key may be for, and what each opens. */
export const SCOPES = ['contacts:write', 'cases:read', 'remedies:write'] as const
export type Scope = (typeof SCOPES)[number]
export type Key = { id: string; name: string; scopes: string[]; createdAt: Date; revokedAt: Date | null }

type KeyDeps = Pick<Deps, 'db'>
/** Makes a key. It comes back this once; only its SHA-256 is kept. */
export const createKey = async (
  { db }: KeyDeps,
  { name, scopes, now }: { name: string; scopes: string[]; now: Date },
): Promise<{ id: string; key: string }> => {
  if (!/^[\w.-]{1,100}$/.test(name))
    throw new DomainError(
      'invalid',
      'A key needs a name of letters, digits, dots, hyphens or underscores.',
      'name',
    )
  const unknown = scopes.find((scope) => !(SCOPES as readonly string[]).includes(scope))
  if (unknown !== undefined || scopes.length === 0)
    throw new DomainError('invalid', `A key needs a scope: ${SCOPES.join(', ')}.`, 'scope')
  const key = apiKey()
  const [made] = await db
    .insert(apiKeys)
    .values({ name, scopes: [...new Set(scopes)], hash: hash(key), createdAt: now })
    .returning({ id: apiKeys.id })
  return { id: made!.id, key }
}

export const listKeys = ({ db }: KeyDeps): Promise<Key[]> =>
  db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      scopes: apiKeys.scopes,
      createdAt: apiKeys.createdAt,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .orderBy(apiKeys.createdAt)

/** Revokes a key by its id, or every key of a name; at once and for good. Throws `unknown`. */
export const revokeKey = async (
  { db }: KeyDeps,
  { which, now }: { which: string; now: Date },
): Promise<{ id: string; name: string }[]> => {
  const named = isUuid(which.toLowerCase())
    ? or(eq(apiKeys.name, which), eq(apiKeys.id, which))
    : eq(apiKeys.name, which)
  const revoked = await db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(named, isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id, name: apiKeys.name })
  if (revoked.length === 0) throw new DomainError('unknown', `There is no key ${which} in use.`)
  return revoked
}

/**
 * Who sends this `Authorization` header. Throws `unauthorised` alike for a missing, wrong or revoked key, and
 * `forbidden` for one without the scope. Every header costs the same: one hash, one look-up.
 */
export const authenticate = async (
  { db }: KeyDeps,
  { header, scope }: { header: string | null | undefined; scope: Scope },
): Promise<{ id: string; name: string }> => {
  const given = /^Bearer +([\w-]{1,200}) *$/i.exec(header ?? '')?.[1] ?? ''
  const [key] = await db
    .select({ id: apiKeys.id, name: apiKeys.name, scopes: apiKeys.scopes })
    .from(apiKeys)
    .where(and(eq(apiKeys.hash, hash(given)), isNull(apiKeys.revokedAt)))
  if (!key)
    throw new DomainError('unauthorised', 'This needs an API key in use: "Authorization: Bearer amends_…".')
  if (!key.scopes.includes(scope)) throw new DomainError('forbidden', `This key lacks the scope ${scope}.`)
  return { id: key.id, name: key.name }
}
