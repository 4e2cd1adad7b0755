import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { cases } from './cases.ts'
import { customers } from './customers.ts'
import { people } from './organisation.ts'

const at = () => timestamp({ withTimezone: true })

/**
 * A legal hold: while it is not lifted, nothing of its case, or of its customer and their cases, is purged or erased.
 * Reasons name a matter, such as a court's file number, and not the customer.
 */
export const holds = pgTable(
  'holds',
  {
    id: uuid().primaryKey().defaultRandom(),
    caseId: uuid().references(() => cases.id),
    customerId: uuid().references(() => customers.id),
    reason: text().notNull(),
    by: uuid()
      .notNull()
      .references(() => people.id),
    at: at().notNull(),
    liftedAt: at(),
    liftedBy: uuid().references(() => people.id),
    liftReason: text(),
  },
  (t) => [
    check('holds_what', sql`num_nonnulls(case_id, customer_id) = 1`),
    index('holds_case').on(t.caseId).where(sql`lifted_at is null`),
    index('holds_customer').on(t.customerId).where(sql`lifted_at is null`),
    index('holds_at').on(t.at, t.id),
  ],
)
