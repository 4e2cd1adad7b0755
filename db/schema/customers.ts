import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { customerWords } from './searched.ts'

/** Known by e-mail, else by telephone; both in the form `contacts/input.ts` makes of them. */
export const customers = pgTable(
  'customers',
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().unique(),
    phone: text(),
    name: text(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    /** Set when their addresses go by age: whether a mail could reach them, which figures ask. */
    hadEmail: boolean(),
    /** Since when nothing of the person is kept here (`src/personalData/erase.ts`). */
    erasedAt: timestamp({ withTimezone: true }),
    /** When management was told that their erasure waits, since something is owed (`src/personalData/waits.ts`). */
    erasureToldAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    index('customers_phone').on(t.phone).where(sql`email is null`),
    /** Found by its end: with and without a country code a number ends alike. */
    index('customers_words').using('gin', sql.raw(customerWords())),
    index('customers_phone_end').on(sql`right(${t.phone}, 8)`),
    /** By the mailbox behind the address: `mailboxSql` in src/addresses/address.ts. */
    index('customers_mailbox').on(sql`regexp_replace(${t.email}, '^([^+@"]+)\\+[^@]*@', '\\1@')`),
  ],
)

export const matters = pgTable(
  'matters',
  {
    id: uuid().primaryKey().defaultRandom(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
    /** Order or ticket; a contact without one is a matter of its own. */
    reference: text(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    /** Joined by staff: contacts with its reference are of that matter now. */
    joinedInto: uuid().references((): AnyPgColumn => matters.id),
  },
  (t) => [
    unique('matters_reference').on(t.customerId, t.reference),
    index('matters_by_reference').on(t.reference).where(sql`reference is not null`),
  ],
)

/** An address that is not written to. `invitations` leaves case mails through; `all` stops those too. */
export const suppressions = pgTable(
  'suppressions',
  {
    address: text().notNull(),
    scope: text().$type<'invitations' | 'all'>().notNull(),
    reason: text().$type<'unsubscribed' | 'unreachable' | 'complained'>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.address, t.scope] })],
)
