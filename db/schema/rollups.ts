import { sql } from 'drizzle-orm'
import { date, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { pgSnapshot, xid8 } from './bytea.ts'
import type { AskedHow } from './invitations.ts'
import { departments } from './organisation.ts'

/** How often each score, or each driver, was given. */
export type Tally = Record<string, number>

const department = () =>
  text()
    .notNull()
    .references(() => departments.key)

const scored = (score: number) =>
  integer().generatedAlwaysAs(sql.raw(`coalesce((scores ->> '${score}')::integer, 0)`))

/**
 * Answers and invitations counted by local day of the department: a cache of the raw rows (`figures/rebuildDay`).
 * An answer counts on the day it was given, an invitation and what became of it on the day it was made.
 */
export const rollups = pgTable(
  'rollups',
  {
    departmentKey: department(),
    day: date().notNull(),
    brandKey: text().notNull(),
    channel: text().notNull(),
    survey: text().notNull(),
    asked: text().$type<AskedHow>().notNull(),
    rate: doublePrecision().notNull(),
    answered: integer().notNull(),
    satisfied: integer().notNull(),
    neutral: integer().notNull(),
    dissatisfied: integer().notNull(),
    scores: jsonb().$type<Tally>().notNull(),
    /** Answers of any kind that name the driver. */
    named: jsonb().$type<Tally>().notNull(),
    /** Dissatisfied answers that name the driver. */
    drivers: jsonb().$type<Tally>().notNull(),
    /** Invitations that were not refused at once, those whose mail went out, and those answered so far. */
    invited: integer().notNull(),
    sent: integer().notNull(),
    replied: integer().notNull(),
    /** Of `scores`, since summing them up out of JSON took most of the time of a report. */
    score1: scored(1),
    score2: scored(2),
    score3: scored(3),
    score4: scored(4),
    score5: scored(5),
  },
  (t) => [
    /** Few rows name a driver. */
    index('rollups_named').on(t.departmentKey, t.day).where(sql`asked = 'routine' and named <> '{}'`),
    primaryKey({
      columns: [t.departmentKey, t.day, t.brandKey, t.channel, t.survey, t.asked, t.rate],
    }),
  ],
)

/** Days that are to be counted again. */
export const staleDays = pgTable(
  'stale_days',
  { departmentKey: department(), day: date().notNull() },
  (t) => [primaryKey({ columns: [t.departmentKey, t.day] })],
)

/** How far rows were looked through for days to count again, and in which zone the days of a department are. */
export const rollupProgress = pgTable('rollup_progress', {
  departmentKey: department().primaryKey(),
  timeZone: text().notNull(),
  /** Every row that a transaction before this one wrote has been seen. */
  seen: xid8().notNull(),
  /** And of the later ones, those that had ended by then. Null: none. */
  snapshot: pgSnapshot(),
  /** The raw rows up to this day may have gone by age: it and those before it stay as they were counted. */
  countedUntil: date({ mode: 'string' }),
})
