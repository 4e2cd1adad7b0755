import { money } from '../money.ts'
import { type Block, box, paragraph, quietLink, signature, small } from './blocks.ts'
import { draw } from './document.ts'
import { timeOf } from './figures.ts'
import { type Common, callable, type Drawn, line } from './look.ts'
import { wordsFor } from './words/words.ts'

export type Remedy = { kind: string; words: string; amount: string | null; currency: string | null }
export type Promised = Remedy & { due: Date }

export type CaseMailProps = Common & {
  caseUrl: string
  /** The customer's order or ticket, for the subject. */
  reference: string | null
  /** Who writes: the liaison, by name. */
  person: string
}

export type Next = { kind: 'first word' | 'next word' | 'remedy'; due: Date } | null

const greets =
  /^(hi|hello|dear|hej|hei|hallå|kära|käre|kjære|bästa|bäste|(good|god) (morning|afternoon|evening|day|morgon|dag|kväll|morgen|kveld))(?!\p{L})/iu

/** Greets, unless the liaison's own words do. */
export const opening = ({ customerName, language }: CaseMailProps, words = ''): Block[] =>
  greets.test(words.trim()) ? [] : [paragraph(wordsFor(language).greeting(callable(customerName)))]

/** A case's mail: who wrote it, how to reach them, the case page, and the case's own stop link. */
export const drawn = (
  props: CaseMailProps,
  subject: string,
  preheader: string,
  body: Block[],
  after: Block[] = [],
): Drawn => {
  const { brand, caseUrl, language, person, reference } = props
  const words = wordsFor(language)
  const about = reference ? ` (${line(reference)})` : ''
  return draw(
    props,
    `${subject}${about}`,
    preheader,
    [...body, signature(line(person), line(brand.name)), ...after],
    [
      small(words.replyToReach(line(person))),
      quietLink(caseUrl, words.case.open),
      quietLink(`${caseUrl}?stop`, words.page.case.stop),
    ],
  )
}

export const next = ({ language, timeZone }: CaseMailProps, promise: Next): Block[] => {
  if (!promise) return []
  const { page, case: say } = wordsFor(language)
  const when = timeOf(page.locale, timeZone, promise.due)
  return [paragraph(promise.kind === 'remedy' ? say.nextRemedy(when) : say.nextWord(when))]
}

export const remedyBox = ({ language, timeZone }: CaseMailProps, remedy: Remedy & { due?: Date }): Block => {
  const { page, case: say } = wordsFor(language)
  const { locale } = page
  const name = Object.hasOwn(page.case.remedy, remedy.kind) ? page.case.remedy[remedy.kind]! : say.otherRemedy
  const sum = remedy.amount ? `, ${money(locale, remedy.amount, remedy.currency)}` : ''
  const due = remedy.due ? [`${say.due} ${timeOf(locale, timeZone, remedy.due)}`] : []
  return box(`${name}${sum}`, remedy.words, due)
}
