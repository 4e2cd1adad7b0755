import type { Sql } from '../../db/client.ts'
import type { Verdict } from '../../surveys/assess.ts'
import type { Answers } from '../../surveys/survey.ts'

/**
 * The rows an addition of the customer makes on a case, to stand after `said`: an event, the card drawn anew and a
 * reply in its thread. A worse verdict makes the case more severe, never less.
 */
export const additionRows = (
  sql: Sql,
  caseId: string,
  step: Partial<Answers>,
  answers: Answers,
  verdict: Verdict,
  now: Date,
) => {
  const added = JSON.stringify({ added: step, score: answers.score })
  return sql`
    , worse as (
      update cases set severity = least(severity, ${verdict.severity}::int)
      where id = ${caseId} and state in ('open', 'owned', 'recovering', 'awaiting customer') and exists (select from said)
    ), heard as (
      insert into case_events (case_id, kind, at, data) select ${caseId}, 'said', ${now}, ${added}::jsonb from said
      returning id, case_id
    ), place as (
      select heard.id as event, heard.case_id, o.destination from heard
      join outbox o on o.once_key = 'escalation:' || heard.case_id
    ), card as (
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      select 'card', destination, 'case:' || case_id, 'card:' || case_id, jsonb_build_object('case', case_id), ${now}, ${now}
      from place on conflict do nothing
    ), reply as (
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      select 'reply', destination, 'case:' || case_id, 'reply:' || event,
        jsonb_build_object('case', case_id, 'event', event), ${now}, ${now}
      from place
    )`
}
