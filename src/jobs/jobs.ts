import { reassignAbsent } from '../cases/away.ts'
import { fillTimers } from '../cases/deadlines/fill.ts'
import { sweepOdd } from '../contacts/odd.ts'
import { sweepCovers } from '../covers/answer.ts'
import type { OpsDeps } from '../deps.ts'
import { callOnCall } from '../desk/callOnCall.ts'
import { sweepSignIns } from '../desk/signIn.ts'
import { sendDigests } from '../digests/send.ts'
import { causeOf } from '../errors.ts'
import { drain, type Limits } from '../outbox/drain.ts'
import { sweepPictures } from '../pictures/sweep.ts'
import { sweepRights } from '../remedies/rightsInTime.ts'
import { judgeAnswers } from '../responses/judge.ts'
import { sweepTimers } from './deadlines/sweep.ts'
import { handlers } from './handlers.ts'
import { sweepSilence } from './silence.ts'

type Job = (deps: OpsDeps, at: { now: Date }) => Promise<unknown>

/** All that happens by the clock: each may run twice, late, or not at all and still be right. */
export const jobs: Record<string, Job> = {
  'cases without clocks': fillTimers,
  covers: sweepCovers,
  'promises in an absence': reassignAbsent,
  clocks: sweepTimers,
  'silent customers': sweepSilence,
  'rights in time': sweepRights,
  digests: sendDigests,
  'people without chat': callOnCall,
  'old sessions': sweepSignIns,
  'old odd contacts': sweepOdd,
  'pictures that never arrived': sweepPictures,
  'old idempotency keys': ({ db }, { now }) =>
    db.$client`delete from idempotency_keys where created_at < ${new Date(now.getTime() - 24 * 3600_000)}`,
}

/** Runs every job, one failing not stopping the next, then sends what is due. Returns when the next entry is. */
export const tick = async (deps: OpsDeps, limits: Limits = {}): Promise<Date | undefined> => {
  const now = deps.now()
  await deps.db.$client`
    insert into heartbeats (name, at) values ('ops', ${now})
    on conflict (name) do update set at =
      case when heartbeats.at > excluded.at + interval '1 minute' then excluded.at else greatest(heartbeats.at, excluded.at) end`
  for (const [name, job] of Object.entries(jobs)) {
    await job(deps, { now }).catch((error) => deps.log('job.failed', { job: name, error: causeOf(error) }))
  }
  return judgeAndSend(deps, limits)
}

/** What a wake-up is for: words are judged, so that management is called at once, and what is due is sent. */
export const judgeAndSend = async (deps: OpsDeps, limits: Limits = {}): Promise<Date | undefined> => {
  await judgeAnswers(deps, { now: deps.now() })
  return drain(deps, handlers, limits)
}
