import { localeOf } from '../locales/index.ts'
import { box, paragraph, said, small } from './blocks.tsx'
import { type CaseMailProps, type Next, next, opening, renderCaseMail } from './caseFrame.ts'
import { buttons } from './choices.tsx'
import { timeOf } from './figures.ts'
import { line, type RenderedMail } from './look.ts'

type Worded = CaseMailProps & { words: string }

const from = ({ language, person, brand }: CaseMailProps) =>
  localeOf(language).mails.case.signature(line(person), line(brand.name))

/** The liaison's own words, under the liaison's name. */
export const apologyMail = (props: Worded & { next: Next }): RenderedMail => {
  const say = localeOf(props.language).mails.case
  const body = [...opening(props, props.words), said(props.words)]
  return renderCaseMail(props, say.apology.subject(from(props)), props.words, body, next(props, props.next))
}

export const progressMail = (props: Worded & { next: Next }): RenderedMail => {
  const say = localeOf(props.language).mails.case.progress
  const body = [...opening(props, props.words), said(props.words)]
  return renderCaseMail(props, say.subject, props.words, body, next(props, props.next))
}

/** A question to the customer, and by when we come back without an answer. */
export const questionMail = (props: Worded & { due: Date | null }): RenderedMail => {
  const { mails, casePage } = localeOf(props.language)
  const say = mails.case
  const { due, words, caseUrl } = props
  return renderCaseMail(props, say.question.subject(from(props)), words, [
    ...opening(props, words),
    said(words),
    buttons([{ url: caseUrl, label: say.question.answer }]),
    small(say.question.how),
    ...(due ? [small(casePage.comeBack(timeOf(props, due)))] : []),
  ])
}

/** What happened, as we understood it. */
export const accountMail = (props: Worded): RenderedMail => {
  const { account } = localeOf(props.language).mails.case
  return renderCaseMail(props, account.subject, props.words.trim() || account.lead, [
    ...opening(props),
    paragraph(account.lead),
    box('', props.words, []),
    paragraph(account.how),
    buttons([{ url: props.caseUrl, label: account.look }]),
  ])
}

/** One sentence of the finding: what changed because of this customer. */
export const changedMail = (props: Worded): RenderedMail => {
  const { changed } = localeOf(props.language).mails.case
  return renderCaseMail(props, changed.subject, props.words, [
    ...opening(props, props.words),
    paragraph(changed.lead),
    said(props.words),
  ])
}

/** The new link that was asked for. */
export const linkMail = (props: CaseMailProps): RenderedMail => {
  const { link, open } = localeOf(props.language).mails.case
  return renderCaseMail(props, link.subject, link.lead, [
    ...opening(props),
    paragraph(link.lead),
    buttons([{ url: props.caseUrl, label: open }]),
    small(link.unasked),
  ])
}
