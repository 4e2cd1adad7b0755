import { bigint, jsonb, pgTable, timestamp, uuid } from 'drizzle-orm/pg-core'
import { people } from './organisation.ts'

/** What a change of the set-up was: values where they are not personal, people by their ids. */
export type NotedChange = {
  section: string
  /** The key it has in organisation.yaml; of a person the id. */
  id: string
  change: 'added' | 'changed' | 'removed'
  fields: { field: string; lines?: string[]; from?: string[]; to?: string[] }[]
}

/** Every change of the set-up, by a command or on the desk, readable beside the marks in the audit log. */
export const setupChanges = pgTable('setup_changes', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  at: timestamp({ withTimezone: true }).notNull(),
  /** Null: by a command. */
  by: uuid().references(() => people.id),
  changes: jsonb().$type<NotedChange[]>().notNull(),
})
