import type { Fragment, Sql } from '../../db/client.ts'
import {
  caseWords,
  contactWords,
  customerWords,
  hasOtherWords,
  otherWords,
  responseWords,
  textOf,
} from '../../db/schema/searched.ts'

/** Of so many matters, the newest are looked at. */
export const MATTERS = 500
const LARGEST = 2_147_483_647
const LONGEST = 100
const MOST_WORDS = 6

/** What a person typed, as it can be looked for. */
export const tidied = (given: string): string => given.replaceAll('\0', '').trim().slice(0, LONGEST)

/** The case number that a text is, as "1004" or "#1004"; 0 where it is none. */
export const numberIn = (said: string): number => {
  const number = /^#?\d{1,10}$/.test(said) ? Number(said.replace('#', '')) : 0
  return number <= LARGEST ? number : 0
}

/** The newest matters that a text names exactly by e-mail, telephone or reference: each way by its own index. */
export const mattersOf = async (sql: Sql, said: string): Promise<string[]> => {
  const mail = said.includes('@') ? said.toLowerCase() : undefined
  const digits = said.replace(/[\s()./+-]/g, '')
  const phone = !mail && /^\d{6,15}$/.test(digits) ? digits.slice(-8) : undefined
  const references = [said, said.replace(/^#/, ''), said.toUpperCase()]
  const whose = mail ? sql`email = ${mail}` : phone ? sql`right(phone, 8) = ${phone}` : sql`false`
  const found = await sql<{ id: string }[]>`
    (select id from matters where reference = any(${references}) and reference is not null
      order by created_at desc limit ${MATTERS})
    union
    (select m.id from customers u join matters m on m.customer_id = u.id where ${whose}
      order by m.created_at desc limit ${MATTERS})`
  return found.map(({ id }) => id)
}

/** The words of a text that can be looked for, the longest first: letters and digits alone, so none is an operator. */
const wordsIn = (said: string): string[] =>
  [
    ...new Set(
      said
        .toLowerCase()
        .normalize('NFC')
        .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
    ),
  ]
    .slice(0, MOST_WORDS)
    .sort((one, other) => other.length - one.length)

/**
 * The ids that `having` finds for every word of a text, by full-text indexes: what it costs goes by what it finds.
 * Undefined where there is no word in it. `begins` is for after a vector: a word of it begins like this one.
 */
const withEachWord = (
  sql: Sql,
  said: string,
  having: (begins: Fragment) => Fragment,
): Fragment | undefined => {
  const words = wordsIn(said)
  if (words.length === 0) return undefined
  return words
    .map((word) => having(sql`@@ ${queryOf(word)}::tsquery`))
    .reduce((found, next) => sql`${found} intersect ${next}`)
}

/** One letter begins half of all words, so it has to be the word. */
const queryOf = (word: string) => `'${word}'${word.length > 1 ? ':*' : ''}`

/** A word looked for in a list. `hits`: the ids of all its rows that have it, by index. `has`: whether one row has it. */
export type Word = { hits: Fragment; has: Fragment }

/** The rows with each of the words. */
export const allOf = (sql: Sql, words: Word[]): Fragment =>
  words.map(({ hits }) => hits).reduce((found, next) => sql`(${found}) intersect (${next})`)

/**
 * Each word of a text. `has` does not part a text that does not hold the word anywhere, since that is most of the work;
 * `offset 0` in it keeps PostgreSQL from finding all rows at once.
 */
const eachWord = (
  sql: Sql,
  said: string,
  hits: (said: string) => Fragment | undefined,
  has: (holds: (vector: string) => Fragment) => Fragment,
): Word[] =>
  wordsIn(said).map((word) => ({
    hits: hits(word)!,
    has: has(
      (vector) =>
        sql`(position(${word} in lower(${sql.unsafe(textOf(vector))})) > 0 and ${sql.unsafe(vector)} @@ ${queryOf(word)}::tsquery)`,
    ),
  }))

/** The matters in which each of the words begins some word: of customers, contacts, cases or dissatisfied answers. */
export const matterWords = (sql: Sql, said: string): Fragment | undefined =>
  withEachWord(
    sql,
    said,
    (begins) => sql`
      (select m.id from customers u join matters m on m.customer_id = u.id where ${sql.unsafe(customerWords('u'))} ${begins}
        union select c.matter_id from contacts c where ${sql.unsafe(contactWords('c'))} ${begins}
        union select k.matter_id from cases k where k.said is not null and ${sql.unsafe(caseWords('k'))} ${begins}
        union select k.matter_id from responses r join cases k on k.response_id = r.id
          where r.kind = 'dissatisfied' and ${sql.unsafe(responseWords('r'))} ${begins})`,
  )

const answerWords = (sql: Sql, said: string): Fragment | undefined =>
  withEachWord(
    sql,
    said,
    (begins) => sql`
      (select r.id from customers u join invitations i on i.customer_id = u.id join responses r on r.invitation_id = i.id
          where ${sql.unsafe(customerWords('u'))} ${begins}
        union select r.id from contacts c join invitations i on i.contact_id = c.id join responses r on r.invitation_id = i.id
          where ${sql.unsafe(contactWords('c'))} ${begins}
        union select r.id from responses r where r.kind = 'dissatisfied' and ${sql.unsafe(responseWords('r'))} ${begins}
        union select r.id from responses r where ${sql.unsafe(hasOtherWords('r'))} and ${sql.unsafe(otherWords('r'))} ${begins})`,
  )

/** For a list of cases, as `t`: those of the matters that have a word. */
export const caseWordsIn = (sql: Sql, said: string): Word[] =>
  eachWord(
    sql,
    said,
    (word) => sql`select k.id from cases k where k.matter_id in (${matterWords(sql, word)!})`,
    (holds) => sql`(
      exists (select from matters m join customers u on u.id = m.customer_id
        where m.id = t.matter_id and ${holds(customerWords('u'))} offset 0)
      or exists (select from contacts c where c.matter_id = t.matter_id and ${holds(contactWords('c'))} offset 0)
      or exists (select from cases k left join responses r on r.id = k.response_id and r.kind = 'dissatisfied'
        where k.matter_id = t.matter_id and (${holds(responseWords('r'))} or ${holds(caseWords('k'))}) offset 0))`,
  )

/** For a list of answers, as `t`, or of what was `invited`: those in which, or in whose contact or customer, a word begins. */
export const answerWordsIn = (sql: Sql, said: string, invited: boolean): Word[] => {
  const of = invited ? 'r' : 't'
  const words = eachWord(
    sql,
    said,
    (word) => answerWords(sql, word),
    (holds) => sql`(
      ${sql.unsafe(of)}.kind = 'dissatisfied' and ${holds(responseWords(of))}
      or ${sql.unsafe(hasOtherWords(of))} and ${holds(otherWords(of))}
      or exists (select from invitations i join contacts c on c.id = i.contact_id left join customers u on u.id = i.customer_id
        where i.id = ${sql.unsafe(of)}.invitation_id and (${holds(customerWords('u'))} or ${holds(contactWords('c'))}) offset 0))`,
  )
  if (!invited) return words
  return words.map(({ hits, has }) => ({
    hits: sql`select invitation_id as id from responses where id in (${hits})`,
    has: sql`exists (select from responses r where r.invitation_id = t.id and ${has} offset 0)`,
  }))
}
