import type { Sql } from '../../db/client.ts'
import type { NotedChange } from '../../db/schema/index.ts'

type HistoryEntry = { id: number; at: Date; by: string | null; changes: NotedChange[] }
export type History = {
  entries: HistoryEntry[]
  /** Who everybody in it is called now, by id. */
  names: Map<string, string>
  next?: number
}

/** One page of how the set-up changed, the newest first. `after`: the entry where the page before ended. */
export const pageHistory = async (
  sql: Sql,
  { after, limit = 20 }: { after?: number; limit?: number } = {},
): Promise<History> => {
  const rows = await sql<HistoryEntry[]>`
    select id::int, at, by, changes from setup_changes where ${after ? sql`id < ${after}` : sql`true`}
    order by setup_changes.id desc limit ${limit + 1}`
  const entries = rows.slice(0, limit)
  const ids = entries.flatMap(({ by, changes }) => [
    ...(by ? [by] : []),
    ...changes.flatMap(({ section, id, fields }) => [
      ...(['people', 'roles'].includes(section) ? [id] : []),
      ...fields.flatMap(({ from = [], to = [] }) => [...from, ...to]),
    ]),
  ])
  const people = await sql<{ id: string; name: string }[]>`
    select id::text, name from people where id::text = any(${[...new Set(ids)]}::text[])`
  return {
    entries,
    names: new Map(people.map(({ id, name }) => [id, name])),
    ...(rows.length > limit && { next: entries.at(-1)!.id }),
  }
}
