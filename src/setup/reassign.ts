import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { type ChatDestination, cases } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import { ABOUT } from '../cases/about.ts'
import { addEvent } from '../cases/move.ts'
import { moveMessage } from '../cases/turns/moveMessage.ts'
import { PLACE } from './place.ts'

type Orphan = {
  id: string
  ownerId: string | null
  from: string
  to: string | null
  destination: ChatDestination
  /** It is read by one person alone, for whoever it is about reads the channel. */
  alone: boolean
  place: ChatDestination
  message: MessageRef | null
  department: string
}

/**
 * Holds the cases that may be reassigned, before anything of people is written: a move holds its case first, then who
 * acts, and would wait for us while we wait for it. `person`: theirs alone.
 */
export const holdCases = async (tx: Tx, { person }: { person?: string } = {}): Promise<void> => {
  await tx.execute(sql`
    select k.id from cases k where k.state in ('open', 'owned', 'recovering', 'awaiting customer', 'confirmed')
      and ${person ? sql`k.accountable_id = ${person}` : sql`true`} order by k.id for no key update`)
}

/**
 * Somebody is accountable at every moment: a case whose accountable person is not in its department or management any
 * more, is whom it is about, or is away when something is due goes to who is on call: the first liaison present, the
 * first manager, management; of a complaint about a colleague managers alone; with all away the first of them. Gives
 * how many went. `person`: of theirs alone; `only`: this case.
 */
export const reassignCases = async (
  tx: Tx,
  now: Date,
  { person, only }: { person?: string; only?: string } = {},
): Promise<number> => {
  const at = sql`${now.toISOString()}::timestamptz`
  const away = (person: string) => sql`coalesce(${sql.raw(person)}.away_until > ${at}, false)`
  const orphans = (await tx.execute(sql`
    select k.id, k.owner_id, k.accountable_id as from, coalesce(k.destination, d.destination) as destination,
      k.destination is not null as alone, k.message, d.name as department, heir.id as to, heir.place
    from cases k
    join people a on a.id = k.accountable_id
    join departments d on d.key = k.department_key
    join contacts c on c.id = k.contact_id
    cross join lateral (
      select ${sql.raw(ABOUT)} as ids
    ) about
    cross join lateral (
      select not a.active or a.id = any(about.ids) or not exists (
        select from department_people m join departments g on g.key = m.department_key
        where m.person_id = a.id and (m.department_key = k.department_key or g.kind = 'management')
      ) as gone,
      ${away('a')} and case k.state when 'open' then true when 'confirmed' then false
        when 'awaiting customer' then k.silent_at is null and k.promise_due_at <= a.away_until
        else least(k.promise_due_at, case when k.apologised_at is null then k.apology_due_at end) <= a.away_until
        end as absent
    ) why
    left join lateral (
      select p.id, ${away('p')} as away, ${sql.raw(PLACE)} as place from department_people m
      join people p on p.id = m.person_id and p.active
      join departments g on g.key = m.department_key
      where (m.department_key = k.department_key or g.kind = 'management') and p.id <> all(about.ids)
      order by m.role = 'liaison' and exists (
        select from department_people i where i.person_id = any(about.ids) and i.department_key = k.department_key
      ), ${away('p')}, g.kind = 'management', m.role = 'manager', m.position limit 1
    ) heir on true
    where k.state in ('open', 'owned', 'recovering', 'awaiting customer', 'confirmed') and ${person ? sql`k.accountable_id = ${person}` : sql`true`}
      and ${only ? sql`k.id = ${only}` : sql`true`} and (why.gone or why.absent and not coalesce(heir.away, true)) and heir.id is distinct from k.accountable_id
    order by k.id for no key update of k`)) as unknown as Orphan[]
  let reassigned = 0
  for (const orphan of orphans) if (await goes(tx, orphan, now)) reassigned++
  return reassigned
}

const goes = async (tx: Tx, orphan: Orphan, now: Date): Promise<boolean> => {
  const { id, ownerId, from, to, alone, place } = orphan
  if (!to) return false
  const went = await tx
    .update(cases)
    .set({
      accountableId: to,
      ownerId: ownerId && to,
      ...(alone ? { destination: place, message: null } : {}),
    })
    .where(and(eq(cases.id, id), eq(cases.accountableId, from)))
    .returning({ id: cases.id })
  if (went.length === 0) return false
  if (alone) {
    const to = { destination: place, department: orphan.department }
    await moveMessage(tx, orphan, to, now, `reassigned:${now.getTime()}`)
  }
  await addEvent(tx, { id }, { kind: 'reassigned', data: { from, to }, now }, true)
  return true
}
