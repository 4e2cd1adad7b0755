import type { Sql } from 'postgres'

type Column = { table: string; column: string; type: string; required: boolean; refers: string | null }

/** Fills the named tables with so many rows each, whatever their columns: what refers to a table takes its row of the same number. */
export const fill = async (sql: Sql, tables: string[], rows: number): Promise<void> => {
  const columns = await sql<Column[]>`
    select c.table_name as table, c.column_name as column, c.udt_name as type,
      c.is_nullable = 'NO' and c.column_default is null and c.is_identity = 'NO' or c.column_name = 'id' and c.is_identity = 'NO' as required,
      (select r.relname from pg_constraint k
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        join pg_class r on r.oid = k.confrelid
        where k.contype = 'f' and k.conrelid = format('%I', c.table_name)::regclass and a.attname = c.column_name limit 1) as refers
    from information_schema.columns c where c.table_schema = 'public' order by c.ordinal_position`
  for (const table of tables) {
    const wanted = columns.filter((one) => one.table === table && one.required)
    const list = wanted.map(({ column }) => `"${column}"`).join(', ')
    await sql.unsafe(
      `insert into "${table}" (${list}) select ${wanted.map(expressionFor).join(', ')} from generate_series(1, ${rows}) n`,
    )
  }
  await sql.unsafe(`analyze ${tables.map((table) => `"${table}"`).join(', ')}`)
}

const VALUES: Record<string, string> = {
  timestamptz: "now() + n * interval '1 second'",
  date: 'current_date + n',
  int2: 'n % 3 + 1',
  int4: 'n',
  int8: 'n',
  float4: '0.5',
  float8: '0.5',
  bool: 'false',
  json: "'{}'",
  jsonb: "'{}'",
  _text: "'{}'",
  _int4: "'{}'",
  _uuid: "'{}'",
  bytea: "decode(md5(n::text), 'hex')",
}

const expressionFor = ({ table, column, type, refers }: Column): string => {
  if (type === 'uuid') return `md5('${refers ?? (column === 'id' ? table : column)}' || n)::uuid`
  if (type === 'text')
    return refers ? `'${refers}' || n` : column === 'key' ? `'${table}' || n` : `'${column}' || n`
  return VALUES[type] ?? 'null'
}
