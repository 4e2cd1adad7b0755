import { DECISION } from './rules.ts'

/** In a select over cases as `k`: the customer stayed silent, and a manager decides. As `awaitsDecision`. */
export const undecided = (k: string) =>
  `(${k}.state = 'awaiting customer' and ${k}.promise is not distinct from '${DECISION}' and ${k}.silent_at is null)`

/** In a select over cases as `k`: by when an open case owes the next thing; null while it waits for the customer. */
export const nextDue = (k: string) => `(case when ${k}.state = 'open' then ${k}.take_due_at
  when ${k}.state in ('owned', 'recovering') or ${undecided(k)} then ${k}.promise_due_at end)`
