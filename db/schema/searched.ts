/**
 * What a search looks through, as each index has it: a query has to say it in the same words. `search_words` is a
 * function of the database (migration search_by_words): the words of a text, also where letters and digits meet.
 * `of`: the row's alias in a query.
 */
const words = (...columns: string[]) =>
  `search_words(${columns.map((column) => `coalesce(${column}, '')`).join(" || ' ' || ")})`

/** The text of one of these, as it is before it is parted. */
export const textOf = (vector: string) => vector.slice('search_words('.length, -1)

const at = (of: string) => (of ? `${of}.` : '')
export const customerWords = (of = '') => words(`${at(of)}name`, `${at(of)}email`)
/** With a reference's last characters, by which people call it. */
export const contactWords = (of = '') =>
  words(
    `${at(of)}customer_name`,
    `${at(of)}reference`,
    ...[4, 5, 6].map((last) => `right(${at(of)}reference, ${last})`),
  )
export const responseWords = (of = '') => words(`${at(of)}answers ->> 'words'`, `${at(of)}answers ->> 'wish'`)
/** Answers that are not dissatisfied, where they hold words: what was good, and whom the customer names. */
export const otherWords = (of = '') =>
  words(`${at(of)}answers ->> 'words'`, `${at(of)}answers ->> 'good'`, `${at(of)}answers ->> 'kudos'`)
export const hasOtherWords = (of = '') =>
  `${at(of)}kind <> 'dissatisfied' and ${at(of)}answers ?| '{words,good,kudos}'::text[]`
export const caseWords = (of = '') => words(`${at(of)}said ->> 'words'`, `${at(of)}said ->> 'wish'`)
