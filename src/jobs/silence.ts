import { sql as fragment, type SQL } from 'drizzle-orm'
import { callTo } from '../cases/call.ts'
import type { Case } from '../cases/case.ts'
import { loadCase } from '../cases/caseFile.ts'
import { type Change, inChange } from '../cases/change.ts'
import { endRest } from '../cases/close.ts'
import { DECISION, inOneDay } from '../cases/deadlines/rules.ts'
import type { Reminded } from '../cases/eventFacts.ts'
import { mailCustomer } from '../cases/mailCustomer.ts'
import { REMIND_DAYS, SILENT_DAYS } from '../cases/steps/done.ts'
import type { OpsDeps } from '../deps.ts'
import { causeOf } from '../errors.ts'
import { managerToDecide } from './deadlines/hears.ts'
import { readWorld } from './deadlines/world.ts'

const BATCH = 100

const at = (date: Date): SQL => fragment`${date.toISOString()}::timestamptz`
const REMINDED = (id: string, now: Date): SQL => fragment`
  update cases set ask_reminder_at = null,
    silent_at = greatest(silent_at, ${at(now)} + interval '${fragment.raw(String(SILENT_DAYS - REMIND_DAYS))} days')
  where id = ${id} and state = 'awaiting customer' and ask_reminder_at <= ${at(now)} returning id`

/** Where the clock ends nothing: at the worst severity, with something promised undone, or where nobody could be asked by mail. */
const UNDONE = fragment`(severity = 1
  or exists (select from remedies r where r.case_id = cases.id and r.done_at is null and r.withdrawn_at is null)
  or not exists (select from customers u where u.id = cases.customer_id and u.email is not null)
  or exists (select from proposals o where o.case_id = cases.id
    and (o.state = 'waiting' and o.kind <> 'handover' or o.kind = 'request' and o.state = 'accepted'))
  or exists (select from call_backs b where b.case_id = cases.id and b.state = 'booked'))`
const ENDED = (id: string, now: Date): SQL => fragment`
  update cases set state = 'unconfirmed', ended_at = ${at(now)}, silent_at = null,
    ask_reminder_at = null, promise = null, promise_due_at = null
  where id = ${id} and state = 'awaiting customer' and silent_at <= ${at(now)} and not ${UNDONE} returning id`
const LEFT_TO_MANAGER = (id: string, now: Date, due: Date): SQL => fragment`
  update cases set silent_at = null, ask_reminder_at = null, promise = ${DECISION}, promise_due_at = ${at(due)}
  where id = ${id} and state = 'awaiting customer' and silent_at <= ${at(now)} and ${UNDONE} returning id`

/**
 * A customer who does not answer is reminded once, then the case ends as unconfirmed, or is a manager's to decide on:
 * late ticks leave the days between. May run twice, late or not at all: each case changes once.
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
  await inChange(db, now, async (change) => {
    const { tx, note } = change
    if (what === 'remind') return remind(change, found)
    const ended = await tx.execute(ENDED(id, now))
    if (ended.length === 0) return leaveToManager(change, found)
    await endRest(tx, id, now)
    await note(id, { kind: 'unconfirmed' })
  })
}

const remind = async ({ tx, now, note }: Change, found: Case) => {
  const reminded = await tx.execute(REMINDED(found.id, now))
  if (reminded.length === 0) return
  const event = await note(found.id, { kind: 'confirmation reminded' }, { quiet: true })
  await mailCustomer(tx, found, event, now)
}

/** The decision is owed within a business day; as any promise it has a clock. */
const leaveToManager = async ({ tx, now, note }: Change, found: Case) => {
  const due = inOneDay(found, now)
  const left = await tx.execute(LEFT_TO_MANAGER(found.id, now, due))
  if (left.length === 0) return
  const { name, person, place } = managerToDecide(found, await readWorld(tx, [found.departmentKey], []), now)
  const data: Reminded = {
    timer: 'silence',
    level: 2,
    due: due.toISOString(),
    to: name,
    ...(person ? { person } : {}),
  }
  const event = await note(found.id, { kind: 'reminded', data })
  if (place) await callTo(tx, { caseId: found.id, event, to: place, now })
}
