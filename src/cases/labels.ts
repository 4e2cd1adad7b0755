import type { CardPart } from '../../integrations/chat.ts'
import { cutBefore } from '../care/cut.ts'
import { mask } from '../care/mask.ts'
import { touches } from '../care/sensitive.ts'
import type { Severe } from '../care/severe/severe.ts'
import { pageWords, wordFor } from '../locales/index.ts'
import type { StaffWords } from '../locales/staff.ts'
import { staffMoney } from '../money.ts'
import { isGood } from './askFirst.ts'
import type { Case } from './case.ts'
import type { Called } from './eventFacts.ts'

// Making a format takes longer than rendering a whole card.
const formats = new Map<string, Intl.DateTimeFormat>()

/** A moment as staff read it, in the department's zone: "Mon 23 Nov, 10:30". */
export const timeOf = ({ timeZone }: Pick<Case, 'timeZone'>, at: Date, { locale }: StaffWords): string => {
  const key = `${locale} ${timeZone}`
  const made =
    formats.get(key) ??
    new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
    })
  formats.set(key, made)
  return made.format(at)
}

/** Until when, as staff read it: the beginning of a day is that day. */
export const untilOf = (...moment: Parameters<typeof timeOf>): string =>
  timeOf(...moment).replace(/,? 00:00$/, '')

export const driverLabel = (driver: string, { language }: StaffWords): string =>
  wordFor(pageWords(language).drivers, driver) ?? driver

/** As "an injury and a legal threat"; empty for none. */
export const severeLabel = (kinds: Severe[], { labels, locale }: StaffWords): string =>
  new Intl.ListFormat(locale).format(kinds.map((kind) => labels.severe[kind]))

/** Why management was called, where nobody said it in words of their own. */
export const becauseOf = (called: Called | null, words: StaffWords): string | undefined => {
  const { because } = words.call
  if (called?.severe) return because.severe(severeLabel(called.severe, words))
  if (called?.safety) return because.safety
  if (called?.chosen) return because.chosen
  if (called?.notYet) return because.notYet
  if (called?.afterAnswer) return because.afterAnswer
  if (called?.right) return because.right
  return called?.cases ? because.cases(words.labels.ordinal(called.cases)) : undefined
}

type Named = { kind: string; amount?: string | null; currency?: string | null }
export const remedyLabel = ({ kind, amount, currency }: Named, words: StaffWords): string => {
  const label = wordFor(words.labels.remedies, kind) ?? kind
  return amount ? `${label} ${staffMoney(amount, currency ?? null, words)}` : label
}

/** The same within a sentence. */
export const remedyInSentence = (remedy: Named, words: StaffWords): string => {
  const label = remedyLabel(remedy, words)
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`
}

/** A right by its key; one that was told in words stays as it is. */
export const rightLabel = (ground: string, { labels }: StaffWords): string =>
  wordFor<string>(labels.rights, ground) ?? ground

export const reachOf = (
  { answers, phone, email }: Pick<Case, 'answers' | 'phone' | 'email'>,
  { labels: { reach: say } }: StaffWords,
): string => {
  const { reach } = answers
  if (!reach) return email ? say.mailOtherwise : say.notSaid
  if (!reach.may) return say.declined
  const how = reach.how === 'phone' ? say.phone(reach.phone ?? phone) : say.mail
  return reach.when ? say.when(how, reach.when) : how
}

/** The customer's words as quotes; folded once a person marked them as abusive. */
export const saidParts = (
  { answers, abusiveAt }: Pick<Case, 'answers'> & { abusiveAt?: Date | null },
  { labels }: StaffWords,
): Extract<CardPart, { kind: 'quote' }>[] =>
  [
    [labels.wentWrong, answers.words],
    [labels.wish, answers.wish],
    [labels.good, isGood(answers) ? answers.good : undefined],
    [labels.named, isGood(answers) ? answers.kudos : undefined],
  ].flatMap(([label, text]) =>
    text
      ? [
          {
            kind: 'quote' as const,
            label: label!,
            text,
            more: labels.showRest,
            ...(abusiveAt ? { folded: true } : {}),
          },
        ]
      : [],
  )

/** That it is not put right, as the customer last said. Empty once they say yes. Pure. */
export const answeredParts = (found: Case, words: StaffWords): CardPart[] => {
  const last = found.answered.at(-1)
  if (!last || last.answer === 'yes') return []
  const { labels, card } = words
  const label = card.answered(labels.answers[last.answer], timeOf(found, last.at, words))
  const folded = found.abusiveAt ? { folded: true } : {}
  return [
    last.words
      ? { kind: 'quote', label, text: last.words, more: labels.showRest, ...folded }
      : { kind: 'text', text: label },
  ]
}

/** The beginning of what somebody wrote, in quotes on one line; empty where they wrote nothing. */
export const beginning = (text: string | null | undefined, { labels, card }: StaffWords): string => {
  // Judged as a whole: what is cut could hide what makes it sensitive
  if (touches(text ?? '').length > 0) return card.sensitive
  const line = mask(text ?? '')
    .text.replace(/\s+/g, ' ')
    .trim()
  return line && labels.quoted(cutBefore(line, BEGINNING))
}
const BEGINNING = 80

/** The language the customer reads, by its name. */
export const languageOf = ({ language }: Pick<Case, 'language'>, { locale }: StaffWords): string =>
  new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? language

/** Which that is, where it is another than the reader's. */
export const readsOther = (found: Pick<Case, 'language'>, words: StaffWords): string | undefined =>
  found.language.split('-', 1)[0] === words.language
    ? undefined
    : words.card.facts.reads(languageOf(found, words))

/** What the customer asks for instead of what was promised. Pure. */
export const wishParts = ({ remedies, abusiveAt }: Case, words: StaffWords): CardPart[] =>
  remedies
    .filter(({ doneAt, changeAsked }) => !doneAt && changeAsked)
    .map((remedy) => ({
      kind: 'quote',
      label: words.card.waiting.change(remedyLabel(remedy, words)),
      text: remedy.changeAsked!,
      ...(abusiveAt ? { folded: true } : {}),
    }))
