import { and, desc, eq, ne, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { cases, sentWords } from '../../db/schema/index.ts'
import { keysOf, sameness, saying, similarity, THRESHOLD } from '../care/similarity.ts'
import { DomainError } from '../errors.ts'
import type { Case } from './case.ts'
import { timeOf } from './labels.ts'

/** Texts that say the same are never kept for two customers, so there are few. */
export const MOST_COMPARED = 200
/** Half of the texts with fewer words than these ("It left us today") are alike by chance: only identical ones count. */
const FEWEST_WORDS = 8

/** Key by key: for all of them at once the planner would rather read the whole table, and compare every array. */
export const lookAlikes = (table: 'apologies' | 'sent_words', keys: number[], same: string[]) => {
  const from = sql.raw(table)
  return sql`
  select a.id from unnest(${`{${keys.join(',')}}`}::int[]) key,
    lateral (select id from ${from} where shingles @> array[key] offset 0) a
  union select id from ${from} where sameness in ${same}`
}

type Sent = { kind: 'progress' | 'explanation' | 'decline'; text: string; field: string; now: Date }

/**
 * Keeps what a customer is told of how it goes, why, or why not, unless it says the same as what another customer was
 * told: nobody is read the FAQ. Within the change that sends it; throws `invalid` on `field`.
 */
export const keepSentWords = async (
  tx: Tx,
  found: Pick<Case, 'id' | 'customerId' | 'timeZone'>,
  { kind, text, field, now }: Sent,
): Promise<void> => {
  const [same, keys] = [sameness(text), keysOf(text)]
  // Two that are sent at the same moment see each other
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${same}, 0))`)
  const alike = await tx
    .select({ text: sentWords.text, at: sentWords.at, sameness: sentWords.sameness })
    .from(sentWords)
    .innerJoin(cases, eq(cases.id, sentWords.caseId))
    .where(
      and(
        sql`${sentWords.id} in (${lookAlikes('sent_words', keys, [same])})`,
        ne(cases.customerId, found.customerId),
      ),
    )
    .orderBy(desc(sentWords.at))
    .limit(MOST_COMPARED)
  const long = saying(text).length >= FEWEST_WORDS
  const before = alike.find(
    (one) => one.sameness === same || (long && similarity(one.text, text) >= THRESHOLD),
  )
  if (before)
    throw new DomainError(
      'invalid',
      (words) => words.forms.sentBefore(before.sameness === same, timeOf(found, before.at, words)),
      field,
    )
  await tx.insert(sentWords).values({ caseId: found.id, kind, text, sameness: same, shingles: keys, at: now })
}
