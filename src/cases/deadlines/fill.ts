import type { OpsDeps } from '../../deps.ts'
import { causeOf } from '../../errors.ts'
import { hold } from '../hold.ts'
import { setDeadlines } from './set.ts'

const BATCH = 100
const HOUR = 3600_000
const LOOKED = 'cases without deadlines'

/**
 * Open cases, and ended ones that still owe a remedy, from before there were timers for it get theirs, as do those that an older version of the product opens while a
 * newer one is being rolled out. It looks through all open cases, so once an hour.
 */
export const fillDeadlines = async (
  { db, log }: Pick<OpsDeps, 'db' | 'log'>,
  { now }: { now: Date },
): Promise<number> => {
  const sql = db.$client
  const due = await sql`
    insert into heartbeats (name, at) values (${LOOKED}, ${now}) on conflict (name) do update set at = excluded.at
    where heartbeats.at <= ${new Date(now.getTime() - HOUR)} returning at`
  if (due.length === 0) return 0
  let last = '00000000-0000-0000-0000-000000000000'
  let filled = 0
  for (;;) {
    const rows = await sql<{ id: string }[]>`
      select id from cases k where id > ${last} and (state in ('open', 'owned', 'recovering', 'confirmed')
          or state not in ('awaiting customer', 'merged')
          and id in (select case_id from remedies where done_at is null and withdrawn_at is null))
        and not exists (select from timers t where t.case_id = k.id and t.ended_at is null) order by id limit ${BATCH}`
    for (const { id } of rows)
      await db
        .transaction(async (tx) => {
          for (const held of await hold(tx, [id])) {
            await setDeadlines(tx, [held], now)
            filled++
          }
        })
        .catch((error) => log('timer.failed', { case: id, error: causeOf(error) }))
    if (rows.length < BATCH) return filled
    last = rows.at(-1)!.id
  }
}
