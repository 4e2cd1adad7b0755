import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import type { Kudos, Scope } from './digest.ts'

/** Answers of one department that say the same. `late` are ids the next digest must know as seen. */
export type AnswerGroup = {
  department: string
  score: number
  kind: 'satisfied' | 'neutral' | 'dissatisfied'
  drivers: string[]
  count: number
  late: string[] | null
}

/** Kudos are looked for in answers this old: a customer may add a name until the invitation expires. */
const KUDOS_DAYS = 14
const DAY = 24 * 3600_000

export const iso = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`
export const ids = (list: string[]): SQL =>
  sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(list)}::jsonb))`
export const inScope = ({ department }: Pick<Scope, 'department'>, column: SQL): SQL =>
  department.kind === 'management' ? sql`true` : sql`${column} = ${department.key}`

/** Answers first given in the digest's time, as they are now; one statement, so that all counts agree. */
export const answersIn = async (tx: Tx, scope: Scope, seenFrom: Date): Promise<AnswerGroup[]> =>
  tx.execute<AnswerGroup>(sql`
    select c.department_key as department, r.score, r.kind, coalesce(r.answers -> 'drivers', '[]') as drivers,
      count(*)::int as count, jsonb_agg(r.id) filter (where r.answered_at > ${iso(seenFrom)}) as late
    from responses r join invitations i on i.id = r.invitation_id join contacts c on c.id = i.contact_id
    where r.answered_at > ${iso(scope.lateFrom)} and r.answered_at <= ${iso(scope.to)}
      and r.id not in ${ids(scope.seen.answers)} and ${inScope(scope, sql`c.department_key`)}
    group by 1, 2, 3, 4`)

/** Whom satisfied customers named, each once, also where the name came days after the score. */
export const kudosIn = async (tx: Tx, scope: Scope): Promise<Kudos[]> => {
  const oldest = new Date(scope.lateFrom.getTime() - KUDOS_DAYS * DAY)
  return tx.execute<Kudos>(sql`
    select r.id as response, d.name as department, r.answers ->> 'kudos' as who, r.answers ->> 'good' as words
    from responses r join invitations i on i.id = r.invitation_id join contacts c on c.id = i.contact_id
      join departments d on d.key = c.department_key
    where r.answered_at > ${iso(oldest)} and r.revised_at > ${iso(scope.lateFrom)} and r.revised_at <= ${iso(scope.to)}
      and r.kind = 'satisfied' and r.answers ->> 'kudos' <> '' and ${inScope(scope, sql`c.department_key`)}
      and r.id::text not in (
        select told ->> 'response' from digests g, jsonb_array_elements(g.digest -> 'kudos') told
        where g.department_key = ${scope.department.key} and g."to" > ${iso(oldest)})
    order by r.revised_at, r.id limit 100`)
}
