import type { types } from '@slack/bolt'
import { type Chart, wholeRows } from '../charts.ts'
import { cut } from '../cut.ts'

// https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block, of June 2026
const MAX_TITLE = 50
const MAX_NAME = 20
const MAX_SERIES = 6
const MAX_CATEGORIES = 20
/** A line of one point shows nothing. */
const FEWEST = 2

/** Names are unique there: what is the same once cut to length is told apart by a number. */
const distinct = (names: string[]): string[] =>
  names.map((name, at) => {
    const short = cut(name, MAX_NAME) || '–'
    const before = names.slice(0, at).filter((other) => (cut(other, MAX_NAME) || '–') === short).length
    return before === 0 ? short : `${cut(name, MAX_NAME - 4)} ${before + 1}`
  })

/** Slack wants a value of each series at each category, so a day without one is left out. Only in messages. */
export function chartBlock(chart: Chart): types.KnownBlock[] {
  const rows = wholeRows(chart).slice(-MAX_CATEGORIES)
  if (rows.length < FEWEST) return []
  const categories = distinct(rows.map(({ label }) => label))
  const names = distinct(chart.series.slice(0, MAX_SERIES).map(({ name }) => name))
  const block = {
    type: 'data_visualization',
    title: cut(chart.title, MAX_TITLE) || '–',
    chart: {
      type: 'line',
      series: names.map((name, n) => ({
        name,
        data: rows.map(({ values }, at) => ({ label: categories[at]!, value: values[n]! })),
      })),
      axis_config: { categories, ...(chart.unit === 'percent' && { y_label: '%' }) },
    },
  }
  // Bolt's types do not know the block yet
  return [block as unknown as types.KnownBlock]
}
