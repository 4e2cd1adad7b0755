import { buttons, paragraph, small } from '../mails/blocks.ts'
import { draw } from '../mails/document.ts'
import type { Common, Drawn } from '../mails/look.ts'

export type DeskMail = { brand: Common['brand']; organisation: string }

/** The personal link. The page it leads to has the button that uses it: programs open every link of a mail. */
export const signInMail = ({ brand }: DeskMail, url: string): Drawn =>
  draw(
    { brand, language: 'en' },
    'Your link to sign in',
    'It works once, within 15 minutes.',
    [
      paragraph('Here is your link to the desk. It works once, within 15 minutes.'),
      buttons([{ url, label: 'Go to the desk' }]),
    ],
    [small(`Somebody asked for it with your address. If it was not you, just leave it.`)],
  )

/** Tells that something waits. No word of it is in the mail: it is for the desk alone. */
export const callMail = ({ brand }: DeskMail, url: string, waiting: number): Drawn => {
  const what = waiting === 1 ? 'A message waits' : `${waiting} messages wait`
  return draw(
    { brand, language: 'en' },
    `${what} for you on the desk`,
    'What it is about stands on the desk.',
    [paragraph(`${what} for you on the desk.`), buttons([{ url, label: 'Go to the desk' }])],
    [small(`You get this mail at most once an hour, and only while something waits.`)],
  )
}
