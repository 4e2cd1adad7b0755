import type { CardPart } from '../../integrations/chat.ts'
import { pageWords, wordFor } from '../locales/index.ts'
import { staffMoney } from '../money.ts'
import type { Case } from './caseFile.ts'
import { REMEDIES, type RemedyKind } from './remedyKinds.ts'

// Making a format takes longer than drawing a whole card.
const formats = new Map<string, Intl.DateTimeFormat>()
const languages = new Intl.DisplayNames(['en'], { type: 'language' })

/** What staff read is English; times are in the department's zone, as "Mon 23 Nov, 10:30". */
export const timeOf = (found: Pick<Case, 'timeZone'>, at: Date): string => formatOf(found.timeZone).format(at)

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  let made = formats.get(timeZone)
  if (!made) {
    made = new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
    })
    formats.set(timeZone, made)
  }
  return made
}

export const driverLabel = (driver: string): string => wordFor(pageWords('en').drivers, driver) ?? driver

export const remedyLabel = ({
  kind,
  amount,
  currency,
}: {
  kind: string
  amount?: string | null
  currency?: string | null
}): string => {
  const label = REMEDIES[kind as RemedyKind]?.label ?? kind
  return amount ? `${label} ${staffMoney(amount, currency ?? null)}` : label
}

/** recovery.md section 7: how the customer wants it handled, and what that asks of the liaison. */
export const HANDLING = {
  analytical: '“Give me the facts”: precise cause, figures, evidence; no padding',
  personal: '“Talk with me”: a named person, call rather than write, two-way',
  functional: '“Tell me the steps”: a clear procedure, what happens next and when',
  intuitive: '“Just get it solved”: outcome first, fewest contacts',
} as const

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' })
const ENDINGS: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' }
/** As "3rd". */
export const ordinal = (n: number): string => `${n}${ENDINGS[ordinals.select(n)] ?? 'th'}`

export const ABOUT = {
  person: 'the person',
  process: 'the way things work',
  both: 'both the person and the way things work',
} as const

export const reachOf = ({ answers, phone, email }: Pick<Case, 'answers' | 'phone' | 'email'>): string => {
  const { reach } = answers
  if (!reach) return email ? 'not said; by mail otherwise' : 'not said'
  if (!reach.may) return 'the customer asked not to be contacted: nothing is mailed'
  const how = reach.how === 'phone' ? `by phone, ${reach.phone ?? phone ?? 'number not given'}` : 'by mail'
  return reach.when ? `${how} (${reach.when})` : how
}

/** The customer's words as quotes; folded once a person marked them as abusive. */
export const saidParts = ({
  answers,
  abusiveAt,
}: Pick<Case, 'answers'> & { abusiveAt?: Date | null }): Extract<CardPart, { kind: 'quote' }>[] =>
  [
    ['What went wrong', answers.words],
    ['What would put it right', answers.wish],
  ].flatMap(([label, text]) =>
    text ? [{ kind: 'quote' as const, label: label!, text, ...(abusiveAt ? { folded: true } : {}) }] : [],
  )

/** The language the customer reads, by its English name. */
export const languageOf = ({ language }: Pick<Case, 'language'>): string => languages.of(language) ?? language

/** What the customer asks for instead of what was promised. Pure. */
export const wishParts = ({ remedies, abusiveAt }: Case): CardPart[] =>
  remedies
    .filter(({ doneAt, changeAsked }) => !doneAt && changeAsked)
    .map((remedy) => ({
      kind: 'quote',
      label: `The customer asks to change: ${remedyLabel(remedy)}`,
      text: remedy.changeAsked!,
      ...(abusiveAt ? { folded: true } : {}),
    }))
