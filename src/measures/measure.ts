import type { Db } from '../../db/client.ts'
import { type ChatDestination, OPEN_STATES } from '../../db/schema/index.ts'
import { chatDestination } from '../outbox/destinations.ts'

/** Counting ends here: what it costs must not grow with what went wrong. */
const MANY = 1_000
const HOUR_MS = 3600_000

/** One figure for an operator. `name` as Prometheus writes it, without prefix; durations are in seconds. */
export type Measure = { name: string; help: string; value: number; label?: [name: string, value: string] }

/**
 * What an operator watches, read by index only: a few statements whatever the tables hold. Counts end at 1,000. A
 * person's chat is counted under its platform, so that no figure names anybody.
 */
export const measure = async ({ db, now }: { db: Db; now: Date }): Promise<Measure[]> => [
  ...(await outbox(db, now)),
  ...(await attention(db)),
  ...(await work(db, now)),
  ...(await cases(db)),
]

const seconds = (since: Date | null, now: Date): number =>
  since ? Math.max(0, (now.getTime() - since.getTime()) / 1000) : 0

const outbox = async ({ $client }: Db, now: Date): Promise<Measure[]> => {
  const channels = new Set(
    (await $client<{ destination: ChatDestination }[]>`select destination from departments`).map(
      ({ destination }) => chatDestination(destination),
    ),
  )
  const rows = await $client<{ key: string; resting: boolean; due: number; oldest: Date | null }[]>`
    select d.key, d.problem is not null as resting, first.due_at as oldest, (
      select count(*)::int from (
        select from outbox o where o.destination = d.key and o.state = 'waiting' and o.due_at <= ${now} limit ${MANY}
      ) counted
    ) as due
    from destinations d left join lateral (
      select o.due_at from outbox o where o.destination = d.key and o.state = 'waiting' order by o.due_at, o.id limit 1
    ) first on first.due_at <= ${now}`
  const places = new Map<string, { resting: number; due: number; oldest: number }>()
  for (const { key, ...row } of rows) {
    const ours = channels.has(key) || key === 'mail' || key.startsWith('webhook:')
    const place = ours ? key : `${key.split(':')[0]}:people`
    const sum = places.get(place) ?? { resting: 0, due: 0, oldest: 0 }
    sum.resting += row.resting ? 1 : 0
    sum.due += row.due
    sum.oldest = Math.max(sum.oldest, seconds(row.oldest, now))
    places.set(place, sum)
  }
  return [...places].sort().flatMap(([place, { resting, due, oldest }]) => {
    const label: Measure['label'] = ['destination', place]
    return [
      { name: 'outbox_due', help: 'Messages that are due and wait, up to 1,000.', value: due, label },
      { name: 'outbox_oldest_seconds', help: 'How long the oldest has been due.', value: oldest, label },
      { name: 'outbox_resting', help: 'Destinations that need a person.', value: resting, label },
    ]
  })
}

const attention = async ({ $client }: Db): Promise<Measure[]> => {
  const [row] = await $client<{ failed: number; uncertain: number }[]>`
    select count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'uncertain')::int as uncertain
    from (select state from outbox where state in ('failed', 'uncertain') limit ${MANY}) found`
  return Object.entries(row!).map(([state, value]) => ({
    name: 'outbox_attention',
    help: 'Messages that failed or may have arrived, up to 1,000 together.',
    value,
    label: ['state', state],
  }))
}

const work = async ({ $client }: Db, now: Date): Promise<Measure[]> => {
  const [row] = await $client<
    { beat: Date | null; late: Date | null; overdue: number; unjudged: number; answers: number }[]
  >`
    select (select at from heartbeats where name = 'ops') as beat,
      (select min(next_at) from timers where next_at <= ${now}) as late,
      (select count(*)::int from (select from timers where next_at <= ${now} limit ${MANY}) due) as overdue,
      (select count(*)::int from (select from responses where judged < revision limit ${MANY}) new) as unjudged,
      (select count(*)::int from responses where answered_at > ${new Date(now.getTime() - HOUR_MS)}) as answers`
  const { beat, late, overdue, unjudged, answers } = row!
  return [
    { name: 'answers_last_hour', help: 'Answers in the hour before now.', value: answers },
    {
      name: 'answers_unjudged',
      help: 'Answers whose words wait to be judged, up to 1,000.',
      value: unjudged,
    },
    { name: 'deadlines_due', help: 'Reminders that are due and not sent, up to 1,000.', value: overdue },
    {
      name: 'sweep_lag_seconds',
      help: 'How long the oldest of them has been due.',
      value: seconds(late, now),
    },
    ...(beat
      ? [{ name: 'ops_silent_seconds', help: 'Since ops was last at work.', value: seconds(beat, now) }]
      : []),
  ]
}

const cases = async ({ $client }: Db): Promise<Measure[]> => {
  const rows = await $client<{ state: string; cases: number }[]>`
    select state, count(*)::int as cases from cases where state in ${$client(OPEN_STATES)} group by state`
  const counts = new Map(rows.map(({ state, cases }) => [state, cases]))
  return OPEN_STATES.map((state) => ({
    name: 'cases',
    help: 'Cases that have not ended, by state.',
    value: counts.get(state) ?? 0,
    label: ['state', state],
  }))
}
