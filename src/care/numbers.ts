import { idnr } from '@navikt/fnrvalidator'
import cards from 'card-validator'
import { getCountrySpecifications, isValidBBAN, isValidIBAN } from 'ibantools'
import Kontonummer from 'kontonummer'
import Personnummer from 'personnummer'

/** What is not shown in chat. */
export type Kind = 'card' | 'account' | 'identity number'

/** A number found in a text, from `at` to `end` (UTF-16 units). */
export type Found = { kind: Kind; at: number; end: number }

/** What people put between digits, a line end included. */
const GAP = String.raw`(?:[\s.\-/·\u00AD\u200B-\u200D\u2010-\u2015\u2060\u2212]{1,3})`
const gap = new RegExp(GAP, 'gu')
const digits = (text: string) => text.replace(/\D/g, '')

/**
 * Words before a number that tell what it is: then no checksum that fits by chance makes it something else. Customers
 * write what these expressions read: each of their loops goes one way alone.
 */
const before = (text: string, at: number, words: RegExp) => words.test(text.slice(Math.max(0, at - 40), at))
const ORDER =
  /(?:^|[^\p{L}])(?:order|ordre|beställ|bestill|ref(?:erence|erens|eranse)?|faktura|invoice|ocr|kid|ärende|sak|case|ticket|tracking|sporing|spårning|kolli|paket|parcel|försändelse|sending|artikel|article|item|sku|ean|isbn|serie|serial|kund|kunde|customer|member|medlem|phone|tel|telefon|tlf|mobil|mobile|ring|call|org)(?:[\p{L}.:#-]| (?=n(?:umme)?r|no|number|id))*(?: (?:is|was|är|er|var|på|om|for|on))?[\s:#=(+]*$/iu
const ACCOUNT =
  /(?:^|[^\p{L}])(?:\p{L}*konto(?:n(?:umme)?r|nummer)?|clearing(?:n(?:umme)?r|nummer)?|account(?: n(?:umber|o))?|acc(?:oun)?t|a\/c|sort code)[.:]?(?: (?:is|är|er|med|with|nr|på|i|in|hos|swedbank|seb|nordea|handelsbanken|dnb))*[\s:#=(]*$/iu
const GIRO =
  /(?:^|[^\p{L}])(?:bank ?giro(?:t)?|plus ?giro(?:t)?|postgiro(?:t)?|giro|bg|pg)(?:n(?:umme)?r)?[.:]?[\s:#=]*$/iu
const IDENTITY =
  /(?:person|samordnings|fødsels|födelse|identitets|d-)(?:n(?:umme)?r)|social security|\bssn\b|\bnino?\b|national insurance|\bfnr\b|\bpnr\b/iu

const each = function* (text: string, pattern: RegExp) {
  for (const found of text.matchAll(pattern)) {
    const at = found.index
    yield { at, end: at + found[0].length, shown: found[0], digits: digits(found[0]) }
  }
}

const CARD = new RegExp(String.raw`(?<!\d)\d(?:${GAP}?\d){12,}(?!\d)`, 'gu')

/** Cards by issuer, length and Luhn; within a longer run of digits, by the groups that cards are written in. */
function* cardNumbers(text: string): Generator<Found> {
  const isCard = (number: string) => cards.number(number, { luhnValidateUnionPay: true }).isValid
  for (const run of each(text, CARD)) {
    const groups = [...run.shown.matchAll(/\d+/g)].map(({ 0: shown, index }) => ({
      shown,
      at: run.at + index,
    }))
    for (let from = 0; from < groups.length; from++)
      for (let to = Math.min(groups.length, from === 0 ? 19 : from + 5); to > from; to--) {
        const part = groups.slice(from, to)
        const number = part.map(({ shown }) => shown).join('')
        const whole = part.length === groups.length && number.length <= 19
        if (!whole && !grouped(part.map(({ shown }) => shown.length))) continue
        if (!isCard(number) || before(text, part[0]!.at, ORDER)) continue
        const last = part.at(-1)!
        yield { kind: 'card', at: part[0]!.at, end: last.at + last.shown.length }
        from = to - 1
        break
      }
  }
}
const grouped = (lengths: number[]) => /^(?:4(?: 4){2,3}(?: [1-4])?|4 6 [45]|1[3-9])$/.test(lengths.join(' '))

/** IBANs, as long as their country has them. */
function* ibans(text: string): Generator<Found> {
  for (const start of text.matchAll(/(?<![\p{L}\d])([a-z]{2})(?=[\s-]?\d[\s-]?\d)/giu)) {
    const chars = getCountrySpecifications()[start[1]!.toUpperCase()]?.chars
    if (!chars) continue
    const at = start.index
    let end = at
    let number = ''
    while (number.length < chars && end < text.length) {
      const rest = text.slice(end)
      const skipped = number ? (rest.match(new RegExp(`^${GAP}`, 'u'))?.[0].length ?? 0) : 0
      const next = rest[skipped]
      if (!next || !/[a-z\d]/i.test(next)) break
      number += next
      end += skipped + 1
    }
    if (isValidIBAN(number.toUpperCase())) yield { kind: 'account', at, end }
  }
}

const NO_ACCOUNT = /(?<!\d)(?:\d{4}([ .\u00A0])\d{2}\1\d{5}|\d{11})(?!\d)/gu
const SE_ACCOUNT = /(?<!\d)\d{4}(?:-\d)?(?:[,\s-]{1,2}|(?=\d))\d(?:[ .\u00A0-]?\d){5,9}(?!\d)/gu
const BANKGIRO = /(?<![\d-])\d{3,4}-?\d{4}(?![\d-])/gu
const PLUSGIRO = /(?<![\d-])\d(?:[ \u00A0]?\d){1,6} ?-? ?\d(?![\d-])/gu
const UK_ACCOUNT = /(?<!\d)\d{8}(?!\d)/gu

/**
 * Accounts without an IBAN. Their checksums are weak or none, so a number says by its grouping or by the words before
 * it that it is one.
 */
function* accounts(text: string): Generator<Found> {
  const named = (at: number) => before(text, at, ACCOUNT)
  const found = ({ at, end }: Found | { at: number; end: number }): Found => ({ kind: 'account', at, end })
  for (const one of each(text, NO_ACCOUNT))
    if (
      isValidBBAN(one.digits, 'NO') &&
      (named(one.at) || (!before(text, one.at, ORDER) && (one.shown !== one.digits || !dialled(one.digits))))
    )
      yield found(one)
  for (const one of each(text, SE_ACCOUNT))
    if (named(one.at) || (/^\d{4}(?:-\d)?, ?/.test(one.shown) && Kontonummer.valid(one.digits)))
      yield found(one)
  for (const pattern of [BANKGIRO, PLUSGIRO])
    for (const one of each(text, pattern)) if (before(text, one.at, GIRO)) yield found(one)
  for (const one of each(text, UK_ACCOUNT))
    if (named(one.at) || before(text, one.at, SORT_CODE)) yield found(one)
}
const SORT_CODE = /sort code\D{0,10}\d{2}-?\d{2}-?\d{2}\D{0,20}$/iu
/** As numbers are dialled in Sweden, Norway and Britain: they begin alike, and no account needs to. */
const dialled = (number: string) => /^(?:0|46|47|44)/.test(number)

const PERSON = /(?<!\d)(?:18|19|20)?\d{2}(?:[-./ ]?\d{2}){2}(?: ?[-+\u2010-\u2015\u2212] ?| )?\d{4}(?!\d)/gu
const BORN = /(?<!\d)\d{6}[ .\-\u00A0\u2010-\u2015]{0,3}\d{5}(?!\d)/gu
// ssa.gov: no area 000, 666 or 9xx, no group 00, no serial 0000; 9xx with a group from 50 is a tax number.
const SSN = /(?<!\d)(?!000|666|9\d\d-[0-4])\d{3}([- \u2010-\u2015])(?!00)\d{2}\1(?!0000)\d{4}(?!-?\d)/gu
const BARE_SSN = /(?<!\d)(?!000|666)\d{9}(?!\d)/gu
// gov.uk: no D, F, I, Q, U, V first; no O second; prefixes that are never given.
const NINO =
  /(?<![\p{L}\d])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?(?:\d{2}[ -]?){3}[A-D](?![\p{L}\d])/giu

function* identityNumbers(text: string): Generator<Found> {
  const found = ({ at, end }: { at: number; end: number }): Found => ({ kind: 'identity number', at, end })
  const named = (at: number) => before(text, at, new RegExp(`(?:${IDENTITY.source}).{0,12}$`, 'iu'))
  for (const one of each(text, PERSON)) {
    const mobile = one.digits.length === 10 && /^07[0-9]/.test(one.digits) && !/-\d{4}$/.test(one.shown)
    if (!Personnummer.valid(personal(one.shown))) continue
    if (named(one.at) || !(mobile || before(text, one.at, ORDER))) yield found(one)
  }
  for (const one of each(text, BORN))
    if (idnr(one.digits).status === 'valid' && (named(one.at) || !before(text, one.at, ORDER)))
      yield found(one)
  for (const one of each(text, SSN)) if (!before(text, one.at, ORDER)) yield found(one)
  for (const one of each(text, BARE_SSN)) if (named(one.at)) yield found(one)
  for (const one of each(text, NINO)) yield found(one)
}
/** Digits alone, with the plus that tells who is over a hundred. */
const personal = (shown: string) =>
  shown.includes('+') ? `${digits(shown).slice(0, -4)}+${digits(shown).slice(-4)}` : digits(shown)

/** Every number that is not shown in chat; they may overlap. */
export const numbersIn = (text: string): Found[] =>
  /\d{2}/.test(text.replace(gap, ''))
    ? [...cardNumbers(text), ...ibans(text), ...identityNumbers(text), ...accounts(text)]
    : []
