import { type Sql, sqlOf, type Tx } from '../../db/client.ts'
import type { ChatDestination } from '../../db/schema/index.ts'
import { UNFINISHED_LIST } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import { excludedFrom } from './excluded.ts'
import { lineOf, loadMembers, type Member } from './members.ts'
import { isPresent, nextInLine } from './nextInLine.ts'

type Orphan = {
  id: string
  ownerId: string | null
  accountableId: string
  departmentKey: string
  department: string
  destination: ChatDestination
  /** It is read by one person alone, since the person complained about reads the channel. */
  alone: boolean
  message: MessageRef | null
  excluded: string[]
  /** Its accountable person is not there for good, rather than away. */
  gone: boolean
}

/** `person`: theirs alone; `only`: this case. */
export type Scope = { person?: string; only?: string }

/** Unfinished, or with a remedy that outlived the end: found by two indexes, where one condition would read every case. */
const liveCases = (sql: Sql, { person, only }: Scope) => sql`(
  select c.id from cases c where c.state in ${sql.unsafe(UNFINISHED_LIST)}
    ${person ? sql`and c.accountable_id = ${person}` : sql``} ${only ? sql`and c.id = ${only}` : sql``}
  union select r.case_id from remedies r where r.done_at is null and r.withdrawn_at is null)`

/**
 * Holds the cases that may be reassigned, before anything of people is written: a move holds its case first, then who
 * acts, and would wait for us while we wait for it.
 */
export const holdCases = async (tx: Tx, { person }: Pick<Scope, 'person'> = {}): Promise<void> => {
  const sql = sqlOf(tx)
  await sql`
    select k.id from cases k where k.id in ${liveCases(sql, { person })} ${person ? sql`and k.accountable_id = ${person}` : sql``}
    order by k.id for no key update`
}

/**
 * Cases that somebody else has to have, and who: their accountable person is not in their department or management any
 * more, is whom it is about, or is away when something is due and somebody else is there. Holds them.
 */
export const casesToReassign = async (
  tx: Tx,
  now: Date,
  { person, only }: Scope,
): Promise<{ orphan: Orphan; to: Member }[]> => {
  const sql = sqlOf(tx)
  const orphans = await sql<Orphan[]>`
    select k.id, k.owner_id, k.accountable_id, k.department_key, d.name as department,
      coalesce(k.destination, d.destination) as destination, k.destination is not null as alone, k.message,
      array${sql.unsafe(excludedFrom('k'))} as excluded, why.gone
    from cases k
    join people a on a.id = k.accountable_id
    join departments d on d.key = k.department_key
    cross join lateral (
      select least(k.promise_due_at, case when k.apologised_at is null then k.apology_due_at end) as due
    ) word
    cross join lateral (
      select not a.active or a.id in ${sql.unsafe(excludedFrom('k'))} or not exists (
        select from department_people m join departments g on g.key = m.department_key
        where m.person_id = a.id and (m.department_key = k.department_key or g.kind = 'management')
      ) as gone,
      coalesce(a.away_until > ${now}, false) and case k.state when 'open' then true when 'confirmed' then false
        when 'awaiting customer' then k.silent_at is null and k.promise_due_at <= a.away_until
        when 'owned' then word.due <= a.away_until when 'recovering' then word.due <= a.away_until
        else exists (select from remedies r where r.case_id = k.id and r.done_at is null and r.withdrawn_at is null
          and r.due_at <= a.away_until)
        end and not (k.state <> 'open' and exists (
          -- A colleague was asked to have them: nothing moves before the answer
          select from covers v where v.person_id = a.id and v.state = 'waiting' and v.leave)) as absent
    ) why
    where k.id in ${liveCases(sql, { person, only })} and k.state <> 'merged' and (why.gone or why.absent) ${person ? sql`and k.accountable_id = ${person}` : sql``}
      ${only ? sql`and k.id = ${only}` : sql``}
    order by k.id for no key update of k`
  if (orphans.length === 0) return []
  const members = await loadMembers(tx, [...new Set(orphans.map(({ departmentKey }) => departmentKey))])
  return orphans.flatMap((orphan) => {
    const to = nextInLine(lineOf(members, orphan.departmentKey), { excluded: orphan.excluded, now })
    if (!to || to.id === orphan.accountableId || !(orphan.gone || isPresent(to, now))) return []
    // Many may go at once: the next one is for who has the fewest then
    for (const one of members) if (one.id === to.id && one.openCases != null) one.openCases++
    return { orphan, to }
  })
}
