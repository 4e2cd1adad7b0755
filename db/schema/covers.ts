import { sql } from 'drizzle-orm'
import { boolean, index, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { MessageRef } from '../../integrations/chat.ts'
import { people } from './organisation.ts'

export type CoverState = 'waiting' | 'accepted' | 'declined' | 'timed out' | 'withdrawn' | 'ended'

/**
 * One person's cases for a colleague to have until a date. Nothing moves before the colleague accepts. `leave`: the
 * person is out of office anyway, and only who covers is asked. One at a time.
 */
export const covers = pgTable(
  'covers',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    coverId: uuid()
      .notNull()
      .references(() => people.id),
    until: timestamp({ withTimezone: true }).notNull(),
    leave: boolean().notNull(),
    state: text().$type<CoverState>().notNull().default('waiting'),
    askedAt: timestamp({ withTimezone: true }).notNull(),
    /** Unanswered by then, it times out. */
    answerBy: timestamp({ withTimezone: true }).notNull(),
    answeredAt: timestamp({ withTimezone: true }),
    endedAt: timestamp({ withTimezone: true }),
    /** Where the colleague was asked. */
    message: jsonb().$type<MessageRef>(),
  },
  (t) => [
    uniqueIndex('covers_one').on(t.personId).where(sql`state in ('waiting', 'accepted')`),
    index('covers_colleague').on(t.coverId).where(sql`state in ('waiting', 'accepted')`),
  ],
)
