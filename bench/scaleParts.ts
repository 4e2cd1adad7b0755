import postgres, { type Sql } from 'postgres'
import { bigDatabase } from './big.ts'
import { round } from './figures.ts'

const ANSWERS = Number(process.env.ANSWERS ?? 100_000)
/** When a row of these was made, for a month to be told by. */
const DATED = {
  contacts: 'received_at',
  invitations: 'created_at',
  responses: 'answered_at',
  case_events: 'at',
}

/** Sizes of the tables, and the largest with a date once more by month: what its statements then look at. */
export const parted = async (say: (line: string) => void): Promise<string[]> => {
  const database = await bigDatabase(ANSWERS)
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })
  try {
    const tables = await sql<{ name: string; mb: number }[]>`
      select relname as name, pg_total_relation_size(oid) / 1048576.0 * 1000000 / ${ANSWERS}::int as mb from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace order by 2 desc`
    const total = tables.reduce((sum, { mb }) => sum + Number(mb), 0)
    say(
      `of 1,000,000 answers ${round(total)} MB with indexes: ${tables
        .slice(0, 8)
        .map(({ name, mb }) => `${name} ${round(Number(mb))}`)
        .join(', ')}`,
    )
    const table = tables.find(({ name }) => name in DATED)!.name as keyof typeof DATED
    const by = DATED[table]
    await split(sql, table, by)
    const looks: [what: string, query: (table: string) => string][] = [
      [
        'one month',
        (of) => `select count(*) from ${of} where ${by} >= '2026-09-01' and ${by} < '2026-10-01'`,
      ],
      ['one row by its id', (of) => `select * from ${of} where id = (select id from ${table} limit 1)`],
    ]
    for (const [what, query] of looks)
      say(`${what}: ${await planOf(sql, query(table))}; by month ${await planOf(sql, query('parted'))}`)
    const deleted = await timed(() =>
      sql.unsafe(`delete from parted where ${by} >= '2025-02-01' and ${by} < '2025-03-01'`),
    )
    const dropped = await timed(() => sql.unsafe('drop table parted_2025_03'))
    say(
      `a month's rows deleted in ${round(deleted)} ms, the next month's table dropped in ${round(dropped)} ms`,
    )
    const [key] = await sql`select string_agg(pg_get_constraintdef(oid), '; ') as keys from pg_constraint
      where conrelid = ${table}::regclass and contype in ('p', 'u')`
    say(`${table} would lose, since they lack ${by}: ${key!.keys}`)
    await sql.unsafe('drop table parted')
    return []
  } finally {
    await sql.end()
    await database.stop()
  }
}

/** The same rows and indexes, a table a month. A unique index has to hold the month's column, so it becomes a plain one. */
const split = async (sql: Sql, table: string, by: string) => {
  await sql.unsafe('drop table if exists parted')
  await sql.unsafe(`create table parted (like ${table}) partition by range (${by})`)
  const months = await sql.unsafe<{ name: string; from: string; to: string }[]>(
    `select to_char(m, 'YYYY_MM') as name, m::text as from, (m + interval '1 month')::text as to from generate_series(
      (select date_trunc('month', min(${by})) from ${table}), (select max(${by}) from ${table}), interval '1 month') m`,
  )
  for (const { name, from, to } of months)
    await sql.unsafe(
      `create table parted_${name} partition of parted for values from ('${from}') to ('${to}')`,
    )
  await sql.unsafe(`insert into parted select * from ${table}`)
  const indexes = await sql<{ definition: string }[]>`
    select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = ${table}::regclass`
  for (const { definition } of indexes)
    await sql.unsafe(definition.replace(/^create (unique )?index \S+ on \S+/i, 'create index on parted'))
  await sql.unsafe('vacuum analyze parted')
}

const planOf = async (sql: Sql, query: string): Promise<string> => {
  const [row] = await sql.unsafe(`explain (analyze, buffers, format json) ${query}`)
  const [{ Plan, 'Execution Time': ms }] = row!['QUERY PLAN']
  const tables = new Set(JSON.stringify(Plan).match(/"Relation Name":"[^"]+"/g))
  const blocks = Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']
  return `${tables.size} tables, ${blocks} blocks, ${round(ms, 1)} ms`
}

const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await act()
  return performance.now() - begun
}
