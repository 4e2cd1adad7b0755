import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { cases } from './cases.ts'
import { people } from './organisation.ts'

const at = () => timestamp({ withTimezone: true })

export const apologies = pgTable(
  'apologies',
  {
    id: uuid().primaryKey().defaultRandom(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    by: uuid()
      .notNull()
      .references(() => people.id),
    text: text().notNull(),
    /** The text without greeting, signature, names and facts: the same is never sent twice. */
    sameness: text().notNull().unique(),
    /** Keys made of its pairs of words: look-alikes share one (`src/cases/sameness.ts`). */
    shingles: integer().array(),
    at: at().notNull(),
  },
  (t) => [
    index('apologies_case').on(t.caseId),
    index('apologies_shingles').using('gin', t.shingles).with({ fastupdate: false }),
  ],
)

/** Other texts that went to customers, by what they were: one that says the same is not sent to another customer. */
export const sentWords = pgTable(
  'sent_words',
  {
    id: uuid().primaryKey().defaultRandom(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    kind: text().$type<'progress' | 'explanation' | 'decline'>().notNull(),
    text: text().notNull(),
    /** As in `apologies`. */
    sameness: text().notNull(),
    shingles: integer().array(),
    at: at().notNull(),
  },
  (t) => [
    index('sent_words_case').on(t.caseId),
    index('sent_words_sameness').on(t.sameness),
    index('sent_words_shingles').using('gin', t.shingles).with({ fastupdate: false }),
  ],
)

/** What happened, as agreed between liaison and customer; each correction is a version. `by` is null for the customer. */
export const accounts = pgTable(
  'accounts',
  {
    id: uuid().primaryKey().defaultRandom(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    version: integer().notNull(),
    text: text().notNull(),
    by: uuid().references(() => people.id),
    at: at().notNull(),
  },
  (t) => [uniqueIndex('accounts_version').on(t.caseId, t.version)],
)

export const remedies = pgTable(
  'remedies',
  {
    id: uuid().primaryKey().defaultRandom(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    kind: text().notNull(),
    /** The customer's right, on this ground: checked, never cut. Else goodwill. */
    statutory: boolean().notNull().default(false),
    ground: text(),
    /** Why this and not what the customer wished. */
    insteadOf: text(),
    /** With its currency's decimals. */
    amount: numeric(),
    currency: text(),
    words: text().notNull(),
    by: uuid()
      .notNull()
      .references(() => people.id),
    /** The approval it was above authority without. */
    proposalId: uuid(),
    promisedAt: at().notNull(),
    dueAt: at().notNull(),
    doneAt: at(),
    /** Null where another system did it. */
    doneBy: uuid().references(() => people.id),
    /** The booking in the system that did it. */
    reference: text(),
    acceptedAt: at(),
    /** What the customer asked to have changed. */
    changeAsked: text(),
    changeAskedAt: at(),
    /** Replaced by another after the customer asked for a change, withdrawn with a reason, or disputed. */
    withdrawnAt: at(),
    /** As the customer reads it. */
    withdrawnReason: text(),
    /** A right that a manager disputes: where the customer can take it. */
    disputeBody: text(),
  },
  (t) => [
    index('remedies_case').on(t.caseId),
    index('remedies_by').on(t.by, t.promisedAt),
    index('remedies_promised').on(t.promisedAt),
    index('remedies_done').on(t.doneAt),
    index('remedies_owed').on(t.caseId).where(sql`done_at is null and withdrawn_at is null`),
  ],
)

const finding = () => ({
  version: integer().notNull().default(1),
  cause: text().notNull(),
  causeWords: text().notNull(),
  /** These are empty where nothing was written. */
  factors: text().notNull(),
  people: text().notNull(),
  departments: text().array().notNull(),
  solution: text().notNull(),
  /** What prevents it; with `unpreventable` why nothing does. */
  prevention: text().notNull(),
  unpreventable: boolean().notNull().default(false),
  /** The sentence that was mailed to the customer: what changed because of them. */
  toCustomer: text(),
  by: uuid()
    .notNull()
    .references(() => people.id),
  at: at().notNull(),
})

/** The newest finding of a case. */
export const findings = pgTable(
  'findings',
  {
    caseId: uuid()
      .primaryKey()
      .references(() => cases.id),
    ...finding(),
  },
  (t) => [index('findings_at').on(t.at, t.caseId)],
)

/** The versions before it, as they were. */
export const earlierFindings = pgTable(
  'earlier_findings',
  {
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    ...finding(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.version] })],
)

/** What a finding says so far: it counts once it is confirmed, after the customer's answer. */
export const findingDrafts = pgTable('finding_drafts', {
  caseId: uuid()
    .primaryKey()
    .references(() => cases.id),
  draft: jsonb()
    .$type<Pick<typeof findings.$inferSelect, 'cause' | 'causeWords' | 'prevention' | 'unpreventable'>>()
    .notNull(),
  by: uuid()
    .notNull()
    .references(() => people.id),
  at: at().notNull(),
})
