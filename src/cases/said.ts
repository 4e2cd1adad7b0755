import type { Sql } from '../../db/client.ts'
import type { Verdict } from '../../surveys/assess.ts'
import type { Answers } from '../../surveys/survey.ts'

export type Addition = {
  caseId: string
  /** Adds nothing to a case that has ended. */
  onlyOpen: boolean
  step: Partial<Answers>
  answers: Answers
  verdict: Verdict
  now: Date
}

/**
 * The rows an addition of the customer makes on a case, to stand after `said`: an event, the card drawn anew and a
 * reply in its thread. A worse verdict makes the case more severe, never less. The case's row comes first, as in every
 * move: two that take their rows in different order would wait for each other.
 */
export const additionRows = (sql: Sql, { caseId, onlyOpen, step, answers, verdict, now }: Addition) => {
  const added = JSON.stringify({ added: step, score: answers.score })
  return sql`
    , worse as (
      update cases set severity = case when state in ('open', 'owned', 'recovering', 'awaiting customer')
        then least(severity, ${verdict.severity}::int) else severity end
      from said where cases.id = ${caseId} ${onlyOpen ? sql`and state in ('open', 'owned', 'recovering', 'awaiting customer')` : sql``}
      returning cases.id
    ), heard as (
      insert into case_events (case_id, kind, at, data) select id, 'said', ${now}, ${added}::jsonb from worse
      returning id, case_id
    ), place as (
      select heard.id as event, heard.case_id, o.destination from heard
      join outbox o on o.kind = 'escalation' and o.once_key = 'escalation:' || heard.case_id
    ), card as (
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      select 'card', destination, 'case:' || case_id, 'card:' || case_id, jsonb_build_object('case', case_id), ${now}, ${now}
      from place on conflict (once_key) where kind = 'card' and state = 'waiting' do update set kind = excluded.kind
    ), reply as (
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      select 'reply', destination, 'case:' || case_id, 'reply:' || event,
        jsonb_build_object('case', case_id, 'event', event), ${now}, ${now}
      from place
    )`
}
