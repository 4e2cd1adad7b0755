import { localeOf, wordFor } from '../locales/index.ts'
import { facts, paragraph, question, quietLink, small } from './blocks.tsx'
import { callName } from './callName.ts'
import { scale } from './choices.tsx'
import { renderMail } from './document.tsx'
import { timeOf } from './figures.ts'
import { type Common, line, type RenderedMail } from './look.ts'

export type InvitationProps = Common & {
  contact: { channel: string; endedAt: Date; reference: string | null; staffMember: string | null }
  surveyUrl: string
  /** The page behind the visible link; the mail's header has the same address. */
  unsubscribeUrl: string
  expiresAt: Date
}

/** Asks how a contact went: five answers, each a link that opens the page with it chosen. */
export const invitationMail = (props: InvitationProps): RenderedMail => ask(props, false)

/** The same question a second and last time. */
export const reminderMail = (props: InvitationProps): RenderedMail => ask(props, true)

const ask = (props: InvitationProps, again: boolean): RenderedMail => {
  const { brand, contact, language, surveyUrl, unsubscribeUrl, expiresAt } = props
  const { mails: words, pages } = localeOf(language)
  const { invitation: say } = words
  const { scores } = pages
  const thing = (wordFor(words.thing, contact.channel) ?? words.thing.other)(line(brand.name))
  const [worst, , , , best] = scores
  const answers = scores.map((meaning, at) => ({
    url: `${surveyUrl}?score=${at + 1}`,
    label: String(at + 1),
    spoken: say.scale(at + 1, meaning),
  }))
  const rows: [string, string | null][] = [
    [words.about, wordFor(pages.channel, contact.channel) ?? null],
    [words.when, timeOf(props, contact.endedAt)],
    [words.with, line(contact.staffMember ?? '')],
    [words.reference, line(contact.reference ?? '')],
  ]
  return renderMail(
    props,
    (again ? say.reminderSubject : say.subject)(thing),
    say.preheader,
    [
      paragraph(words.greeting(callName(props.customerName))),
      paragraph(again ? say.reminderLead : say.lead),
      facts(rows.flatMap(([label, value]) => (value ? [[label, value]] : []))),
      question(pages.survey.question),
      scale(answers, worst, best),
      small(`${say.how} ${say.open(timeOf(props, expiresAt))}`),
    ],
    [small(`${say.why(line(brand.name))} ${say.noReply}`), quietLink(unsubscribeUrl, say.unsubscribe)],
  )
}
