import type { Tx } from '../../db/client.ts'
import { sqlOf } from '../../db/client.ts'
import { OPEN_LIST } from '../../db/schema/index.ts'
import { WRITTEN } from '../cases/events.ts'
import { giveCase, HELD, type Held, mayHave } from '../cases/reassign.ts'
import type { Cover } from './cover.ts'

/** The person's open cases go to the colleague, but those that the colleague may not have. Gives how many went. */
export const giveCases = async (tx: Tx, cover: Cover, now: Date): Promise<number> => {
  const sql = sqlOf(tx)
  const { id, personId, coverId, person, colleague, colleaguePlace, until } = cover
  const rows = await sql<Held[]>`
    select ${sql.unsafe(HELD)} from cases k join departments d on d.key = k.department_key
    where k.accountable_id = ${personId} and k.state in ${sql.unsafe(OPEN_LIST)} and ${sql.unsafe(mayHave(coverId))}
    order by k.id for no key update of k`
  const data = { cover: id, from: person, to: colleague, until: until.toISOString() }
  let moved = 0
  const to = { id: coverId, place: colleaguePlace }
  for (const row of rows)
    if (await giveCase(tx, row, to, now, { kind: 'covered', data }, rows.length)) moved++
  return moved
}

/**
 * At the end the person gets their cases back, except those in which the colleague wrote to the customer since: the
 * customer knows them now. Where the person is away still, or has left, all stay.
 */
export const returnCases = async (
  tx: Tx,
  cover: Cover,
  now: Date,
): Promise<{ back: number; stay: number }> => {
  const sql = sqlOf(tx)
  const { id, personId, coverId, person, colleague, personPlace, answeredAt } = cover
  const rows = await sql<(Held & { stays: boolean })[]>`
    select ${sql.unsafe(HELD)}, not ${sql.unsafe(mayHave(personId))} or a.away_until > ${now} or not a.active or exists (
        select from case_events e where e.case_id = k.id and e.by = ${coverId} and e.at >= ${answeredAt} and e.kind = any(${WRITTEN as unknown as string[]})
      ) as stays
    from cases k join departments d on d.key = k.department_key join people a on a.id = ${personId}
    where k.accountable_id = ${coverId} and k.state in ${sql.unsafe(OPEN_LIST)} and (
      select e.data ->> 'cover' from case_events e
      where e.case_id = k.id and e.kind in ('covered', 'reassigned', 'handover accepted', 'somebody else asked')
      order by e.id desc limit 1) = ${id}
    order by k.id for no key update of k`
  const data = { cover: id, from: colleague, to: person, back: true as const }
  let back = 0
  const home = { id: personId, place: personPlace }
  for (const row of rows)
    if (!row.stays && (await giveCase(tx, row, home, now, { kind: 'covered', data }, rows.length))) back++
  return { back, stay: rows.length - back }
}
