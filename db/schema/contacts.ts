import { index, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { customers, matters } from './customers.ts'
import { brands, departments } from './organisation.ts'

export type StaffMember = { name: string; email?: string }

/** A snapshot of one ended contact: it stays as it was, whoever is assigned later. */
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
    receivedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    unique('contacts_once').on(t.source, t.externalId),
    index('contacts_department').on(t.departmentKey, t.endedAt),
    index('contacts_matter').on(t.matterId),
  ],
)
