import { isDeepStrictEqual } from 'node:util'
import type { Sql } from '../../db/client.ts'
import { assess } from '../../surveys/assess.ts'
import { type Answers, mergeStep } from '../../surveys/survey.ts'
import { isOpen } from '../cases/case.ts'
import { openingRows } from '../cases/open.ts'
import { additionRows } from '../cases/said.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type Context, findContext, viewOf } from './context.ts'
import { saveFirst } from './first.ts'
import type { SurveyView } from './view.ts'

const TRIES = 5

/**
 * Saves one step of a customer's answers; the same step again changes nothing. A dissatisfied customer's case
 * opens, or hears the addition, in the same statement. Throws `unknown`, `expired`, `invalid` (no score yet).
 */
export const submitResponse = async (
  deps: EdgeDeps,
  { token, step, now }: { token: string; step: Partial<Answers>; now: Date },
): Promise<SurveyView> => {
  const first = mergeStep(null, step)
  const easy = first && assess(first)
  if (first && easy && easy.kind !== 'dissatisfied') {
    const { link, saved } = await saveFirst(deps.db, { token, answers: first, verdict: easy, now })
    if (saved) return viewOf(link, first, now)
  }
  for (let tries = 0; tries < TRIES; tries++) {
    const context = await findContext(deps.db, token)
    if (context.expiresAt <= now) throw new DomainError('expired', 'This link has expired.')
    const answers = mergeStep(context.answers, step)
    if (!answers) throw new DomainError('invalid', 'A score comes first.', 'score')
    if (context.answers && isDeepStrictEqual(answers, context.answers)) return viewOf(context, answers, now)

    const sql = deps.db.$client
    const verdict = assess(answers)
    const caseOpen = context.caseState !== null && isOpen(context.caseState)
    const worse = verdict.kind === 'dissatisfied' && context.kind !== 'dissatisfied'
    const opening =
      worse && !caseOpen && context.matterId ? await openingRows(deps, context, verdict, now) : undefined
    const joins = context.caseId !== null && !opening && (context.responseId !== null || (worse && caseOpen))
    const [saved] = await sql<{ saved: boolean; opened: boolean }[]>`
      with ${context.responseId ? keptRows(sql, context) : sql``} said as (
        insert into responses (invitation_id, score, answers, kind, severity, answered_at, revised_at)
        values (${context.invitationId}, ${answers.score}, ${JSON.stringify(answers)}::jsonb, ${verdict.kind}, ${verdict.severity}, ${now}, ${now})
        on conflict (invitation_id) do update set score = excluded.score, answers = excluded.answers, kind = excluded.kind,
          severity = excluded.severity, revision = responses.revision + 1, revised_at = excluded.revised_at
          where responses.revision = ${context.revision}
        returning id
      )
      ${opening ? opening.rows : joins ? additionRows(sql, context.caseId!, step, answers, verdict, now) : sql``}
      select exists (select from said) as saved, ${opening ? sql`exists (select from opened)` : sql`false`} as opened`
    if (!saved?.saved) continue // another tab was quicker: read again
    if (opening && !saved.opened) {
      // The matter's case was opened by another contact's answer at the same moment: this answer joins it
      return joinOpened(deps, { token, step, now })
    }
    if (opening || joins) deps.wake()
    const recovery = opening ? { promiseDueAt: opening.promiseDueAt, accountable: opening.accountable } : {}
    return viewOf({ ...context, ...recovery }, answers, now)
  }
  throw new DomainError('conflict', 'Your answer is being saved from another page. Please try again.')
}

/** What was said before stays. */
const keptRows = (sql: Sql, { invitationId, revision }: Context) => sql`
      kept as (
        insert into response_revisions (response_id, revision, answers, at)
        select id, revision, answers, revised_at from responses
        where invitation_id = ${invitationId} and revision = ${revision}
      ),`

const joinOpened = async (
  deps: EdgeDeps,
  { token, step, now }: { token: string; step: Partial<Answers>; now: Date },
): Promise<SurveyView> => {
  const context = await findContext(deps.db, token)
  const sql = deps.db.$client
  const answers = context.answers!
  await sql`
    with said as (select id from responses where id = ${context.responseId})
    ${additionRows(sql, context.caseId!, step, answers, assess(answers), now)}
    select`
  deps.wake()
  return viewOf(context, answers, now)
}
