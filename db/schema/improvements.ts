import { sql } from 'drizzle-orm'
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { MessageRef } from '../../integrations/chat.ts'
import { departments, people } from './organisation.ts'

const at = () => timestamp({ withTimezone: true })

/** Of all answers of the slice: how many name the driver, or are dissatisfied where it is about none. */
export type ImprovementMeasure = { driver?: string; channel?: string; brand?: string }
export type ImprovementCount = { successes: number; n: number }
/** `better` and `worse` are changes that the data supports; `no halving`: one would most likely have shown by now. */
export type ImprovementVerdict = 'better' | 'worse' | 'no halving' | 'too early'
/** What was counted when it was last looked at. `needed`: answers after it that would show a halving, null where none would. */
export type ImprovementLook = {
  before: ImprovementCount
  after: ImprovementCount
  needed: number | null
  verdict: ImprovementVerdict
  /** Answers a week before it. */
  weekly: number
}
/** Why it is made: `hand` is nobody's but its author's. */
export type ImprovementReason =
  | { kind: 'hand' }
  | { kind: 'driver'; driver: string }
  /** No number where somebody of the department is whom the case is about. */
  | { kind: 'finding'; case: string; number: number | null }
  | { kind: 'discovery'; discovery: string }

/** A change in how a department works, with its owner, and what is counted before and after it. */
export const improvements = pgTable(
  'improvements',
  {
    id: uuid().primaryKey().defaultRandom(),
    number: integer().generatedAlwaysAsIdentity().notNull().unique(),
    departmentKey: text()
      .notNull()
      .references(() => departments.key),
    ownerId: uuid()
      .notNull()
      .references(() => people.id),
    what: text().notNull(),
    /** In its author's words; empty where there are none. */
    why: text().notNull().default(''),
    reason: jsonb().$type<ImprovementReason>().notNull(),
    measure: jsonb().$type<ImprovementMeasure>().notNull(),
    /** By when it is to be in place, and since when it is: local dates. */
    dueOn: date().notNull(),
    inPlaceOn: date(),
    state: text().$type<'open' | 'closed'>().notNull().default('open'),
    /** As counted last, on a local date; it stands still once there is a verdict. */
    look: jsonb().$type<ImprovementLook>().notNull(),
    lookedOn: date().notNull(),
    createdBy: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: at().notNull(),
    closedAt: at(),
    /** What came of it, as its owner says. */
    result: text(),
    message: jsonb().$type<MessageRef>(),
  },
  (t) => [index('improvements_department').on(t.departmentKey, t.state)],
)

/** What happened to it; the kinds and their facts are `src/improvements/events.ts`. */
export const improvementEvents = pgTable(
  'improvement_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    improvementId: uuid()
      .notNull()
      .references(() => improvements.id),
    kind: text().notNull(),
    at: at().notNull(),
    /** Null: the product. */
    by: uuid().references(() => people.id),
    text: text(),
    data: jsonb().$type<Record<string, unknown>>(),
    formId: uuid(),
  },
  (t) => [
    index('improvement_events_improvement').on(t.improvementId),
    uniqueIndex('improvement_events_form').on(t.formId).where(sql`form_id is not null`),
  ],
)
