import type {
  ChatDestination,
  cases,
  contacts,
  customers,
  departments,
  ProposalKind,
  ProposalState,
  remedies,
} from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import type { Answers } from '../../surveys/survey.ts'
import type { Account } from '../directory/accounts.ts'
import type { Goodwill } from '../remedies/authority.ts'
import type { Called } from './eventFacts.ts'
import type { FindingDraft } from './findings.ts'
import type { Confirmation } from './otherMoves.ts'

type Row = Omit<typeof cases.$inferSelect, 'responseId' | 'said' | 'announceAt' | 'message' | 'destination'>
type Contact = Pick<
  typeof contacts.$inferSelect,
  'channel' | 'staffMember' | 'reference' | 'language' | 'customerName'
>
type Customer = Pick<typeof customers.$inferSelect, 'email' | 'phone'>
type Department = Pick<typeof departments.$inferSelect, 'timeZone' | 'hours' | 'holidays' | 'authority'>

/** One that is not withdrawn. */
export type Remedy = Pick<
  typeof remedies.$inferSelect,
  | 'id'
  | 'kind'
  | 'amount'
  | 'currency'
  | 'words'
  | 'dueAt'
  | 'doneAt'
  | 'statutory'
  | 'ground'
  | 'insteadOf'
  | 'reference'
  | 'acceptedAt'
  | 'changeAsked'
>

/** What waits for an answer, or for its deed. */
export type OpenProposal = {
  id: string
  kind: ProposalKind
  state: ProposalState
  words: string
  /** An approval of a customer's right. */
  right: boolean
  toPerson: string | null
  to: string | null
  toDepartment: string | null
  toPartner: string | null
  /** The partner never got its mail. */
  failedAt: Date | null
  deedDueAt: Date | null
  createdAt: Date
}

/** A case with all that its card, forms and mails are rendered from. */
export type Case = Row &
  Contact &
  Customer &
  Department & {
    /** Since anything last went wrong. */
    apologised: boolean
    /** The customer wrote, or said that it is not put right, and nobody has written back since. */
    unanswered: boolean
    /** The customer gave words after the first ones, or was asked for some. */
    heard: boolean
    /** A manager said that nobody here is the person complained about by name. */
    notThem: boolean
    /** It was spoken, and no receipt reaches the customer. */
    withoutReceipt: boolean
    /** Why management was called last: a person's words, or what made us call. */
    called: { by: string | null; text: string | null; data: Called | null } | null
    /** `twice`: it may stand in the channel a second time. */
    message: (MessageRef & { twice?: boolean }) | null
    /** Null where staff opened it. */
    score: number | null
    /** The score that opened it. */
    firstScore: number | null
    answers: Partial<Answers>
    endedContactAt: Date
    customerTimeZone: string
    /** The zone is the department's: the contact named none. */
    customerZoneNamed: boolean
    department: string
    /** What is read where its message is: the department's channel, or one person alone. */
    staffLanguage: string
    destination: ChatDestination
    /** Read by one person alone, whatever channel its department has. */
    alone: boolean
    accountable: string
    /** The accountable person on the destination's platform, if they are known there. */
    accountableAt: Account | null
    /** Those not withdrawn. */
    remedies: Remedy[]
    proposals: OpenProposal[]
    /** Whether it is put right, as the customer answered, oldest first. */
    answered: { answer: Confirmation; words: string | null; at: Date }[]
    /** The agreed account, as it was last written. */
    account: { version: number; text: string; byCustomer: boolean } | null
    callBack: { id: string; at: Date; phone: string } | null
    /** What its finding says so far; it counts once it is confirmed. */
    draft: FindingDraft | null
    /** A reminder was put off until then, and has not come again. */
    snoozed: { until: Date; by: string } | null
    /** Another department that can fix what the customer names. */
    route: { key: string; name: string } | null
    /** When the last mail to the customer was refused for good; null once their address was corrected. */
    mailFailedAt: Date | null
    /** Since when it is not known whether a mail to the customer arrived. */
    mailUnsureAt: Date | null
    /** Why nothing at all is mailed to the customer's address. */
    addressRefused: 'unreachable' | 'complained' | null
    /** People whom it is about, or was: they neither own, see nor approve it. */
    excluded: string[]
    /** To this customer, since 12 months before the case was opened, by currency: as `goodwillGiven` counts it. */
    goodwill: Goodwill[]
    /** Of this customer in the 90 days up to this one's opening, this one among them. */
    recentCases: number
    /** The case that this one goes on in. */
    mergedNumber: number | null
    /** What it is part of, and what may be shared of that, by language. */
    incident: { from: Date; known: Partial<Record<string, string>>; knownAt: Date | null } | null
  }
