import type { Card } from '../../integrations/chat.ts'
import { timeOf, untilOf } from '../cases/labels.ts'
import { findProposal, type Proposal } from '../cases/proposals.ts'
import type { Actor } from '../cases/rights.ts'
import type { Who } from '../cases/verb.ts'
import { coverCard } from '../covers/card.ts'
import { loadCover } from '../covers/cover.ts'
import type { Deps } from '../deps.ts'
import { digestsOf } from '../digests/settings.ts'
import { excludedFrom } from '../directory/excluded.ts'
import type { StaffWords } from '../locales/staff.ts'
import { renderProposal } from '../render/announceProposal.ts'
import { takeBackCard } from './away.ts'
import { listed, said } from './listed.ts'
import { managed } from './managed.ts'
import { type Mine, mine } from './mine.ts'

const SHOWN = 3

/**
 * The personal view, first things first: out of office, whether they cover for a colleague, what waits for this person's approval, what was handed over
 * to them, requests to their departments, call-backs, their cases by due time, and what waits for them as a manager. Nothing of a case about them.
 */
export const personalView = async (deps: Deps, by: Actor, words: StaffWords, now: Date): Promise<Card[]> => {
  const say = words.personal.home
  const [away, covers, approvals, handovers, requests, calls, cases, others, digests] = await Promise.all([
    awayCard(deps, by, words, now),
    coversAsked(deps, by, words),
    proposals(deps, by, 'approval', say.approvals, words),
    proposals(deps, by, 'handover', say.handovers, words),
    proposals(deps, by, 'request', say.requests, words),
    callBacks(deps, by, words),
    mine(deps.db, by),
    managed(deps, by, words, now),
    digestsOf(deps, { by, words }),
  ])
  const before = [...away, ...covers, ...approvals, ...handovers, ...requests, ...calls]
  const own = cases.length > 0 ? listed(deps, say.cases, cases, words, now, { owner: by.id }) : []
  if (own.length + others.length > 0) return [...before, ...own, ...others, ...digests]
  return before.length > 0
    ? [...before, said(say.cases, [say.noCase]), ...digests]
    : [said(say.nothing, [say.nothingWaits]), ...digests]
}

/** A list of their own cases, with what waits for them as a manager. */
export const casesAnd = async (
  deps: Deps,
  { by, words, now }: Pick<Who, 'by' | 'words' | 'now'>,
  title: string,
  cases: Mine[],
): Promise<Card[]> => {
  const [approvals, others] = await Promise.all([
    proposals(deps, by, 'approval', words.personal.home.approvals, words),
    managed(deps, by, words, now),
  ])
  const own = cases.length > 0 || approvals.length + others.length === 0
  return [...approvals, ...(own ? listed(deps, title, cases, words, now, { owner: by.id }) : []), ...others]
}

const awayCard = async (deps: Deps, by: Actor, words: StaffWords, now: Date): Promise<Card[]> => {
  const { id } = by
  const [away] = await deps.db.$client<{ until: Date | null; timeZone: string; colleague: string | null }[]>`
    select p.away_until as until, (
      select c.name from covers v join people c on c.id = v.cover_id
      where v.person_id = p.id and v.state = 'accepted' limit 1) as colleague, coalesce((
      select d.time_zone from department_people m join departments d on d.key = m.department_key
      where m.person_id = p.id order by d.kind = 'management', m.position limit 1), 'UTC') as time_zone
    from people p where p.id = ${id} and (p.away_until > ${now} or p.away_until is null and p.away_since is not null)`
  if (!away) return []
  if (!away.until) return takeBackCard(deps, by, words)
  const say = words.personal.away
  return [
    {
      ...said(say.until(untilOf(away, away.until, words)), [
        away.colleague ? say.covered(away.colleague) : say.meanwhile,
      ]),
      tone: 'waiting',
      subject: id,
      actions: [{ verb: 'back', label: say.back, opens: 'nothing' }],
    },
  ]
}

/** Whether they take a colleague's cases. */
const coversAsked = async ({ db }: Deps, { id }: Actor, words: StaffWords): Promise<Card[]> => {
  const found = await db.$client<{ id: string }[]>`
    select id from covers where cover_id = ${id} and state = 'waiting' order by asked_at limit ${SHOWN}`
  return Promise.all(found.map(async (one) => coverCard(await loadCover(db, one.id), words)))
}

const proposals = async (
  deps: Deps,
  { id }: Actor,
  kind: Proposal['kind'],
  title: string,
  words: StaffWords,
): Promise<Card[]> => {
  const found = await deps.db.$client<{ id: string; total: number }[]>`
    select o.id, count(*) over ()::int as total
    from proposals o join cases k on k.id = o.case_id join contacts c on c.id = k.contact_id
    where o.kind = ${kind} and (o.state = 'waiting' or o.kind = 'request' and o.state = 'accepted')
      and (o.to_person = ${id} or o.to_person is null and o.to_department in (
        select department_key from department_people where person_id = ${id}))
      and ${id} not in ${deps.db.$client.unsafe(excludedFrom('k'))}
    order by coalesce(o.deed_due_at, o.created_at), o.id limit ${SHOWN}`
  const [first] = found
  if (!first) return []
  const cards = await Promise.all(
    found.map(async (one) => renderProposal(deps, await findProposal(deps, one.id), words)),
  )
  const more = first.total - found.length
  const { counted, firstShown } = words.personal
  return [said(counted(title, first.total), more > 0 ? [firstShown(found.length)] : []), ...cards]
}

const callBacks = async ({ db }: Deps, { id }: Actor, words: StaffWords): Promise<Card[]> => {
  const found = await db.$client<
    { at: Date; phone: string; number: number; timeZone: string; name: string | null }[]
  >`
    select b.at, b.phone, k.number, d.time_zone, coalesce(c.customer_name, u.name) as name
    from call_backs b join cases k on k.id = b.case_id join departments d on d.key = k.department_key
      join contacts c on c.id = k.contact_id join customers u on u.id = k.customer_id
    where b.state = 'booked' and k.accountable_id = ${id} and ${id} not in ${db.$client.unsafe(excludedFrom('k'))}
    order by b.at, k.number limit ${SHOWN * 3}`
  if (found.length === 0) return []
  const say = words.personal.home
  const facts = found.map(({ at, phone, number, name, timeZone }) => ({
    label: timeOf({ timeZone }, at, words),
    value: say.call(name, phone, number),
  }))
  return [{ ...said(say.callBacks, []), parts: [{ kind: 'facts', facts }] }]
}
