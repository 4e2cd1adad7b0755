import type { Fragment, Sql } from '../../db/client.ts'
import {
  caseWords,
  contactWords,
  customerWords,
  hasOtherWords,
  otherWords,
  responseWords,
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

/** The words of a text that can be looked for: letters and digits alone, so nothing in them is an operator. */
const wordsIn = (said: string): string[] =>
  [
    ...new Set(
      said
        .toLowerCase()
        .normalize('NFC')
        .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
    ),
  ].slice(0, MOST_WORDS)

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
  // One letter begins half of all words, so it has to be the word
  return words
    .map((word) => having(sql`@@ ${`'${word}'${word.length > 1 ? ':*' : ''}`}::tsquery`))
    .reduce((found, next) => sql`${found} intersect ${next}`)
}

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

/** The answers in which, or in whose contact or customer, each of the words begins some word. */
export const answerWords = (sql: Sql, said: string): Fragment | undefined =>
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
