import { OPEN_LIST, UNFINISHED_LIST } from '../../../db/schema/index.ts'
import { held } from './sweep.ts'

const owes = (k: string) =>
  `((select true from remedies o where o.case_id = ${k}.id and o.done_at is null and o.withdrawn_at is null limit 1) is true)`

/** Of a case: somebody works on it, its finding is to be written, or something is owed to its customer. */
export const needed = (k: string): string => `(${k}.state in ${UNFINISHED_LIST} or ${owes(k)})`

/**
 * Of a case `k`: its words may go. It ended before `$1`; nothing is owed, promised, asked or under way; its last right
 * was owed before `$2`; the case it was merged into has gone; nobody holds it.
 */
export const CASE_DUE = `k.purged_at is null and k.closed_at < $1 and k.state not in ${OPEN_LIST} and not ${owes('k')}
  and ((select true from remedies r where r.case_id = k.id and r.statutory
    and greatest(r.due_at, r.done_at, r.withdrawn_at) >= $2 limit 1) is null)
  and ((select true from timers w where w.case_id = k.id and w.ended_at is null and w.kind <> 'finding' limit 1) is null)
  and ((select true from proposals p where p.case_id = k.id
    and (p.state = 'waiting' or p.kind = 'request' and p.state = 'accepted') limit 1) is null)
  and ((select true from call_backs b where b.case_id = k.id and b.state = 'booked' limit 1) is null)
  and ((select true from outbox o where o.lane = 'case:' || k.id and o.state in ('waiting', 'claimed', 'sending') limit 1) is null)
  and ((select true from cases m where m.id = k.merged_into and m.purged_at is null limit 1) is null)
  and not ${held('k.customer_id')}`
