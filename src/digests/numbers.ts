import type { Tx } from '../../db/client.ts'
import type { Edition } from '../../db/schema/index.ts'
import { type AnswerFigures, answersIn } from '../figures/answers.ts'
import { countAnswers } from '../figures/counts.ts'
import type { DayCounts } from '../figures/days.ts'
import { nextDay } from '../zone.ts'
import type { Counts, Digest, Scope, Share } from './digest.ts'
import { BASELINE, chartFrom, firstOf } from './period.ts'

const TOP = 5

export const countsOf = ({ n, satisfied, dissatisfied }: Counts): Counts => ({ n, satisfied, dissatisfied })
export const shareOf = ({ csat: { n, share, low, high } }: AnswerFigures): Share | null =>
  share === null ? null : { n, share, low: low ?? 0, high: high ?? 1 }

type Numbers = Pick<Digest, 'answers' | 'share' | 'baseline' | 'points' | 'drivers'>

/** What customers said in the period, before it, and by day: from the one place that counts answers. */
export const numbersOf = async (
  tx: Tx,
  { departments, person, edition, from, to }: Scope,
): Promise<Numbers> => {
  const days = BASELINE[edition]
  const counted = await countAnswers(
    tx,
    { departments, ...readBy(person) },
    [
      { from, to },
      { from: nextDay(from, -days), to: nextDay(from, -1) },
    ],
    { days: { from: chartFrom(edition, to), to } },
  )
  const figures = answersIn(counted, {})
  const before = shareOf(answersIn(counted, { period: 1 }))
  return {
    answers: countsOf(figures),
    share: shareOf(figures),
    baseline: before && { ...before, days },
    points: pointsOf(counted.days, edition),
    drivers: figures.drivers
      .filter(({ dissatisfied }) => dissatisfied > 0)
      .slice(0, TOP)
      .map(({ driver, dissatisfied: count }) => ({ driver, count })),
  }
}

/** Answers about the person who alone reads a digest are in none of its numbers; a channel has no one reader. */
export const readBy = (person: string | null): { reader?: string } => (person ? { reader: person } : {})

const pointsOf = (days: readonly DayCounts[], edition: Edition): Digest['points'] => {
  const points = new Map<string, Counts>()
  for (const { day, n, satisfied, dissatisfied } of days) {
    const key = firstOf[edition](day)
    const sum = points.get(key) ?? { n: 0, satisfied: 0, dissatisfied: 0 }
    points.set(key, {
      n: sum.n + n,
      satisfied: sum.satisfied + satisfied,
      dissatisfied: sum.dissatisfied + dissatisfied,
    })
  }
  return [...points].map(([from, counts]) => ({ from, ...counts }))
}
