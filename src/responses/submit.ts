import { isDeepStrictEqual } from 'node:util'
import type { Fragment, Sql } from '../../db/client.ts'
import { assess, type Verdict } from '../../surveys/assess.ts'
import { type Answers, mergeStep } from '../../surveys/survey.ts'
import { LIMITS, withinLimit } from '../cases/limits.ts'
import { mistakeRows } from '../cases/mistake.ts'
import { managementPlace } from '../cases/onCall.ts'
import { type NewCase, openedBy, openingRows } from '../cases/open.ts'
import { additionRows } from '../cases/said.ts'
import { isOpen } from '../cases/states.ts'
import type { EdgeDeps } from '../deps.ts'
import { lineNow } from '../directory/setupCache.ts'
import { codeOf, DomainError } from '../errors.ts'
import { kudosRows, praises } from '../kudos/rows.ts'
import { type Context, findContext, seenContext, withSetUp } from './context.ts'
import { saveFirst } from './first.ts'
import { isToJudge } from './judgeable.ts'
import { forget, remembered } from './seen.ts'
import { type SurveyView, viewOf } from './view.ts'

const TRIES = 5
/** What is due later is found by the clock: ops looks every minute and needs no waking. */
const SOON_MS = 60_000

/**
 * Saves one step of a customer's answers; the same step again changes nothing. A dissatisfied customer's case
 * opens, or hears the addition, in the same statement. Throws `unknown`, `expired`, `too many`, `invalid` (no score yet).
 */
export const submitResponse = async (
  deps: EdgeDeps,
  { token, step, now }: { token: string; step: Partial<Answers>; now: Date },
): Promise<SurveyView> => {
  const first = mergeStep(null, step)
  const easy = first && assess(first)
  const row = remembered(token, now)
  if (row && first && easy && easy.kind !== 'dissatisfied' && !isToJudge(first)) {
    const saved = await saveFirst(deps.db, { token, row, answers: first, verdict: easy, now })
    forget(token)
    if (saved) return viewOf(await withSetUp(deps.db, row), first, now)
  }
  const seen = first && (await seenContext(deps.db, token, now))
  if (seen && seen.context.expiresAt > now) {
    const saved = await save(deps, seen.context, step, first, now, seen.unchanged)
    forget(token)
    if (saved) return viewOf({ ...seen.context, ...saved }, first, now)
  }
  for (let tries = 0; tries < TRIES; tries++) {
    const context = await findContext(deps.db, token)
    if (context.expiresAt <= now) throw new DomainError('expired', 'This link has expired.')
    const answers = mergeStep(context.answers, step)
    if (!answers) throw new DomainError('invalid', 'A score comes first.', 'score')
    if (context.answers && isDeepStrictEqual(answers, context.answers)) return viewOf(context, answers, now)
    await mayRevise(deps, context, now)
    const saved = await save(deps, context, step, answers, now)
    if (saved) return viewOf({ ...context, ...saved }, answers, now)
  }
  throw new DomainError('conflict', 'Your answer is being saved from another page. Please try again.')
}

/** Few come near, so that most are not counted. */
const mayRevise = async ({ db }: EdgeDeps, { responseId, revision }: Context, now: Date): Promise<void> => {
  if (revision < LIMITS.revisions.hour) return
  const since = new Date(now.getTime() - 3600_000)
  const [lately] = await db.$client<{ hour: number }[]>`
    select (revised_at > ${since})::int + (
      select count(*)::int from response_revisions where response_id = r.id and at > ${since}
    ) as hour
    from responses r where id = ${responseId}`
  withinLimit(LIMITS.revisions, { hour: lately!.hour, all: revision })
}

/**
 * Saves all or nothing. Undefined: another page or another answer on the matter was quicker, so read again. `unchanged`:
 * a select without a row where the context is no longer so; else its row has the customer's phone.
 */
const save = async (
  deps: EdgeDeps,
  context: Context,
  step: Partial<Answers>,
  answers: Answers,
  now: Date,
  unchanged?: Fragment,
): Promise<Partial<Context> | undefined> => {
  const sql = deps.db.$client
  const verdict = assess(answers)
  const worse = verdict.kind === 'dissatisfied' && context.kind !== 'dissatisfied'
  const caseOpen = context.caseState !== null && isOpen(context.caseState)
  const opens =
    worse && !caseOpen
      ? newCase({ ...context, department: await lineNow(sql, context.department) }, verdict, answers, now)
      : undefined
  const opening = opens && openingRows(deps, sql, opens)
  const mends = isMended(context, answers, now)
  const adds = !opening && !mends && context.caseId !== null && (context.responseId !== null || worse)
  const addition = adds
    ? additionRows(sql, {
        caseId: context.caseId!,
        onlyOpen: worse,
        step,
        verdict: heard(verdict, context.answers),
        answers,
        management: managementPlace(context.department, context.staffMember?.email),
        now,
      })
    : undefined
  // Ops judges the words at any score, before anybody reads of them
  const unjudged = isToJudge(answers) ? 0 : null
  const kudos = verdict.kind === 'satisfied' && praises(step)
  const praise = kudos ? kudosRows(sql, context, now) : sql``
  const rows = opening?.rows ?? addition ?? (mends ? mistakeRows(sql, context.caseId!, now) : sql``)
  const done = opening
    ? sql`exists (select from opened)`
    : mends
      ? sql`exists (select from mistaken)`
      : adds
        ? sql`exists (select from heard)`
        : sql`true`
  const [row] = await sql<{ saved: boolean; phone: string | null; called: boolean }[]>`
    with unchanged as (${unchanged ?? sql`select ${context.phone}::text as phone`}), said as (
      insert into responses (invitation_id, department_key, score, answers, kind, severity, judged, answered_at, revised_at)
      select ${context.invitationId}::uuid, ${context.departmentKey}, ${answers.score}::smallint, ${JSON.stringify(answers)}::jsonb, ${verdict.kind}, ${verdict.severity}::smallint, ${unjudged}::int, ${now}::timestamptz, ${now}::timestamptz from unchanged
      on conflict (invitation_id) do update set score = excluded.score, answers = excluded.answers, kind = excluded.kind,
        severity = excluded.severity, judged = coalesce(responses.judged, excluded.judged), revision = responses.revision + 1, revised_at = excluded.revised_at
        where responses.revision = ${context.revision}
      returning id
    ) ${context.responseId ? keptRows(sql) : sql``} ${rows} ${praise}
    select exists (select from said) as saved, (select phone from unchanged) as phone,
      ${opening ? sql`exists (select from opened where called_at is not null)` : sql`false`} as called,
      1 / (case when exists (select from said) and not ${done} then 0 else 1 end) as whole`.catch(undone)
  if (!row?.saved) return undefined
  const { phone, called } = row
  const soon = opening && (called || opening.announceAt.getTime() - now.getTime() <= SOON_MS)
  if (soon || adds || kudos || mends || unjudged === 0) deps.wake()
  return opening
    ? { phone, promiseDueAt: opening.promiseDueAt, accountable: opening.accountable, caseState: 'open' }
    : mends
      ? { phone, caseState: 'answered by mistake' }
      : { phone }
}

/**
 * Within the grace a better score without words, chips or wish was a mis-tap: its case ends before anybody heard of it.
 * Only where this answer opened it, nobody has touched it, and no other answer on the matter joined it.
 */
const isMended = (
  { caseId, caseState, caseResponseId, announceAt, responseId, joined }: Context,
  { score, words, wish, drivers }: Answers,
  now: Date,
): boolean =>
  score >= 4 &&
  !words &&
  !wish &&
  !drivers?.length &&
  caseId !== null &&
  caseState === 'open' &&
  caseResponseId === responseId &&
  !joined &&
  announceAt !== null &&
  announceAt > now

/** Undefined without a customer: nobody could be asked, and nobody answers for them. */
const newCase = (
  { matterId, contactId, customerId, brandKey, departmentKey, department, staffMember }: Context,
  { severity }: Verdict,
  answers: Answers,
  now: Date,
): NewCase | undefined =>
  matterId !== null && customerId !== null
    ? {
        ...{ matterId, customerId, contactId, brandKey, departmentKey, department, now },
        about: staffMember?.email,
        severity: severity ?? 2,
        worstBecause: { safety: true },
        opened: openedBy(answers),
        graceSeconds: department.graceSeconds,
      }
    : undefined

/** Only a verdict that is worse than the one before counts: a person may have lowered that. */
const heard = (verdict: Verdict, before: Answers | null): Verdict => {
  const was = before && assess(before).severity
  return was && verdict.severity && was <= verdict.severity ? { ...verdict, severity: null } : verdict
}

/**
 * Division by zero: how the statement undoes itself when the answer was saved but its case was opened by another
 * answer, or ended, at the same moment. One round trip, where a transaction would take three.
 */
const undone = (error: unknown): [] => {
  if (codeOf(error) === '22012') return []
  throw error
}

/** What was said before stays: the rows as they were when the statement began. */
const keptRows = (sql: Sql) => sql`
  , kept as (
    insert into response_revisions (response_id, revision, answers, at)
    select r.id, r.revision, r.answers, r.revised_at from responses r join said on said.id = r.id
  )`
