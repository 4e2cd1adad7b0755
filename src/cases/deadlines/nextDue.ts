import { DECISION } from './rules.ts'

/** In a select over cases as `k`: what an open case owes next, null while it waits for the customer. A manager's decision is owed too. */
export const nextDue = (k: string) => `(case when ${k}.state = 'open' then ${k}.take_due_at
  when ${k}.state in ('owned', 'recovering') or ${k}.state = 'awaiting customer' and ${k}.promise = '${DECISION}' and ${k}.silent_at is null
    then ${k}.promise_due_at end)`
