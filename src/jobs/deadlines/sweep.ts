import type { Db } from '../../../db/client.ts'
import { readTimed } from '../../cases/deadlines/read.ts'
import { changesOf, movedIn, writeDeadlines } from '../../cases/deadlines/write.ts'
import { hold } from '../../cases/hold.ts'
import { updateCard } from '../../cases/updateCard.ts'
import type { OpsDeps } from '../../deps.ts'
import { causeOf } from '../../errors.ts'
import { fire, type Ripe } from './fire.ts'

const BATCH = 200

/** `at`: when the timer is next, as text, which is exact to the microsecond. */
type Candidate = { id: number; caseId: string; at: string }

/**
 * Reminds the people who have to know of what is late, each once and never early. May run twice, late or not at all: what is due
 * stays due until somebody heard. A batch is one transaction; one that fails is done one by one, so that a broken
 * timer holds up no other. Gives how many fired.
 */
export const sweepDeadlines = async (
  { db, log }: Pick<OpsDeps, 'db' | 'log'>,
  { now }: { now: Date },
): Promise<number> => {
  let fired = 0
  let last: Pick<Candidate, 'id' | 'at'> = { id: 0, at: '-infinity' }
  for (;;) {
    const batch = await candidates(db, now, last)
    fired += await sweepBatch(db, batch, now).catch(async () => {
      let one = 0
      for (const candidate of batch)
        one += await sweepBatch(db, [candidate], now).catch((error) => {
          log('timer.failed', { timer: candidate.id, case: candidate.caseId, error: causeOf(error) })
          return 0
        })
      return one
    })
    if (batch.length < BATCH) return fired
    last = batch.at(-1)!
  }
}

/**
 * The next that are due, in order of the index. The column is named with its table: a bare name in `order by` is the
 * output's first, and text neither sorts as time does nor uses the index.
 */
const candidates = ({ $client }: Db, now: Date, last: Pick<Candidate, 'id' | 'at'>) =>
  $client<Candidate[]>`
    select t.id::int, t.case_id, t.next_at::text as at from timers t
    where t.next_at <= ${now} and (t.next_at, t.id) > (${last.at}::text::timestamptz, ${last.id})
    order by t.next_at, t.id limit ${BATCH}`

/**
 * The cases' rows are held first, as in every move; those a move holds now are left for the next tick. What the
 * timers say is brought to what the cases owe before anybody hears of it.
 */
const sweepBatch = async (db: Db, batch: Candidate[], now: Date): Promise<number> => {
  if (batch.length === 0) return 0
  return db.transaction(async (tx) => {
    const held = await hold(
      tx,
      batch.map(({ caseId }) => caseId),
    )
    if (held.length === 0) return 0
    const cases = await readTimed(tx, held)
    const changes = changesOf(cases, now)
    await writeDeadlines(tx, changes, now)
    for (const id of movedIn(changes)) await updateCard(tx, id, now)
    const ended = new Set(changes.end)
    const changed = new Map(changes.set.map((row) => [row.id, row]))
    const wanted = new Set(batch.map(({ id }) => id))
    const ripe = cases.flatMap((found) =>
      found.timers.flatMap((row): Ripe[] => {
        const timer = changed.get(row.id) ?? row
        const due = timer.nextAt !== null && timer.nextAt <= now
        return wanted.has(timer.id) && due && !ended.has(timer.id) ? [{ timer, found }] : []
      }),
    )
    return ripe.length > 0 ? fire(tx, ripe, now) : 0
  })
}
