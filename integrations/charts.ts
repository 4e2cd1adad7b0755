/** A value at each label; null where there is none to show, as on a day without answers. */
type ChartSeries = { name: string; points: { label: string; value: number | null }[] }
/** Lines over the same labels, oldest first. `percent`: values are 0 to 100. */
export type Chart = { title: string; series: ChartSeries[]; unit?: 'percent' | 'count' }

export type ChartRow = { label: string; values: (number | null)[] }

/** The chart as a table: a row a label, a value a series. */
export const chartRows = ({ series }: Chart): ChartRow[] =>
  (series[0]?.points ?? []).map(({ label }, at) => ({
    label,
    values: series.map(({ points }) => points[at]?.value ?? null),
  }))

export const wholeRows = (chart: Chart): ChartRow[] =>
  chartRows(chart).filter(({ values }) => !values.includes(null))
