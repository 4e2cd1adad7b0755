import type { Tx } from '../../db/client.ts'
import type { Tally } from '../../db/schema/index.ts'
import { driverImpact, type Impact, type Named } from '../insight/impact.ts'
import { meanOf } from '../insight/means.ts'
import { type SilentDissatisfied, silentDissatisfied } from '../insight/silence.ts'
import { effectiveN } from '../insight/weighted.ts'
import {
  type AnswerCounts,
  type Counted,
  type Counts,
  countAnswers,
  type NamedCounts,
  SCORED,
} from './counts.ts'
import { FEWEST, plainShare, type Share, shareOf } from './share.ts'
import type { Slice } from './slice.ts'

/** `n`: answers of any kind that name the driver. `impact`, in shares, is null below `FEWEST`, or where no answer is without it. */
type DriverFigures = { driver: string; n: number; dissatisfied: number; impact: Impact | null }

/** Routine answers alone, but for `others`. Intervals cover 95 %; with few answers there are none (`share.ts`). */
export type AnswerFigures = {
  n: number
  satisfied: number
  neutral: number
  dissatisfied: number
  csat: Share
  scores: Tally
  mean: { n: number; mean: number | null; low: number | null; high: number | null }
  /** Most dissatisfied first. */
  drivers: DriverFigures[]
  /** The answers that name the slice's driver, of all; null where it has none. */
  named: Share | null
  /** `replied` of `sent`, by invitations made in the period: the newest may still be answered. */
  response: Share & { invited: number; sent: number; replied: number }
  /** Of those who were asked in the period and said nothing. Null with few answers. */
  silent: SilentDissatisfied | null
  /** Answers to a personal question, and unprompted ones: never part of a share. */
  others: Record<'personal' | 'unprompted', Counts>
}

const SCALE = { low: 1, high: 5 }

/** What customers said in the slice, from the roll-ups. */
export const readAnswers = async (tx: Tx, slice: Slice): Promise<AnswerFigures> =>
  answersIn(await countAnswers(tx, slice, [slice]), { driver: slice.driver })

/** Pure: the figures of one of the periods that were counted, of one department or of all together. */
export const answersIn = (
  { answers, named }: Counted,
  { period = 0, department, driver }: { period?: number; department?: string; driver?: string },
): AnswerFigures => {
  const wanted = (one: { period: number; department: string }) =>
    one.period === period && (department === undefined || one.department === department)
  return answerFigures(answers.filter(wanted), named.filter(wanted), driver)
}

/** Pure: what the counts come to. */
function answerFigures(
  rows: readonly AnswerCounts[],
  tallies: readonly NamedCounts[],
  driver?: string,
): AnswerFigures {
  const { routine, weighed, named, splitBy } = weighing(rows, tallies)
  const sum = (
    of: readonly AnswerCounts[],
    field: 'n' | 'satisfied' | 'neutral' | 'dissatisfied' | 'invited' | 'sent' | 'replied',
  ) => of.reduce((all, row) => all + row[field], 0)
  const counts = (of: readonly AnswerCounts[]): Counts => ({
    n: sum(of, 'n'),
    satisfied: sum(of, 'satisfied'),
    neutral: sum(of, 'neutral'),
    dissatisfied: sum(of, 'dissatisfied'),
  })
  const all = counts(routine)
  const { n } = all
  const total = (of: readonly { n: number }[] = []) => of.reduce((to, row) => to + row.n, 0)
  const scored = SCORED.map((score) => ({
    score,
    of: routine.map((row) => ({ n: row[score] ?? 0, rate: row.rate })),
  })).filter(({ of }) => total(of) > 0)
  const [sent, replied] = [sum(routine, 'sent'), sum(routine, 'replied')]
  // A link of an invitation whose mail is not known to have gone may be answered too
  const reached = Math.max(sent, replied)
  return {
    ...all,
    csat: shareOf(routine.map((row) => ({ successes: row.satisfied, n: row.n, rate: row.rate }))),
    scores: Object.fromEntries(scored.map(({ score, of }) => [score, total(of)])),
    mean: meanFigure(
      n,
      scored.map(({ score, of }) => ({ score: Number(score), count: weighed(of) })),
    ),
    drivers: [...named]
      .map(([key, of]) => ({
        driver: key,
        n: total(of),
        dissatisfied: of.reduce((to, one) => to + one.dissatisfied, 0),
        impact: n < FEWEST ? null : driverImpact(splitBy(key)),
      }))
      .filter((one) => one.n > 0)
      .sort((a, b) => b.dissatisfied - a.dissatisfied || b.n - a.n || (a.driver < b.driver ? -1 : 1)),
    named:
      driver === undefined
        ? null
        : shareOf(
            routine.map(({ rate, n }) => ({
              successes: total(named.get(driver)?.filter((one) => one.rate === rate)),
              n,
              rate,
            })),
          ),
    response: { ...plainShare(replied, reached), invited: sum(routine, 'invited'), sent, replied },
    silent:
      n < FEWEST
        ? null
        : silentDissatisfied({
            invited: n + reached - replied,
            answered: n,
            dissatisfied: all.dissatisfied,
          }),
    others: {
      personal: counts(rows.filter(({ asked }) => asked === 'personal')),
      unprompted: counts(rows.filter(({ asked }) => asked === 'unprompted')),
    },
  }
}

/**
 * Where rates differ an answer stands for 1/rate contacts: scaled so that all of them come to the effective number.
 * `splitBy`: the answers by whether they name a driver. Only customers who are not satisfied are asked for drivers, so
 * none that names one is.
 */
const weighing = (rows: readonly AnswerCounts[], tallies: readonly NamedCounts[]) => {
  const routine = rows.filter(({ asked }) => asked === 'routine')
  const weights = routine.map((row) => ({ weight: 1 / row.rate, n: row.n }))
  const scale = effectiveN(weights) / (weights.reduce((of, row) => of + row.weight * row.n, 0) || 1)
  const weighed = (of: readonly { n: number; rate: number }[]) =>
    of.reduce((to, row) => to + (row.n * scale) / row.rate, 0)
  const named = Map.groupBy(tallies, (one) => one.driver)
  const satisfied = weighed(routine.map((row) => ({ n: row.satisfied, rate: row.rate })))
  const splitBy = (driver: string): Named => {
    const n = weighed(named.get(driver) ?? [])
    return { named: { satisfied: 0, n }, others: { satisfied, n: weighed(routine) - n } }
  }
  return { routine, weighed, named, splitBy }
}

/** Pure: the answers of one of the periods by whether they name a driver, of all departments together. */
export const splitsIn = ({ answers, named }: Counted, period: number): ((driver: string) => Named) => {
  const of = (one: { period: number }) => one.period === period
  return weighing(answers.filter(of), named.filter(of)).splitBy
}

const meanFigure = (n: number, rows: { score: number; count: number }[]): AnswerFigures['mean'] => {
  if (n < FEWEST) return { n, mean: null, low: null, high: null }
  return { ...meanOf(rows, SCALE), n }
}
