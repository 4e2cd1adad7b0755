import { localeOf } from '../locales/index.ts'
import { buttons, paragraph, said, small } from './blocks.tsx'
import { type CaseMailProps, drawn, opening } from './caseFrame.ts'
import { timeOf } from './figures.ts'
import { type Drawn, line } from './look.ts'

/** Who has the case now. */
export const handoverMail = (props: CaseMailProps & { to: string; department: string | null }): Drawn => {
  const { handover } = localeOf(props.language).mails.case
  const to = line(props.to)
  return drawn(props, handover.subject(to), handover.rest, [
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

/** A call that is booked, moved, cancelled, or near. Of the number only its end is written. */
export const callMail = (props: CallProps): Drawn => {
  const { mails, casePage } = localeOf(props.language)
  const say = mails.case.call
  const { what, at, phone, caseUrl } = props
  const when = timeOf(props, at)
  const ending = phone.replace(/\D/g, '').slice(-2)
  const lead = what === 'cancelled' ? say.cancelledLead(when) : casePage.callAt(when, ending)
  return drawn(props, say[what], lead, [
    ...opening(props),
    paragraph(lead),
    paragraph(what === 'cancelled' ? say.again : say.change),
    buttons([{ url: caseUrl, label: mails.case.open }]),
  ])
}

/** A manager's final answer with its reasons, and where a dispute can be taken. */
export const finalAnswerMail = (props: CaseMailProps & { words: string; body: string | null }): Drawn => {
  const { mails, casePage } = localeOf(props.language)
  return drawn({ ...props, closed: true }, mails.case.final, props.words, [
    ...opening(props, props.words),
    said(props.words),
    ...(props.body ? [paragraph(casePage.dispute(line(props.body)))] : []),
  ])
}

/** A case that ended because the customer said so. */
export const endedMail = (props: CaseMailProps & { why: 'withdrawn' | 'answered by mistake' }): Drawn => {
  const { ended } = localeOf(props.language).mails.case
  return drawn({ ...props, closed: true }, ended.subject, ended[props.why], [
    ...opening(props),
    paragraph(ended[props.why]),
    small(ended.wrong(props.brand.replyTo)),
  ])
}
