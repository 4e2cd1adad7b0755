import { localeOf } from '../locales/index.ts'
import { paragraph, said } from './blocks.tsx'
import {
  type CaseMailProps,
  opening,
  type Promised,
  type Remedy,
  remedyBox,
  remedyName,
  renderCaseMail,
} from './caseFrame.ts'
import type { RenderedMail } from './look.ts'

export const remedyPromisedMail = (props: CaseMailProps & { remedy: Promised }): RenderedMail => {
  const { promised } = localeOf(props.language).mails.case
  return renderCaseMail(
    props,
    promised.subject,
    props.remedy.words.trim() || remedyName(props, props.remedy),
    [
      ...opening(props),
      paragraph(promised.lead),
      remedyBox(props, props.remedy),
      paragraph(promised.promise),
    ],
  )
}

/** What was said to be done is not: it is owed still, by another date. */
export const correctionMail = (props: CaseMailProps & { words: string; remedy: Promised }): RenderedMail => {
  const { correction } = localeOf(props.language).mails.case
  return renderCaseMail(props, correction.subject, props.words, [
    ...opening(props, props.words),
    said(props.words),
    paragraph(correction.lead),
    remedyBox(props, props.remedy),
  ])
}

/** Some of what was promised is done; `left` is not yet. */
export const remedyDoneMail = (
  props: CaseMailProps & { words: string; remedies: Remedy[]; left: Promised[] },
): RenderedMail => {
  const { kept, still } = localeOf(props.language).mails.case
  const done = props.remedies.map((remedy) => remedyName(props, remedy)).join('; ')
  return renderCaseMail(
    props,
    props.left.length > 0 ? kept.partSubject : kept.subject,
    props.words.trim() || done,
    [
      ...opening(props, props.words),
      ...(props.words ? [said(props.words)] : []),
      ...props.remedies.map((remedy) => remedyBox(props, remedy)),
      ...(props.left.length > 0 ? [paragraph(still)] : []),
      ...props.left.map((remedy) => remedyBox(props, remedy)),
    ],
  )
}
