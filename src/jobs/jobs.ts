import { reassignAbsent } from '../cases/away.ts'
import { fillDeadlines } from '../cases/deadlines/fill.ts'
import { sweepOdd } from '../contacts/odd.ts'
import { sweepCovers } from '../covers/answer.ts'
import type { OpsDeps } from '../deps.ts'
import { callOnCall } from '../desk/callOnCall.ts'
import { sweepSignIns } from '../desk/signIn.ts'
import { sendDigests } from '../digests/send.ts'
import { findBursts } from '../discoveries/bursts.ts'
import { findChanges } from '../discoveries/changes.ts'
import { compareMonths, compareWeeks } from '../discoveries/comparisons.ts'
import { findPatterns } from '../discoveries/patterns.ts'
import { sweepOldRuns } from '../discoveries/runs.ts'
import { findThemes } from '../discoveries/themes.ts'
import { causeOf } from '../errors.ts'
import { rollUp } from '../figures/rollUp.ts'
import { measureImprovements } from '../improvements/measure.ts'
import { beat } from '../measures/beat.ts'
import { drain, type Limits } from '../outbox/drain.ts'
import { reap } from '../outbox/settle.ts'
import { eraseAgain } from '../personalData/again.ts'
import { eraseWaiting } from '../personalData/confirm.ts'
import { sweepPictures } from '../pictures/sweep.ts'
import { purgeNightly } from '../privacy/purge/nightly.ts'
import { sweepRights } from '../remedies/rightsInTime.ts'
import { judgeAnswers } from '../responses/judge.ts'
import { tendRosters } from '../rosters/follow.ts'
import { sweepDeadlines } from './deadlines/sweep.ts'
import { handlers } from './handlers.ts'
import { eachTime } from './pace.ts'
import { sweepSilence } from './silence.ts'

type Job = (deps: OpsDeps, at: { now: Date }) => Promise<unknown>

/** All that happens by the clock: each may run twice, late, or not at all and still be right. */
export const jobs: Record<string, Job> = {
  'messages whose worker stopped': ({ db }, { now }) => reap(db, now),
  'cases without deadlines': fillDeadlines,
  covers: sweepCovers,
  'promises in an absence': reassignAbsent,
  deadlines: sweepDeadlines,
  'silent customers': sweepSilence,
  'rights in time': sweepRights,
  'roll-ups': (deps) => rollUp(deps),
  bursts: findBursts,
  changes: findChanges,
  'weeks compared': compareWeeks,
  'months compared': compareMonths,
  themes: findThemes,
  patterns: findPatterns,
  improvements: measureImprovements,
  'duty rosters': tendRosters,
  digests: sendDigests,
  'people without chat': callOnCall,
  'old sessions': sweepSignIns,
  'old odd contacts': sweepOdd,
  'old discovery runs': sweepOldRuns,
  'erasures that customers asked for': eraseWaiting,
  erasures: eraseAgain,
  'what is kept no longer': purgeNightly,
  'pictures that never arrived': sweepPictures,
  'old idempotency keys': ({ db }, { now }) =>
    db.$client`delete from idempotency_keys where created_at < ${new Date(now.getTime() - 24 * 3600_000)}`,
}

/** Those that count what customers said. */
export const COUNTING: ReadonlySet<string> = new Set([
  'roll-ups',
  'bursts',
  'changes',
  'weeks compared',
  'months compared',
  'themes',
  'patterns',
])

/** Runs every job, one failing not stopping the next, then sends what is due. Returns when the next entry is. */
export const tick = async (
  deps: OpsDeps,
  limits: Limits = {},
  pace = eachTime,
): Promise<Date | undefined> => {
  await beat(deps.db, 'ops', deps.now())
  for (const [name, job] of Object.entries(jobs)) {
    await pace(name, () => job(deps, { now: deps.now() })).catch((error) =>
      deps.log('job.failed', { job: name, error: causeOf(error) }),
    )
  }
  return judgeAndSend(deps, limits)
}

/** What a wake-up is for: words are judged, so that management is called at once, and what is due is sent. */
export const judgeAndSend = async (deps: OpsDeps, limits: Limits = {}): Promise<Date | undefined> => {
  await judgeAnswers(deps, { now: deps.now() })
  return drain(deps, handlers, limits)
}
