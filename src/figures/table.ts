import type { Cell } from '../csv.ts'
import { COMPARED, type Comparison } from './compare.ts'
import type { DayCounts } from './days.ts'
import type { Figures } from './figures.ts'
import type { Share } from './share.ts'

const HEAD = ['figure', 'of', 'count', 'n', 'value', 'low', 'high', 'unit']

/** A share as a row, but for the name of its figure. */
export const shareRow = (of: string, { count, n, share, low, high }: Share): Cell[] => [
  of,
  count,
  n,
  share,
  low,
  high,
  'share',
]

/**
 * All figures as rows of one table, for CSV; names are the API's own. `value` with its interval is empty where there is
 * none; `count` of `n` always stand.
 */
export function figureRows(
  figures: Figures & { comparison: Comparison },
  days: readonly DayCounts[],
): Cell[][] {
  const { recovery, response, silent, mean, others, comparison } = figures
  const share = (figure: string, of: Share): Cell[] => [figure, ...shareRow('', of)]
  const count = (figure: string, of: string, n: number): Cell[] => [figure, of, n, null, null, null, null, '']
  const sumOf = (tally: object) => Object.entries(tally) as [string, number][]
  return [
    HEAD,
    ...(['satisfied', 'neutral', 'dissatisfied'] as const).map((kind) =>
      count('answers', kind, figures[kind]),
    ),
    ...sumOf(figures.scores).map(([score, n]) => count('score', score, n)),
    share('csat', figures.csat),
    ['mean score', '', mean.n, null, mean.mean, mean.low, mean.high, 'score'],
    share('response', response),
    count('invited', '', response.invited),
    ...(silent
      ? [['silent dissatisfied', '', null, silent.silent, null, silent.low, silent.high, 'people'] as Cell[]]
      : []),
    ...(figures.named ? [share('named', figures.named)] : []),
    ...figures.drivers.map(({ driver, n, dissatisfied, impact }): Cell[] => [
      'driver',
      driver,
      dissatisfied,
      n,
      impact?.impact ?? null,
      impact?.low ?? null,
      impact?.high ?? null,
      'share of satisfied',
    ]),
    ...(['personal', 'unprompted'] as const).map((asked): Cell[] => [
      'dissatisfied',
      asked,
      others[asked].dissatisfied,
      others[asked].n,
      null,
      null,
      null,
      '',
    ]),
    count('cases opened', '', recovery.opened),
    ...sumOf(recovery.confirmed).map(([how, n]) => count('confirmed', how, n)),
    ...sumOf(recovery.otherEnds).map(([end, n]) => count('ended', end, n)),
    share('recovered', recovery.rate),
    share('reopened', recovery.reopened),
    share('promises kept', recovery.promises),
    ...Object.entries(recovery.times).map(([step, { ended, n, median, low, high }]): Cell[] => [
      'time',
      step,
      ended,
      n,
      median,
      low,
      high,
      'business minutes',
    ]),
    ...recovery.outcomes.flatMap(({ days, open, by }) =>
      [['open', open] as const, ...sumOf(by)].map(([end, part]): Cell[] => [
        `after ${days} days`,
        end,
        null,
        null,
        part,
        null,
        null,
        'share',
      ]),
    ),
    ...recovery.remedies.map(({ kind, right, currency, promised, done, amount }): Cell[] => [
      right ? 'remedy by right' : 'goodwill',
      kind,
      done,
      promised,
      amount === null ? null : Number(amount),
      null,
      null,
      currency,
    ]),
    ...COMPARED.flatMap((name): Cell[][] => {
      const change = comparison.shares[name]
      const { count, n } = change?.before ?? {}
      return change ? [['change', name, count!, n!, change.difference, change.low, change.high, 'share']] : []
    }),
    ...comparison.drivers.flatMap(({ driver, ...parts }) =>
      (['change', 'volume', 'level'] as const).map((part): Cell[] => [
        `impact ${part}`,
        driver,
        null,
        null,
        parts[part],
        null,
        null,
        'share of satisfied',
      ]),
    ),
    ...days.map(({ day, n, satisfied, dissatisfied }): Cell[] => [
      'day',
      day,
      satisfied,
      n,
      dissatisfied,
      null,
      null,
      'dissatisfied',
    ]),
  ]
}
