import { sql } from 'drizzle-orm'
import {
  index,
  json,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
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
  (t) => [index('sign_ins_person').on(t.personId, t.createdAt), index('sign_ins_expired').on(t.expiresAt)],
)

/**
 * Who may sign in to the desk, and for how long. `oidc`: whom the identity provider may vouch for; null until it is set
 * up. `mailedLinks`: null leaves them on until there is a provider, and off from then on.
 */
export type SignInRules = {
  sessionDays: number
  idleDays: number
  mailedLinks: boolean | null
  oidc: { domains: string[]; tenants: string[] } | null
}

/** How somebody signed in: by a mailed link, or at their organisation's identity provider. */
export type SignInWay = 'mail' | 'oidc'
/** What a browser says it is, so that people know their own sessions apart. Not the whole header, which is near to a fingerprint. */
export type Device = { browser: string | null; system: string | null }

/** Only the SHA-256 of a session is kept too. */
export const sessions = pgTable(
  'sessions',
  {
    hash: bytea().primaryKey(),
    /** Names it in lists and forms: of no use to sign in with. */
    id: uuid().notNull().defaultRandom(),
    personId: personId(),
    way: text().$type<SignInWay>().notNull().default('mail'),
    device: json().$type<Device>(),
    createdAt: at().notNull(),
    /** To a few minutes: a request does not wait for a write. */
    lastSeenAt: at().notNull().defaultNow(),
    /** When the identity provider last vouched for this person. */
    vouchedAt: at(),
    expiresAt: at().notNull(),
  },
  (t) => [index('sessions_person').on(t.personId, t.createdAt), uniqueIndex('sessions_id').on(t.id)],
)

/** Whom an identity provider knows by which subject, since it vouched for their e-mail address the first time. */
export const signInSubjects = pgTable(
  'sign_in_subjects',
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    personId: personId(),
    linkedAt: at().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.issuer, t.subject] }),
    unique('sign_in_subjects_person').on(t.personId, t.issuer),
  ],
)

/**
 * A visit to one page and the report, by a personal link from chat. The link is in the row of the visit it began, so
 * that it works once; of link and cookie only the SHA-256 is kept.
 */
export const visits = pgTable('visits', {
  link: bytea().primaryKey(),
  hash: bytea().notNull().unique(),
  personId: personId(),
  opens: text().notNull(),
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
    /** Who has to be told: the people it mentions, or whose own place it was posted to. */
    calls: uuid().array().notNull().default([]),
    postedAt: at().notNull(),
  },
  (t) => [
    index('desk_messages_channel').on(t.channel, t.postedAt),
    index('desk_messages_thread').on(t.thread),
    index('desk_messages_posted').on(t.postedAt),
    /** By the ids that its card names: `ids_in` is a function of the database. */
    index('desk_messages_ids').using('gin', sql`ids_in(card)`),
  ],
)
