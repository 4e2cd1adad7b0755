import { sql } from 'drizzle-orm'
import {
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { MessageRef } from '../../integrations/chat.ts'
import type { DiscoveryState, Facts, Kind } from '../../src/discoveries/discovery.ts'
import { cases } from './cases.ts'
import { departments, people } from './organisation.ts'

const at = () => timestamp({ withTimezone: true })
const department = () =>
  text()
    .notNull()
    .references(() => departments.key)

/** Changes, bursts, themes and patterns, as they were found. */
export const discoveries = pgTable(
  'discoveries',
  {
    id: uuid().primaryKey().defaultRandom(),
    kind: text().$type<Kind>().notNull(),
    departmentKey: department(),
    foundAt: at().notNull(),
    /** What was found once is not found again. */
    onceKey: text().notNull().unique(),
    fromDay: date().notNull(),
    toDay: date().notNull(),
    facts: jsonb().$type<Facts[Kind]>().notNull(),
    state: text().$type<DiscoveryState>().notNull().default('holds'),
  },
  (t) => [index('discoveries_department').on(t.departmentKey, t.foundAt)],
)

/**
 * What was looked through: one row a department, kind and period. `state` holds a search that takes several ticks; null
 * once it is done.
 */
export const discoveryRuns = pgTable(
  'discovery_runs',
  {
    departmentKey: department(),
    kind: text().notNull(),
    /** The last local date it covers. */
    period: date().notNull(),
    /** Rises with each slice of work, so that of two workers one keeps it. */
    slices: integer().notNull().default(0),
    state: jsonb(),
    startedAt: at().notNull(),
    doneAt: at(),
  },
  (t) => [primaryKey({ columns: [t.departmentKey, t.kind, t.period] })],
)

/** A burst that a department has to deal with: its cases are gathered under one card. One at a time a department. */
export const incidents = pgTable(
  'incidents',
  {
    id: uuid().primaryKey().defaultRandom(),
    departmentKey: department(),
    /** Only cases that name it; null: every case. */
    driver: text(),
    /** Since when the rate is up, when that was certain enough, and the last answer of it once it is over. */
    fromAt: at().notNull(),
    seenAt: at().notNull(),
    closedAt: at(),
    ended: text().$type<'back' | 'quiet'>(),
    n: integer().notNull(),
    hits: integer().notNull(),
    usual: doublePrecision().notNull(),
    /** What is known, by language, to be shared into each customer's answer. */
    known: jsonb().$type<Partial<Record<string, string>>>().notNull().default({}),
    knownBy: uuid().references(() => people.id),
    knownAt: at(),
    message: jsonb().$type<MessageRef & { twice?: boolean }>(),
  },
  (t) => [
    uniqueIndex('incidents_one_open').on(t.departmentKey).where(sql`closed_at is null`),
    index('incidents_department').on(t.departmentKey, t.fromAt),
  ],
)

export const incidentCases = pgTable(
  'incident_cases',
  {
    caseId: uuid()
      .primaryKey()
      .references(() => cases.id),
    incidentId: uuid()
      .notNull()
      .references(() => incidents.id),
    at: at().notNull(),
  },
  (t) => [index('incident_cases_incident').on(t.incidentId)],
)
