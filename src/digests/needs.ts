import { sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { OPEN_LIST, UNFINISHED_LIST } from '../../db/schema/index.ts'
import { DECISION } from '../cases/deadlines/rules.ts'
import { withoutReceipt } from '../cases/receipt.ts'
import { excludedFrom } from '../directory/excluded.ts'
import { chatDestination, MAIL } from '../outbox/destinations.ts'
import { MEANWHILE, refusingDomains } from '../outbox/mailFaults.ts'
import { atLocal, localDate } from '../time.ts'
import { ids, inScope, iso } from './answers.ts'
import type { Department, Digest, Need, Scope } from './digest.ts'

const LISTED = 50

/** Of a case `k`: somebody who reads this digest is whom it is about. It is in no line, and no count, of it. */
export const aboutReader = ({ department }: Pick<Scope, 'department'>) => sql`exists (
  select from department_people m where m.department_key = ${department.key} and m.person_id in ${sql.raw(excludedFrom('k'))})`

/**
 * Open cases that someone must turn to today: not taken, a promise overdue or due before the local day ends.
 * Management hears only of what is overdue. Cases that wait for the customer owe nothing, but a decision where the
 * customer stayed silent. One about somebody who reads
 * this digest is told of where it is handled.
 */
export const needsNow = async (
  tx: Tx,
  scope: Scope,
  now: Date,
): Promise<Pick<Digest, 'needs' | 'needed'>> => {
  const { timeZone, kind } = scope.department
  const until = kind === 'management' ? now : atLocal(timeZone, localDate(timeZone, now), '24:00')
  const rows = await tx.execute<Omit<Need, 'due'> & { due: Date; needed: number }>(sql`
    select k.number, d.name as department, k.severity, p.name as accountable, o.due, (
      select json_build_object('until', max(t.snoozed_until), 'by', min(b.name)) from timers t join people b on b.id = t.snoozed_by
      where t.case_id = k.id and t.ended_at is null and t.level = 0 having count(*) > 0
    ) as snoozed, count(*) over ()::int as needed,
      case when k.state = 'open' then 'not taken' when o.due <= ${iso(now)} then 'overdue' else 'due today' end as why
    from cases k join departments d on d.key = k.department_key
      join people p on p.id = k.accountable_id,
      lateral (select case when k.state = 'open' then k.take_due_at when k.promise_due_at is not null then k.promise_due_at else (
        select min(m.due_at) from remedies m where m.case_id = k.id and m.done_at is null and m.withdrawn_at is null) end as due) o
    where (k.announce_at is null or k.announce_at <= ${iso(now)}) and (k.state in ('open', 'owned', 'recovering')
        or k.state = 'awaiting customer' and k.promise = ${DECISION} and k.silent_at is null
        or k.state not in ${sql.raw(OPEN_LIST)} and k.state <> 'merged' and k.id in (
          select case_id from remedies where done_at is null and withdrawn_at is null)) and ${inScope(scope, sql`k.department_key`)}
      and (o.due <= ${iso(until)} or k.state = 'open' and ${kind !== 'management'})
      and not ${aboutReader(scope)}
    order by o.due <= ${iso(now)} desc, k.severity, o.due, k.number limit ${LISTED}`)
  return {
    needs: rows.map(({ needed: _, due, snoozed, ...need }) => ({
      ...need,
      due: due.toISOString(),
      ...(snoozed ? { snoozed } : {}),
    })),
    needed: rows[0]?.needed ?? 0,
  }
}

export type Standing = {
  department: string
  open: number
  overdue: number
  awaiting: number
  longest: { number: number; since: string } | null
  toDocument: number[] | null
}

/** Where each department's cases stand now. */
export const standingNow = async (tx: Tx, scope: Scope, now: Date): Promise<Standing[]> =>
  tx.execute<Standing>(sql`
    select department_key as department,
      count(*) filter (where state <> 'confirmed')::int as open,
      count(*) filter (where state = 'open' and take_due_at <= ${iso(now)}
        or state in ('owned', 'recovering') and promise_due_at <= ${iso(now)})::int as overdue,
      count(*) filter (where state = 'awaiting customer')::int as awaiting,
      (array_agg(jsonb_build_object('number', number, 'since', asked_at) order by asked_at, number)
        filter (where state = 'awaiting customer'))[1] as longest,
      jsonb_agg(number order by number) filter (where state = 'confirmed') as "toDocument"
    from cases k where state in ${sql.raw(UNFINISHED_LIST)}
      and ${inScope(scope, sql`department_key`)} and not ${aboutReader(scope)}
    group by 1`)

export type Ended = {
  id: string
  number: number
  department: string
  recovered: boolean
  how: 'clicked' | 'spoken' | 'without receipt' | null
  at: Date
}

/** Cases the customer confirmed in the digest's time, and those that ended in silence. */
export const endedIn = async (tx: Tx, scope: Scope): Promise<Ended[]> =>
  tx.execute<Ended>(sql`
    select id, number, department_key as department, state <> 'unconfirmed' as recovered, o.at,
      case when ${sql.raw(withoutReceipt('k'))} then 'without receipt' else confirmed_by end as how
    from cases k, lateral (select case when state = 'unconfirmed' then ended_at else confirmed_at end as at) o
    where state in ('confirmed', 'documented', 'unconfirmed') and ${inScope(scope, sql`department_key`)} and not ${aboutReader(scope)}
      and o.at > ${iso(scope.lateFrom)} and o.at <= ${iso(scope.to)}
      and case when state = 'unconfirmed' then id not in ${ids(scope.seen.unconfirmed)}
        else id not in ${ids(scope.seen.recovered)} end
    order by number`)

/** Messages that failed or may have arrived: in the department's channel, or about its cases and contacts. */
export const messagesNow = async (tx: Tx, scope: Scope): Promise<Digest['messages']> =>
  tx.execute<Digest['messages'][number]>(sql`
    select o.kind, o.state, count(*)::int as count from outbox o
      left join cases k on k.id = (o.payload ->> 'case')::uuid
      left join invitations i on i.id = (o.payload ->> 'invitation')::uuid
      left join contacts c on c.id = i.contact_id
    where o.state in ('failed', 'uncertain')
      and (o.destination = ${chatDestination(scope.department.destination)}
        or ${inScope(scope, sql`coalesce(k.department_key, c.department_key)`)})
      and (k.id is null or not ${aboutReader(scope)})
    group by 1, 2 order by 1, 2`)

/** Destinations that someone must mend. A department hears of its own channel and of mail. */
export const problemsNow = async (tx: Tx, scope: Scope, all: Department[]): Promise<Digest['problems']> => {
  const found = await tx.execute<{ key: string; problem: string }>(sql`
    select key, problem from destinations where problem is not null
      and (${scope.department.kind === 'management'} or key in (${chatDestination(scope.department.destination)}, ${MAIL}))
    order by key`)
  const refusing = await refusingDomains(tx)
  const owner = (key: string) => all.find(({ destination }) => chatDestination(destination) === key)?.name
  return [
    ...found.map(({ key, problem }) => {
      const name = owner(key)
      if (key === MAIL) return { where: 'customers by mail', problem: `${problem} ${MEANWHILE}` }
      return { where: name ? `${name}’s channel` : key, problem }
    }),
    ...refusing.map(({ domain, times, words }) => ({
      where: `addresses at ${domain}`,
      problem: `refused ${times === 1 ? 'once' : `${times} times`}, perhaps by a fault of ours: ${words}`,
    })),
  ]
}
