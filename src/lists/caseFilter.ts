import type { Fragment, Sql } from '../../db/client.ts'
import { type CaseState, OPEN_LIST } from '../../db/schema/index.ts'
import {
  cameBack,
  countsAsPromise,
  foundSince,
  keptPromise,
  NOT_COUNTED,
  OWES_FINDING,
  YES_LIST,
} from '../cases/counted.ts'
import { nextDue } from '../cases/deadlines/nextDue.ts'
import { withoutReceipt } from '../cases/receipt.ts'

/** In any open state; of those, what is owed next is late; in any other; and all that figures count as cases. */
export const STATE_GROUPS = ['any open', 'overdue', 'any end', 'any counted'] as const
/** In place of a department: those whose answers the reader sees too. */
export const MANAGED = 'any managed'
/** How cases went, as the report counts them. `kept`, `missed`: a date that their customer was told. */
export const OUTCOMES = [
  'taken',
  'apologised',
  'confirmed',
  'clicked',
  'spoken',
  'without receipt',
  'not confirmed',
  'reopened',
  'to document',
  'undocumented',
  'documented',
  'kept',
  'missed',
] as const
export const GROUNDS = ['goodwill', 'right'] as const
export const BY = ['opened', 'ended', 'reopened', 'promised', 'done', 'due', 'documented'] as const

export type CaseFilter = {
  q?: string
  /** Several with commas between them. */
  department?: string
  state?: CaseState | (typeof STATE_GROUPS)[number]
  severity?: string
  brand?: string
  channel?: string
  survey?: string
  driver?: string
  score?: string
  /** The accountable person. */
  owner?: string
  outcome?: (typeof OUTCOMES)[number]
  /** With a remedy of this kind, ground and currency that was not withdrawn. */
  remedy?: string
  ground?: (typeof GROUNDS)[number]
  currency?: string
  /**
   * What the period is about: when cases were opened, ended, or came back after an end, when a remedy was promised or
   * done, when a date that the customer was told came due, or when their finding was written.
   */
  by?: (typeof BY)[number]
  from?: string
  to?: string
}

/**
 * The ids of cases of which more happened in the period than their rows say; undefined where the rows say it. Whether
 * promises were kept is always asked of the dates that came due.
 */
export const happenedIn = (
  sql: Sql,
  filter: CaseFilter,
  departments: readonly string[],
  now: Date,
): Fragment | undefined => {
  const { by, outcome } = filter
  if (by === 'due' || outcome === 'kept' || outcome === 'missed')
    return sql`
      select k.id from timers t join cases k on k.id = t.case_id join departments d on d.key = t.department_key
      where t.department_key = any(${[...departments]}::text[]) and ${promises(sql, outcome, now)}
        ${between(sql, 't.due_at', filter)} group by 1`
  if (by === 'reopened')
    return sql`
      select k.id from case_events e join cases k on k.id = e.case_id join departments d on d.key = k.department_key
      where ${sql.unsafe(cameBack('e'))} ${between(sql, 'e.at', filter)} group by 1`
  if (by === 'promised' || by === 'done')
    return sql`
      select k.id from remedies m join cases k on k.id = m.case_id join departments d on d.key = k.department_key
      where ${remedies(sql, filter)} ${between(sql, by === 'done' ? 'm.done_at' : 'm.promised_at', filter)} group by 1`
  if (by === 'documented')
    return sql`
      select k.id from findings f join cases k on k.id = f.case_id join departments d on d.key = k.department_key
      where true ${between(sql, 'f.at', filter)}`
  return undefined
}

/** A column of time lies in the period, by the local dates of department `d`. */
const between = (sql: Sql, column: string, { from, to }: CaseFilter): Fragment => {
  const at = sql.unsafe(column)
  return sql`
    ${from ? sql`and ${at} >= ${from}::text::date - 1 and ${at} >= ${from}::text::timestamp at time zone d.time_zone` : sql``}
    ${to ? sql`and ${at} < ${to}::text::date + 2 and ${at} < (${to}::text::date + 1)::timestamp at time zone d.time_zone` : sql``}`
}

const remedies = (sql: Sql, { remedy, ground, currency }: CaseFilter): Fragment => sql`
  m.withdrawn_at is null
  ${remedy ? sql`and m.kind = ${remedy}` : sql``}
  ${ground ? sql`and m.statutory = ${ground === 'right'}` : sql``}
  ${currency ? sql`and m.currency = ${currency}` : sql``}`

const promises = (sql: Sql, outcome: CaseFilter['outcome'], now: Date): Fragment => sql`
  ${sql.unsafe(countsAsPromise('t', 'k'))} and t.due_at <= ${now}
  ${outcome === 'kept' || outcome === 'missed' ? sql`and ${sql.unsafe(keptPromise('t'))} = ${outcome === 'kept'}` : sql``}`

/** For `where`, after the rest of it. */
export const withRemedy = (sql: Sql, filter: CaseFilter): Fragment => {
  const { remedy, ground, currency, by } = filter
  return (remedy || ground || currency) && by !== 'promised' && by !== 'done'
    ? sql`and exists (select from remedies m where m.case_id = t.id and ${remedies(sql, filter)})`
    : sql``
}

/**
 * The ids of cases that are overdue, or whose finding is still to be written, by index; undefined for other filters. They
 * are few, and some are so old that no page would get to them.
 */
export const owingIn = (
  sql: Sql,
  { state, outcome }: CaseFilter,
  departments: readonly string[],
  now: Date,
): Fragment | undefined => {
  const within = sql`t.department_key = any(${[...departments]}::text[])`
  if (outcome === 'undocumented')
    return sql`
      select t.case_id as id from timers t where t.kind = 'finding' and t.ended_at is null
      union select t.id from cases t where ${within} and t.state = 'confirmed'`
  return state === 'overdue'
    ? sql`select t.id from cases t where ${within} and ${inState(sql, state, now)}`
    : undefined
}

export const inState = (sql: Sql, state: NonNullable<CaseFilter['state']>, now: Date): Fragment => {
  switch (state) {
    case 'any open':
      return sql`t.state in ${sql.unsafe(OPEN_LIST)}`
    case 'overdue':
      return sql`t.state in ${sql.unsafe(OPEN_LIST)} and ${sql.unsafe(nextDue('t'))} <= ${now}`
    case 'any end':
      return sql`t.state not in ${sql.unsafe(OPEN_LIST)}`
    case 'any counted':
      return sql`t.state not in ${sql.unsafe(NOT_COUNTED)}`
    default:
      return sql`t.state = ${state}`
  }
}

/** Kept and missed promises are among what happened. */
export const withOutcome = (sql: Sql, outcome: NonNullable<CaseFilter['outcome']>): Fragment => {
  const yes = sql`t.state in ${sql.unsafe(YES_LIST)}`
  switch (outcome) {
    case 'confirmed':
      return yes
    case 'clicked':
      return sql`${yes} and t.confirmed_by = 'clicked'`
    case 'spoken':
      return sql`${yes} and t.confirmed_by = 'spoken' and not ${sql.unsafe(withoutReceipt('t'))}`
    case 'without receipt':
      return sql`${yes} and ${sql.unsafe(withoutReceipt('t'))}`
    case 'not confirmed':
      return sql`not ${yes} and t.state not in ${sql.unsafe(OPEN_LIST)}`
    case 'reopened':
      return sql`exists (select from case_events e where e.case_id = t.id and ${sql.unsafe(cameBack('e'))})`
    case 'documented':
      return sql`t.state in ${sql.unsafe(OWES_FINDING)} and ${sql.unsafe(foundSince('t'))} is not null`
    case 'to document':
      return sql`t.state in ${sql.unsafe(OWES_FINDING)}`
    case 'undocumented':
      return sql`(t.state = 'confirmed' or exists (
        select from timers f where f.case_id = t.id and f.kind = 'finding' and f.ended_at is null))`
    case 'taken':
      return sql`t.taken_at is not null`
    case 'apologised':
      return sql`t.apologised_at is not null`
    case 'kept':
    case 'missed':
      return sql`true`
  }
}
