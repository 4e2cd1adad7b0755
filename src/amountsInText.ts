import { CURRENCIES, namesOf, parts, plain } from './amounts.ts'
import type { Says } from './errors.ts'
import { staffMoney } from './money.ts'

const NUMBER = String.raw`(?:\d{1,3}(?:[ '.,]\d{3})+|\d+)(?:[.,:]\d{1,3})?`
const SIGN = String.raw`\p{Sc}|kr\b\.?|kronor\b|kroner\b|krona\b|krone\b|euros?\b|dollars?\b|pounds?\b|[A-Z]{3}\b`
const MARKED = new RegExp(
  String.raw`(?:(?<![\p{L}\d])(?<before>${SIGN}) ?)?(?<![\d.,])(?<number>${NUMBER})(?!\d)(?: ?(?<after>${SIGN}|[:,.]-))?`,
  'giu',
)

type Named = { said: string; readings: number[]; marked: boolean; other: boolean }

/** The numbers in a text; `marked` where a currency stands beside, `other` where it is not this one. */
const numbersIn = (text: string, currency: string): Named[] =>
  [...plain(text).matchAll(MARKED)].map(({ groups }) => {
    const { before = '', number = '', after = '' } = groups!
    const [first, last] = [before, after].map((sign) => (isCurrency(sign) ? sign : ''))
    const sign = first || last
    const own = !sign || /-$/.test(sign!) || namesOf(currency).has(sign!.toLowerCase())
    const said = /-$/.test(last!) ? `${number}${last}` : [first, number, last].filter(Boolean).join(' ')
    return { said, readings: readingsOf(number), marked: !!sign, other: !own }
  })

const isCurrency = (sign: string) => sign !== '' && (!/^[a-z]{3}$/i.test(sign) || CURRENCIES.has(sign))

/** Every value a written number may have: what stands before a group may be a number of its own. */
const readingsOf = (written: string): number[] => {
  const found = [parts(written, 2), parts(written, 3), parts(written, 0)].flatMap((read) =>
    read
      ? 'either' in read
        ? read.either.map(Number)
        : [Number(`${read.whole}.${read.fraction || 0}`)]
      : [],
  )
  const last = written.split(' ').at(-1)!
  return last === written ? found : [...found, ...readingsOf(last)]
}

const near = (value: number) => (reading: number) => Math.abs(reading - value) < 0.0005

/** Whether the words name this amount, however it is grouped: 1500, 1 500, 1.500, 600,00. */
export const namesAmount = (words: string, amount: number | string, currency: string): boolean =>
  numbersIn(words, currency).some(({ readings, other }) => !other && readings.some(near(Number(amount))))

/**
 * What is wrong between the words a customer is promised and the amount of the form: the words name money, and not
 * this amount; or the same digits without a separator, 600,50 beside 60050. Undefined: they agree, or name none.
 */
export const disagreement = (words: string, amount: string, currency: string): Says | undefined => {
  const value = Number(amount)
  const numbers = numbersIn(words, currency)
  if (namesAmount(words, amount, currency)) return undefined
  const marked = numbers.filter((one) => one.marked)
  const sum = marked.reduce((all, { readings }) => all + (readings[0] ?? 0), 0)
  if (marked.length > 1 && near(value)(sum)) return undefined
  const slipped = numbers.filter(({ readings }) =>
    readings.some((reading) => reading >= 100 && Math.trunc(value / 100) === Math.trunc(reading)),
  )
  const said = [...new Set((marked.length > 0 ? marked : slipped).map((one) => one.said))].slice(0, 3)
  if (said.length === 0) return undefined
  return (spoken) => spoken.values.amount.disagree(said.join(', '), staffMoney(amount, currency, spoken))
}
