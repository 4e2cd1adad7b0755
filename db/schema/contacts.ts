import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { customers, matters } from './customers.ts'
import { brands, departments } from './organisation.ts'
import { contactWords } from './searched.ts'

export type StaffMember = { name: string; email?: string }

/** A snapshot of one ended contact: it stays as it was when somebody else is assigned later. */
export const contacts = pgTable(
  'contacts',
  {
    id: uuid().primaryKey().defaultRandom(),
    source: text().notNull(),
    externalId: text().notNull(),
    channel: text().notNull(),
    brandKey: text()
      .notNull()
      .references(() => brands.key),
    departmentKey: text()
      .notNull()
      .references(() => departments.key),
    staffMember: jsonb().$type<StaffMember>(),
    customerId: uuid().references(() => customers.id),
    matterId: uuid().references(() => matters.id),
    customerName: text(),
    reference: text(),
    startedAt: timestamp({ withTimezone: true }),
    endedAt: timestamp({ withTimezone: true }).notNull(),
    language: text().notNull(),
    timeZone: text().notNull(),
    /** The contact named its zone: it is the customer's own. False: it is the department's; null: from before it was kept. */
    zoneGiven: boolean(),
    receivedAt: timestamp({ withTimezone: true }).notNull(),
    /** Who it was has gone by age, or is kept for what was answered. Null: not looked at yet. */
    purge: text().$type<'answered' | 'emptied'>(),
  },
  (t) => [
    unique('contacts_once').on(t.source, t.externalId),
    index('contacts_department').on(t.departmentKey, t.endedAt),
    index('contacts_unlooked').on(t.endedAt).where(sql`purge is null`),
    index('contacts_answered').on(t.endedAt).where(sql`purge = 'answered'`),
    index('contacts_emptied').on(t.endedAt).where(sql`purge = 'emptied'`),
    index('contacts_matter').on(t.matterId),
    index('contacts_staff').on(sql`lower(staff_member ->> 'email')`).where(sql`staff_member is not null`),
    index('contacts_words').using('gin', sql.raw(contactWords())),
  ],
)

/**
 * What of other systems could not be read: a field left out of a contact, a group or state that organisation.yaml does
 * not name, a webhook refused. Counted, and kept for 30 days after it was last seen.
 */
export const oddContacts = pgTable(
  'odd_contacts',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    source: text().notNull(),
    kind: text().$type<'left out' | 'unknown group' | 'unknown state' | 'refused'>().notNull(),
    /** The contact whose field was left out; empty for the others. */
    externalId: text().notNull().default(''),
    /** The field and why, the group or the state. */
    detail: text().notNull(),
    value: text(),
    contactId: uuid().references(() => contacts.id),
    times: integer().notNull().default(1),
    firstAt: timestamp({ withTimezone: true }).notNull(),
    lastAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    unique('odd_contacts_once').on(t.source, t.kind, t.externalId, t.detail),
    index('odd_contacts_last').on(t.lastAt, t.id),
    index('odd_contacts_contact').on(t.contactId),
  ],
)
