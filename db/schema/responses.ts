import { sql } from 'drizzle-orm'
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Answers } from '../../surveys/survey.ts'
import { xid8 } from './bytea.ts'
import { invitations } from './invitations.ts'
import { hasOtherWords, otherWords, responseWords } from './searched.ts'

/** What the customer says now; what was said before stays in `response_revisions`. */
export const responses = pgTable(
  'responses',
  {
    id: uuid().primaryKey().defaultRandom(),
    invitationId: uuid()
      .notNull()
      .unique()
      .references(() => invitations.id),
    /** Of its contact, whose department stays. A trigger (`responses_department`) fills it in where a statement does not. */
    departmentKey: text().notNull().default(sql`null`),
    score: smallint().notNull(),
    answers: jsonb().$type<Answers>().notNull(),
    kind: text().$type<'satisfied' | 'neutral' | 'dissatisfied'>().notNull(),
    severity: smallint(),
    /** The last revision whose words were judged; null: there is nothing to judge. */
    judged: integer(),
    revision: integer().notNull().default(1),
    answeredAt: timestamp({ withTimezone: true }).notNull(),
    revisedAt: timestamp({ withTimezone: true }).notNull(),
    /** By which transaction it was last written: a trigger keeps it (`responses_changed`), for the roll-ups. */
    changed: xid8().notNull().default(sql`pg_current_xact_id()`),
  },
  (t) => [
    index('responses_answered').on(t.answeredAt),
    index('responses_department').on(t.departmentKey, t.answeredAt),
    index('responses_changed').on(t.changed),
    /** Few satisfied customers name somebody, and each digest asks for them. */
    index('responses_kudos')
      .on(t.departmentKey, t.revisedAt, t.id)
      .where(sql`kind = 'satisfied' and answers ->> 'kudos' <> ''`),
    index('responses_unjudged').on(t.revisedAt).where(sql`judged < revision`),
    /** Only these have a case to be found. */
    index('responses_words').using('gin', sql.raw(responseWords())).where(sql`kind = 'dissatisfied'`),
    /** A score alone is in neither index. */
    index('responses_other_words').using('gin', sql.raw(otherWords())).where(sql.raw(hasOtherWords())),
  ],
)

export const responseRevisions = pgTable(
  'response_revisions',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    responseId: uuid()
      .notNull()
      .references(() => responses.id),
    revision: integer().notNull(),
    answers: jsonb().$type<Answers>().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [unique('response_revisions_once').on(t.responseId, t.revision)],
)
