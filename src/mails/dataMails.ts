import { localeOf } from '../locales/index.ts'
import { zonedTimeOf } from '../locales/times.ts'
import { paragraph, small } from './blocks.tsx'
import { callName } from './callName.ts'
import { buttons } from './choices.tsx'
import { renderMail } from './document.tsx'
import { type Common, line, type RenderedMail } from './look.ts'

type DataMailProps = Common & {
  what: 'copy' | 'erasure'
  url: string
  /** Until when the link asks for a yes. */
  until: Date
}

/** Asks a customer to confirm that they want a copy of their data, or its erasure. Opening the link does nothing. Pure. */
export const dataMail = (props: DataMailProps): RenderedMail => {
  const { brand, customerName, language, what, url, until } = props
  const { mails, pages, yourData } = localeOf(language)
  const say = yourData.mail
  const name = line(brand.name)
  return renderMail(
    props,
    say[what].subject(name),
    say[what].lead,
    [
      paragraph(mails.greeting(callName(customerName))),
      paragraph(say[what].lead),
      buttons([{ url, label: say.open }]),
      small(say.how(zonedTimeOf(until, { ...props, locale: pages.locale }))),
      paragraph(say.unasked),
    ],
    [small(say.why(name)), small(mails.case.mailbox(brand.replyTo))],
  )
}
