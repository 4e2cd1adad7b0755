import type { Tx } from '../../db/client.ts'
import { type AnswerFigures, answersIn, readAnswers } from './answers.ts'
import { type Comparison, comparisonOf, periodBefore } from './compare.ts'
import { countAnswers } from './counts.ts'
import type { DayCounts } from './days.ts'
import { type RecoveryFigures, readRecovery, readRecoveryShares } from './recovery.ts'
import type { Slice } from './slice.ts'

export type Figures = AnswerFigures & { recovery: RecoveryFigures }

/** Every number of a slice. Digest, report, API and CSV show these and no others. `now`: until when open cases are seen. */
export const readFigures = async (tx: Tx, slice: Slice, now: Date): Promise<Figures> => ({
  ...(await readAnswers(tx, slice)),
  recovery: await readRecovery(tx, slice, now),
})

/** The same, beside as many days before. `days`: of the slice. `of`: what customers of one of its departments said. */
type Compared = {
  figures: Figures & { comparison: Comparison }
  before: AnswerFigures
  days: DayCounts[]
  of: (department: string) => AnswerFigures
}

export const readCompared = async (tx: Tx, slice: Slice, now: Date): Promise<Compared> => {
  const earlier = { ...slice, ...periodBefore(slice) }
  // Sent together: each waits for the one before in the database, and none here
  const [counted, recovery, recoveryBefore] = await Promise.all([
    countAnswers(tx, slice, [slice, earlier], { days: slice }),
    readRecovery(tx, slice, now),
    readRecoveryShares(tx, earlier, now),
  ])
  const { driver } = slice
  const [answers, before] = [answersIn(counted, { driver }), answersIn(counted, { period: 1, driver })]
  const comparison = comparisonOf(
    slice,
    counted,
    { answers, recovery },
    { answers: before, recovery: recoveryBefore },
  )
  return {
    figures: { ...answers, recovery, comparison },
    before,
    days: counted.days,
    of: (department) => answersIn(counted, { department, driver }),
  }
}
