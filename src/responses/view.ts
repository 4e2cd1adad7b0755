import type { Answers } from '../../surveys/survey.ts'

/** What every page for a customer needs to look like its brand. */
export type BrandLook = {
  name: string
  colour: string
  logoSvg: string | null
  replyTo: string
}

/** The survey page's state, read for GET and returned by each POST. */
export type SurveyView = {
  state: 'open' | 'expired'
  brand: BrandLook
  /** en, sv or nb */
  language: string
  /** IANA zone in which the customer is told times. */
  timeZone: string
  /** Nobody said which zone is theirs: a time names it. */
  zoneNamed: boolean
  now: Date
  department: string
  contact: {
    channel: string
    endedAt: Date
    staffMember: string | null
    reference: string | null
    phone: string | null
  }
  survey: string
  /** What the customer has said so far; null until a score is confirmed. */
  answers: Answers | null
  /** Present once dissatisfied: what happens next. */
  recovery: { by: Date; person: string | null; department: string } | null
}
