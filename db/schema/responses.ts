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
import { invitations } from './invitations.ts'
import { responseWords } from './searched.ts'

/** What the customer says now; what was said before stays in `response_revisions`. */
export const responses = pgTable(
  'responses',
  {
    id: uuid().primaryKey().defaultRandom(),
    invitationId: uuid()
      .notNull()
      .unique()
      .references(() => invitations.id),
    score: smallint().notNull(),
    answers: jsonb().$type<Answers>().notNull(),
    kind: text().$type<'satisfied' | 'neutral' | 'dissatisfied'>().notNull(),
    severity: smallint(),
    /** The last revision whose words were judged; null: there is nothing to judge. */
    judged: integer(),
    revision: integer().notNull().default(1),
    answeredAt: timestamp({ withTimezone: true }).notNull(),
    revisedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    index('responses_answered').on(t.answeredAt),
    index('responses_unjudged').on(t.revisedAt).where(sql`judged < revision`),
    /** Only these have a case to be found. */
    index('responses_words').using('gin', sql.raw(responseWords())).where(sql`kind = 'dissatisfied'`),
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
