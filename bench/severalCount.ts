import type { Sql } from 'postgres'

/** Holds what was acknowledged, and what Slack shows, against the rows. `shown`: the entries' ids, one a message. */
export const everythingOnce = async (sql: Sql, answered: number[], shown: string[]) => {
  const wrong: string[] = []
  const say = (what: string, rows: { id: unknown; n?: number }[]) =>
    wrong.push(...rows.map(({ id, n }) => `${what} ${id}${n === undefined ? '' : `: ${n} times`}`))
  say(
    'answer lost',
    await sql<{ id: number }[]>`select n as id from unnest(${answered}::int[]) n
      where not exists (select from responses r where r.invitation_id = md5('invitation ' || n)::uuid)`,
  )
  const cases = await sql<{ id: string; n: number; entries: number }[]>`
    select r.id, count(distinct c.id)::int as n, count(o.id)::int as entries from responses r
    left join cases c on c.response_id = r.id
    left join outbox o on o.kind = 'escalation' and o.payload->>'case' = c.id::text
    where r.score <= 2 group by 1`
  say(
    'case',
    cases.filter(({ n }) => n !== 1),
  )
  say(
    'escalation',
    cases.flatMap(({ id, entries }) => (entries === 1 ? [] : [{ id, n: entries }])),
  )
  const times = new Map<string, number>()
  for (const id of shown) times.set(id, (times.get(id) ?? 0) + 1)
  const entries = await sql<{ id: string; kind: string; state: string }[]>`
    select id::text, kind, state from outbox where destination like 'slack:%' and kind in ('escalation', 'reply', 'digest')
      and created_at > now() - interval '1 hour' and settled_at > created_at`
  for (const { id, kind, state } of entries) {
    const n = times.get(id) ?? 0
    if (state === 'sent' ? n !== 1 : n > 1) wrong.push(`${kind} ${id} is ${state}: in Slack ${n} times`)
  }
  const digests = await sql<{ id: string; n: number }[]>`
    select d.key as id, count(g.*)::int as n from departments d left join digests g on g.department_key = d.key group by 1`
  say(
    'digest',
    digests.filter(({ n }) => n !== 1),
  )
  const deadlines = await sql<{ id: string; n: number }[]>`
    select t.id, count(e.*)::int as n from timers t
    left join case_events e on e.case_id = t.case_id and e.kind = 'reminded' and (e.data->>'level')::int = 1
    where t.kind = 'take' and t.due_at < now() group by 1`
  say(
    'deadline',
    deadlines.filter(({ n }) => n !== 1),
  )
  const sent = (kind: string) => entries.filter((one) => one.kind === kind && one.state === 'sent').length
  const said =
    `${sent('escalation')} escalations, ${sent('digest')} digests of ${digests.length} departments, ` +
    `${deadlines.length} deadlines: ${wrong.length} missing or doubled`
  return { wrong, said }
}
