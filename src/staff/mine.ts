import type { Db, Fragment } from '../../db/client.ts'
import { type CaseState, type TimerKind, UNFINISHED_LIST } from '../../db/schema/index.ts'
import type { MessageRef } from '../../integrations/chat.ts'
import type { Answers } from '../../surveys/survey.ts'
import { asksFirst } from '../cases/askFirst.ts'
import type { Case } from '../cases/case.ts'
import { nextDue, undecided } from '../cases/deadlines/nextDue.ts'
import { mayBeAbout } from '../cases/named.ts'
import type { Actor } from '../cases/rights.ts'
import { excludedFrom } from '../directory/excluded.ts'
import { addBusinessDays, atLocal, type Calendar, localDate } from '../time.ts'

const LISTED = 12

export type Mine = {
  id: string
  number: number
  state: CaseState
  severity: number
  departmentKey: string
  department: string
  timeZone: string
  due: Date | null
  /** A remedy outlived the end. */
  owes: boolean
  apologised: boolean
  /** The customer gave no words yet. */
  asks: boolean
  score: number | null
  drivers: Answers['drivers'] | null
  words: string | null
  customer: string | null
  message: MessageRef | null
  accountable: string
  /** A manager decides on a silent customer. */
  decision: boolean
  /** What is overdue of it, where that is why it is listed. */
  late: TimerKind | 'called' | null
  staffMember: Case['staffMember']
  notThem: boolean
  answers: Case['answers'] | null
  total: number
}

/** Cases the person is accountable for, ended ones too while their finding is owed. One that waits for the customer owes nothing, and comes last. */
export const mine = (db: Db, by: Actor, until?: Record<string, Date>): Promise<Mine[]> => {
  const sql = db.$client
  const none = sql`null::timestamptz as due, null as late`
  return readListed(
    db,
    by,
    sql`
      select id, ${none} from cases where accountable_id = ${by.id} and state in ${sql.unsafe(UNFINISHED_LIST)}
      union select w.id, ${none} from timers t join cases w on w.id = t.case_id
      where t.kind = 'finding' and t.ended_at is null and w.accountable_id = ${by.id}
      union select w.id, ${none} from timers t join cases w on w.id = t.case_id
      where t.kind = 'remedy' and t.ended_at is null and w.accountable_id = ${by.id}`,
    until,
  )
}

/** Cases by id, the most urgent first. `among` says of each by when, if that is not the next thing owed, and what is overdue. */
export const readListed = async (
  db: Db,
  by: Actor,
  among: Fragment,
  until?: Record<string, Date>,
): Promise<Mine[]> => {
  const sql = db.$client
  const rows = await sql<Mine[]>`
    select k.id, k.number, k.state, k.severity, k.department_key, d.name as department, d.time_zone, o.due, g.late, p.name as accountable,
      exists (select from timers t where t.case_id = k.id and t.kind = 'remedy' and t.ended_at is null) as owes, k.apologised_at is not null as apologised,
      ${sql.unsafe(asksFirst('k', 'u', 'coalesce(r.answers, k.said)'))} as asks, ${sql.unsafe(undecided('k'))} as decision,
      r.score, coalesce(r.answers, k.said) as answers, coalesce(r.answers, k.said)->'drivers' as drivers,
      case when k.abusive_at is null then coalesce(r.answers, k.said)->>'words' end as words, c.staff_member,
      exists (select from case_events e where e.case_id = k.id and e.kind = 'not them') as not_them,
      coalesce(c.customer_name, u.name) as customer, k.message, count(*) over ()::int as total
    from (${among}) g join cases k on k.id = g.id join people p on p.id = k.accountable_id
      join departments d on d.key = k.department_key join contacts c on c.id = k.contact_id join customers u on u.id = k.customer_id
      left join responses r on r.id = k.response_id,
      lateral (select coalesce(g.due, ${sql.unsafe(nextDue('k'))},
        (select min(t.due_at) from timers t where t.case_id = k.id and t.kind in ('finding', 'remedy') and t.ended_at is null)) as due) o
    where ${by.id} not in ${sql.unsafe(excludedFrom('k'))}
      and (${until === undefined} or o.due <= (${JSON.stringify(until ?? {})}::jsonb ->> k.department_key)::timestamptz)
    order by o.due nulls last, k.number limit ${LISTED}`
  const shown = rows.filter((row) => !mayBeAbout({ ...row, answers: row.answers ?? {} }, by))
  return shown.map((row) => ({ ...row, total: row.total - (rows.length - shown.length) }))
}

/** Those that are overdue, or due before the next business day ends, by the opening hours of each case's department. */
export const mineDue = async (db: Db, by: Actor, now: Date): Promise<Mine[]> => {
  const departments = await db.$client<(Calendar & { key: string })[]>`
    select key, time_zone, hours, holidays from departments
    where key in (select department_key from cases where accountable_id = ${by.id})`
  const until = departments.map(({ key, ...calendar }): [string, Date] => {
    const date = localDate(calendar.timeZone, addBusinessDays(calendar, now, 1))
    return [key, atLocal(calendar.timeZone, date, '23:59')]
  })
  return mine(db, by, Object.fromEntries(until))
}
