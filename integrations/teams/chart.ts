import { type Chart, chartRows } from '../charts.ts'
import { cut } from '../cut.ts'
import type { Block } from './text.ts'

const MAX_LABEL = 40
/** A day can't be told in fewer rows than it has; a year of weeks is the most that is asked for. */
const MAX_ROWS = 60

/**
 * https://adaptivecards.microsoft.com/?topic=Chart.Line. `fallback`: the same as a table, for clients that do not know
 * charts. A day without a value has no point.
 */
export function chartBlocks(chart: Chart): Block[] {
  const { title, series, unit } = chart
  const rows = chartRows(chart).slice(-MAX_ROWS)
  const drawn = rows.filter(({ values }) => values.some((value) => value !== null))
  if (drawn.length < 2) return []
  const said = (value: number | null) =>
    value === null ? '–' : unit === 'percent' ? `${Math.round(value)} %` : String(value)
  return [
    {
      type: 'Chart.Line',
      title: cut(title, 100),
      showTitle: true,
      ...(unit === 'percent' && { yAxisTitle: '%', yMin: 0, yMax: 100 }),
      data: series.map(({ name }, n) => ({
        legend: cut(name, MAX_LABEL),
        values: drawn.flatMap(({ label, values }) =>
          values[n] == null ? [] : [{ x: cut(label, MAX_LABEL), y: values[n] }],
        ),
      })),
      fallback: {
        type: 'FactSet',
        facts: [
          { title: cut(title, 100), value: series.map(({ name }) => cut(name, MAX_LABEL)).join(' / ') },
          ...rows.map(({ label, values }) => ({
            title: cut(label, MAX_LABEL),
            value: values.map(said).join(' / '),
          })),
        ],
      },
    },
  ]
}
