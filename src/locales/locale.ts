import type { casePage } from './en/casePage.ts'
import type { dataCopy } from './en/dataCopy.ts'
import type { dataValues } from './en/dataValues.ts'
import type { lists } from './en/lists.ts'
import type { mails } from './en/mails.ts'
import type { pages } from './en/pages.ts'
import type { partnerPage } from './en/partnerPage.ts'
import type { yourData } from './en/yourData.ts'

/** English names every word: a language that lacks one does not compile. */
export type PageWords = typeof pages

/** What a customer reads in the story of their case, by the kind of event. */
export type StepKind = keyof typeof casePage.steps

export type CaseWords = Omit<typeof casePage, 'steps'> & {
  steps: Record<StepKind, (by: string | null, when: string, answer: string) => string>
}

/** The channels of contacts that we have words for. */
type Channel = keyof PageWords['channel']

export type MailWords = Omit<typeof mails, 'thing'> & {
  thing: Record<Channel | 'other', (brand: string) => string>
}

/** What a partner reads on the page of a request. */
export type PartnerWords = typeof partnerPage

/** What customers read where they ask for their data. */
export type DataWords = typeof yourData

/** The copy of it, and what its values mean. */
export type CopyWords = typeof dataCopy
export type ValueWords = typeof dataValues

/** What is recognised in words that people write. */
export type Lists = typeof lists

/** A language's folder, as its index.ts exports it. */
export type Locale = {
  pages: PageWords
  casePage: CaseWords
  partnerPage: PartnerWords
  mails: MailWords
  yourData: DataWords
  dataCopy: CopyWords
  dataValues: ValueWords
  lists: Lists
}
