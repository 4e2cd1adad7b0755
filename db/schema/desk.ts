import { index, json, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { Card } from '../../integrations/chat.ts'
import { bytea } from './bytea.ts'
import { people } from './organisation.ts'

const at = () => timestamp({ withTimezone: true })
const personId = () =>
  uuid()
    .notNull()
    .references(() => people.id)

/** A personal sign-in link: minted at request, used once. Derived again from the nonce at sending; only its SHA-256 is kept. */
export const signIns = pgTable(
  'sign_ins',
  {
    hash: bytea().primaryKey(),
    personId: personId(),
    nonce: bytea().notNull(),
    createdAt: at().notNull(),
    expiresAt: at().notNull(),
    usedAt: at(),
  },
  (t) => [index('sign_ins_person').on(t.personId, t.createdAt)],
)

/** Of a session too only the SHA-256 is kept. */
export const sessions = pgTable('sessions', {
  hash: bytea().primaryKey(),
  personId: personId(),
  createdAt: at().notNull(),
  expiresAt: at().notNull(),
})

/** What the desk was given to post: a channel is a department's key or a person's id. */
export const deskMessages = pgTable(
  'desk_messages',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** The outbox entry's id: a message is kept once. */
    key: text().notNull().unique(),
    channel: text().notNull(),
    thread: uuid(),
    /** Not jsonb, which refuses some of what customers can write (U+0000). */
    card: json().$type<Card>().notNull(),
    /** Who has to hear of it: the people it mentions, or whose own place it was posted to. */
    calls: uuid().array().notNull().default([]),
    postedAt: at().notNull(),
  },
  (t) => [
    index('desk_messages_channel').on(t.channel, t.postedAt),
    index('desk_messages_thread').on(t.thread),
    index('desk_messages_posted').on(t.postedAt),
  ],
)
