import { type Block, box, buttons, paragraph, question, quietLink, said, signature, small } from './blocks.ts'
import { draw } from './document.ts'
import { money, timeOf } from './figures.ts'
import { type Common, callable, type Drawn, line } from './look.ts'
import { wordsFor } from './words/words.ts'

export type Remedy = { kind: string; words: string; amount: string | null; currency: string | null }

export type CaseMailProps = Common & {
  caseUrl: string
  /** The customer's order or ticket, for the subject. */
  reference: string | null
  /** Who writes: the liaison, by name. */
  person: string
}

export type Promised = Remedy & { due: Date }

type Next = { kind: 'first word' | 'next word' | 'remedy'; due: Date } | null

/** The liaison's own words, under the liaison's name. */
export const apologyMail = (props: CaseMailProps & { words: string; next: Next }): Drawn => {
  const say = wordsFor(props.language).case
  const from = say.signature(line(props.person), line(props.brand.name))
  const body = [...opening(props, props.words), said(props.words)]
  return drawn(props, say.apology.subject(from), props.words, body, next(props, props.next))
}

export const progressMail = (props: CaseMailProps & { words: string; next: Next }): Drawn => {
  const say = wordsFor(props.language).case.progress
  const body = [...opening(props, props.words), said(props.words)]
  return drawn(props, say.subject, props.words, body, next(props, props.next))
}

export const remedyPromisedMail = (props: CaseMailProps & { remedy: Promised }): Drawn => {
  const { promised } = wordsFor(props.language).case
  return drawn(props, promised.subject, props.remedy.words, [
    ...opening(props),
    paragraph(promised.lead),
    remedyBox(props, props.remedy),
    paragraph(promised.promise),
  ])
}

/** Some of what was promised is done; `left` is not yet. */
export const remedyDoneMail = (
  props: CaseMailProps & { words: string; remedies: Remedy[]; left: Promised[] },
): Drawn => {
  const { kept, still } = wordsFor(props.language).case
  return drawn(props, kept.subject, props.words, [
    ...opening(props, props.words),
    said(props.words),
    ...props.remedies.map((remedy) => remedyBox(props, remedy)),
    ...(props.left.length > 0 ? [paragraph(still)] : []),
    ...props.left.map((remedy) => remedyBox(props, remedy)),
  ])
}

export type DoneProps = CaseMailProps & { done: string; remedies: Remedy[] }

/** What was done, and the question if it is put right. Opening an answer's link records nothing. */
export const doneMail = (props: DoneProps): Drawn => asked(props, false)

export const doneReminderMail = (props: DoneProps): Drawn => asked(props, true)

const asked = (props: DoneProps, again: boolean): Drawn => {
  const { case: words, page } = wordsFor(props.language)
  const say = words.done
  const answers = (['yes', 'partly', 'not yet'] as const).map((answer) => ({
    label: page.case.answers[answer],
    url: `${props.caseUrl}?answer=${encodeURIComponent(answer)}`,
  }))
  return drawn(props, again ? say.reminderSubject : say.subject, say.how, [
    ...opening(props),
    paragraph(again ? say.reminderLead : say.lead),
    said(props.done),
    ...props.remedies.map((remedy) => remedyBox(props, remedy)),
    question(page.case.asked),
    buttons(answers),
    small(again ? `${say.how} ${say.last}` : say.how),
  ])
}

const greets =
  /^(hi|hello|dear|hej|hei|hallå|kära|käre|kjære|bästa|bäste|(good|god) (morning|afternoon|evening|day|morgon|dag|kväll|morgen|kveld))(?!\p{L})/iu

/** Greets, unless the liaison's own words do. */
const opening = ({ customerName, language }: CaseMailProps, words = ''): Block[] =>
  greets.test(words.trim()) ? [] : [paragraph(wordsFor(language).greeting(callable(customerName)))]

const drawn = (
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
    [small(words.replyToReach(line(person))), quietLink(caseUrl, words.case.open)],
  )
}

const next = ({ language, timeZone }: CaseMailProps, promise: Next): Block[] => {
  if (!promise) return []
  const { page, case: say } = wordsFor(language)
  const when = timeOf(page.locale, timeZone, promise.due)
  return [paragraph(promise.kind === 'remedy' ? say.nextRemedy(when) : say.nextWord(when))]
}

const remedyBox = ({ language, timeZone }: CaseMailProps, remedy: Remedy & { due?: Date }): Block => {
  const { page, case: say } = wordsFor(language)
  const { locale } = page
  const name = Object.hasOwn(page.case.remedy, remedy.kind) ? page.case.remedy[remedy.kind]! : say.otherRemedy
  const sum = remedy.amount ? `, ${money(locale, remedy.amount, remedy.currency)}` : ''
  const due = remedy.due ? [`${say.due} ${timeOf(locale, timeZone, remedy.due)}`] : []
  return box(`${name}${sum}`, remedy.words, due)
}
