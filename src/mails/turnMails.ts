import { localeOf } from '../locales/index.ts'
import { paragraph, said, small } from './blocks.tsx'
import { type CaseMailProps, opening, renderCaseMail } from './caseFrame.ts'
import { buttons } from './choices.tsx'
import { type AtEnd, atEnd } from './endMails.ts'
import { timeOf } from './figures.ts'
import { line, type RenderedMail } from './look.ts'

/** Who has the case now. */
export const handoverMail = (
  props: CaseMailProps & { to: string; department: string | null },
): RenderedMail => {
  const { handover } = localeOf(props.language).mails.case
  const to = line(props.to)
  return renderCaseMail(props, handover.subject(to), handover.rest, [
    ...opening(props),
    paragraph(handover.lead(to, props.department && line(props.department))),
    paragraph(handover.rest),
  ])
}

export type CallProps = CaseMailProps & {
  at: Date
  phone: string
  what: 'booked' | 'moved' | 'cancelled' | 'near'
}

/** A call that is booked, moved, cancelled, or near. Only the end of the number is written. */
export const callMail = (props: CallProps): RenderedMail => {
  const { mails, casePage } = localeOf(props.language)
  const say = mails.case.call
  const { what, at, phone, caseUrl } = props
  const when = timeOf(props, at)
  const ending = phone.replace(/\D/g, '').slice(-2)
  const lead = what === 'cancelled' ? say.cancelledLead(when) : casePage.callAt(when, ending)
  return renderCaseMail(props, say[what], lead, [
    ...opening(props),
    paragraph(lead),
    paragraph(what === 'cancelled' ? say.again : say.change),
    buttons([{ url: caseUrl, label: mails.case.open }]),
  ])
}

/** A manager's final answer with its reasons, and where a dispute can be taken. */
export const finalAnswerMail = (
  props: CaseMailProps & { words: string; body: string | null; end: AtEnd },
): RenderedMail => {
  const { mails, casePage } = localeOf(props.language)
  return renderCaseMail({ ...props, closed: true }, mails.case.final, props.words, [
    ...opening(props, props.words),
    said(props.words),
    ...atEnd(props, props.end),
    ...(props.body ? [paragraph(casePage.dispute(line(props.body)))] : []),
  ])
}

/** A case that ended because the customer said so. */
export const endedMail = (
  props: CaseMailProps & { why: 'withdrawn' | 'answered by mistake'; end: AtEnd },
): RenderedMail => {
  const { ended } = localeOf(props.language).mails.case
  return renderCaseMail(props, ended.subject, ended[props.why], [
    ...opening(props),
    paragraph(ended[props.why]),
    ...atEnd(props, props.end),
    small(ended.wrong),
  ])
}
