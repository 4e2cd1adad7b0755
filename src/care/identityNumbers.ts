import { idnr } from '@navikt/fnrvalidator'
import Personnummer from 'personnummer'
import { digits, each, type Found } from './foundNumbers.ts'
import { around, before, CUSTOMER, IDENTITY, LICENCE, NO_PASSPORT, ORDER, PASSPORT } from './numberContext.ts'

/** Swedish: year, month, day, and four more; a coordination number adds 60 to the day. */
const PERSON = /(?<!\d)(?:18|19|20)?\d{2}(?:[-./ ]?\d{2}){2}(?: ?[-+\u2010-\u2015\u2212] ?| )?\d{4}(?!-?\d)/gu
/** Norwegian: day, month, year, and five more with two check digits. */
const BORN = /(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[ .\-\u00A0\u2010-\u2015]{0,3}\d{3}[ .]?\d{2}(?!\d)/gu
/** Danish: day, month, year, and four more; since 2007 without a check digit (cpr.dk). */
const CPR =
  /(?<![\d-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[ \u00A0]?[-\u2010-\u2015]?[ \u00A0]?\d{4}(?![\d-])/gu
/** Finnish: day, month, year, the century's sign (more of them since 2023), three more and a check (dvv.fi). */
const HETU = /(?<![\p{L}\d])(\d{6})[-+A-FU-Y](\d{3})([\dA-FHJ-NPR-Y])(?![\p{L}\d])/giu
// ssa.gov: no area 000, 666 or 9xx, no group 00, no serial 0000; 9xx with a group from 50 is a tax number.
const SSN = /(?<!\d)(?!000|666|9\d\d-[0-4])\d{3}([- \u2010-\u2015])(?!00)\d{2}\1(?!0000)\d{4}(?!-?\d)/gu
const BARE_SSN = /(?<!\d)(?!000|666)\d{9}(?!\d)/gu
// gov.uk: no D, F, I, Q, U, V first; no O second; prefixes that are never given.
const NINO =
  /(?<![\p{L}\d])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ .-]?(?:\d{2}[ .-]?){3}[A-D](?![\p{L}\d])/giu
/** Irish: seven digits, a check letter, and since 2013 one more letter (gov.ie). */
const PPS = /(?<![\p{L}\d])(\d{7}) ?([A-W])([A-IW]?)(?![\p{L}\d])/giu
/** British: five letters of the name, the birth date shuffled, initials and a check (gov.uk). */
const UK_LICENCE = /(?<![\p{L}\d])[A-Z]{1,5}9{0,4}\d[0156]\d[0-3]\d{2}[A-Z9]{2}\d?[A-Z]{2,3}(?![\p{L}\d])/giu
/** What stands by "passport" or "driving licence"; German passports mix nine letters and digits. */
const DOCUMENT =
  /(?<![\p{L}\d])(?:(?=(?:[A-Z]*\d){4})[CFGHJKLMNPRTVWXYZ\d]{9}|(?:[A-Z]{1,5}[ -]?)?\d(?:[ .\-\u00A0]?\d){5,11}(?:[ -]?[A-Z]{1,5})?)(?![\p{L}\d])/gu

const HETU_CHECKS = '0123456789ABCDEFHJKLMNPRSTUVWXY'
const PPS_CHECKS = 'WABCDEFGHIJKLMNOPQRSTUV'
const ppsFits = (number: string, check: string, more: string) => {
  const sum = [...number].reduce((all, digit, at) => all + Number(digit) * (8 - at), 0)
  const extra = more && more !== 'W' ? (more.charCodeAt(0) - 64) * 9 : 0
  return PPS_CHECKS[(sum + extra) % 23] === check
}

/** Where words name a number of a person: another country's, or a health service's. */
const ANY_IDENTITY = /(?<![\p{L}\d])\d(?:[ \-\u00A0]?\d){5,12}(?![\p{L}\d])/gu
/** A telephone's or a company's. */
const DIALLED = /(?:tel|tlf|phone|mobil|ring|call|org|cvr|fax)[^\d]{0,12}$/iu
const NAMED = new RegExp(`${IDENTITY.source}.{0,24}$`, 'iu')
const RIGHT_AFTER = new RegExp(`${IDENTITY.source}[^\\d.!?\\n]{0,16}$`, 'iu')
const DAY = /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])/
/** A year that orders are numbered by: nobody that young is a customer. */
const RECENT = /^(?:20)?(?:0[89]|1\d|2\d)(?:0[1-9]|1[0-2])\d{6}$/

/** Digits alone, with the plus that tells who is over a hundred. */
const personal = (shown: string) =>
  shown.includes('+') ? `${digits(shown).slice(0, -4)}+${digits(shown).slice(-4)}` : digits(shown)

/**
 * Numbers of a person. One with a date and a check digit is hidden whatever it is called: people write it where a
 * customer number is asked for. One without a check is hidden where words or the way it is written tell it.
 */
export function* identityNumbers(text: string): Generator<Found> {
  const found = ({ at, end }: { at: number; end: number }): Found => ({ kind: 'identity number', at, end })
  const named = (at: number) => before(text, at, NAMED)
  const order = (at: number) => before(text, at, ORDER)
  const weak = (at: number) => order(at) && !before(text, at, CUSTOMER)
  for (const one of each(text, PERSON)) {
    const mobile = one.digits.length === 10 && /^07[0-9]/.test(one.digits) && !/-\d{4}$/.test(one.shown)
    const numbered = RECENT.test(one.digits) && weak(one.at)
    if (named(one.at) || (Personnummer.valid(personal(one.shown)) && !mobile && !numbered)) yield found(one)
  }
  for (const one of each(text, BORN))
    if (named(one.at) || idnr(one.digits).status === 'valid') yield found(one)
  for (const one of each(text, CPR))
    if (
      around(text, one.at, one.end, IDENTITY) ||
      (/^\d{6} ?[-\u2010-\u2015] ?\d{4}$/.test(one.shown) && !before(text, one.at, DIALLED) && !weak(one.at))
    )
      yield found(one)
  for (const { 0: shown, index: at, 1: born, 2: more, 3: check } of text.matchAll(HETU))
    if (DAY.test(born!) && HETU_CHECKS[Number(born! + more!) % 31] === check!.toUpperCase())
      yield found({ at, end: at + shown.length })
  for (const one of each(text, SSN)) if (!order(one.at)) yield found(one)
  for (const one of each(text, BARE_SSN)) if (named(one.at)) yield found(one)
  for (const one of each(text, ANY_IDENTITY))
    if (before(text, one.at, RIGHT_AFTER) && !DATE.test(one.shown)) yield found(one)
  for (const one of each(text, NINO))
    if (!order(one.at) || around(text, one.at, one.end, IDENTITY)) yield found(one)
  for (const { 0: shown, index: at, 1: number, 2: check, 3: more } of text.matchAll(PPS))
    if (named(at) || (ppsFits(number!, check!.toUpperCase(), more!.toUpperCase()) && !order(at)))
      yield found({ at, end: at + shown.length })
  for (const one of each(text, UK_LICENCE)) if (!order(one.at)) yield found(one)
  yield* documents(text)
}

const DATE =
  /^(?:(?:19|20)\d{2}[-. ]\d{1,2}[-. ]\d{1,2}|\d{1,2}[-. ]\d{1,2}[-. ](?:19|20)?\d{2}|(?:19|20)\d{2}[01]\d[0-3]\d)$/

/** Passports and licences, by the words before them in the sentence, or right after. */
function* documents(text: string): Generator<Found> {
  for (const { at, end, shown } of each(text, DOCUMENT)) {
    if (DATE.test(shown) || text[at - 1] === '+' || /^0\d*[ -]/.test(shown)) continue
    const said = text
      .slice(Math.max(0, at - 48), at)
      .split(/[!?\n]/)
      .at(-1)!
    const after = text.slice(end, end + 24).split(/[.!?\n]/)[0]!
    const told = (words: RegExp) => words.test(said) || words.test(after)
    if (NO_PASSPORT.test(said) || before(text, at, ORDER)) continue
    if (told(PASSPORT) || told(LICENCE)) yield { kind: 'identity number', at, end }
  }
}
