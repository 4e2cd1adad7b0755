/**
 * Where a case's message is, or will be posted: that place's pace is used, and its faults are its own, whatever channel
 * the department has by now. In a select over cases as `k` and their departments as `d`, as JSON.
 */
export const placeOfCase = (k: string, d: string) =>
  `coalesce(${k}.message, ${k}.destination, ${d}.destination)`

/** The same as an outbox destination: `chatDestination` in SQL. */
export const destinationOfCase = (k: string, d: string) => `(
  select t.there ->> 'platform' || ':' || (t.there ->> 'workspace') || ':' || coalesce(t.there ->> 'place', t.there ->> 'channel')
  from (select ${placeOfCase(k, d)} as there) t)`
