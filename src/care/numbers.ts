import cards from 'card-validator'
import { getCountrySpecifications, isValidBBAN, isValidIBAN } from 'ibantools'
import Kontonummer from 'kontonummer'
import { each, type Found } from './foundNumbers.ts'
import { identityNumbers } from './identityNumbers.ts'
import {
  ACCOUNT,
  ACCOUNT_NEAR,
  AMOUNT_AFTER,
  around,
  BANK,
  BANK_NAME,
  before,
  CARD_NAMED,
  CARD_WORD,
  CLEARING,
  GIRO,
  IS_ACCOUNT,
  MONEY,
  NO_ACCOUNT_WORD,
  NO_CARD,
  ORDER,
  OWN,
  PAID_TO,
  SHOP_ACCOUNT,
  SORT_CODE,
} from './numberContext.ts'

/** What people put between digits, a line end included. */
const GAP = String.raw`(?:[\s.\-/·\u00AD\u200B-\u200D\u2010-\u2015\u2060\u2212]{1,3})`
const gap = new RegExp(GAP, 'gu')
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
        const at = part[0]!.at
        const end = part.at(-1)!.at + part.at(-1)!.shown.length
        const points = before(text, at, NO_CARD)
        const named = around(text, at, end, CARD_WORD) && !points
        // One in ten order numbers has a card's check digit: what is called an order is one, unless a card is named.
        const shown = isCard(number)
          ? named || !(points || before(text, at, ORDER))
          : whole && before(text, at, CARD_NAMED) && mistyped(number)
        if (!shown) continue
        yield { kind: 'card', at, end }
        from = to - 1
        break
      }
  }
}
/** As long as a card, and called one: a slip of the pen. */
const mistyped = (number: string) => /^(?:[456]\d{15}|3[47]\d{13})$/.test(number)
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
const UK_PAIR = /(?<!\d)\d\d-\d\d-\d\d[\s,/]{1,3}\d{8}(?!\d)/gu
const ANY_ACCOUNT = /(?<!\d)\d(?:[ .\-\u00A0]?\d){5,17}(?!\d)/gu
const IS_DATE = /^(?:\d{1,2}[-. ]\d{1,2}[-. ](?:19|20)?\d\d|(?:19|20)\d\d[-. ]\d\d[-. ]\d\d)$/

/** Whether an account is named a few words before: a Nordic one, or one with a bank's name or ways of paying near. */
const namedNear = (text: string, at: number, end: number): boolean => {
  const said = text.slice(Math.max(0, at - 64), at)
  const found = ACCOUNT_NEAR.exec(said)
  if (!found || NO_ACCOUNT_WORD.test(found[1]!) || AMOUNT_AFTER.test(text.slice(end, end + 6))) return false
  const pays = MONEY.test(said) || BANK_NAME.test(said)
  return /konto/i.test(found[0]) ? !SHOP_ACCOUNT.test(said) || pays : pays
}

/**
 * Accounts without an IBAN. Their checksums are weak or none, so a number says by its grouping or by the words before
 * it that it is one.
 */
function* accounts(text: string): Generator<Found> {
  const named = ({ at, end }: { at: number; end: number }) =>
    (before(text, at, ACCOUNT) || IS_ACCOUNT.test(text.slice(end, end + 48))) &&
    (!around(text, at, end, SHOP_ACCOUNT) || around(text, at, end, MONEY))
  const found = ({ at, end }: Found | { at: number; end: number }): Found => ({ kind: 'account', at, end })
  for (const one of each(text, NO_ACCOUNT))
    if (
      isValidBBAN(one.digits, 'NO') &&
      (named(one) || (!before(text, one.at, ORDER) && (one.shown !== one.digits || !dialled(one.digits))))
    )
      yield found(one)
  for (const one of each(text, SE_ACCOUNT))
    if (
      named(one) ||
      (/^\d{4}-\d[, ]/.test(one.shown) && around(text, one.at, one.end, BANK)) ||
      (Kontonummer.valid(one.digits) &&
        !before(text, one.at, ORDER) &&
        (/^\d{4}(?:-\d)?, ?/.test(one.shown) ||
          (/^(?!20[0-3])\d{4}-\d{6}/.test(one.shown) && around(text, one.at, one.end, BANK))))
    )
      yield found(one)
  for (const pattern of [BANKGIRO, PLUSGIRO])
    for (const one of each(text, pattern))
      if (before(text, one.at, GIRO) && around(text, one.at, one.end, OWN)) yield found(one)
  for (const one of each(text, UK_PAIR)) if (around(text, one.at, one.end, PAID_TO)) yield found(one)
  for (const one of each(text, ANY_ACCOUNT))
    if (
      before(text, one.at, CLEARING) ||
      (!IS_DATE.test(one.shown) && namedNear(text, one.at, one.end) && !before(text, one.at, ORDER))
    )
      yield found(one)
  for (const one of each(text, UK_ACCOUNT))
    if (named(one) || before(text, one.at, SORT_CODE)) yield found(one)
}
/** As numbers are dialled in Sweden, Norway and Britain: they begin alike, and no account needs to. */
const dialled = (number: string) => /^(?:0|46|47|44)/.test(number)

/** As in E6S12874421861: the end of a code is no number of its own, whatever its check digits say. */
const endsCode = (text: string, at: number) => /\d\p{L}{1,3}$/u.test(text.slice(Math.max(0, at - 4), at))

/** Every number that is not shown in chat; they may overlap. */
export const numbersIn = (text: string): Found[] =>
  /\d{2}/.test(text.replace(gap, ''))
    ? [...cardNumbers(text), ...ibans(text), ...identityNumbers(text), ...accounts(text)].filter(
        ({ at }) => !endsCode(text, at),
      )
    : []
