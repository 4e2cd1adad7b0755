import { type Sql, sqlOf, type Tx } from '../../db/client.ts'
import { type ChatDestination, UNFINISHED_LIST } from '../../db/schema/index.ts'
import { placeOf } from '../directory/accounts.ts'
import { DomainError } from '../errors.ts'
import { chatDestination } from '../outbox/destinations.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { giveCase, HELD, type Held, mayHave } from './reassign.ts'
import type { Actor } from './rights.ts'

type Holder = { holderPlace: ChatDestination }

/**
 * From cases `k` of departments `d`: those that went to `holder` in the last absence of `me`, on which no member of staff
 * has acted since, and which may be theirs now.
 */
const untouched = (sql: Sql, { id }: Pick<Actor, 'id'>) => sql`
  from people me cross join lateral (
    select c.id from cases c where c.accountable_id in (
      select o.person_id from department_people m join departments g on g.key = m.department_key
      join department_people o on g.kind = 'management' or o.department_key = m.department_key
        or o.department_key in (select key from departments where kind = 'management')
      where m.person_id = me.id and o.person_id <> me.id
    ) and c.state in ${sql.unsafe(UNFINISHED_LIST)}
    union select r.case_id from remedies r where r.done_at is null and r.withdrawn_at is null
  ) live
  join cases k on k.id = live.id and k.state <> 'merged' join departments d on d.key = k.department_key
  cross join lateral (
    select e.id, e.data ->> 'to' as "to" from case_events e
    where e.case_id = k.id and e.kind = 'reassigned' and e.at >= me.away_since and e.data ->> 'from' = me.id::text
    order by e.id desc limit 1
  ) went
  join people holder on holder.id = k.accountable_id and holder.id::text = went.to
  where me.id = ${id} and not exists (
    select from case_events l where l.case_id = k.id and l.id > went.id
      and (l.by is not null or l.kind in ('reassigned', 'covered'))
  ) and ${sql.unsafe(mayHave(id))}`

/** How many cases somebody who is back can take back. */
export const casesToTakeBack = async ({ db }: { db: Tx }, by: Pick<Actor, 'id'>): Promise<number> => {
  const sql = sqlOf(db)
  const [row] = await sql<{ count: number }[]>`select count(*)::int ${untouched(sql, by)}`
  return row!.count
}

/**
 * Gives these cases back to somebody who has returned, and tells each person who had them once. A case that somebody
 * acted on meanwhile stays, so a second click moves nothing. Returns how many moved. Throws `conflict` for somebody away.
 */
export const takeCasesBack = (
  { db }: { db: Tx },
  { by, now }: { by: Pick<Actor, 'id' | 'name'>; now: Date },
): Promise<number> =>
  db.transaction(async (tx) => {
    const sql = sqlOf(tx)
    const held = await sql<{ id: string }[]>`
      select k.id ${untouched(sql, by)} order by k.id for no key update of k`
    const [me] = await sql<{ place: ChatDestination; awayUntil: Date | null }[]>`
      select ${sql.unsafe(placeOf('p'))} as place, p.away_until from people p where p.id = ${by.id} for no key update of p`
    if (me!.awayUntil && me!.awayUntil > now)
      throw new DomainError('conflict', ({ personal: { away: say } }) => say.backFirst)
    // Once more under their rows: what somebody did while we waited for one is seen now
    const cases = await sql<(Held & Holder)[]>`
      select ${sql.unsafe(HELD)}, ${sql.unsafe(placeOf('holder'))} as holder_place ${untouched(sql, by)}
        and k.id = any(${held.map(({ id }) => id)}::uuid[]) order by k.id`
    const from = new Map<string, (Held & Holder)[]>()
    let back = 0
    for (const one of cases) {
      const data = { from: one.accountableId, to: by.id, name: by.name }
      const event = { kind: 'reassigned' as const, data, by: by.id }
      if (!(await giveCase(tx, one, { id: by.id, place: me!.place }, now, event, cases.length))) continue
      back++
      from.set(one.accountableId, [...(from.get(one.accountableId) ?? []), one])
    }
    for (const [holder, went] of from) {
      const { holderPlace: destination } = went[0]!
      await enqueue(tx, {
        kind: 'reassigned',
        destination: chatDestination(destination),
        onceKey: `reassigned:${by.id}:${holder}:${now.getTime()}`,
        payload: { destination, from: by.id, cases: went.map(({ id }) => id), back: true },
        dueAt: now,
        now,
      })
    }
    return back
  })
