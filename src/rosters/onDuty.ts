import { sqlOf, type Tx } from '../../db/client.ts'
import type { Actor } from '../directory/accounts.ts'
import type { Discovery } from '../discoveries/discovery.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { FEWEST_ANSWERS, needPeoplePrivacy } from '../privacy/people.ts'

/** A pattern, and who was on duty in it, in the order of their names; undefined where nobody was. */
export type OnDuty = { pattern: Discovery; timeZone: string; people: string[] | undefined }

/**
 * Who was on duty at the end of a pattern's contacts: people with at least five of its answers, without their numbers
 * and in the order of their names. For that department's own managers, and not for one who was on duty then. Throws
 * `forbidden` and `unknown`.
 */
export const onDutyIn = async (tx: Tx, id: string, by: Actor): Promise<OnDuty> => {
  await needPeoplePrivacy(tx)
  const sql = sqlOf(tx)
  const [found] = isUuid(id)
    ? await sql<(Discovery & { timeZone: string; manages: boolean })[]>`
        select f.id, f.kind, f.department_key, f.facts, b.name as brand_name, d.time_zone, exists (
            select from department_people m where m.department_key = f.department_key and m.role = 'manager'
              and m.person_id = ${by.id}) as manages
        from discoveries f join departments d on d.key = f.department_key
          left join brands b on b.key = f.facts -> 'among' ->> 'brand'
        where f.id = ${id} and f.kind = 'pattern'`
    : []
  if (!found) throw new DomainError('unknown', ({ rosters: { onDuty: say } }) => say.notHere)
  if (!found.manages) throw new DomainError('forbidden', ({ rosters: { onDuty: say } }) => say.notYours)
  const there = await sql<{ id: string; name: string; answers: number }[]>`
    select p.id, p.name, count(distinct r.id)::int as answers
    from jsonb_array_elements_text(${JSON.stringify((found as Extract<Discovery, { kind: 'pattern' }>).facts.answers)}::jsonb) of_pattern
      join responses r on r.id::text = of_pattern join invitations i on i.id = r.invitation_id
      join contacts c on c.id = i.contact_id
      join duties t on t.department_key = ${found.departmentKey} and t.starts_at <= c.ended_at and t.ends_at > c.ended_at
      join people p on p.id = t.person_id
    group by p.id, p.name order by p.name, p.id`
  if (there.some((one) => one.id === by.id))
    throw new DomainError('forbidden', ({ rosters: { onDuty: say } }) => say.yourself)
  const named = there.filter(({ answers }) => answers >= FEWEST_ANSWERS).map(({ name }) => name)
  const { timeZone, manages: _, ...pattern } = found
  return { pattern: pattern as Discovery, timeZone, people: there.length === 0 ? undefined : named }
}
