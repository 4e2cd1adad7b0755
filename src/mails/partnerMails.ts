import { localeOf } from '../locales/index.ts'
import { inZone, timeOf as momentOf } from '../locales/times.ts'
import { box, paragraph, signature, small } from './blocks.tsx'
import { buttons } from './choices.tsx'
import { renderMail } from './document.tsx'
import { type Common, line, type RenderedMail } from './look.ts'

export type PartnerMailProps = Pick<Common, 'brand' | 'language' | 'timeZone' | 'now'> & {
  what: 'asked' | 'withdrawn'
  partner: string
  /** Who asks. */
  person: string | null
  number: number
  deed: string
  due: Date
  url: string
}

/** A request to a partner, in their language: the deed and its date, and nothing of the customer. Pure. */
export const partnerMail = (props: PartnerMailProps): RenderedMail => {
  const { brand, language, timeZone, now, what, partner, person, number, deed, due, url } = props
  const { mails, pages } = localeOf(language)
  const say = mails.partner
  const name = line(brand.name)
  const reader = { locale: pages.locale, timeZone, now, zoneNamed: true }
  const by = momentOf(due, reader) + inZone(due, reader)
  const who = person ? line(person) : name
  const asked = what === 'asked'
  return renderMail(
    { brand, language },
    (asked ? say.subject : say.withdrawnSubject)(name, number),
    asked ? deed : say.withdrawn,
    [
      paragraph(say.greeting(line(partner))),
      paragraph(asked ? say.lead(who, name) : say.withdrawn),
      box('', deed, [`${say.by} ${by}`]),
      ...(asked ? [buttons([{ url, label: say.open }]), small(say.how)] : []),
      signature(who, name),
    ],
    [small(asked ? say.why(name) : say.whyWithdrawn(name))],
  )
}
