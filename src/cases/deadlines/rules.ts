import type { CaseState, ProposalKind, ProposalState, TimerKind } from '../../../db/schema/index.ts'
import { addBusinessDays, addBusinessMinutes, businessMinutesBetween, type Calendar } from '../../time.ts'
import { FINDING_DUE, isOpen } from '../states.ts'

/** Business minutes of recovery.md section 3, Clocks. */
const TAKE = 60
const APOLOGISE = 240
const ANSWER_COLLEAGUE = 240
const A_DAY = { days: 1 }
const DOCUMENT = { days: 3 }

/** At severity 1 every rule has half its time, and so have the steps from one who hears to the next. */
const SHORTENED: Record<number, number> = { 1: 0.5, 2: 1, 3: 1 }
export const shortened = (minutes: number, severity: number): number =>
  Math.round(minutes * (SHORTENED[severity] ?? 1))

/** Business minutes from one person who is told of a lateness to the next: accountable, manager, management. */
const STEPS: Record<TimerKind, number> = {
  take: 30,
  apology: 120,
  'first promise': 240,
  promise: 240,
  answer: 240,
  'ask confirmation': 240,
  approval: 120,
  handover: 120,
  request: 240,
  'call-back': 30,
  finding: 240,
  remedy: 240,
}
export const stepOf = (kind: TimerKind, severity: number): number => shortened(STEPS[kind], severity)

/** A call-back is told of before its time; everything else at its due time. */
const BEFORE_CALL = 15 * 60_000
export const firstHeardAt = (kind: TimerKind, dueAt: Date): Date =>
  kind === 'call-back' ? new Date(dueAt.getTime() - BEFORE_CALL) : dueAt

/** What a case owes, to whom: all that its clocks follow from. */
export type Owing = {
  id: string
  state: CaseState
  severity: number
  departmentKey: string
  openedAt: Date
  /** When it is announced, after the grace; null: as it was opened. */
  announceAt: Date | null
  /** When it last came back from an end or from the customer. */
  backAt: Date | null
  apologisedAt: Date | null
  promise: string | null
  promiseDueAt: Date | null
  /** A question to the customer is open. */
  waitingSince: Date | null
  /** Until then the customer has to answer whether it is put right. */
  silentAt: Date | null
  /** When the customer confirmed it, or it ended. */
  closedAt: Date | null
  findingAt: Date | null
  remedies: { owed: { id: string; dueAt: Date }[]; lastDoneAt: Date | null }
  /** Those that wait for an answer, and accepted requests. `departmentKey`: who has to answer. */
  proposals: {
    id: string
    kind: ProposalKind
    /** An approval of a right. */
    right?: boolean
    state: ProposalState
    departmentKey: string
    createdAt: Date
    deedDueAt: Date | null
    /** The mail to a partner was refused: the person who sent the request is notified at once. */
    failedAt: Date | null
  }[]
  callBack: { id: string; at: Date } | null
}

/** A clock the case should have: a rule counted from an instant in opening hours, or a date that was promised. */
export type Wanted = { kind: TimerKind; subjectId: string; departmentKey: string } & (
  | { rule: Rule; from: Date; paused: boolean }
  | { due: Date }
)

type Rule = { minutes: number } | { days: number }

/** The rule in business minutes, before severity shortens it. A business day is as long as it is from the opening on. */
export const minutesOf = (rule: Rule, calendar: Calendar, from: Date): number => {
  if ('minutes' in rule) return rule.minutes
  const opening = addBusinessMinutes(calendar, from, 0)
  return Math.round(businessMinutesBetween(calendar, opening, addBusinessDays(calendar, opening, rule.days)))
}

/** The end of a business day that begins now. */
export const inOneDay = (calendar: Calendar, now: Date): Date =>
  addBusinessMinutes(calendar, now, minutesOf(A_DAY, calendar, now))

const later = (a: Date, b: Date | null): Date => (b && b > a ? b : a)

/**
 * The clocks a case should have now. Those that wait for us alone stand still while a question to the customer is
 * open; a date that was promised stays, and what waits for a colleague goes on. Pure.
 */
export const wantedDeadlines = (owing: Owing): Wanted[] => {
  const { id, departmentKey, state, promise, promiseDueAt } = owing
  if (!isOpen(state)) return [...ofFinding(owing), ...afterEnd(owing)]
  const own = { subjectId: id, departmentKey, paused: owing.waitingSince !== null }
  const begun = later(owing.openedAt, owing.backAt)
  const wanted: Wanted[] = []
  if (state === 'open')
    wanted.push({ ...own, kind: 'take', rule: { minutes: TAKE }, from: later(begun, owing.announceAt) })
  if (state !== 'awaiting customer') {
    if (!owing.apologisedAt)
      wanted.push({ ...own, kind: 'apology', rule: { minutes: APOLOGISE }, from: begun })
    if (promise === 'first word' || !promiseDueAt)
      wanted.push({ ...own, kind: 'first promise', rule: A_DAY, from: begun })
    else
      wanted.push({
        subjectId: id,
        departmentKey,
        kind: owing.waitingSince ? 'answer' : 'promise',
        due: promiseDueAt,
      })
    const done = toAskAfter(owing)
    if (done) wanted.push({ ...own, kind: 'ask confirmation', rule: A_DAY, from: done })
  } else if (awaitsDecision(owing) && promiseDueAt)
    wanted.push({ subjectId: id, departmentKey, kind: 'promise', due: promiseDueAt })
  return [...wanted, ...owing.proposals.map(ofProposal), ...ofCallBack(owing)]
}

/** What was found has to be written down after these ends; after a case was opened again, once more. */
const ofFinding = ({ id, departmentKey, state, closedAt, findingAt }: Owing): Wanted[] =>
  (FINDING_DUE as readonly CaseState[]).includes(state) && closedAt && !(findingAt && findingAt >= closedAt)
    ? [{ kind: 'finding', subjectId: id, departmentKey, rule: DOCUMENT, from: closedAt, paused: false }]
    : []

/** Each remedy that outlives its case has a clock of its own, and so has what was asked of others for it. */
const afterEnd = ({ state, departmentKey, remedies: { owed }, proposals }: Owing): Wanted[] =>
  state === 'merged'
    ? []
    : [
        ...owed.map(({ id, dueAt }) => ({
          kind: 'remedy' as const,
          subjectId: id,
          departmentKey,
          due: dueAt,
        })),
        ...proposals.map(ofProposal),
      ]

/** What is owed where the customer was silent and the clock may not end the case: a manager decides. */
export const DECISION = 'a decision'

/** Such a decision is due, and no answer of the customer is waited for. */
export const awaitsDecision = ({
  state,
  promise,
  silentAt,
}: Pick<Owing, 'state' | 'promise' | 'silentAt'>): boolean =>
  state === 'awaiting customer' && promise === DECISION && !silentAt

/** Apology given and every remedy done since the case last came back, but the customer was not asked yet. */
const toAskAfter = ({ apologisedAt, remedies: { owed, lastDoneAt }, backAt }: Owing): Date | undefined =>
  apologisedAt && owed.length === 0 && lastDoneAt && !(backAt && backAt >= lastDoneAt)
    ? later(lastDoneAt, apologisedAt)
    : undefined

const ofProposal = ({ id, kind, right, state, departmentKey, ...at }: Owing['proposals'][number]) => {
  const { createdAt, deedDueAt, failedAt } = at
  const own = { kind, subjectId: id, departmentKey }
  if (failedAt) return { ...own, due: failedAt }
  if (state === 'accepted' && deedDueAt) return { ...own, due: deedDueAt }
  const rule = kind === 'request' || right ? A_DAY : { minutes: ANSWER_COLLEAGUE }
  return { ...own, rule, from: createdAt, paused: false }
}

const ofCallBack = ({ callBack, departmentKey }: Owing): Wanted[] =>
  callBack ? [{ kind: 'call-back', subjectId: callBack.id, departmentKey, due: callBack.at }] : []
