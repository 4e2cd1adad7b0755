import { eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { cases, departments } from '../../db/schema/index.ts'
import { OPEN_STATES } from '../cases/case.ts'
import { addEvent } from '../cases/move.ts'

/**
 * An open case whose accountable person is no longer in its department (or in management) goes to who is on call
 * there: somebody is accountable at every moment. Gives how many.
 */
export const reassignCases = async (tx: Tx, now: Date): Promise<number> => {
  const orphans = await tx
    .select({
      id: cases.id,
      ownerId: cases.ownerId,
      from: cases.accountableId,
      destination: departments.destination,
      to: sql<string | null>`heir.id`,
    })
    .from(cases)
    .innerJoin(departments, eq(departments.key, cases.departmentKey))
    .leftJoin(
      sql`lateral (
        select p.id from department_people m
        join people p on p.id = m.person_id and p.active
        join departments g on g.key = m.department_key
        join contacts k on k.id = ${cases.contactId}
        where (m.department_key = ${cases.departmentKey} or g.kind = 'management')
          and p.email is distinct from lower(k.staff_member ->> 'email')
        order by g.kind = 'management', m.role = 'manager', m.position limit 1
      ) heir`,
      sql`true`,
    )
    .where(
      sql`${inArray(cases.state, [...OPEN_STATES])} and not exists (
        select 1 from department_people m
        join people p on p.id = m.person_id and p.active
        join departments g on g.key = m.department_key
        where m.person_id = ${cases.accountableId}
          and (m.department_key = ${cases.departmentKey} or g.kind = 'management')
      )`,
    )
    .for('update', { of: cases })
  let reassigned = 0
  for (const { id, ownerId, from, to, destination } of orphans) {
    if (!to) continue
    await tx
      .update(cases)
      .set({ accountableId: to, ownerId: ownerId && to })
      .where(eq(cases.id, id))
    await addEvent(tx, { id, destination }, { kind: 'reassigned', data: { from, to }, now }, true)
    reassigned++
  }
  return reassigned
}
