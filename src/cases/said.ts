import type { Sql } from '../../db/client.ts'
import type { ChatDestination } from '../../db/schema/index.ts'
import { OPEN_LIST } from '../../db/schema/index.ts'
import type { Verdict } from '../../surveys/assess.ts'
import type { Answers } from '../../surveys/survey.ts'
import { budgetOf, chatDestination } from '../outbox/destinations.ts'
import { together } from '../outbox/replies.ts'
import type { Called } from './eventFacts.ts'
import { destinationOfCase } from './place.ts'

export type Addition = {
  caseId: string
  /** Adds nothing to a case that has ended. */
  onlyOpen: boolean
  step: Partial<Answers>
  answers: Answers
  verdict: Verdict
  /** Where management is called. */
  management: ChatDestination | null
  now: Date
}

/**
 * The rows an addition of the customer makes on a case, to stand after `said`: an event, the card rendered again and a
 * reply in its thread. A worse verdict makes the case more severe, never less; the worst calls management, once. The
 * case's row comes first, as in every move: two that take their rows in different order would wait for each other.
 */
export const additionRows = (
  sql: Sql,
  { caseId, onlyOpen, step, answers, verdict, management, now }: Addition,
) => {
  const added = JSON.stringify({ added: step, score: answers.score })
  const open = sql`state in ${sql.unsafe(OPEN_LIST)}`
  const worst = verdict.severity === 1
  return sql`
    , worse as (
      update cases set severity = case when ${open} then least(severity, ${verdict.severity}::int) else severity end
        ${worst ? sql`, announce_at = case when ${open} then least(announce_at, ${now}) else announce_at end, called_at = case when ${open} then coalesce(called_at, ${now}) else called_at end` : sql``}
      from said ${worst ? sql`, (select id as held, called_at as called_before from cases where id = ${caseId} for no key update) before` : sql``}
      where cases.id = ${caseId} ${onlyOpen ? sql`and ${open}` : sql``}
      returning cases.id, cases.department_key, cases.destination, cases.message, cases.severity, cases.announce_at ${worst ? sql`, cases.called_at is not null and before.called_before is null as calls` : sql``}
    ), heard as (
      insert into case_events (case_id, kind, at, data) select id, 'said', ${now}, ${added}::jsonb from worse
      returning id, case_id
    ) ${worst ? calledRows(sql, { management, now }) : sql``}, place as (
      select told.id as event, told.case_id, ${sql.unsafe(destinationOfCase('k', 'd'))} as destination
      from (select id, case_id from heard ${worst ? sql`union all select id, case_id from called` : sql``}) told
      join worse k on k.id = told.case_id join departments d on d.key = k.department_key
      -- Before a case is announced all that was said is for its first card
      where k.announce_at is null or k.announce_at <= ${now}
    ), card as (
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      select distinct 'card', destination, 'case:' || case_id, 'card:' || case_id, jsonb_build_object('case', case_id), ${now}::timestamptz, ${now}::timestamptz
      from place on conflict (once_key) where kind = 'card' and state = 'waiting' do update set kind = excluded.kind
    ), reply as (
      insert into outbox (kind, destination, lane, payload, due_at, created_at)
      select 'reply', destination, 'case:' || case_id,
        jsonb_build_object('case', case_id, 'event', min(event), 'events', jsonb_agg(event order by event)),
        ${now}::timestamptz, ${now}::timestamptz
      from place group by case_id, destination ${together(sql)}
    )`
}

/** Management is called unless it was, and clocks that were counted for a milder verdict are looked at by the next sweep. */
const calledRows = (sql: Sql, { management, now }: Pick<Addition, 'management' | 'now'>) => {
  // Its words are judged after it is saved
  const because: Called = { safety: true }
  const key = management && chatDestination(management)
  const { paceMs, parallel } = budgetOf(key ?? '')
  return sql`, called as (
      insert into case_events (case_id, kind, at, data, form_id)
      select id, 'management called', ${now}, ${JSON.stringify(because)}::jsonb, 'severity 1:' || id
      from worse where severity = 1 and calls
      on conflict do nothing returning id, case_id
    ), called_destination as (
      insert into destinations (key, pace_ms, parallel) select ${key}, ${paceMs}, ${parallel} from called
      where ${key}::text is not null on conflict do nothing
    ), call as (
      insert into outbox (kind, destination, once_key, payload, due_at, created_at)
      select 'call', ${key}, 'call:' || id || ':' || ${key},
        jsonb_build_object('case', case_id, 'event', id, 'destination', ${management && JSON.stringify(management)}::jsonb), ${now}, ${now}
      from called where ${key}::text is not null
    ), announced as (
      update outbox o set due_at = ${now} from worse
      where o.once_key = 'escalation:' || worse.id and o.state = 'waiting' and o.due_at > ${now}
    ), hurried as (
      update timers t set next_at = ${now} from worse
      where t.case_id = worse.id and t.ended_at is null and t.severity > worse.severity and t.level = 0 and t.paused_at is null
    )`
}
