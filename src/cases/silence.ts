import { sql as fragment, type SQL } from 'drizzle-orm'
import type { OpsDeps } from '../deps.ts'
import { causeOf } from '../errors.ts'
import { REMIND_DAYS, SILENT_DAYS } from './done.ts'
import { loadCase } from './load.ts'
import { mailCustomer } from './mailCustomer.ts'
import { addEvent } from './move.ts'

const BATCH = 100

const REMINDED = (id: string, now: Date): SQL => fragment`
  update cases set ask_reminder_at = null,
    silent_at = greatest(silent_at, ${now.toISOString()}::timestamptz + interval '${fragment.raw(String(SILENT_DAYS - REMIND_DAYS))} days')
  where id = ${id} and state = 'awaiting customer' and ask_reminder_at <= ${now.toISOString()}::timestamptz returning id`
const ENDED = (id: string, now: Date): SQL => fragment`
  update cases set state = 'unconfirmed', ended_at = ${now.toISOString()}::timestamptz, silent_at = null,
    ask_reminder_at = null, promise = null, promise_due_at = null
  where id = ${id} and state = 'awaiting customer' and silent_at <= ${now.toISOString()}::timestamptz returning id`

/**
 * A customer who does not answer is reminded once, then the case ends as unconfirmed: late ticks leave the days between. May run twice, late or not at
 * all: each case changes once.
 */
export const sweepSilence = async (deps: OpsDeps, { now }: { now: Date }): Promise<void> => {
  await eachDue(deps, now, 'remind')
  await eachDue(deps, now, 'end')
}

const eachDue = async (deps: OpsDeps, now: Date, what: 'remind' | 'end') => {
  const { db, log } = deps
  const sql = db.$client
  const due = what === 'remind' ? sql`ask_reminder_at <= ${now}` : sql`silent_at <= ${now}`
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await sql<{ id: string }[]>`
      select id from cases where state = 'awaiting customer' and ${due} and id > ${last} order by id limit ${BATCH}`
    for (const { id } of rows) {
      // One case that can't be swept holds up no other.
      await sweep(deps, id, now, what).catch((error) =>
        log('silence.failed', { case: id, error: causeOf(error) }),
      )
      last = id
    }
    if (rows.length < BATCH) return
  }
}

const sweep = async ({ db }: OpsDeps, id: string, now: Date, what: 'remind' | 'end') => {
  const found = await loadCase(db, id)
  await db.transaction(async (tx) => {
    const changed = await tx.execute((what === 'remind' ? REMINDED : ENDED)(id, now))
    if (changed.length === 0) return
    const kind = what === 'remind' ? 'confirmation reminded' : 'unconfirmed'
    const event = await addEvent(tx, found, { kind, now }, what === 'end')
    if (what === 'remind') await mailCustomer(tx, found, event!, now)
  })
}
