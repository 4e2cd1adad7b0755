import { facts, paragraph, question, quietLink, scale, small } from './blocks.ts'
import { draw } from './document.ts'
import { timeOf } from './figures.ts'
import { type Common, callable, type Drawn, line } from './look.ts'
import { type Thing, wordsFor } from './words/words.ts'

export type InvitationProps = Common & {
  contact: { channel: string; endedAt: Date; reference: string | null; staffMember: string | null }
  surveyUrl: string
  /** The page behind the visible link; the mail's header has the same address. */
  unsubscribeUrl: string
  expiresAt: Date
}

/** Asks how a contact went: five answers, each a link that opens the page with it chosen. */
export const invitationMail = (props: InvitationProps): Drawn => drawn(props, false)

/** The same question a second and last time. */
export const reminderMail = (props: InvitationProps): Drawn => drawn(props, true)

const drawn = (props: InvitationProps, again: boolean): Drawn => {
  const { brand, contact, language, timeZone, surveyUrl, unsubscribeUrl, expiresAt } = props
  const words = wordsFor(language)
  const { invitation: say, locale } = words
  const channel = Object.hasOwn(words.thing, contact.channel) ? (contact.channel as Thing) : 'other'
  const thing = words.thing[channel](line(brand.name))
  const ends = [say.worst, null, null, null, say.best]
  const answers = ends.map((end, at) => ({
    url: `${surveyUrl}?score=${at + 1}`,
    label: String(at + 1),
    spoken: say.scale(at + 1, end),
  }))
  const rows: [string, string | null][] = [
    [words.about, words.what[channel] ?? null],
    [words.when, timeOf(locale, timeZone, contact.endedAt)],
    [words.with, line(contact.staffMember ?? '')],
    [words.reference, line(contact.reference ?? '')],
  ]
  return draw(
    props,
    (again ? say.reminderSubject : say.subject)(thing),
    say.preheader,
    [
      paragraph(words.greeting(callable(props.customerName))),
      paragraph(again ? say.reminderLead : say.lead),
      facts(rows.flatMap(([label, value]) => (value ? [[label, value]] : []))),
      question(say.question),
      scale(answers, say.worst, say.best),
      small(`${say.how} ${say.open(timeOf(locale, timeZone, expiresAt))}`),
    ],
    [
      small(`${say.why(line(brand.name))} ${words.replyToReach(line(brand.senderName))}`),
      quietLink(unsubscribeUrl, say.unsubscribe),
    ],
  )
}
