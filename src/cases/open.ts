import { randomUUID } from 'node:crypto'
import type { Verdict } from '../../surveys/assess.ts'
import type { Deps } from '../deps.ts'
import { budgetOf, chatDestination } from '../outbox/destinations.ts'
import type { Context } from '../responses/context.ts'
import { hash, nonce, token } from '../tokens.ts'
import { onCall } from './onCall.ts'

/** A case's page is kept as long as a customer may want to come back to it. */
const LINK_DAYS = 365

/**
 * The rows a new case is made of, to stand after `said` in the submit's statement: case, event, link to its page,
 * and the escalation's outbox entry. Nothing if the matter has an open case by then.
 */
export const openingRows = (deps: Deps, context: Context, verdict: Verdict, now: Date) => {
  const sql = deps.db.$client
  const { department } = context
  const opening = onCall(department, context.staffMember?.email, now)
  const id = randomUUID()
  const fresh = nonce()
  const destination = chatDestination(opening.destination ?? department.destination)
  const { paceMs, parallel } = budgetOf(destination)
  const link = hash(token(deps.tokenKey, 'case', id, fresh))
  const rows = sql`
    , opened as (
      insert into cases (id, matter_id, customer_id, contact_id, response_id, brand_key, department_key, severity,
        accountable_id, about_id, destination, opened_at, take_due_at, apology_due_at, promise, promise_due_at)
      select ${id}, ${context.matterId}, ${context.customerId}, ${context.contactId}, said.id, ${context.brandKey},
        ${context.departmentKey}, ${verdict.severity}, ${opening.accountableId}, ${opening.aboutId},
        ${opening.destination && JSON.stringify(opening.destination)}::jsonb, ${now}, ${opening.takeDueAt},
        ${opening.apologyDueAt}, 'first word', ${opening.apologyDueAt}
      from said
      on conflict (matter_id) where state in ('open', 'owned', 'recovering', 'awaiting customer') do nothing
      returning id
    ), opened_event as (
      insert into case_events (case_id, kind, at, data)
      select id, 'opened', ${now}, ${JSON.stringify({ reason: verdict.reason })}::jsonb from opened
    ), opened_link as (
      insert into links (hash, purpose, subject_id, nonce, expires_at)
      select ${link}, 'case', id, ${fresh}, ${new Date(now.getTime() + LINK_DAYS * 24 * 3600_000)} from opened
    ), opened_destination as (
      insert into destinations (key, pace_ms, parallel) select ${destination}, ${paceMs}, ${parallel} from opened
      on conflict do nothing
    ), escalation as (
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      select 'escalation', ${destination}, 'case:' || id, 'escalation:' || id, jsonb_build_object('case', id), ${now}, ${now}
      from opened
    )`
  return { rows, promiseDueAt: opening.apologyDueAt, accountable: opening.accountable }
}
