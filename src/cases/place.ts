/**
 * Where a case's message is, or will be posted: that place's pace is used, and its faults are its own, whatever channel
 * the department has by now. In a select over `cases k join departments d`, as JSON.
 */
export const THERE = 'coalesce(k.message, k.destination, d.destination)'

/** The same as an outbox destination: `chatDestination` in SQL. */
export const CASE_DESTINATION = `(
  select t.there ->> 'platform' || ':' || (t.there ->> 'workspace') || ':' || coalesce(t.there ->> 'place', t.there ->> 'channel')
  from (select ${THERE} as there) t)`
