import { localeOf } from '../locales/index.ts'
import { type Block, box, paragraph, said } from './blocks.tsx'
import {
  type CaseMailProps,
  opening,
  type Promised,
  type Remedy,
  remedyBox,
  remedyName,
  renderCaseMail,
} from './caseFrame.ts'
import { timeOf } from './figures.ts'
import { line, type RenderedMail } from './look.ts'

/** A promise that was withdrawn, why, and the rights that outlive an end. */
export type Withdrawn = { what: Remedy | 'word' | 'request' | 'call-back'; when: Date | null; why: string }
export type AtEnd = { withdrawn: Withdrawn[]; owed: Promised[] }

export const atEnd = (props: CaseMailProps, { withdrawn, owed }: AtEnd): Block[] => {
  const say = localeOf(props.language).mails.case.atEnd
  const named = ({ what, when }: Withdrawn): string => {
    if (typeof what !== 'string') return remedyName(props, what)
    return what === 'request' ? say.request : say[what](when ? timeOf(props, when) : '')
  }
  return [
    ...(withdrawn.length > 0 ? [paragraph(say.withdrawn)] : []),
    ...withdrawn.map((one) => box(named(one), one.why, [])),
    ...(owed.length > 0 ? [paragraph(say.owed)] : []),
    ...owed.map((one) => remedyBox(props, one)),
  ]
}

/** A promise that is withdrawn without another word about the end. */
export const withdrawnMail = (props: CaseMailProps & { end: AtEnd }): RenderedMail => {
  const { subject, withdrawn } = localeOf(props.language).mails.case.atEnd
  return renderCaseMail(props, subject, withdrawn, [...opening(props), ...atEnd(props, props.end)])
}

/** A right that is disputed: why, and where the customer can take it. */
export const disputedMail = (
  props: CaseMailProps & { words: string; remedy: Remedy; body: string },
): RenderedMail => {
  const { mails, casePage } = localeOf(props.language)
  return renderCaseMail(props, mails.case.atEnd.disputed, props.words, [
    ...opening(props, props.words),
    paragraph(remedyName(props, props.remedy)),
    said(props.words),
    paragraph(casePage.dispute(line(props.body))),
  ])
}
