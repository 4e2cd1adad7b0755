/** For SQL: cases that were none, in no figure but their own. */
export const NOT_COUNTED = `('merged', 'answered by mistake')`

/** For SQL: the customer said yes, and it still stands. */
export const YES_LIST = `('confirmed', 'documented')`

/** For SQL: ends after which a finding is owed. */
export const OWES_FINDING = `('confirmed', 'documented', 'unconfirmed', 'not agreed')`

/** For SQL: when the first finding since a case's end was written; null where there is none. */
export const foundSince = (k: string) => `(select min(v.at) from (
    select at from findings f where f.case_id = ${k}.id union all select at from earlier_findings f where f.case_id = ${k}.id
  ) v where v.at >= ${k}.closed_at)`

/**
 * Of a row of `case_events`: a customer brought a case back that had ended, however they did. Begins as the partial
 * index `case_events_again` says it.
 */
export const cameBack = (
  e: string,
) => `(${e}.kind = 'opened again' or ${e}.kind = 'answered' and ${e}.data ->> 'answer' <> 'yes')
  and (${e}.kind = 'opened again' or (
    select b.kind in ('ended', 'unconfirmed', 'final answer') or b.kind = 'answered' and b.data ->> 'answer' = 'yes'
    from case_events b where b.case_id = ${e}.case_id and b.id < ${e}.id
      and b.kind in ('answered', 'unconfirmed', 'ended', 'final answer', 'done', 'carried on', 'opened again')
    order by b.id desc limit 1))`

/**
 * Of a row of `timers`, beside its case: a date that a customer was told, and that was kept or missed by the time it came
 * due. One that went with the case's own end was neither.
 */
export const countsAsPromise = (t: string, k: string) => `${t}.kind in ('promise', 'remedy')
  and (${k}.ended_at is null or ${t}.ended_at is distinct from ${k}.ended_at or ${t}.ended_at > ${t}.due_at)`

/** The same row was kept. */
export const keptPromise = (t: string) => `coalesce(${t}.ended_at <= ${t}.due_at, false)`
