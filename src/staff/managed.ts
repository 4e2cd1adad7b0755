import type { Card } from '../../integrations/chat.ts'
import { nextDue, undecided } from '../cases/deadlines/nextDue.ts'
import type { Move } from '../cases/machine.ts'
import { DECISIONS } from '../cases/offered.ts'
import type { Actor } from '../cases/rights.ts'
import type { Deps } from '../deps.ts'
import { excludedFrom } from '../directory/excluded.ts'
import { MANAGES } from '../directory/rights.ts'
import { departmentsBy, rolesOf } from '../directory/roles.ts'
import type { StaffWords } from '../locales/staff.ts'
import { listed } from './listed.ts'
import { type Mine, readListed } from './mine.ts'

/** `own`: the departments they manage themselves; `above`: they are management. */
type Manages = { own: string[]; above: boolean }

/**
 * Colleagues' cases that wait for this person as a manager, the most urgent first: decisions on silent customers, and
 * what is overdue in the departments they manage; for management what reached it. Empty for anybody else.
 */
export const managed = async (deps: Deps, by: Actor, words: StaffWords, now: Date): Promise<Card[]> => {
  const held = await rolesOf(deps.db, by.id)
  const above = held.some(({ role }) => role === 'management')
  const themselves = held.filter(({ role }) => role !== 'management')
  const own = await departmentsBy(deps.db, MANAGES, themselves)
  if (!above && own.length === 0) return []
  const cases = await waiting(deps, by, { own, above }, now)
  if (cases.length === 0) return []
  const say = words.personal.home
  const title = own.length > 0 ? say.asManager : say.asManagement
  return listed(deps, title, cases, words, now, { others: (one) => movesOf(one, own) })
}

/** Management decides too; what else is done is the department's. */
const movesOf = ({ departmentKey, decision, state }: Mine, own: string[]): Move[] | undefined => {
  if (decision) return [...DECISIONS]
  return own.includes(departmentKey) ? (state === 'open' ? ['take'] : []) : undefined
}

const waiting = ({ db }: Deps, by: Actor, { own, above }: Manages, now: Date): Promise<Mine[]> => {
  const sql = db.$client
  const silent = sql.unsafe(undecided('k'))
  const nobodyThere = sql`not exists (
    select from department_people m join people p on p.id = m.person_id
    where m.department_key = k.department_key and m.role = 'manager' and p.active
      and (p.away_until is null or p.away_until <= ${now}) and p.id not in ${sql.unsafe(excludedFrom('k'))})`
  const late = sql`
    select k.id, t.due_at as due, t.kind as late from timers t join cases k on k.id = t.case_id
    where t.ended_at is null and t.paused_at is null
      and (t.department_key = any(${own}::text[]) and k.department_key = any(${own}::text[]) and (t.due_at <= ${now} or ${silent})
        or ${above} and (t.level = 3 and t.due_at <= ${now} or ${silent} and ${nobodyThere}))
      and not (t.kind = 'approval' and exists (select from proposals o where o.id = t.subject_id and o.to_person = ${by.id}))`
  const called = sql`
    select k.id, ${sql.unsafe(nextDue('k'))}, 'called' from cases k
    where ${above} and k.called_at is not null and k.state in ('open', 'owned', 'recovering')`
  return readListed(
    db,
    by,
    sql`
      select w.id, min(w.due) as due, (array_agg(w.late order by w.due, w.late))[1] as late
      from (${late} union all ${called}) w join cases k on k.id = w.id
      where k.accountable_id <> ${by.id} group by w.id`,
  )
}
