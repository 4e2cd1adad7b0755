import type {
  CaseState,
  ChatDestination,
  Hours,
  ProposalKind,
  ProposalState,
  StaffMember,
} from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import type { Answers } from '../../surveys/survey.ts'
import type { Account } from '../directory/accounts.ts'
import type { Goodwill } from '../remedies/authority.ts'
import type { Called } from './events.ts'
import type { FindingDraft } from './findings.ts'
import type { Confirmation } from './otherMoves.ts'

export type Remedy = {
  id: string
  kind: string
  amount: string | null
  currency: string | null
  words: string
  dueAt: Date
  doneAt: Date | null
  statutory: boolean
  ground: string | null
  insteadOf: string | null
  reference: string | null
  acceptedAt: Date | null
  changeAsked: string | null
}

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

/** A case with all that its card, forms and mails are drawn from. */
export type Case = {
  id: string
  number: number
  state: CaseState
  severity: number
  matterId: string
  customerId: string
  departmentKey: string
  ownerId: string | null
  accountableId: string
  aboutId: string | null
  openedAt: Date
  takeDueAt: Date
  apologyDueAt: Date
  takenAt: Date | null
  apologisedAt: Date | null
  /** Since anything last went wrong. */
  apologised: boolean
  /** The customer gave words after the first ones, or was asked for some. */
  heard: boolean
  /** A manager said that nobody here is the person complained about by name. */
  notThem: boolean
  doneAt: Date | null
  done: string | null
  promise: string | null
  promiseDueAt: Date | null
  askedAt: Date | null
  silentAt: Date | null
  waitingSince: Date | null
  askReminderAt: Date | null
  confirmedAt: Date | null
  confirmedBy: 'clicked' | 'spoken' | null
  /** It was spoken, and no receipt reaches the customer. */
  withoutReceipt: boolean
  endedAt: Date | null
  endReason: string | null
  mergedInto: string | null
  abusiveAt: Date | null
  calledAt: Date | null
  /** Why management was called last: a person's words, or what made us call. */
  called: { by: string | null; text: string | null; data: Called | null } | null
  /** Set by staff, over what the customer chose. */
  handling: Answers['handling'] | null
  /** `twice`: it may stand in the channel a second time. */
  message: (MessageRef & { twice?: boolean }) | null
  contactId: string
  /** Null where staff opened it. */
  score: number | null
  answers: Partial<Answers>
  channel: string
  endedContactAt: Date
  staffMember: StaffMember | null
  reference: string | null
  language: string
  customerTimeZone: string
  /** The zone is the department's: the contact named none. */
  customerZoneNamed: boolean
  customerName: string | null
  email: string | null
  phone: string | null
  brandKey: string
  department: string
  /** What is read where its message is: the department's channel, or one person alone. */
  staffLanguage: string
  timeZone: string
  hours: Hours
  holidays: string[]
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
  /** Another department that can mend what the customer names. */
  route: { key: string; name: string } | null
  /** When the last mail to the customer was refused for good; null once their address was corrected. */
  mailFailedAt: Date | null
  /** People whom it is about, or was: they neither own, see nor approve it. */
  excluded: string[]
  /** To this customer, since 12 months before the case was opened, by currency: as `goodwillGiven` counts it. */
  goodwill: Goodwill[]
  /** Of this customer in the 90 days up to this one's opening, this one among them. */
  recentCases: number
  /** The case that this one goes on in. */
  mergedNumber: number | null
}
