import { randomUUID } from 'node:crypto'
import type { Sql } from '../../db/client.ts'
import { OPEN_LIST } from '../../db/schema/index.ts'
import { namesSafety } from '../../surveys/assess.ts'
import type { Answers } from '../../surveys/survey.ts'
import type { Deps } from '../deps.ts'
import type { CachedDepartment } from '../directory/setupCache.ts'
import { caseLinkEnds } from '../links.ts'
import { budgetOf, chatDestination } from '../outbox/destinations.ts'
import { hash, nonce, token } from '../tokens.ts'
import type { Called } from './eventFacts.ts'
import type { CaseEvents } from './events.ts'
import { managementPlace, onCall } from './onCall.ts'

/** recovery.md section 3, Clocks: management is called at the third case of one customer in 90 days. */
const REPEATED = 3
const REPEATED_DAYS = 90
const DAY = 24 * 3600_000

export type NewCase = {
  matterId: string
  customerId: string
  contactId: string
  brandKey: string
  departmentKey: string
  department: CachedDepartment
  /** The e-mail of whom the contact names. */
  about: string | undefined
  severity: number
  /** Why management is called at the worst severity. */
  worstBecause: Called
  opened: CaseEvents['opened']
  now: Date
  /** Where no answer opens it: by whom of staff, which form, and the customer's words. Told in the thread. */
  told?: { by: string | null; formId: string | null; said: Partial<Answers> }
  /** Seconds in which the customer may correct a mis-tap or leave words before it is announced; severity 1 is announced at once. */
  graceSeconds?: number
}

/** The facts of a case that an answer opens. */
export const openedBy = (answers: Answers): CaseEvents['opened'] => ({
  score: answers.score,
  ...(namesSafety(answers) ? { safety: true as const } : {}),
})

/**
 * The rows a new case is made of, as parts of one statement after `said (id)`, the response, which may be null: case,
 * events, deadlines, link to its page, and what is posted, management's call among it at the worst severity or for a
 * customer who is let down again and again. `opened` gives its id and number; nothing if the matter has an open case.
 */
export const openingRows = (
  { tokenKey }: Pick<Deps, 'tokenKey'>,
  sql: Sql,
  {
    department,
    departmentKey,
    about,
    severity,
    worstBecause,
    opened: reason,
    now,
    told,
    graceSeconds = 0,
    ...of
  }: NewCase,
) => {
  const announceAt = severity === 1 ? now : new Date(now.getTime() + graceSeconds * 1000)
  const opening = onCall(department, about, now, { severity, announceAt })
  const id = randomUUID()
  const fresh = nonce()
  const destination = chatDestination(opening.destination ?? department.destination)
  const above = managementPlace(department, about)
  const management = above && chatDestination(above)
  const { paceMs, parallel } = budgetOf(destination)
  const link = hash(token(tokenKey, 'case', id, fresh))
  const worst = severity === 1
  const repeatedSince = new Date(now.getTime() - REPEATED_DAYS * DAY)
  const timers = opening.timers.map(
    ({ kind, fromAt: from, ruleMinutes: rule, leftMinutes: rest, dueAt: due }) => ({
      kind,
      from_at: from,
      rule,
      rest,
      due,
    }),
  )
  const rows = sql`
    , before as (
      select count(*)::int as cases from cases where customer_id = ${of.customerId}
        and opened_at > ${repeatedSince} and state not in ('merged', 'answered by mistake')
    ), opened as (
      insert into cases (id, matter_id, customer_id, contact_id, response_id, said, brand_key, department_key, severity,
        accountable_id, about_id, destination, opened_at, take_due_at, apology_due_at, promise, promise_due_at, announce_at, called_at)
      select ${id}, ${of.matterId}, ${of.customerId}, ${of.contactId}, said.id::uuid,
        ${told ? JSON.stringify(told.said) : null}::jsonb, ${of.brandKey},
        ${departmentKey}, ${severity}, ${opening.accountableId}, ${opening.aboutId},
        ${opening.destination && JSON.stringify(opening.destination)}::jsonb, ${now}, ${opening.takeDueAt},
        ${opening.apologyDueAt}, 'first word', ${opening.apologyDueAt}, ${announceAt},
        case when ${worst} or before.cases >= ${REPEATED - 1} then ${now}::timestamptz end
      from said, before
      on conflict (matter_id) where state in ${sql.unsafe(OPEN_LIST)} do nothing
      returning id, number, called_at
    ), opened_event as (
      insert into case_events (case_id, kind, at, by, data, form_id)
      select opened.id, kind, ${now}, by, data, form_id from opened, before, lateral (values
        (1, 'opened', ${told?.by ?? null}::uuid, ${JSON.stringify(reason)}::jsonb, ${told?.formId ?? null}),
        (2, 'management called', null, case when ${worst} then ${JSON.stringify(worstBecause)}::jsonb
          else jsonb_build_object('cases', before.cases + 1) end, null)
      ) e(n, kind, by, data, form_id) where n = 1 or called_at is not null order by n
      returning id, kind
    ), opened_timers as (
      insert into timers (case_id, kind, subject_id, department_key, rule_minutes, left_minutes, severity, from_at, due_at, next_at)
      select opened.id, kind, opened.id, ${departmentKey}, rule, rest, ${severity}, t.from_at, due, due
      from opened, jsonb_to_recordset(${JSON.stringify(timers)}::jsonb) t(kind text, from_at timestamptz, rule int, rest int, due timestamptz)
    ), opened_link as (
      insert into links (hash, purpose, subject_id, nonce, expires_at)
      select ${link}, 'case', id, ${fresh}, ${caseLinkEnds(now)} from opened
    ), opened_destination as (
      insert into destinations (key, pace_ms, parallel)
      select key, ${paceMs}, ${parallel} from opened, (values (${destination}, false), (${management}, true)) to_(key, calls)
      where key is not null and (not calls or called_at is not null) on conflict do nothing
    ), escalation as (
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      select e.kind, e.destination, e.lane, e.once_key, e.payload, case when e.kind = 'escalation' then ${announceAt}::timestamptz else ${now} end, ${now}
      from opened left join opened_event called on called.kind = 'management called', lateral (
        select min(id) as first, jsonb_agg(id order by id) as events
        from opened_event where kind = 'management called' or ${told !== undefined}
      ) told, lateral (values
        (1, 'escalation', ${destination}, 'case:' || opened.id, 'escalation:' || opened.id, jsonb_build_object('case', opened.id)),
        (2, 'reply', ${destination}, 'case:' || opened.id, null,
          jsonb_build_object('case', opened.id, 'event', told.first, 'events', told.events)),
        (3, 'call', ${management}, null, 'call:' || called.id || ':' || ${management},
          jsonb_build_object('case', opened.id, 'event', called.id, 'destination', ${above && JSON.stringify(above)}::jsonb))
      ) e(n, kind, destination, lane, once_key, payload)
      where n = 1 or n = 2 and told.first is not null or e.once_key is not null order by n
    )`
  return { rows, announceAt, promiseDueAt: opening.apologyDueAt, accountable: opening.accountable }
}
