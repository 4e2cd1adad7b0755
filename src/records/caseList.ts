import type { CaseState } from '../../db/schema/index.ts'
import type { Deps } from '../deps.ts'

/** What other systems read of a case: ids, states, dates; no words and no people. */
export type ListedCase = {
  id: string
  number: number
  state: CaseState
  severity: number
  department: string
  brand: string
  customer: string
  reference: string | null
  openedAt: Date
  updatedAt: Date
  /** The earliest clock that runs. */
  dueAt: Date | null
  promise: { kind: string; dueAt: Date | null } | null
}

/** Where a page ended: by opening and case, or by the last event's time and id. */
export type Place = { by: 'opened'; at: Date; id: string } | { by: 'updated'; at: Date; id: number }
export type Filter = {
  state?: CaseState
  department?: string
  openedSince?: Date
  updatedSince?: Date
  after?: Place
  limit: number
}

type Row = Omit<ListedCase, 'promise'> & { event: number; promise: string | null; promiseDueAt: Date | null }

/**
 * One page of cases, by opening; with `updatedSince` by their last event, so that who goes on from the last
 * `updatedAt` misses none. Each is one range of an index. `next` is where the following page begins.
 */
export const listCases = async (
  { db }: Pick<Deps, 'db'>,
  { state, department, openedSince, updatedSince, after, limit }: Filter,
): Promise<{ cases: ListedCase[]; next: Place | undefined }> => {
  const sql = db.$client
  const wanted = sql`
    ${state ? sql`and k.state = ${state}` : sql``}
    ${department ? sql`and k.department_key = ${department}` : sql``}
    ${openedSince ? sql`and k.opened_at >= ${openedSince}` : sql``}`
  const fields = sql`
    k.id, k.number, k.state, k.severity, k.department_key as department, k.brand_key as brand, k.customer_id as customer,
    (select c.reference from contacts c where c.id = k.contact_id) as reference, k.opened_at, k.promise, k.promise_due_at,
    (select min(t.due_at) from timers t where t.case_id = k.id and t.ended_at is null and t.paused_at is null) as due_at`
  const rows = updatedSince
    ? await sql<Row[]>`
      select ${fields}, e.at as updated_at, e.id::int as event
      from case_events e join cases k on k.id = e.case_id
      where e.at >= ${updatedSince} ${after ? sql`and (e.at, e.id) > (${after.at}, ${after.id})` : sql``}
        and not exists (select from case_events n where n.case_id = e.case_id and n.id > e.id) ${wanted}
      order by e.at, e.id limit ${limit + 1}`
    : await sql<Row[]>`
      select ${fields}, coalesce(e.at, k.opened_at) as updated_at, e.id::int as event
      from cases k left join lateral (
        select n.at, n.id from case_events n where n.case_id = k.id order by n.id desc limit 1
      ) e on true
      where true ${after ? sql`and (k.opened_at, k.id) > (${after.at}, ${after.id})` : sql``} ${wanted}
      order by k.opened_at, k.id limit ${limit + 1}`
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    cases: page.map(({ event: _, promise, promiseDueAt, ...row }) => ({
      ...row,
      promise: promise === null ? null : { kind: promise, dueAt: promiseDueAt },
    })),
    next:
      last &&
      (updatedSince
        ? { by: 'updated', at: last.updatedAt, id: last.event }
        : { by: 'opened', at: last.openedAt, id: last.id }),
  }
}
