import { randomUUID } from 'node:crypto'
import { OPEN_LIST } from '../../db/schema/index.ts'
import type { Verdict } from '../../surveys/assess.ts'
import type { Deps } from '../deps.ts'
import { caseLinkEnds } from '../links.ts'
import { budgetOf, chatDestination } from '../outbox/destinations.ts'
import type { Context } from '../responses/context.ts'
import { hash, nonce, token } from '../tokens.ts'
import { managementPlace, onCall } from './onCall.ts'
import { REPEATED, REPEATED_DAYS, repeatedSince } from './repeated.ts'

/**
 * The rows a new case is made of, to stand after `said` in the submit's statement: case, events, clocks, link to its
 * page, and what is posted, management's call among it at the worst severity or for a customer who is let down again
 * and again. Nothing if the matter has an open case by then.
 */
export const openingRows = (deps: Deps, context: Context, verdict: Verdict, now: Date) => {
  const sql = deps.db.$client
  const { department, staffMember } = context
  const opening = onCall(department, staffMember?.email, now, verdict.severity ?? 2)
  const id = randomUUID()
  const fresh = nonce()
  const destination = chatDestination(opening.destination ?? department.destination)
  const above = managementPlace(department, staffMember?.email)
  const management = above && chatDestination(above)
  const { paceMs, parallel } = budgetOf(destination)
  const link = hash(token(deps.tokenKey, 'case', id, fresh))
  const worst = verdict.severity === 1
  const rows = sql`
    , before as (
      select count(*)::int as cases from cases where customer_id = ${context.customerId}
        and opened_at > ${repeatedSince(now)} and state not in ('merged', 'answered by mistake')
    ), opened as (
      insert into cases (id, matter_id, customer_id, contact_id, response_id, brand_key, department_key, severity,
        accountable_id, about_id, destination, opened_at, take_due_at, apology_due_at, promise, promise_due_at, called_at)
      select ${id}, ${context.matterId}, ${context.customerId}, ${context.contactId}, said.id, ${context.brandKey},
        ${context.departmentKey}, ${verdict.severity}, ${opening.accountableId}, ${opening.aboutId},
        ${opening.destination && JSON.stringify(opening.destination)}::jsonb, ${now}, ${opening.takeDueAt},
        ${opening.apologyDueAt}, 'first word', ${opening.apologyDueAt},
        case when ${worst} or before.cases >= ${REPEATED - 1} then ${now}::timestamptz end
      from said, before
      on conflict (matter_id) where state in ${sql.unsafe(OPEN_LIST)} do nothing
      returning id, called_at
    ), opened_event as (
      insert into case_events (case_id, kind, at, text, data)
      select opened.id, kind, ${now}, text, data from opened, before, lateral (values
        (1, 'opened', null, ${JSON.stringify({ reason: verdict.reason })}::jsonb),
        (2, 'management called', case when ${worst} then ${`Severity 1: ${verdict.reason}`}
          else 'Case ' || before.cases + 1 || ${` of this customer in ${REPEATED_DAYS} days`} end, null)
      ) e(n, kind, text, data) where n = 1 or called_at is not null order by n
      returning id, kind
    ), opened_timers as (
      insert into timers (case_id, kind, subject_id, department_key, rule_minutes, left_minutes, severity, from_at, due_at, next_at)
      select opened.id, kind, opened.id, ${context.departmentKey}, rule, rest, ${verdict.severity}, ${now}, due, due
      from opened, jsonb_to_recordset(${JSON.stringify(
        opening.timers.map(({ kind, ruleMinutes: rule, leftMinutes: rest, dueAt: due }) => ({
          kind,
          rule,
          rest,
          due,
        })),
      )}::jsonb) t(kind text, rule int, rest int, due timestamptz)
    ), opened_link as (
      insert into links (hash, purpose, subject_id, nonce, expires_at)
      select ${link}, 'case', id, ${fresh}, ${caseLinkEnds(now)} from opened
    ), opened_destination as (
      insert into destinations (key, pace_ms, parallel)
      select key, ${paceMs}, ${parallel} from opened, (values (${destination}, false), (${management}, true)) to_(key, calls)
      where key is not null and (not calls or called_at is not null) on conflict do nothing
    ), escalation as (
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      select e.kind, e.destination, e.lane, e.once_key, e.payload, ${now}, ${now}
      from opened left join opened_event called on called.kind = 'management called', lateral (values
        (1, 'escalation', ${destination}, 'case:' || opened.id, 'escalation:' || opened.id, jsonb_build_object('case', opened.id)),
        (2, 'reply', ${destination}, 'case:' || opened.id, null,
          jsonb_build_object('case', opened.id, 'event', called.id, 'events', jsonb_build_array(called.id))),
        (3, 'call', ${management}, null, 'call:' || called.id || ':' || ${management},
          jsonb_build_object('case', opened.id, 'event', called.id, 'destination', ${above && JSON.stringify(above)}::jsonb))
      ) e(n, kind, destination, lane, once_key, payload)
      where n = 1 or n = 2 and called.id is not null or e.once_key is not null order by n
    )`
  return { rows, promiseDueAt: opening.apologyDueAt, accountable: opening.accountable }
}
