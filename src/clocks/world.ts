import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import type { ChatDestination } from '../../db/schema/index.ts'
import { THERE } from '../cases/place.ts'
import { PLACE } from '../setup/place.ts'
import type { Due, Member, Person, World } from './hears.ts'

const PERSON = sql`p.id, p.name, p.email, p.active, to_json(p.away_until) #>> '{}' as away_until,
  ${sql.raw(PLACE)} as place,
  json_build_object('slack', json_build_object('workspace', p.slack_workspace, 'user', p.slack_user),
    'teams', json_build_object('workspace', p.teams_tenant, 'user', p.teams_user),
    'desk', json_build_object('workspace', 'desk', 'user', p.id)) as accounts`

const uuids = (ids: (string | null)[]) => sql`${`{${ids.filter(Boolean).join(',')}}`}::uuid[]`

/**
 * Timers with who has to do with them. Their cases are looked up one by one (`limit`): the planner would rather read
 * all cases for each batch while there are a few thousand, and a sweep has many batches.
 */
export const readDue = async (tx: Tx, ids: number[]): Promise<Due[]> =>
  (await tx.execute(sql`
    select t.id::int, t.case_id, t.kind, t.subject_id, t.level, k.department_key, t.department_key as asked_key,
      ${sql.raw(THERE)} as destination, k.accountable_id, k.about_id, c.staff_member,
      array(select e.data ->> 'person' from case_events e
        where e.case_id = k.id and e.kind = 'somebody else asked' and e.data ? 'person') as about_before, o.by as by_id, o.to_person as to_id, o.answered_by as answered_by_id,
      g.name as asked_name, o.state as proposal_state
    from timers t cross join lateral (select * from cases k where k.id = t.case_id limit 1) k join departments d on d.key = k.department_key
    join contacts c on c.id = k.contact_id
    left join proposals o on o.id = t.subject_id and t.kind in ('approval', 'request')
    left join departments g on g.key = o.to_department
    where t.id = any(${`{${ids.join(',')}}`}::bigint[]) order by t.next_at, t.id`)) as unknown as Due[]

/** Those of these departments and of management, and these people. */
export const readWorld = async (tx: Tx, keys: string[], ids: (string | null)[]): Promise<World> => {
  const people = (await tx.execute(
    sql`select ${PERSON} from people p where p.id = any(${uuids(ids)})`,
  )) as unknown as Person[]
  const members = (await tx.execute(sql`
    select ${PERSON}, m.department_key, case when g.kind = 'management' then 'management' else m.role end as role
    from department_people m join people p on p.id = m.person_id and p.active join departments g on g.key = m.department_key
    where g.kind = 'management' or m.department_key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))
    order by m.role = 'manager', m.position, p.id`)) as unknown as Member[]
  const [above] = (await tx.execute(
    sql`select destination from departments where kind = 'management' and active limit 1`,
  )) as unknown as { destination: ChatDestination }[]
  return {
    people: new Map(people.map((one) => [one.id, one])),
    members,
    management: above?.destination ?? null,
  }
}
