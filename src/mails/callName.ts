import { allLists, type Lists } from '../locales/index.ts'
import { line } from './look.ts'

const wordsOfAll = (pick: (lists: Lists) => string) =>
  allLists().flatMap((lists) => pick(lists).split(/\s+/).filter(Boolean))
/** What stands where a name is not known: of every language spoken here, of a few others, and of keyboards. */
const NOBODY = new Set([
  ...wordsOfAll(({ nobody }) => nobody),
  ...'inconnu unbekannt unbekannter kunde gast desconocido sconosciuto vorname nachname nom prenom nombre asdf qwe qwer qwerty abc xyz foo bar foobar'.split(
    ' ',
  ),
])
/** A role, a shop or a joining word, wherever it stands: no one person's name. */
const ROLES = new Set([
  ...wordsOfAll(({ roles }) => roles),
  ...'doe mustermann musterfrau nordmann service info cafe café restaurant pizzeria hotel hotell salon studio bot'.split(
    ' ',
  ),
])
const MADE_UP = /^(anonym|test(are?|er|kund|person|user|konto|bruker|sson|son|name?|navn)|redacted)/u
const TITLES = new RegExp(
  `^(${[...wordsOfAll(({ titles }) => titles), 'frau', 'monsieur', 'madame', 'mme', 'mlle', 'señor', 'señora', 'sra', 'signor', 'signora'].join('|')})\\.?$`,
  'iu',
)
/** After a name; after a comma it is no first name. */
const SUFFIX = /^(jr|dr|med|sr|junior|senior|ii|iii|iv|phd|md|mba|msc|bsc|ma|esq|ceo|cto|cfo|dds|rn)\.?$/iu
/** The form of a company stands behind its name: Asa in front is a person. */
const FORM =
  /^(ab|as|asa|aps|oy|oyj|gmbh|ag|kg|ltd|limited|llc|inc|plc|bv|nv|srl|spa|hb|kb|ans|ks|co|corp)\.?$/iu
const COMPANY =
  /^(company|group|gruppen|holding|förening|forening|föreningen|foreningen|brf|stiftelsen|stiftelse|kommun|kommune|borettslag|sameie|university|school|hospital|bank)\.?$/iu
const PARTICLE = /^(van|von|de|del|della|di|da|dos|du|la|le|bin|ibn|ter|ten|af|av|zu|zur|der|den)$/u
/** Letters of any script with their marks; joiners, hyphens and apostrophes within. */
const WORD = /^[\p{L}\p{M}]+(?:(?:\u200C|\u200D|['’ʼ‐‑-]){1,2}[\p{L}\p{M}]+)*\.?$/u
/** Written without spaces, the family's name first. */
const EAST = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}々ー]{2,8}$/u

/**
 * What a mail calls its reader: the first name, where one can be told from what was given; else null, and it greets
 * without a name. By kind: no placeholder, title, company, address or number, nothing in capitals alone, nothing that a
 * mail program would make a link of.
 */
export const callName = (given: string | null): string | null => {
  const said = line(given ?? '')
    .replace(/\s*[([].*$/, '')
    .replace(/^["“”'«»]+|["“”«»]+$/g, '')
  if (said.length > 80 || /[\p{L}\p{N}]\.\p{L}{2}/u.test(said)) return null
  const together = said.replace(/\s/g, '')
  if (EAST.test(together)) return said
  const words = wordsOf(said)
  if (
    !words ||
    words.some(isNoPerson) ||
    words.slice(words.length > 1 ? 1 : 0).some((word) => FORM.test(word))
  )
    return null
  const begins = words.findIndex((word) => !TITLES.test(word) && !SUFFIX.test(word))
  // With a title before it, a lone name is the family's
  if (begins < 0 || (begins > 0 && begins === words.length - 1)) return null
  const first = words[begins]!
  return isFirstName(first) ? first : null
}

const isNoPerson = (word: string): boolean =>
  COMPANY.test(word) ||
  MADE_UP.test(word.toLowerCase()) ||
  word
    .toLowerCase()
    .split(/[.‐‑-]/)
    .some((part) => ROLES.has(part))

/** Its words in spoken order: "Berg, Kim" is Kim Berg, "Kim Berg, MD" is too. Undefined where it is no name. */
const wordsOf = (said: string): string[] | undefined => {
  const [before = '', after, ...more] = said.split(/\s*,\s*/)
  if (more.length > 0) return undefined
  const split = (part: string) => part.split(/\s+/).filter(Boolean)
  const behind = split(after ?? '').filter((word) => !SUFFIX.test(word))
  const words = [...behind, ...split(before)]
  return words.length > 0 && words.length <= 8 && words.every((word) => WORD.test(word)) ? words : undefined
}

const isFirstName = (word: string): boolean => {
  const plain = word.replace(/\u200C|\u200D/g, '')
  const small = plain.toLocaleLowerCase('en').replace(/[.'’ʼ‐‑-]/g, '')
  if (plain.endsWith('.') || NOBODY.has(small) || PARTICLE.test(plain) || SUFFIX.test(plain)) return false
  if ([...small].length < 2 || /^(.)\1+$/u.test(small)) return false
  // In capitals alone: somebody's form or an abbreviation, and no way to be called
  return !(plain === plain.toLocaleUpperCase('en') && plain !== plain.toLocaleLowerCase('en'))
}
