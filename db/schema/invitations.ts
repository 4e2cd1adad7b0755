import { sql } from 'drizzle-orm'
import {
  doublePrecision,
  index,
  integer,
  pgTable,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytea, xid8 } from './bytea.ts'
import { contacts } from './contacts.ts'
import { customers } from './customers.ts'

/** Why a customer is not asked. */
export type NotAsked =
  | 'suppressed'
  | 'rest period'
  | 'open case'
  | 'sampled out'
  | 'channel excluded'
  | 'department excluded'
  | 'no address'
  | 'auto-closed'
  | 'too old'
  | 'not a customer'
  | 'opted out'
  | 'outbound'
  | 'address not supported'
  /** Withdrawn before its mail had gone. */
  | 'reopened'
  /** Given up by hand, or by what drew it. */
  | 'mail dropped'

/** Why the mail failed: the address itself, or a refusal that somebody looks into. */
export type MailRefused = 'address refused' | 'mail refused'

/** How the customer came to answer. Only routine answers enter shares: no weight repairs a deliberate ask. */
export type AskedHow = 'routine' | 'personal' | 'unprompted'

export const invitations = pgTable(
  'invitations',
  {
    id: uuid().primaryKey().defaultRandom(),
    contactId: uuid()
      .notNull()
      .unique()
      .references(() => contacts.id),
    customerId: uuid().references(() => customers.id),
    /** Of its contact. A trigger (`invitations_department`) fills it in where a statement does not. */
    departmentKey: text().notNull().default(sql`null`),
    asked: text().$type<AskedHow>().notNull().default('routine'),
    /** The share of the department's contacts that was asked at that moment, above 0 to 1: an answer stands for 1/rate. */
    rate: doublePrecision().notNull().default(1),
    survey: text().notNull(),
    /** `failed`, `uncertain`: what became of its mail; a person may have it sent again. */
    state: text().$type<'planned' | 'sent' | 'not asked' | 'failed' | 'uncertain'>().notNull(),
    reason: text().$type<NotAsked | MailRefused>(),
    plannedFor: timestamp({ withTimezone: true }),
    sentAt: timestamp({ withTimezone: true }),
    remindedAt: timestamp({ withTimezone: true }),
    expiresAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    /** As of responses. */
    changed: xid8().notNull().default(sql`pg_current_xact_id()`),
  },
  (t) => [
    index('invitations_customer').on(t.customerId, t.createdAt),
    index('invitations_department').on(t.departmentKey, t.createdAt),
    index('invitations_changed').on(t.changed),
  ],
)

/** A link mailed to a customer. The token is derived again from `nonce`; only its SHA-256 is looked up. */
export const links = pgTable(
  'links',
  {
    hash: bytea().primaryKey(),
    purpose: text().$type<'survey' | 'unsubscribe' | 'case' | 'partner' | 'data'>().notNull(),
    /** How often what it does was undone by it. */
    undone: smallint().notNull().default(0),
    /** The invitation, the case, or what was asked for. */
    subjectId: uuid().notNull(),
    nonce: bytea().notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index('links_subject').on(t.subjectId, t.purpose), index('links_expired').on(t.expiresAt)],
)

/**
 * Rows to hold while it is decided whether to ask: one of 1,024 for every address of a mailbox, so that two contacts of
 * one customer under two spellings are decided one after the other.
 */
export const askTurns = pgTable('ask_turns', { bucket: integer().primaryKey() })
