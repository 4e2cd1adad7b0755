import { bigserial, index, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

/**
 * Who did what to what, when and from where. Partitioned by month; the partitions are in the schema `audit`. The role
 * that the product runs as may insert and select. It holds ids, names of fields and hashes, so an erasure leaves it alone.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    id: bigserial({ mode: 'number' }).notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    kind: text().notNull(),
    byKind: text().notNull(),
    byId: text(),
    subjectKind: text().notNull(),
    subjectId: text(),
    door: text().notNull(),
    /** The network of the address it came from, never the whole address. */
    network: text(),
    facts: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.at, t.id] }),
    index('audit_log_kind').on(t.kind, t.at, t.id),
    index('audit_log_by').on(t.byId, t.at, t.id),
  ],
)
