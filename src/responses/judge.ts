import type { Db, Tx } from '../../db/client.ts'
import { sqlOf } from '../../db/client.ts'
import { OPEN_LIST } from '../../db/schema/index.ts'
import type { Answers } from '../../surveys/survey.ts'
import { severeIn } from '../care/severe/severe.ts'
import { changeWithin } from '../cases/change.ts'
import type { Called } from '../cases/eventFacts.ts'
import { makeWorst } from '../cases/heedSevere.ts'
import type { OpsDeps } from '../deps.ts'
import { causeOf } from '../errors.ts'
import { namesSafety, type Said, textsOf } from './judgeable.ts'
import { openUnseen, type Unseen } from './openUnseen.ts'

const BATCH = 100

/**
 * Judges the words of answers that wait for it, each in a transaction of its own: at any score severe ones make a case
 * severe, or open one. Runs before a case is posted and before each drain; many at once, or one that stops in between, do no harm.
 * For a single case it throws what goes wrong; otherwise the next answer is judged.
 */
export const judgeAnswers = async (
  deps: Pick<OpsDeps, 'db' | 'log' | 'tokenKey'>,
  { now, caseId }: { now: Date; caseId?: string },
): Promise<void> => {
  const { db, log } = deps
  for (const id of await waiting(db, caseId)) {
    const judged = db.transaction((tx) => judge(deps, tx, id, now))
    if (caseId) await judged
    else await judged.catch((error) => log('judge.failed', { response: id, error: causeOf(error) }))
  }
}

const waiting = async ({ $client: sql }: Db, caseId: string | undefined): Promise<string[]> => {
  const rows = caseId
    ? await sql<{ id: string }[]>`
      select r.id from cases k join contacts c on c.matter_id = k.matter_id join invitations i on i.contact_id = c.id
      join responses r on r.invitation_id = i.id
      where k.id = ${caseId} and r.judged < r.revision order by r.revised_at`
    : await sql<{ id: string }[]>`
      select id from responses where judged < revision order by revised_at limit ${BATCH}`
  return rows.map(({ id }) => id)
}

type Found = Unseen & { id: string | null; state: string | null }

/** The answer's row is held before its case's, as where it is saved: two that take them in another order would wait for each other. */
const judge = async (
  deps: Pick<OpsDeps, 'db' | 'tokenKey'>,
  tx: Tx,
  id: string,
  now: Date,
): Promise<void> => {
  const sql = sqlOf(tx)
  const [held] = await sql<{ answers: Answers; judged: number; revisedAt: Date }[]>`
    select answers, judged, revised_at from responses where id = ${id} and judged < revision for update`
  if (!held) return
  const { answers, judged, revisedAt } = held
  const before = await sql<{ answers: Said }[]>`
    select answers from response_revisions where response_id = ${id} and revision >= ${judged} order by revision`
  const revisions = [...before.map((one) => one.answers), answers]
  const said = judged === 0 ? [{}, ...revisions] : revisions
  const severe = severeIn(newIn(said))
  const safety = answers.score > 2 && namesSafety(answers) && !namesSafety(said[0]!)
  if (severe.length > 0 || safety)
    await see(deps, tx, {
      id,
      answers,
      revisedAt,
      called: severe.length > 0 ? { severe } : { safety: true },
      now,
    })
  await sql`
    update responses set judged = revision,
      severity = case when ${severe.length > 0} and kind = 'dissatisfied' then 1 else severity end where id = ${id}`
}

type Severe = { id: string; answers: Answers; revisedAt: Date; called: Called; now: Date }

/** Its case becomes the worst, and opens where there is none; of somebody unknown management hears without a case. */
const see = async (
  deps: Pick<OpsDeps, 'db' | 'tokenKey'>,
  tx: Tx,
  { id, answers, revisedAt, called, now }: Severe,
) => {
  const [found] = await sqlOf(tx)<Found[]>`
    select k.id, k.state, c.id as contact_id, c.customer_id, c.matter_id, c.brand_key, c.department_key, c.staff_member
    from responses r join invitations i on i.id = r.invitation_id join contacts c on c.id = i.contact_id
    left join cases k on k.matter_id = c.matter_id and k.state <> 'merged' where r.id = ${id}
    order by k.state in ${sqlOf(tx).unsafe(OPEN_LIST)} desc, k.opened_at desc limit 1`
  if (!found) return
  // Nobody has moved it yet: its clocks are as if it had been severe when that was said
  const since = found.state === 'open' ? revisedAt : now
  if (found.id) await changeWithin(tx, now, (change) => makeWorst(change, found.id!, called, { since }))
  else await openUnseen(deps, tx, { ...found, responseId: id, answers, called, now })
}

/** What each revision says that the one before did not: a person may have lowered what was said before. */
const newIn = (revisions: Said[]): string =>
  revisions
    .slice(1)
    .flatMap((is, n) => {
      const was = textsOf(revisions[n]!)
      return textsOf(is).map((text, field) => (text ?? '').replace(was[field] ?? '', ''))
    })
    .filter(Boolean)
    .join('\n')
