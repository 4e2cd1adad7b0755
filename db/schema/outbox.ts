import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'

const at = () => timestamp({ withTimezone: true })

/**
 * One outbound message and its fate. waiting -> claimed (leased, nothing sent yet) -> sending (about to send is
 * stored) -> sent. An unknown outcome goes back to waiting with `maybe_sent` where it can be looked up, else to
 * uncertain. failed and uncertain wait for a person; dropped is a person's or the product's decision.
 */
export type OutboxState = 'waiting' | 'claimed' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'dropped'

/** What somebody waits for goes before what keeps a message current: `kind in` these. Constant, for two indexes go by it. */
export const URGENT = `('escalation', 'call', 'proposal', 'sign-in')`

/** What goes to a channel or to a person in chat. Constant, for an index goes by it. */
export const IN_CHAT = `destination not like 'mail%' and destination not like 'webhook:%'`

export const outbox = pgTable(
  'outbox',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text().notNull(),
    destination: text().notNull(),
    /** Entries of one lane go one at a time, in order. */
    lane: text(),
    /** A second entry with the same key is not made; for `card` only while the first still waits. */
    onceKey: text(),
    payload: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    state: text().$type<OutboxState>().notNull().default('waiting'),
    dueAt: at().notNull(),
    attempts: integer().notNull().default(0),
    /** Counts claims: a worker that lost its lease can't settle what another holds. */
    fence: integer().notNull().default(0),
    leaseUntil: at(),
    maybeSent: boolean().notNull().default(false),
    cause: text(),
    createdAt: at().notNull(),
    settledAt: at(),
  },
  (t) => [
    uniqueIndex('outbox_once').on(t.onceKey).where(sql`kind <> 'card'`),
    uniqueIndex('outbox_one_card').on(t.onceKey).where(sql`kind = 'card' and state = 'waiting'`),
    // A reply that nobody tried yet takes in what else is to be told in its thread. The product of before lists no
    // `events`, and has several waiting: they neither stop the migration nor are refused after a rollback
    uniqueIndex('outbox_one_reply')
      .on(t.lane)
      .where(
        sql`kind = 'reply' and state = 'waiting' and attempts = 0 and once_key is null and payload ? 'events'`,
      ),
    // By `settled_at`, so that the claim, which asks for that, is kept off the index below
    index('outbox_urgent')
      .on(t.destination, t.dueAt, t.id)
      .where(sql`settled_at is null and kind in ${sql.raw(URGENT)}`),
    index('outbox_ordinary')
      .on(t.destination, t.dueAt, t.id)
      .where(sql`settled_at is null and kind not in ${sql.raw(URGENT)}`),
    index('outbox_due').on(t.destination, t.dueAt, t.id).where(sql`state = 'waiting'`),
    index('outbox_lane').on(t.lane, t.id).where(sql`state in ('waiting', 'claimed', 'sending')`),
    index('outbox_under_way').on(t.destination).where(sql`state in ('claimed', 'sending')`),
    index('outbox_leases').on(t.leaseUntil).where(sql`state in ('claimed', 'sending')`),
    index('outbox_old').on(t.settledAt).where(sql`state in ('sent', 'dropped')`),
    index('outbox_deliveries').on(t.destination, t.id).where(sql`kind = 'webhook'`),
    index('outbox_attention').on(t.id).where(sql`state in ('failed', 'uncertain')`),
    // A digest counts what failed in its channels, a card asks what failed of its case. Neither reads the many that an
    // endpoint or a mail server leaves while it is down
    index('outbox_attention_chat')
      .on(t.id)
      .where(sql`state in ('failed', 'uncertain') and ${sql.raw(IN_CHAT)}`),
    index('outbox_attention_of')
      .on(sql`(payload ->> 'case')`)
      .where(sql`state in ('failed', 'uncertain') and (payload ? 'case' or payload ? 'invitation')`),
  ],
)

/** Why all mail rests: the provider refuses us, does not answer as it should, or so many domains refuse us. */
export type MailFault =
  | { kind: 'refuses' | 'silent'; said: string }
  | { kind: 'domains'; count: number; domains: string[]; domain: string; said: string }

/** A mail provider or a chat channel: its rate budget and its health, shared by every worker. */
export const destinations = pgTable('destinations', {
  key: text().primaryKey(),
  /** Nothing goes out before this: the rate budget, Retry-After, or the pause after a fault. */
  nextAt: at().notNull().default(sql`'-infinity'`),
  /** Milliseconds between two messages; 0 = as fast as they come. */
  paceMs: integer().notNull().default(0),
  /** Entries that may be under way at once. */
  parallel: integer().notNull().default(1),
  faults: integer().notNull().default(0),
  /** What a person must fix, for the command line; null while it works. */
  problem: text(),
  /** The same of mail as facts, for what is told in other languages. Says nothing where `problem` is null. */
  fault: jsonb().$type<MailFault>(),
  /** Whose entry went last: another's goes before their next. */
  lastLane: text(),
  /** Urgent entries that went in a row. */
  urgentRun: smallint().notNull().default(0),
})

/** Answers of recipients' servers that may be our fault: a row a domain, gone once mail works again. */
export const mailRefusals = pgTable('mail_refusals', {
  domain: text().primaryKey(),
  times: integer().notNull().default(1),
  firstAt: at().notNull(),
  lastAt: at().notNull(),
  /** What the server said last. */
  words: text().notNull(),
})

export const heartbeats = pgTable('heartbeats', {
  name: text().primaryKey(),
  at: at().notNull(),
})
