import { allLists, localeOf, wordFor } from '../locales/index.ts'
import { money } from '../money.ts'
import { type Block, box, paragraph, quietLink, signature, small } from './blocks.tsx'
import { callName } from './callName.ts'
import { renderMail } from './document.tsx'
import { timeOf } from './figures.ts'
import { type Common, line, type RenderedMail } from './look.ts'

export type Remedy = { kind: string; words: string; amount: string | null; currency: string | null }
export type Promised = Remedy & { due: Date }

export type CaseMailProps = Common & {
  caseUrl: string
  /** The customer's order or ticket, for the subject. */
  reference: string | null
  /** Who writes: the liaison, by name. */
  person: string
  /** What else was promised or done in the same step, after the mail's own words. */
  more?: Block[]
  /** The case has ended so that its page takes no words: they go to the brand's mailbox. */
  closed?: boolean
}

export type Next = { kind: 'first word' | 'next word' | 'remedy'; due: Date } | null

const greets = new RegExp(
  `^(${allLists()
    .flatMap(({ greetings }) => greetings)
    .join('|')})(?!\\p{L})`,
  'iu',
)

/** Greets, unless the liaison's own words do. */
export const opening = ({ customerName, language }: CaseMailProps, words = ''): Block[] =>
  greets.test(words.trim()) ? [] : [paragraph(localeOf(language).mails.greeting(callName(customerName)))]

/** A case's mail: who wrote it, where words reach them, the case page, and the case's own stop link. */
export const renderCaseMail = (
  props: CaseMailProps,
  subject: string,
  preheader: string,
  body: Block[],
  after: Block[] = [],
): RenderedMail => {
  const { brand, caseUrl, closed, language, person, reference } = props
  const { mails, casePage } = localeOf(language)
  const about = reference ? ` (${line(reference)})` : ''
  return renderMail(
    props,
    `${subject}${about}`,
    preheader,
    [...body, ...(props.more ?? []), signature(line(person), line(brand.name)), ...after],
    [
      small(closed ? mails.case.mailbox(brand.replyTo) : mails.case.writeThere(line(person))),
      quietLink(caseUrl, mails.case.open),
      quietLink(`${caseUrl}?stop`, casePage.stop),
    ],
  )
}

export const next = (props: CaseMailProps, promise: Next): Block[] => {
  if (!promise) return []
  const { case: say } = localeOf(props.language).mails
  const when = timeOf(props, promise.due)
  return [paragraph(promise.kind === 'remedy' ? say.nextRemedy(when) : say.nextWord(when))]
}

/** "Refund, 250 kr" */
export const remedyName = ({ language }: CaseMailProps, { kind, amount, currency }: Remedy): string => {
  const { pages, casePage, mails } = localeOf(language)
  const name = wordFor(casePage.remedy, kind) ?? mails.case.otherRemedy
  return amount ? `${name}, ${money(pages, amount, currency)}` : name
}

export const remedyBox = (props: CaseMailProps, remedy: Remedy & { due?: Date }): Block => {
  const { due } = localeOf(props.language).mails.case
  const by = remedy.due ? [`${due} ${timeOf(props, remedy.due)}`] : []
  return box(remedyName(props, remedy), remedy.words, by)
}
