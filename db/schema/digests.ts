import { sql } from 'drizzle-orm'
import {
  check,
  date,
  index,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { MessageRef } from '../../integrations/chat.ts'
import { departments, people } from './organisation.ts'

const at = () => timestamp({ withTimezone: true })

export const EDITIONS = ['daily', 'weekly', 'monthly'] as const
export type Edition = (typeof EDITIONS)[number]

/**
 * Digests by choice: a department's in its channel otherwise than organisation.yaml has it (daily, at its digestHour),
 * or a person's own. `departments`: what it covers; of a channel its department alone.
 */
export const digestPlans = pgTable(
  'digest_plans',
  {
    id: uuid().primaryKey().defaultRandom(),
    departmentKey: text()
      .unique()
      .references(() => departments.key),
    personId: uuid()
      .unique()
      .references(() => people.id),
    departments: text().array().notNull(),
    /** Null: each department's own hour. */
    hour: smallint(),
    /** None: no digest there. */
    editions: text().array().$type<Edition[]>().notNull(),
    /** No digest is owed for the time before this. */
    since: at().notNull(),
    changedBy: uuid()
      .notNull()
      .references(() => people.id),
  },
  () => [check('digest_plans_whose', sql`num_nonnulls(department_key, person_id) = 1`)],
)

export const digests = pgTable(
  'digests',
  {
    id: uuid().notNull().defaultRandom(),
    departmentKey: text()
      .notNull()
      .references(() => departments.key),
    edition: text().$type<Edition>().notNull().default('daily'),
    /** Null: the department's, in its channel. */
    personId: uuid().references(() => people.id),
    localDate: date().notNull(),
    /** The digest covers what came from (inclusive) to (exclusive): whole local days. Those of before took instants. */
    from: at().notNull(),
    to: at().notNull(),
    digest: jsonb().notNull(),
    /** Where it is in chat, once posted. */
    message: jsonb().$type<MessageRef>(),
  },
  (t) => [
    uniqueIndex('digests_edition').on(
      t.departmentKey,
      t.edition,
      t.localDate,
      sql`coalesce(person_id::text, '')`,
    ),
    uniqueIndex('digests_id').on(t.id),
    index('digests_end').on(t.to),
    index('digests_latest').on(t.departmentKey, t.to),
  ],
)
