import type { Sql } from 'postgres'

/** Puts a department's answers of one local day into the roll-ups, as counted. */
export const drawsOf = (sqlOf: () => Sql) => ({
  answered: async (
    department: string,
    day: string,
    { n, dissatisfied, drivers }: { n: number; dissatisfied: number; drivers: Record<string, number> },
    { channel = 'phone', brand = 'nordly' } = {},
  ): Promise<void> => {
    const sql = sqlOf()
    await sql`
      insert into rollups (department_key, day, brand_key, channel, survey, asked, rate, answered, satisfied, neutral,
        dissatisfied, scores, named, drivers, invited, sent, replied)
      values (${department}, ${day}, ${brand}, ${channel}, 'csat-1', 'routine', 1, ${n}, ${n - dissatisfied}, 0, ${dissatisfied},
        ${sql.json({ 5: n - dissatisfied, 1: dissatisfied })}, ${sql.json(drivers)}, ${sql.json(drivers)}, 0, 0, 0)`
  },
})
