import { paragraph, said } from './blocks.ts'
import { type CaseMailProps, drawn, opening, type Promised, type Remedy, remedyBox } from './caseFrame.ts'
import type { Drawn } from './look.ts'
import { wordsFor } from './words/words.ts'

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
    ...(props.words ? [said(props.words)] : []),
    ...props.remedies.map((remedy) => remedyBox(props, remedy)),
    ...(props.left.length > 0 ? [paragraph(still)] : []),
    ...props.left.map((remedy) => remedyBox(props, remedy)),
  ])
}
