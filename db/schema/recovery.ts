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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { MessageRef } from '../../integrations/chat.ts'
import { caseEvents, cases } from './cases.ts'
import { type ChatDestination, departments, people } from './organisation.ts'
import { partners } from './partners.ts'
import { responses } from './responses.ts'

const at = () => timestamp({ withTimezone: true })
const caseId = () =>
  uuid()
    .notNull()
    .references(() => cases.id)

export type ProposalKind = 'approval' | 'handover' | 'request'
export type ProposalState = 'waiting' | 'accepted' | 'declined' | 'timed out' | 'withdrawn' | 'done'

/**
 * What one person asks of another within a case, answered once: an approval of a remedy above authority, a warm
 * handover, a request to another department. `done` is an accepted request that was fulfilled.
 */
export const proposals = pgTable(
  'proposals',
  {
    id: uuid().primaryKey().defaultRandom(),
    caseId: caseId(),
    kind: text().$type<ProposalKind>().notNull(),
    state: text().$type<ProposalState>().notNull().default('waiting'),
    /** Null where the customer asked for somebody else. */
    by: uuid().references(() => people.id),
    toPerson: uuid().references(() => people.id),
    /** A request's department; a handover's, if it leaves the case's own. */
    toDepartment: text().references(() => departments.key),
    /** A request's partner outside, in place of a department. */
    toPartner: text().references(() => partners.key),
    /** Why, or the deed asked for. */
    words: text().notNull(),
    /** An approval: the remedy as offered. */
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** A request: by when the deed is to be done. */
    deedDueAt: at(),
    createdAt: at().notNull(),
    answeredBy: uuid().references(() => people.id),
    answeredAt: at(),
    answer: text(),
    doneAt: at(),
    /** The mail to the partner was refused for good. */
    failedAt: at(),
    destination: jsonb().$type<ChatDestination>().notNull(),
    /** Where its cards are in chat: one, and another where the next manager was asked as well. */
    messages: jsonb().$type<MessageRef[]>().notNull().default([]),
  },
  (t) => [
    index('proposals_case').on(t.caseId),
    index('proposals_person').on(t.toPerson).where(sql`state = 'waiting'`),
    index('proposals_department').on(t.toDepartment).where(sql`state in ('waiting', 'accepted')`),
    uniqueIndex('proposals_one_handover').on(t.caseId).where(sql`kind = 'handover' and state = 'waiting'`),
  ],
)

/** A time at which the customer is called. A slot has as many seats as the department has liaisons present. */
export const callBacks = pgTable(
  'call_backs',
  {
    id: uuid().primaryKey().defaultRandom(),
    caseId: caseId(),
    departmentKey: text()
      .notNull()
      .references(() => departments.key),
    at: at().notNull(),
    seat: smallint().notNull(),
    phone: text().notNull(),
    /** Null: the customer. */
    bookedBy: uuid().references(() => people.id),
    bookedAt: at().notNull(),
    state: text().$type<'booked' | 'held' | 'cancelled'>().notNull().default('booked'),
  },
  (t) => [
    index('call_backs_case').on(t.caseId),
    uniqueIndex('call_backs_seat').on(t.departmentKey, t.at, t.seat).where(sql`state = 'booked'`),
    uniqueIndex('call_backs_one').on(t.caseId).where(sql`state = 'booked'`),
  ],
)

export type TimerKind =
  | 'take'
  | 'apology'
  | 'first promise'
  | 'promise'
  | 'answer'
  | 'ask confirmation'
  | 'approval'
  | 'handover'
  | 'request'
  | 'call-back'
  | 'finding'
  /** A remedy that is still owed after the case has ended. */
  | 'remedy'

/**
 * A clock: something owed by `due_at`, counted in the opening hours of its department. Rule and what was left at
 * `from_at` stand beside it, so that other hours give another `due_at`. `next_at` is when the next person is told;
 * null while it is paused or has told everybody.
 */
export const timers = pgTable(
  'timers',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    caseId: caseId(),
    kind: text().$type<TimerKind>().notNull(),
    /** The proposal or call-back it is about; the case itself otherwise. */
    subjectId: uuid().notNull(),
    departmentKey: text()
      .notNull()
      .references(() => departments.key),
    /** Business minutes of the rule; null where a date was promised. */
    ruleMinutes: integer(),
    /** Business minutes left at `from_at`. */
    leftMinutes: integer(),
    /** The severity it was counted for; null where severity shortens nothing. */
    severity: smallint(),
    fromAt: at().notNull(),
    dueAt: at().notNull(),
    /** Who heard so far: 0 nobody, 1 who is accountable, 2 the manager, 3 management. */
    level: smallint().notNull().default(0),
    nextAt: at(),
    pausedAt: at(),
    /** Its reminder comes again then: once, by whom it was put off. */
    snoozedUntil: at(),
    snoozedBy: uuid().references(() => people.id),
    endedAt: at(),
  },
  (t) => [
    uniqueIndex('timers_open').on(t.caseId, t.kind, t.subjectId).where(sql`ended_at is null`),
    index('timers_next').on(t.nextAt, t.id).where(sql`next_at is not null`),
    index('timers_remedies').on(t.caseId).where(sql`kind = 'remedy' and ended_at is null`),
    index('timers_findings').on(t.caseId).where(sql`kind = 'finding' and ended_at is null`),
    index('timers_promises').on(t.departmentKey, t.dueAt).where(sql`kind in ('promise', 'remedy')`),
    index('timers_ended')
      .on(t.endedAt)
      .where(sql`ended_at is not null and kind not in ('promise', 'remedy', 'request')`),
    index('timers_department').on(t.departmentKey).where(sql`ended_at is null`),
  ],
)

/**
 * A picture the customer added, or a partner. Its bytes are in the picture store under `key`, without metadata. The row is there before
 * the bytes are; until `event_id` says with what it was sent, it is arriving: shown nowhere, and swept after an hour.
 */
export const pictures = pgTable(
  'pictures',
  {
    id: uuid().primaryKey().defaultRandom(),
    caseId: caseId(),
    eventId: bigint({ mode: 'number' }).references(() => caseEvents.id),
    /** A partner's, with what was asked of them: never shown to the customer. */
    proposalId: uuid().references(() => proposals.id),
    key: text().notNull().unique(),
    type: text().$type<'image/jpeg' | 'image/png' | 'image/webp'>().notNull(),
    bytes: integer().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    at: at().notNull(),
  },
  (t) => [
    index('pictures_case').on(t.caseId),
    index('pictures_arriving').on(t.at).where(sql`event_id is null`),
  ],
)

/** Thanks from a satisfied customer, shown to the department and passed on by a person. */
export const kudos = pgTable('kudos', {
  responseId: uuid()
    .primaryKey()
    .references(() => responses.id),
  departmentKey: text()
    .notNull()
    .references(() => departments.key),
  at: at().notNull(),
  passedBy: uuid().references(() => people.id),
  passedAt: at(),
  message: jsonb().$type<MessageRef>(),
})
