import type { Fragment, Sql } from '../../db/client.ts'
import type { Word } from './search.ts'

/** Where a page ended: the row's time in microseconds, and its id. */
export type Cursor = { at: string; id: string }

/** The rows a list is of. Aliases: `t` for the row, `d` for its department; `joins` may add others. */
export type Listing = {
  table: 'cases' | 'responses' | 'invitations'
  /** Its column of time, the newest first. */
  at: 'opened_at' | 'closed_at' | 'answered_at' | 'created_at'
  columns: Fragment
  /** Rows that belong to it: `cross join lateral (… offset 0)`, so that the order of the scan stays. */
  joins: Fragment
  /** The same, for `columns` alone. Each has one row, so that a count leaves them out. */
  shown: Fragment
  where: Fragment
  /** Only these ids. */
  hits?: Fragment
}

/** Dates are local ones of each department, both included. */
export type Span = {
  departments: string[]
  from?: string
  to?: string
  after?: Cursor
  limit: number
  counts?: boolean
}

export type Page<Row> = {
  rows: Row[]
  next?: Cursor
  /** The page is not full, since so far back was looked and no further yet. */
  lookedTo?: Date
  /** How many there are in all, where that was asked: up to `MOST_COUNTED`, and one more means still more. */
  inAll?: number
}

type Marked = { id: string; mark: string }

/**
 * A filter that few rows pass could make one page read every row. So a page looks through this many rows at most, and
 * its reader goes on from there. It begins small: most pages are filled at once.
 */
const LOOKS = [100, 2_000, 8_000]
/** So many of the newest rows tell which of the words are common; asking a case is three times the work of an answer. */
const SAMPLE = { cases: 100, responses: 300, invitations: 300 }
/** Fewer in the sample tell too little. */
const COMMON = 3
/** Rows that are asked for words, at most. */
const ASKED = [100, 2_000, 4_000]
/** Up to so many departments each is read by its own index; more are read together by time. */
const FEW = 8

/** One page, the newest first, by keyset: the page after a million rows costs what the first does. */
export const readPage = async <Row extends object>(
  sql: Sql,
  listing: Listing,
  { departments, from, to, after, limit, counts }: Span,
  looks = LOOKS,
): Promise<Page<Row>> => {
  const rows: (Row & Marked)[] = []
  let cursor = after
  for (const look of listing.hits ? [Number.MAX_SAFE_INTEGER] : looks) {
    const span = { departments, from, to, after: cursor, limit }
    const found = await sql<(Row & Marked)[]>`
      select ${listing.columns}, t.id, ${markOf(sql, listing)} as mark
      from ${scan(sql, listing, span, look)} t join departments d on d.key = t.department_key ${listing.joins} ${listing.shown}
      where ${listing.where} order by t.${sql(listing.at)} desc, t.id desc limit ${limit + 1 - rows.length}`
    rows.push(...found)
    if (rows.length > limit) break
    if (listing.hits) return { rows }
    const [end] = await sql<(Marked & { at: Date })[]>`
      select t.id, ${markOf(sql, listing)} as mark, t.${sql(listing.at)} as at from ${scan(sql, listing, span, look)} t
      order by t.${sql(listing.at)} desc, t.id desc offset ${look - 1} limit 1`
    if (!end) return { rows }
    cursor = cursorOf(end)
    if (look === looks.at(-1)) return { rows, next: cursor, lookedTo: end.at }
  }
  const page = rows.slice(0, limit)
  const inAll = counts ? await countAll(sql, listing, { departments, from, to, limit }) : undefined
  return { rows: page, next: cursorOf(page.at(-1)!), ...(inAll !== undefined && { inAll }) }
}

export const MOST_COUNTED = 2_000

/** Undefined where so many rows were looked through that further ones may belong to it too. */
const countAll = async (sql: Sql, listing: Listing, span: Span): Promise<number | undefined> => {
  const look = LOOKS.at(-1)!
  const [row] = await sql<{ looked: number; found: number }[]>`
    with looked as (select t.* from ${scan(sql, listing, span, look, sql``)} t)
    select (select count(*)::int from (select from looked limit ${look}) l) as looked, (
      select count(*)::int from (
        select from looked t join departments d on d.key = t.department_key ${listing.joins}
        where ${listing.where} limit ${MOST_COUNTED + 1}) f
    ) as found`
  const { looked, found } = row!
  return listing.hits || looked < look || found > MOST_COUNTED ? found : undefined
}

const cursorOf = ({ mark, id }: Marked): Cursor => ({ at: mark, id })

const markOf = (sql: Sql, { at }: Listing): Fragment =>
  sql`(extract(epoch from t.${sql(at)}) * 1000000)::bigint::text`

/** The rows in question, at most so many of them: the newest first, or as `order` says. */
const scan = (
  sql: Sql,
  { table, at, hits }: Listing,
  span: Span,
  look: number,
  order = sql`order by one.${sql(at)} desc, one.id desc`,
): Fragment => {
  const { departments, after } = span
  const time = sql`one.${sql(at)}`
  const inSpan = sql`
    ${time} is not null
    ${span.from ? sql`and ${time} >= ${span.from}::text::timestamp at time zone d.time_zone` : sql``}
    ${span.to ? sql`and ${time} < (${span.to}::text::date + 1)::timestamp at time zone d.time_zone` : sql``}
    ${after ? sql`and (${time}, one.id) < (timestamptz 'epoch' + ${after.at}::text::bigint * interval '1 microsecond', ${after.id}::uuid)` : sql``}`
  // A limit that is a parameter would be planned as if it were large
  const newest = sql`${order} ${hits ? sql`` : sql`limit ${sql.unsafe(String(look))}`}`
  if (hits)
    return sql`(select one.* from (${hits}) hit join ${sql(table)} one on one.id = hit.id
      join departments d on d.key = one.department_key and d.key = any(${departments}) where ${inSpan} ${newest})`
  if (departments.length > FEW && at !== 'closed_at') {
    /** A midnight where it comes first, or last: exact, since a day more of an index is many rows. */
    const midnight = (which: 'min' | 'max', date: Fragment) => sql`(
      select ${sql.unsafe(which)}(${date}::timestamp at time zone time_zone) from departments where key = any(${departments}))`
    return sql`(select one.* from ${sql(table)} one join departments d on d.key = one.department_key
      where one.department_key = any(${departments})
        ${span.from ? sql`and ${time} >= ${midnight('min', sql`${span.from}::text`)}` : sql``}
        ${span.to ? sql`and ${time} < ${midnight('max', sql`(${span.to}::text::date + 1)`)}` : sql``} and ${inSpan} ${newest})`
  }
  return sql`(select one.* from departments d cross join lateral (
      select * from ${sql(table)} one where one.department_key = d.key and ${inSpan} ${newest}
    ) one where d.key = any(${departments}) ${newest})`
}

const all = (sql: Sql, words: Word[]) =>
  words.map(({ has }) => has).reduce((some, next) => sql`${some} and ${next}`, sql`true`)

/**
 * The rows of a list that have each of these words, read in the way that costs less, by a sample of the newest. Where many
 * have them, rows are asked one by one, the newest first. Else those with the rarest of the words are found by index, and
 * are asked for the others. Asking one costs about as much as finding one.
 */
export const pageWith = async <Row extends object>(
  sql: Sql,
  words: Word[],
  listing: Listing,
  span: Span,
): Promise<Page<Row>> => {
  const size = SAMPLE[listing.table]
  const counts = words.map(({ has }) => sql`count(*) filter (where ${has})`)
  const [sample] = await sql<{ hits: number; counts: number[]; rows: number }[]>`
    select count(*) filter (where ${all(sql, words)})::int as hits,
      array[${counts.reduce((some, next) => sql`${some}, ${next}`)}]::int[] as counts,
      (select reltuples from pg_class where oid = ${listing.table}::regclass) as rows
    from ${scan(sql, listing, span, size)} t`
  const { hits, rows, counts: each } = sample!
  if (hits >= COMMON && (span.limit * size) / hits < (rows * hits) / size) {
    const where = sql`${listing.where} and ${all(sql, words)}`
    const page = await readPage<Row>(sql, { ...listing, where }, span, ASKED)
    if (!page.lookedTo) return page
  }
  const rarest = each.indexOf(Math.min(...each))
  const others = words.filter((_, n) => n !== rarest)
  const where = sql`${listing.where} and ${all(sql, others)}`
  return readPage<Row>(sql, { ...listing, hits: words[rarest]!.hits, where }, span)
}
