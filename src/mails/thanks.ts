import { paragraph, said, signature, small } from './blocks.ts'
import { callName } from './callName.ts'
import { draw } from './document.ts'
import { type Common, type Drawn, line } from './look.ts'
import { wordsFor } from './words/words.ts'

export type ThanksProps = Pick<Common, 'brand' | 'language'> & {
  /** The staff member. */
  name: string
  /** The customer's words. */
  words: string[]
  passedBy: string
}

const WORDS = {
  en: {
    subject: 'A customer says thank you',
    hello: (name: string | null) => (name ? `Hello ${name},` : 'Hello,'),
    lead: (brand: string) => `a customer of ${brand} was glad to meet you, and said so:`,
    close: 'Thank you. It makes a difference.',
    why: 'You get this because a customer thanked you in a survey and a colleague passed it on. It is counted nowhere.',
  },
  sv: {
    subject: 'En kund vill tacka dig',
    hello: (name: string | null) => (name ? `Hej ${name}!` : 'Hej!'),
    lead: (brand: string) => `En kund hos ${brand} blev glad över ditt bemötande och skrev:`,
    close: 'Tack. Det gör skillnad.',
    why: 'Du får det här för att en kund tackade dig i en enkät och en kollega förde det vidare. Det räknas ingenstans.',
  },
  nb: {
    subject: 'En kunde vil takke deg',
    hello: (name: string | null) => (name ? `Hei ${name}!` : 'Hei!'),
    lead: (brand: string) => `En kunde hos ${brand} ble glad for måten du møtte dem på, og skrev:`,
    close: 'Takk. Det betyr noe.',
    why: 'Du får dette fordi en kunde takket deg i en undersøkelse og en kollega sendte det videre. Det telles ingen steder.',
  },
}

/** A customer's thanks to a staff member, in the brand's language. Nothing in it says who the customer is. */
export const thanksMail = ({ brand, language, name, words, passedBy }: ThanksProps): Drawn => {
  const say = WORDS[language as keyof typeof WORDS] ?? WORDS.en
  return draw(
    { brand, language },
    say.subject,
    words[0] ?? say.subject,
    [
      paragraph(say.hello(callName(name) && line(name))),
      paragraph(say.lead(line(brand.name))),
      ...words.map((one) => said(wordsFor(language).quote(one.trim()))),
      paragraph(say.close),
      signature(line(passedBy), line(brand.name)),
    ],
    [small(say.why)],
  )
}
