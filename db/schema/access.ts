import { sql } from 'drizzle-orm'
import {
  index,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytea } from './bytea.ts'
import { people } from './organisation.ts'

/** A key is live while it is not revoked and has no end. One that was rotated out has an end, and works until then. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    /** SHA-256 of the key; the key itself is shown once and kept nowhere. */
    hash: bytea().notNull().unique(),
    scopes: text().array().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    revokedAt: timestamp({ withTimezone: true }),
    /** Set when another key takes over its name. */
    endsAt: timestamp({ withTimezone: true }),
    /** Set when it is made: it stops working then. */
    expiresAt: timestamp({ withTimezone: true }),
    /** To about a minute: a request does not wait for a write. */
    lastUsedAt: timestamp({ withTimezone: true }),
  },
  (t) => [uniqueIndex('api_keys_live_name').on(t.name).where(sql`revoked_at is null and ends_at is null`)],
)

/** The stored answer of a request, kept 24 h; written in the transaction of what it answers. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    apiKeyId: uuid()
      .notNull()
      .references(() => apiKeys.id),
    key: text().notNull(),
    requestHash: bytea().notNull(),
    status: smallint(),
    response: jsonb(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.apiKeyId, t.key] }),
    index('idempotency_keys_age').on(t.createdAt),
    index('idempotency_keys_contact').on(sql`(response ->> 'contact')`),
  ],
)

/** Roles beside those of departments. A reader's `departments` are keys; null: every one. */
export const personRoles = pgTable(
  'person_roles',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    role: text().$type<'administrator' | 'reader'>().notNull(),
    departments: text().array(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.role] })],
)
