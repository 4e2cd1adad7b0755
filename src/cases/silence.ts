import { sql as fragment, type SQL } from 'drizzle-orm'
import type { OpsDeps } from '../deps.ts'
import { loadCase } from './load.ts'
import { mailCustomer } from './mailCustomer.ts'
import { addEvent } from './move.ts'

const BATCH = 100

const REMINDED = (id: string, now: Date): SQL => fragment`
  update cases set ask_reminder_at = null
  where id = ${id} and state = 'awaiting customer' and ask_reminder_at <= ${now.toISOString()}::timestamptz returning id`
const ENDED = (id: string, now: Date): SQL => fragment`
  update cases set state = 'unconfirmed', ended_at = ${now.toISOString()}::timestamptz, silent_at = null,
    ask_reminder_at = null, promise = null, promise_due_at = null
  where id = ${id} and state = 'awaiting customer' and silent_at <= ${now.toISOString()}::timestamptz returning id`

/**
 * A customer who does not answer is reminded once, then the case ends as unconfirmed. May run twice, late or not at
 * all: each case changes once.
 */
export const sweepSilence = async (deps: OpsDeps, { now }: { now: Date }): Promise<void> => {
  await eachDue(deps, now, 'remind')
  await eachDue(deps, now, 'end')
}

const eachDue = async (deps: OpsDeps, now: Date, what: 'remind' | 'end') => {
  const { db } = deps
  const sql = db.$client
  const due = what === 'remind' ? sql`ask_reminder_at <= ${now}` : sql`silent_at <= ${now}`
  for (;;) {
    const rows = await sql<{ id: string }[]>`
      select id from cases where state = 'awaiting customer' and ${due} order by id limit ${BATCH}`
    for (const { id } of rows) {
      const found = await loadCase(db, id)
      await db.transaction(async (tx) => {
        const set = what === 'remind' ? REMINDED : ENDED
        const changed = await tx.execute(set(id, now))
        if (changed.length === 0) return
        const kind = what === 'remind' ? 'confirmation reminded' : 'unconfirmed'
        const event = await addEvent(tx, found, { kind, now }, what === 'end')
        if (what === 'remind') await mailCustomer(tx, found, event!, now)
      })
    }
    if (rows.length < BATCH) return
  }
}
