import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import type { AskedHow } from '../../db/schema/index.ts'
import type { Counted, Period } from './counts.ts'
import type { DayCounts } from './days.ts'
import { around, inDepartments, type Slice } from './slice.ts'

type Hidden = {
  department: string
  asked: AskedHow
  rate: number
  kind: 'satisfied' | 'neutral' | 'dissatisfied'
  score: number
  drivers: string[] | null
  /** Local dates: of the answer, and of its invitation. */
  day: string
  askedDay: string
  invited: boolean
  sent: boolean
}

/**
 * The answers that `lists/answers` leaves out for this reader, as far as the roll-ups know them: those of a matter with a
 * case from which they are excluded, and those that are not satisfied with a contact of theirs. Few, found by index.
 */
export const hiddenFrom = (
  tx: Tx,
  { departments, brand, channel, survey }: Omit<Slice, 'from' | 'to'>,
  reader: string,
  periods: readonly Period[],
): Promise<Hidden[]> => {
  const [from] = periods.map((one) => one.from).sort()
  const to = periods
    .map((one) => one.to)
    .sort()
    .at(-1)
  const within = (column: string) =>
    sql`${sql.raw(column)} >= ${around(from!, -1)}::timestamptz and ${sql.raw(column)} < ${around(to!, 2)}::timestamptz`
  return tx.execute<Hidden>(sql`
    with theirs as materialized (
      select c.id, true as whole from case_exclusions x join cases k on k.id = x.case_id join contacts c on c.matter_id = k.matter_id
      where x.person_id = ${reader}
      union all
      select c.id, false from people p join contacts c on lower(c.staff_member ->> 'email') = lower(p.email) where p.id = ${reader}
    )
    select distinct r.id, r.department_key as department, i.asked, i.rate, r.kind, r.score, r.answers -> 'drivers' as drivers,
      (r.answered_at at time zone d.time_zone)::date::text as day, (i.created_at at time zone d.time_zone)::date::text as "askedDay",
      i.state <> 'not asked' as invited, i.sent_at is not null as sent
    from theirs join contacts c on c.id = theirs.id join invitations i on i.contact_id = c.id
      join responses r on r.invitation_id = i.id join departments d on d.key = r.department_key
      join rollup_progress p on p.department_key = d.key
    where (theirs.whole or r.kind <> 'satisfied') and ${inDepartments({ departments }, 'r.department_key')}
      and (${within('r.answered_at')} or ${within('i.created_at')})
      and pg_visible_in_snapshot(r.changed, p.snapshot) and pg_visible_in_snapshot(i.changed, p.snapshot)
      ${brand === undefined ? sql`` : sql`and c.brand_key = ${brand}`}
      ${channel === undefined ? sql`` : sql`and c.channel = ${channel}`}
      ${survey === undefined ? sql`` : sql`and i.survey = ${survey}`}`)
}

/** Pure: the counts and days of the same periods without those answers and their invitations. */
export const withoutHidden = (
  counted: Counted,
  hidden: readonly Hidden[],
  periods: readonly Period[],
  driver: string | undefined,
): Counted => {
  const less: Pick<Counted, 'answers' | 'named'> = { answers: [], named: [] }
  for (const [period, { from, to }] of periods.entries())
    for (const one of hidden) {
      const { department, asked, rate, kind, score, drivers, day, askedDay, invited, sent } = one
      const count = (holds: boolean) => (holds ? -1 : 0)
      const given = from <= day && day <= to
      const was = from <= askedDay && askedDay <= to
      const scored = (which: number) => count(given && score === which)
      less.answers.push({
        ...{ period, department, asked, rate, n: count(given) },
        satisfied: count(given && kind === 'satisfied'),
        neutral: count(given && kind === 'neutral'),
        dissatisfied: count(given && kind === 'dissatisfied'),
        ...{ invited: count(was && invited), sent: count(was && sent), replied: count(was) },
        ...{ '1': scored(1), '2': scored(2), '3': scored(3), '4': scored(4), '5': scored(5) },
      })
      if (given && asked === 'routine')
        for (const driver of drivers ?? [])
          less.named.push({
            ...{ period, department, rate, driver, n: -1 },
            dissatisfied: count(kind === 'dissatisfied'),
          })
    }
  return {
    answers: [...counted.answers, ...less.answers],
    named: [...counted.named, ...less.named],
    days: daysWithoutHidden(counted.days, hidden, driver),
  }
}

/** Pure: the days without those answers; with a driver, of those that name it. */
const daysWithoutHidden = (
  days: readonly DayCounts[],
  hidden: readonly Hidden[],
  driver: string | undefined,
): DayCounts[] => {
  const routine = hidden.filter(
    ({ asked, drivers }) => asked === 'routine' && (!driver || drivers?.includes(driver)),
  )
  return days.map((one) => {
    const of = routine.filter(({ day }) => day === one.day)
    const less = (kind: Hidden['kind']) => one[kind] - of.filter((hid) => hid.kind === kind).length
    return {
      day: one.day,
      n: one.n - of.length,
      satisfied: less('satisfied'),
      neutral: less('neutral'),
      dissatisfied: less('dissatisfied'),
    }
  })
}
