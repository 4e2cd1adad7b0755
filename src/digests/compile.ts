import { asc, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { departments, type Edition } from '../../db/schema/index.ts'
import { readDiscoveries } from '../discoveries/read.ts'
import { answersIn } from '../figures/answers.ts'
import { countAnswers } from '../figures/counts.ts'
import { localDate } from '../time.ts'
import { askedIn } from './asked.ts'
import type { Confirmed, Department, DepartmentLine, Digest, Scope } from './digest.ts'
import { type Ended, endedIn, needsNow, type Standing, standingNow } from './needs.ts'
import { countsOf, numbersOf, readBy, shareOf } from './numbers.ts'
import { instantsOf, type Period } from './period.ts'
import type { Plan } from './plans.ts'
import { iso, within } from './scope.ts'
import { problemsNow, unsentNow } from './unsent.ts'

type Wanted = {
  plan: Pick<Plan, 'home' | 'person' | 'departments'>
  edition: Edition
  period: Period
  now: Date
  /** When the one before was made: what was found since is new. */
  last?: Date
}

const scopeOf = ({ plan, edition, period }: Pick<Wanted, 'plan' | 'edition' | 'period'>): Scope => ({
  ...plan,
  edition,
  ...period,
  ...instantsOf(plan.home.timeZone, period),
})

/** What came in the period, and what needs a person `now`. Reads only. */
export async function compileDigest(tx: Tx, { plan, edition, period, now, last }: Wanted): Promise<Digest> {
  const scope = scopeOf({ plan, edition, period })
  const all = await tx.select().from(departments).orderBy(asc(departments.name))
  const standing = await standingNow(tx, scope, now)
  const ended = await endedIn(tx, scope)
  const recovered = ended.filter((one) => one.recovered)
  const found = (await readDiscoveries(tx, { ...scope, to: localDate(plan.home.timeZone, now) })).filter(
    ({ foundAt }) => foundAt <= now && (!last || foundAt > last),
  )
  const changes = found.flatMap((one) =>
    one.kind === 'change' && !one.facts.driver && Object.keys(one.facts.among).length === 0
      ? [one.facts.direction]
      : [],
  )
  const several = plan.home.kind === 'management' || plan.departments.length > 1
  return {
    version: 2,
    covers: plan.departments,
    edition,
    ...period,
    at: now.toISOString(),
    ...(await needsNow(tx, scope, now)),
    unsent: await unsentNow(tx, scope, all),
    problems: await problemsNow(tx, scope, all),
    ...(await numbersOf(tx, scope)),
    change: several ? null : (changes[0] ?? null),
    found: found.map(({ id }) => id),
    recovered: recovered.map(({ number }) => number),
    confirmed: confirmedOf(recovered),
    thanks: recovered.findLast(({ words }) => words)?.id ?? null,
    unconfirmed: ended.filter((one) => !one.recovered).map(({ number }) => number),
    toDocument: standing.flatMap(({ toDocument }) => toDocument ?? []).sort((a, b) => a - b),
    asked: await askedIn(tx, scope),
    kudos: await kudosIn(tx, scope),
    ...(several && { departments: await linesOf(tx, scope, all, standing, recovered) }),
  }
}

const linesOf = async (tx: Tx, scope: Scope, all: Department[], standing: Standing[], recovered: Ended[]) => {
  const lines: DepartmentLine[] = []
  const { departments, person } = scope
  const counted = await countAnswers(tx, { departments, ...readBy(person) }, [scope])
  for (const { key, name, active } of all) {
    if (!active || !scope.departments.includes(key)) continue
    const figures = answersIn(counted, { department: key })
    const stands = standing.find((one) => one.department === key)
    const own = recovered.filter((one) => one.department === key)
    lines.push({
      name,
      ...countsOf(figures),
      share: shareOf(figures),
      open: stands?.open ?? 0,
      overdue: stands?.overdue ?? 0,
      recovered: own.length,
      confirmed: confirmedOf(own),
    })
  }
  return lines
}

const confirmedOf = (ended: Ended[]): Confirmed => {
  const by = (how: Ended['how']) => ended.filter((one) => one.how === how).length
  const withoutReceipt = by('without receipt')
  return { clicked: by('clicked'), spoken: by('spoken') + withoutReceipt, withoutReceipt }
}

/** Responses that name somebody, each told once in an edition, also where the name came days after the score. */
const kudosIn = async (tx: Tx, scope: Scope): Promise<string[]> => {
  const rows = await tx.execute<{ id: string }>(sql`
    select r.id from responses r
    where r.department_key is not null and ${within(scope, 'r.department_key')} and r.revised_at >= ${iso(scope.begins)} and r.revised_at < ${iso(scope.ends)}
      and r.kind = 'satisfied' and r.answers ->> 'kudos' <> ''
      ${
        scope.person === null
          ? sql``
          : sql`and not exists (
        select from invitations i join contacts c on c.id = i.contact_id join cases k on k.matter_id = c.matter_id
          join case_exclusions x on x.case_id = k.id and x.person_id = ${scope.person}::uuid where i.id = r.invitation_id)`
      }
      and r.id::text not in (
        select coalesce(told ->> 'response', told #>> '{}') from digests g, jsonb_array_elements(g.digest -> 'kudos') told
        where g.department_key = ${scope.home.key} and g.edition = ${scope.edition} and g.person_id is not distinct from ${scope.person}::uuid
          and g."to" > ${iso(scope.begins)}::timestamptz - interval '30 days')
    order by r.revised_at, r.id limit 100`)
  return rows.map(({ id }) => id)
}
