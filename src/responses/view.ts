import type { Answers } from '../../surveys/survey.ts'
import { isOpen } from '../cases/states.ts'
import type { Context, Link } from './context.ts'

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
  /** Present while a case is open, whatever the score is by now: what happens next. */
  recovery: { by: Date; person: string | null; department: string } | null
}

export const viewOf = (
  context: Link & Partial<Pick<Context, 'caseState' | 'promiseDueAt' | 'accountable' | 'phone'>>,
  answers: Answers | null,
  now: Date,
): SurveyView => {
  const { caseState: state } = context
  // Until somebody has taken it, it has only gone to a department
  const taken = state !== null && state !== undefined && state !== 'open'
  const hasCase = answers && (answers.score <= 2 || (state && isOpen(state)))
  return {
    state: context.expiresAt > now ? 'open' : 'expired',
    brand: context.brand,
    language: context.language,
    timeZone: context.timeZone,
    zoneNamed: context.zoneNamed,
    now,
    department: context.department.name,
    contact: {
      channel: context.channel,
      endedAt: context.endedAt,
      staffMember: context.staffMember?.name ?? null,
      reference: context.reference,
      phone: context.phone ?? null,
    },
    survey: context.survey,
    answers,
    recovery:
      hasCase && context.promiseDueAt
        ? {
            by: context.promiseDueAt,
            person: taken ? (context.accountable ?? null) : null,
            department: context.department.name,
          }
        : null,
  }
}
