import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { destinationOfCase } from './place.ts'

/** Has a case's card rendered again where no event does: a date it shows has moved. */
export const updateCard = async (tx: Tx, caseId: string, now: Date): Promise<void> => {
  const [row] = (await tx.execute(sql`
    select ${sql.raw(destinationOfCase('k', 'd'))} as destination
    from cases k join departments d on d.key = k.department_key where k.id = ${caseId}`)) as unknown as {
    destination: string
  }[]
  if (!row) return
  await enqueue(tx, {
    kind: 'card',
    destination: row.destination,
    lane: `case:${caseId}`,
    onceKey: `card:${caseId}`,
    payload: { case: caseId },
    dueAt: now,
    now,
  })
}
