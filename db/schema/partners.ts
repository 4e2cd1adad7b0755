import { boolean, pgTable, text } from 'drizzle-orm/pg-core'

/** What of a case a partner may read besides the deed that is asked of them. */
export const SHAREABLE = ['reference', 'words', 'name', 'phone', 'email', 'pictures'] as const
export type Shared = (typeof SHAREABLE)[number]

/** Somebody outside who is asked for deeds by mail: a courier, a supplier, a workshop. They have no rights here. */
export const partners = pgTable('partners', {
  key: text().primaryKey(),
  name: text().notNull(),
  address: text().notNull(),
  language: text().notNull(),
  shares: text().array().$type<Shared[]>().notNull().default([]),
  active: boolean().notNull().default(true),
})
