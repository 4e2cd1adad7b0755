import type { Db, Fragment } from '../../db/client.ts'
import { accountAt } from '../directory/accounts.ts'
import { excludedFrom } from '../directory/excluded.ts'
import { languageAlone } from '../directory/readers.ts'
import { DomainError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { heardOf } from './askFirst.ts'
import type { Case } from './case.ts'
import { TIMED_JSON, type Timed, timedOf } from './deadlines/read.ts'
import { WRITTEN } from './events.ts'
import { withoutReceipt } from './receipt.ts'

/** Literal: with nothing to plan by but the case's id, Postgres keeps one plan. */
const WRITTEN_LIST = `(${WRITTEN.map((kind) => `'${kind}'`).join(', ')})`

// PostgreSQL plans a statement six times on each connection before it keeps a plan, and these are long: two texts in all

/** Throws `unknown` if there is no such case. */
export const loadCase = async (db: Db, id: string): Promise<Case> => (await loadToShow(db, id)).found

/** The same, and whether the customer wrote something that is not judged yet. Throws `unknown`. */
export const loadToShow = async (db: Db, id: string): Promise<{ found: Case; unjudged: boolean }> => {
  const { unjudged, ...row } = await read<{ unjudged: boolean }>(
    db,
    id,
    db.$client`, exists (
      select from contacts m join invitations i on i.contact_id = m.id join responses s on s.invitation_id = i.id
      where m.matter_id = k.matter_id and s.judged < s.revision
    ) as unjudged`,
  )
  return { found: caseOf(row as Case), unjudged }
}

/** What a change is decided from, as it was when it was read. `version`: another one as soon as anything of it moves. */
export type Read = { found: Case; timed: Timed; version: string }

/** The same with what its deadlines follow from; `made before` where an event has this form's id. Throws `unknown`. */
export const loadToChange = async (db: Db, id: string, formId?: string): Promise<Read | 'made before'> => {
  const { $client: sql } = db
  const { timed, version, madeBefore, ...row } = await read<Omit<Read, 'found'> & { madeBefore: boolean }>(
    db,
    id,
    sql`, ${sql.unsafe(TIMED_JSON)} as timed, k.xmin::text as version,
      exists (select from case_events where form_id = ${formId ?? null}) as made_before`,
  )
  return madeBefore ? 'made before' : { found: caseOf(row as Case), timed: timedOf(timed), version }
}

const read = async <More extends object = object>(
  db: Db,
  id: string,
  more: Fragment,
): Promise<Case & More> => {
  const [row] = isUuid(id)
    ? await db.$client<(Case & More)[]>`
    select k.*, ${db.$client.unsafe(withoutReceipt('k'))} as without_receipt, array${db.$client.unsafe(excludedFrom('k'))} as excluded, r.score, (select (e.data ->> 'score')::int from case_events e where e.case_id = k.id and e.kind = 'opened' order by e.id limit 1) as first_score, coalesce(r.answers, k.said, '{}') as answers, c.channel, c.ended_at as ended_contact_at, c.staff_member, c.reference, c.language,
      c.time_zone as customer_time_zone, c.zone_given is false as customer_zone_named, coalesce(c.customer_name, u.name) as customer_name, u.email, u.phone,
      d.name as department, d.time_zone, d.hours, d.holidays, d.authority, coalesce(k.destination, d.destination) as destination, k.destination is not null as alone, p.name as accountable,
      coalesce(${db.$client.unsafe(languageAlone('k'))}, d.language) as staff_language,
      ${db.$client.unsafe(accountAt('p', "coalesce(k.destination, d.destination) ->> 'platform'"))} as accountable_at,
      coalesce((
        select json_agg(json_build_object('id', m.id, 'kind', m.kind, 'amount', m.amount::text, 'currency', m.currency,
          'words', m.words, 'dueAt', m.due_at, 'doneAt', m.done_at, 'statutory', m.statutory, 'ground', m.ground,
          'insteadOf', m.instead_of, 'reference', m.reference, 'acceptedAt', m.accepted_at, 'changeAsked', m.change_asked)
          order by m.promised_at, m.id)
        from remedies m where m.case_id = k.id and m.withdrawn_at is null
      ), '[]') as remedies,
      coalesce((
        select json_agg(json_build_object('id', o.id, 'kind', o.kind, 'state', o.state, 'words', o.words,
          'right', coalesce((o.data -> 'offer' ->> 'statutory')::boolean, false), 'toPerson', o.to_person, 'to', coalesce(t.name, g.name, pa.name), 'toDepartment', o.to_department,
          'toPartner', o.to_partner, 'failedAt', o.failed_at,
          'deedDueAt', o.deed_due_at, 'createdAt', o.created_at) order by o.created_at, o.id)
        from proposals o left join people t on t.id = o.to_person left join departments g on g.key = o.to_department
          left join partners pa on pa.key = o.to_partner
        where o.case_id = k.id and (o.state = 'waiting' or o.kind = 'request' and o.state = 'accepted')
      ), '[]') as proposals,
      coalesce((
        select json_agg(json_build_object('answer', e.data ->> 'answer', 'words', e.text, 'at', e.at) order by e.id)
        from case_events e where e.case_id = k.id and e.kind = 'answered'
      ), '[]') as answered,
      (select json_build_object('version', a.version, 'text', a.text, 'byCustomer', a.by is null)
        from accounts a where a.case_id = k.id order by a.version desc limit 1) as account,
      exists (
        select from case_events a where a.case_id = k.id and a.kind = 'apology' and not exists (
          select from case_events e where e.case_id = k.id and e.id > a.id and (
            e.kind in ('carried on', 'opened again', 'done taken back')
            or e.kind in ('answered', 'earlier case answered') and e.data ->> 'answer' <> 'yes'
            or e.kind = 'reminded' and e.data ->> 'timer' in ('first promise', 'promise', 'call-back') and (
              e.data ->> 'timer' <> 'call-back' or e.data ->> 'level' <> '1')))
      ) as apologised,
      exists (
        select from case_events e where e.case_id = k.id and (
            e.kind in ('customer said', 'opened again', 'remedy change asked')
            or e.kind in ('answered', 'earlier case answered') and e.data ->> 'answer' <> 'yes')
          and not exists (
            select from case_events w where w.case_id = k.id and w.id > e.id and w.by is not null
              and w.kind in ${db.$client.unsafe(WRITTEN_LIST)})
      ) as unanswered,
      ${db.$client.unsafe(heardOf('k'))} as heard,
      exists (select from case_events e where e.case_id = k.id and e.kind = 'not them') as not_them,
      (select f.draft from finding_drafts f where f.case_id = k.id) as draft,
      (select json_build_object('id', b.id, 'at', b.at, 'phone', b.phone)
        from call_backs b where b.case_id = k.id and b.state = 'booked') as call_back,
      (select json_build_object('until', max(t.snoozed_until), 'by', min(b.name)) from timers t join people b on b.id = t.snoozed_by
        where t.case_id = k.id and t.ended_at is null and t.level = 0 having count(*) > 0) as snoozed,
      (select json_build_object('key', g.key, 'name', g.name) from organisation s,
        jsonb_array_elements_text(coalesce(r.answers, k.said) -> 'drivers') with ordinality named(driver, n)
        join departments g on g.active and g.key <> k.department_key
        where g.key = s.drivers ->> named.driver order by n limit 1) as route,
      (select o.settled_at from outbox o
        where o.state in ('failed', 'uncertain') and o.state = 'failed' and o.kind = 'case mail' and o.payload ? 'case' and o.payload ->> 'case' = k.id::text
          and not exists (select from case_events e where e.case_id = k.id and e.kind = 'address corrected' and e.at >= o.settled_at)
        order by o.id desc limit 1) as mail_failed_at,
      (select coalesce(o.settled_at, o.due_at) from outbox o
        where o.state in ('failed', 'uncertain') and o.state = 'uncertain' and o.kind = 'case mail' and o.payload ? 'case' and o.payload ->> 'case' = k.id::text
        order by o.id limit 1) as mail_unsure_at,
      (select s.reason from suppressions s where s.address = u.email and s.reason <> 'unsubscribed' limit 1) as address_refused,
      coalesce((
        select json_agg(json_build_object('currency', w.currency, 'amount', w.amount, 'times', w.times) order by w.currency)
        from (
          select m.currency, sum(m.amount) as amount, count(*) as times from remedies m join cases o on o.id = m.case_id
          where o.customer_id = k.customer_id and not m.statutory and m.withdrawn_at is null and m.amount is not null
            and m.promised_at > k.opened_at - interval '12 months' group by m.currency
        ) w
      ), '[]') as goodwill,
      (select count(*)::int from cases o where o.customer_id = k.customer_id and o.opened_at <= k.opened_at
        and o.opened_at > k.opened_at - interval '90 days' and o.state not in ('merged', 'answered by mistake')) as recent_cases,
      (select json_build_object('by', b.name, 'text', e.text, 'data', e.data) from case_events e left join people b on b.id = e.by
        where k.called_at is not null and e.case_id = k.id and e.kind = 'management called' order by e.id desc limit 1) as called,
      (select o.number from cases o where o.id = k.merged_into) as merged_number,
      (select json_build_object('from', x.from_at, 'known', x.known, 'knownAt', x.known_at) from incident_cases n join incidents x on x.id = n.incident_id
        where n.case_id = k.id) as incident ${more}
    from cases k
    left join responses r on r.id = k.response_id
    join contacts c on c.id = k.contact_id
    join customers u on u.id = k.customer_id
    join departments d on d.key = k.department_key
    join people p on p.id = k.accountable_id
    where k.id = ${id}`
    : []
  if (!row) throw new DomainError('unknown', ({ rights: say }) => say.noCase)
  return row
}

/** What came in JSON is text. */
const caseOf = (row: Case): Case => {
  row.remedies = row.remedies.map(({ dueAt, doneAt, acceptedAt, ...remedy }) => ({
    ...remedy,
    dueAt: new Date(dueAt),
    doneAt: doneAt && new Date(doneAt),
    acceptedAt: acceptedAt && new Date(acceptedAt),
  }))
  row.proposals = row.proposals.map(({ deedDueAt, failedAt, createdAt, ...proposal }) => ({
    ...proposal,
    failedAt: failedAt && new Date(failedAt),
    deedDueAt: deedDueAt && new Date(deedDueAt),
    createdAt: new Date(createdAt),
  }))
  row.answered = row.answered.map((one) => ({ ...one, at: new Date(one.at) }))
  if (row.snoozed) row.snoozed.until = new Date(row.snoozed.until)
  if (row.incident) {
    const { from, knownAt } = row.incident
    row.incident = { ...row.incident, from: new Date(from), knownAt: knownAt && new Date(knownAt) }
  }
  if (row.callBack) row.callBack.at = new Date(row.callBack.at)
  return row
}
