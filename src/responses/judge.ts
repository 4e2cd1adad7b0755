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

/** Judging 5,000 characters takes two milliseconds, in which nothing else is served. */
const BATCH = 50

type Unjudged = {
  id: string
  answers: Answers
  revision: number
  /** The revision that was judged last; 0: none. */
  judged: number
  /** What it said before, from the revision that was judged last. */
  before: Said[]
}

/**
 * Judges the words of answers that wait for it: at any score severe ones make a case severe, or open one, each in a
 * transaction of its own. Runs before a case is posted and before each drain; many at once, or one that stops in between,
 * do no harm, and an answer that changes meanwhile waits on. For a single case it throws what goes wrong; otherwise the
 * next answer is judged.
 */
export const judgeAnswers = async (
  deps: Pick<OpsDeps, 'db' | 'log' | 'tokenKey'>,
  { now, caseId }: { now: Date; caseId?: string },
): Promise<void> => {
  const { db, log } = deps
  const harmless: Unjudged[] = []
  for (const one of await waiting(db, caseId)) {
    if (!callFor(one)) {
      harmless.push(one)
      continue
    }
    const judged = db.transaction((tx) => judge(deps, tx, one.id, now))
    if (caseId) await judged
    else await judged.catch((error) => log('judge.failed', { response: one.id, error: causeOf(error) }))
  }
  if (harmless.length > 0) await pass(db, harmless)
}

const waiting = ({ $client: sql }: Db, caseId: string | undefined): Promise<Unjudged[]> => sql<Unjudged[]>`
  select r.id, r.answers, r.revision, r.judged, array(
    select b.answers from response_revisions b where b.response_id = r.id and b.revision >= r.judged order by b.revision
  ) as before
  from ${
    caseId
      ? sql`cases k join contacts c on c.matter_id = k.matter_id join invitations i on i.contact_id = c.id
          join responses r on r.invitation_id = i.id where k.id = ${caseId} and`
      : sql`responses r where`
  } r.judged < r.revision order by r.revised_at limit ${BATCH}`

/** Nothing of theirs calls anybody. A row that another holds is being judged or changed. */
const pass = async ({ $client: sql }: Db, harmless: Unjudged[]): Promise<void> => {
  await sql`
    with said as (
      select id, revision from unnest(${harmless.map(({ id }) => id)}::uuid[], ${harmless.map(({ revision }) => revision)}::int[])
        as s(id, revision)
    ), held as (
      select r.id, r.revision from responses r join said using (id, revision) where r.judged < r.revision
      order by r.id for update of r skip locked
    )
    update responses r set judged = held.revision from held where r.id = held.id`
}

/** Whether what is new in an answer calls management, and by what. */
const callFor = ({
  answers,
  judged,
  before,
}: Pick<Unjudged, 'answers' | 'judged' | 'before'>): Called | undefined => {
  const revisions = [...before, answers]
  const said = judged === 0 ? [{}, ...revisions] : revisions
  const severe = severeIn(newIn(said))
  if (severe.length > 0) return { severe }
  return answers.score > 2 && namesSafety(answers) && !namesSafety(said[0]!) ? { safety: true } : undefined
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
  const called = callFor({ answers, judged, before: before.map((one) => one.answers) })
  if (called) await see(deps, tx, { id, answers, revisedAt, called, now })
  await sql`
    update responses set judged = revision,
      severity = case when ${called !== undefined && 'severe' in called} and kind = 'dissatisfied' then 1 else severity end where id = ${id}`
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
