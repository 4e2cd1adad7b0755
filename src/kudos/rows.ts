import type { Sql } from '../../db/client.ts'
import type { Answers } from '../../surveys/survey.ts'
import { budgetOf, chatDestination } from '../outbox/destinations.ts'
import type { Context } from '../responses/context.ts'

/** Whether it names somebody, or says what was good. */
export const praises = ({ good, kudos }: Partial<Answers>): boolean => Boolean(good || kudos)

/** The rows of a satisfied customer's thanks, to stand after `said`: posted to the department once a response. */
export const kudosRows = (sql: Sql, { departmentKey, department }: Context, now: Date) => {
  const destination = chatDestination(department.destination)
  const { paceMs, parallel } = budgetOf(destination)
  return sql`
    , praised as (
      insert into kudos (response_id, department_key, at) select id, ${departmentKey}, ${now} from said
      on conflict do nothing returning response_id
    ), praised_at as (
      insert into destinations (key, pace_ms, parallel) select ${destination}, ${paceMs}, ${parallel} from praised
      on conflict do nothing
    ), praise as (
      insert into outbox (kind, destination, lane, once_key, payload, due_at, created_at)
      select 'kudos', ${destination}, 'kudos:' || response_id, 'kudos:' || response_id,
        jsonb_build_object('kudos', response_id), ${now}, ${now} from praised
    )`
}
