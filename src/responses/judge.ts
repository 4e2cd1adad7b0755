import type { Db, Tx } from '../../db/client.ts'
import { sqlOf } from '../../db/client.ts'
import { OPEN_LIST } from '../../db/schema/index.ts'
import type { Answers } from '../../surveys/survey.ts'
import { changeWithin } from '../cases/change.ts'
import { heedSevere } from '../cases/heedSevere.ts'
import type { OpsDeps } from '../deps.ts'
import { causeOf } from '../errors.ts'

const BATCH = 100

/**
 * Judges the words of answers that wait for it, each in a transaction of its own, and makes their cases severe where
 * they are. Runs before a case is posted and before each drain; many at once, or one that stops in between, do no harm.
 * Of one case alone it throws what goes wrong, else the next answer is judged.
 */
export const judgeAnswers = async (
  { db, log }: Pick<OpsDeps, 'db' | 'log'>,
  { now, caseId }: { now: Date; caseId?: string },
): Promise<void> => {
  for (const id of await waiting(db, caseId)) {
    const judged = db.transaction((tx) => judge(tx, id, now))
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

type Said = Pick<Partial<Answers>, 'words' | 'wish'>

/** The answer's row is held before its case's, as where it is saved: two that take them in another order would wait for each other. */
const judge = async (tx: Tx, id: string, now: Date): Promise<void> => {
  const sql = sqlOf(tx)
  const [held] = await sql<{ answers: Said; judged: number; revisedAt: Date }[]>`
    select answers, judged, revised_at from responses where id = ${id} and judged < revision for update`
  if (!held) return
  const before = await sql<{ answers: Said }[]>`
    select answers from response_revisions where response_id = ${id} and revision >= ${held.judged} order by revision`
  const [found] = await sql<{ id: string; state: string }[]>`
    select k.id, k.state from responses r join invitations i on i.id = r.invitation_id join contacts c on c.id = i.contact_id
    join cases k on k.matter_id = c.matter_id where r.id = ${id}
    order by k.state in ${sql.unsafe(OPEN_LIST)} desc, k.opened_at desc limit 1`
  const revisions = [...before.map(({ answers }) => answers), held.answers]
  const words = newIn(held.judged === 0 ? [{}, ...revisions] : revisions)
  // Nobody has moved it yet: its clocks are as if it had been severe when that was said
  const since = found?.state === 'open' ? held.revisedAt : now
  const severe = found
    ? await changeWithin(tx, now, (change) => heedSevere(change, found, words, since))
    : false
  await sql`
    update responses set judged = revision, severity = case when ${severe} and kind = 'dissatisfied' then 1 else severity end
    where id = ${id}`
}

/** What each revision says that the one before did not: a person may have lowered what was said before. */
const newIn = (revisions: Said[]): string =>
  revisions
    .slice(1)
    .flatMap((is, n) =>
      (['words', 'wish'] as const).map((field) => (is[field] ?? '').replace(revisions[n]![field] ?? '', '')),
    )
    .filter(Boolean)
    .join('\n')
