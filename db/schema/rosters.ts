import { bigint, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { departments, people } from './organisation.ts'

const at = () => timestamp({ withTimezone: true })

/** Where a department's duty roster came from, and what is followed. */
export const rosters = pgTable('rosters', {
  departmentKey: text()
    .primaryKey()
    .references(() => departments.key),
  /** An iCal address that is read again each day; null where the roster was handed in. */
  url: text(),
  importedAt: at(),
  shifts: integer().notNull().default(0),
  /** When the address was last tried, and what was wrong; the shifts of before stay. */
  triedAt: at(),
  problem: text(),
})

/** A person is on duty. Only while organisation.yaml records why and for how long (`privacy.people`). */
export const duties = pgTable(
  'duties',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    departmentKey: text()
      .notNull()
      .references(() => departments.key),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    startsAt: at().notNull(),
    endsAt: at().notNull(),
  },
  (t) => [index('duties_department').on(t.departmentKey, t.startsAt), index('duties_end').on(t.endsAt)],
)
