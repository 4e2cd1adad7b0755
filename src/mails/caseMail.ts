import { type Block, box, buttons, paragraph, question, quietLink, said, signature, small } from './blocks.ts'
import { draw } from './document.ts'
import { money, timeOf } from './figures.ts'
import { type Common, callable, type Drawn, line } from './look.ts'
import { type Words, wordsFor } from './words/words.ts'

export type Remedy = { kind: string; words: string; amount: string | null; currency: string | null }

export type CaseMailProps = Common & {
  caseUrl: string
  /** The customer's order or ticket, for the subject. */
  reference: string | null
  /** Who writes: the liaison, by name. */
  person: string
}

type Next = { kind: 'first word' | 'next word' | 'remedy'; due: Date } | null

/** The liaison's own words, under the liaison's name. */
export const apologyMail = (props: CaseMailProps & { words: string; next: Next }): Drawn => {
  const say = wordsFor(props.language).case
  const from = say.signature(line(props.person), line(props.brand.name))
  return drawn(props, say.apology.subject(from), props.words, [said(props.words), ...next(props, props.next)])
}

export const progressMail = (props: CaseMailProps & { words: string; next: Next }): Drawn => {
  const say = wordsFor(props.language).case.progress
  return drawn(props, say.subject, props.words, [
    paragraph(say.lead),
    said(props.words),
    ...next(props, props.next),
  ])
}

export const remedyPromisedMail = (props: CaseMailProps & { remedy: Remedy; due: Date }): Drawn => {
  const { promised, due } = wordsFor(props.language).case
  const when = timeOf(wordsFor(props.language).locale, props.timeZone, props.due)
  return drawn(props, promised.subject, `${due} ${when}`, [
    paragraph(promised.lead),
    remedyBox(props, props.remedy, [`${due} ${when}`]),
    paragraph(promised.promise),
  ])
}

export const remedyDoneMail = (props: CaseMailProps & { remedy: Remedy }): Drawn => {
  const { kept } = wordsFor(props.language).case
  return drawn(props, kept.subject, kept.lead, [paragraph(kept.lead), remedyBox(props, props.remedy, [])])
}

export type DoneProps = CaseMailProps & { done: string; remedies: Remedy[] }

/** What was done, and the question if it is put right. Opening an answer's link records nothing. */
export const doneMail = (props: DoneProps): Drawn => asked(props, false)

export const doneReminderMail = (props: DoneProps): Drawn => asked(props, true)

const asked = (props: DoneProps, again: boolean): Drawn => {
  const say = wordsFor(props.language).case.done
  const answer = (label: string, value: string) => ({ label, url: `${props.caseUrl}?answer=${value}` })
  return drawn(props, again ? say.reminderSubject : say.subject, say.how, [
    paragraph(again ? say.reminderLead : say.lead),
    said(props.done),
    ...props.remedies.map((remedy) => remedyBox(props, remedy, [])),
    question(say.question),
    buttons([answer(say.yes, 'yes'), answer(say.partly, 'partly'), answer(say.notYet, 'not-yet')]),
    small(again ? `${say.how} ${say.last}` : say.how),
  ])
}

const drawn = (props: CaseMailProps, subject: string, preheader: string, body: Block[]): Drawn => {
  const { brand, caseUrl, customerName, language, person, reference } = props
  const words = wordsFor(language)
  const about = reference ? ` (${line(reference)})` : ''
  return draw(
    props,
    `${subject}${about}`,
    preheader,
    [paragraph(words.greeting(callable(customerName))), ...body, signature(line(person), line(brand.name))],
    [small(words.replyToReach(line(person))), quietLink(caseUrl, words.case.open)],
  )
}

const next = ({ language, timeZone }: CaseMailProps, promise: Next): Block[] => {
  if (!promise) return []
  const { locale, case: say } = wordsFor(language)
  const when = timeOf(locale, timeZone, promise.due)
  return [paragraph(promise.kind === 'remedy' ? say.nextRemedy(when) : say.nextWord(when))]
}

const remedyBox = ({ language }: CaseMailProps, remedy: Remedy, notes: string[]): Block => {
  const { locale, case: say }: Words = wordsFor(language)
  const name = say.remedies[remedy.kind] ?? say.otherRemedy
  const sum = remedy.amount ? `, ${money(locale, remedy.amount, remedy.currency)}` : ''
  return box(`${name}${sum}`, remedy.words, notes)
}
