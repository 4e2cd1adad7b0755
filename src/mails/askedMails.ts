import { localeOf } from '../locales/index.ts'
import { paragraph, question, said, small } from './blocks.tsx'
import {
  type CaseMailProps,
  opening,
  type Remedy,
  remedyBox,
  remedyName,
  renderCaseMail,
} from './caseFrame.ts'
import { buttons } from './choices.tsx'
import type { RenderedMail } from './look.ts'

export type DoneProps = CaseMailProps & { done: string; remedies: Remedy[] }

const link = (props: CaseMailProps, answer: 'yes' | 'partly' | 'not yet') => ({
  label: localeOf(props.language).casePage.answers[answer],
  url: `${props.caseUrl}?answer=${encodeURIComponent(answer)}`,
})

/** What the inbox shows beside the subject. */
const whatWasDone = (props: DoneProps): string =>
  props.done.trim() ||
  props.remedies.map((remedy) => remedyName(props, remedy)).join('; ') ||
  localeOf(props.language).mails.case.done.how

/** What was done, and the question if it is put right. Opening an answer's link records nothing. */
export const doneMail = (props: DoneProps): RenderedMail => asked(props, false)

export const doneReminderMail = (props: DoneProps): RenderedMail => asked(props, true)

const asked = (props: DoneProps, again: boolean): RenderedMail => {
  const { mails, casePage } = localeOf(props.language)
  const say = mails.case.done
  return renderCaseMail(props, again ? say.reminderSubject : say.subject, whatWasDone(props), [
    ...opening(props),
    paragraph(again ? say.reminderLead : say.lead),
    said(props.done),
    ...props.remedies.map((remedy) => remedyBox(props, remedy)),
    question(casePage.asked),
    buttons((['yes', 'partly', 'not yet'] as const).map((answer) => link(props, answer))),
    small(again ? `${say.how} ${say.last}` : say.how),
  ])
}

/** A yes that was spoken: the customer has it in writing, and can say otherwise. */
export const spokenMail = (props: CaseMailProps): RenderedMail => {
  const { spoken } = localeOf(props.language).mails.case
  return renderCaseMail(props, spoken.subject, spoken.lead, [
    ...opening(props),
    paragraph(spoken.lead),
    paragraph(spoken.how),
    buttons([link(props, 'not yet')]),
  ])
}
