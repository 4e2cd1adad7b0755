import { sql } from 'drizzle-orm'
import { bigint, boolean, index, jsonb, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { MessageRef } from '../../integrations/chat.ts'
import { bytea } from './bytea.ts'
import { cases } from './cases.ts'

/** What a customer is still owed: `due` an instant as ISO text, `amount` with its currency's decimals. */
export type OwedThing = {
  case: number
  what: 'remedy' | 'call-back' | 'word'
  due: string | null
  kind?: string
  amount?: string | null
  currency?: string | null
}

/** What an erasure can't reach: where it is, so that a person can. */
export type Left = {
  /** Mails that went out to the customer. */
  mails: number
  /** Partners who were mailed about a case of theirs, by key. */
  partners: string[]
  /** Endpoints that were told of a remedy, by key. */
  webhooks: string[]
  /** Threads with replies from before the product kept where they are: the case's number and the platform. */
  threads: { case: number; platform: string }[]
}

const at = () => timestamp({ withTimezone: true })

/**
 * The journal of erasures: ids, numbers and hashes, nothing of the person. It is kept outside as well
 * (`npm run customers -- journal`) and replayed after a restore.
 */
export const erasures = pgTable(
  'erasures',
  {
    id: uuid().primaryKey().defaultRandom(),
    customerId: uuid().notNull().unique(),
    at: at().notNull(),
    /** Management wanted it although something was owed. */
    forced: boolean().notNull(),
    owed: jsonb().$type<OwedThing[]>().notNull(),
    /** Rows that were changed or deleted, by table. */
    rows: jsonb().$type<Record<string, number>>().notNull(),
    /** What is out of reach, and where. */
    left: jsonb().$type<Left>().notNull(),
    /** The hashes of the addresses, for the copy outside; none once the person wished them dropped. */
    addresses: bytea().array().notNull(),
    /** When it is gone through once more for what was under way meanwhile; null: done. */
    againAt: at(),
  },
  (t) => [index('erasures_again').on(t.againAt).where(sql`again_at is not null`)],
)

/** Addresses of people who were erased, as keyed hashes: nothing from them is stored (`addresses/erased.ts`). */
export const erasedAddresses = pgTable('erased_addresses', {
  hash: bytea().primaryKey(),
  /** Which key: `KEY_VERSION`. */
  keyVersion: smallint().notNull(),
  since: at().notNull(),
})

/** Replies and notices about a case in chat, beside its own message, so that they can be rendered again without words. */
export const posts = pgTable(
  'posts',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** None of a digest that somebody asked for, or was reminded of: it tells of many. */
    caseId: uuid().references(() => cases.id),
    ref: jsonb().$type<MessageRef>().notNull(),
    at: at().notNull(),
  },
  (t) => [index('posts_case').on(t.caseId)],
)

/**
 * What a customer asked for from their case's page: a copy of their data, or its erasure. Ids and dates alone. Nothing is
 * done before `confirmed_at`, which the link in a mail leads to; an erasure waits from then on while something is owed.
 */
export const dataRequests = pgTable(
  'data_requests',
  {
    id: uuid().primaryKey().defaultRandom(),
    customerId: uuid().notNull(),
    /** From whose page it was asked: its brand and language. */
    caseId: uuid().notNull(),
    what: text().$type<'copy' | 'erasure'>().notNull(),
    askedAt: timestamp({ withTimezone: true }).notNull(),
    confirmedAt: timestamp({ withTimezone: true }),
    doneAt: timestamp({ withTimezone: true }),
    /** An erasure that waits: when it is looked at next. */
    againAt: timestamp({ withTimezone: true }),
  },
  (t) => [
    index('data_requests_customer').on(t.customerId, t.askedAt),
    index('data_requests_waiting').on(t.againAt).where(sql`again_at is not null`),
    index('data_requests_age').on(t.askedAt),
  ],
)
