import { localeOf } from '../locales/index.ts'
import { paragraph, said, signature, small } from './blocks.tsx'
import { callName } from './callName.ts'
import { renderMail } from './document.tsx'
import { type Common, line, type RenderedMail } from './look.ts'

export type ThanksProps = Pick<Common, 'brand' | 'language'> & {
  /** The staff member. */
  name: string
  /** The customer's words. */
  words: string[]
  passedBy: string
}

/** A customer's thanks to a staff member, in the brand's language. Nothing in it says who the customer is. */
export const thanksMail = ({ brand, language, name, words, passedBy }: ThanksProps): RenderedMail => {
  const { mails } = localeOf(language)
  const say = mails.thanks
  return renderMail(
    { brand, language },
    say.subject,
    words[0] ?? say.subject,
    [
      paragraph(mails.greeting(callName(name) && line(name))),
      paragraph(say.lead(line(brand.name))),
      ...words.map((one) => said(mails.quote(one.trim()))),
      paragraph(say.close),
      signature(line(passedBy), line(brand.name)),
    ],
    [small(say.why)],
  )
}
