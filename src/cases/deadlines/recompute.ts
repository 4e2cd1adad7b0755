import { sql } from 'drizzle-orm'
import type { Tx } from '../../../db/client.ts'
import { addBusinessMinutes } from '../../time.ts'
import { updateCard } from '../updateCard.ts'
import { readTimed } from './read.ts'
import type { Row } from './reconcile.ts'
import { firstHeardAt } from './rules.ts'
import { movedIn, shownOf, type Writing, writeDeadlines } from './write.ts'

const BATCH = 200

/**
 * The business time of these departments is another now: what is left of each of their clocks gives another due time.
 * Promised dates stay, and so does what somebody has heard of as late.
 */
export const recomputeDeadlines = async (tx: Tx, departments: string[], now: Date): Promise<void> => {
  if (departments.length === 0) return
  const keys = sql`(select jsonb_array_elements_text(${JSON.stringify(departments)}::jsonb))`
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = (await tx.execute(sql`
      select id from cases where id > ${last} and id in (
        select case_id from timers where department_key in ${keys} and ended_at is null and level = 0 and left_minutes is not null
      ) order by id limit ${sql.raw(String(BATCH))} for no key update`)) as unknown as { id: string }[]
    if (rows.length > 0)
      await recompute(
        tx,
        rows.map(({ id }) => id),
        new Set(departments),
        now,
      )
    if (rows.length < BATCH) return
    last = rows.at(-1)!.id
  }
}

const recompute = async (tx: Tx, ids: string[], departments: Set<string>, now: Date) => {
  const writing: Writing = { end: [], insert: [], set: [], shown: [] }
  for (const found of await readTimed(tx, ids)) {
    const set = found.timers.flatMap((row): Row[] => {
      const { kind, departmentKey, leftMinutes, fromAt, level, pausedAt } = row
      if (
        !departments.has(departmentKey) ||
        leftMinutes === null ||
        level > 0 ||
        pausedAt ||
        row.snoozedUntil
      )
        return []
      const dueAt = addBusinessMinutes(found.calendars[departmentKey]!, fromAt, leftMinutes)
      return dueAt.getTime() === row.dueAt.getTime()
        ? []
        : [{ ...row, dueAt, nextAt: firstHeardAt(kind, dueAt) }]
    })
    writing.set.push(...set)
    writing.shown.push(shownOf(found, set))
  }
  await writeDeadlines(tx, writing, now)
  for (const id of movedIn(writing)) await updateCard(tx, id, now)
}
