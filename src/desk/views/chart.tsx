import type { StaffWords } from '../../locales/staff.ts'
import { countOf, percentOf } from './figures.ts'

/** `value` is a count, or whole and parts of a percent (86.4); null: too few answers to say. */
export type Series = { name: string; points: { label: string; value: number | null }[] }
export type ChartProps = {
  title: string
  series: Series[]
  unit?: 'percent' | 'count'
  /** Bars on top of each other instead of lines, for counts that add up. */
  bars?: boolean
  words: StaffWords
}

/**
 * A chart without scripts: an image with its title and description, stretched to the page's width, and its numbers in
 * a table beneath. Where there are three lines, the middle one is the figure and the others are its interval. Every series has the same
 * labels.
 */
export const Chart = ({ title, series, unit = 'count', bars, words }: ChartProps) => {
  const say = words.report.chart
  const top = unit === 'percent' ? 100 : roundedUp(highest(series, bars))
  const shown = (value: number) => (unit === 'percent' ? percentOf(value, words) : countOf(value, words))
  const labels = (series[0]?.points ?? []).map(({ label }) => label)
  const main = (series.length - 1) >> 1
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      {series.length > 1 && (
        <ul class="key">
          {series.map(({ name }, at) => (
            <li class={`k${bars ? at : at === main ? 'm' : 'i'}`}>{name}</li>
          ))}
        </ul>
      )}
      <div class="plot">
        <div class="y" aria-hidden="true">
          {[top, top / 2, 0].map((value) => (
            <span>{Number.isInteger(value) ? shown(value) : ''}</span>
          ))}
        </div>
        <svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label={title}>
          <title>{title}</title>
          <desc>{description(series[bars ? series.length - 1 : main], shown, say)}</desc>
          <path class="grid" d="M0 0H1000M0 50H1000M0 100H1000" />
          {bars
            ? barsOf(series, top).map((path, at) => <path class={`b${at}`} d={path} />)
            : series.map(({ points }, at) => (
                <path class={at === main ? 'lm' : 'li'} d={lineOf(points, top)} />
              ))}
        </svg>
        <div class="x" aria-hidden="true">
          {[labels[0], labels[(labels.length - 1) >> 1], labels.at(-1)].map((label, at) => (
            <span>{at > 0 && labels.length < 3 && at < 2 ? '' : label}</span>
          ))}
        </div>
      </div>
      <details class="more">
        <summary>{say.table}</summary>
        <Numbers series={series} labels={labels} shown={shown} none={say.none} />
      </details>
    </figure>
  )
}

type NumbersProps = {
  series: Series[]
  labels: string[]
  shown: (value: number) => string
  none: string
}

const Numbers = ({ series, labels, shown, none }: NumbersProps) => (
  <table>
    <thead>
      <tr>
        <td />
        {series.map(({ name }) => (
          <th scope="col">{name}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {labels.map((label, at) => (
        <tr>
          <th scope="row">{label}</th>
          {series.map(({ points }) => {
            const value = points[at]?.value ?? null
            return <td>{value === null ? none : shown(value)}</td>
          })}
        </tr>
      ))}
    </tbody>
  </table>
)

const description = (
  series: Series | undefined,
  shown: (value: number) => string,
  say: StaffWords['report']['chart'],
): string => {
  const known = (series?.points ?? []).flatMap(({ label, value }) =>
    value === null ? [] : [{ label, value }],
  )
  const [first, last] = [known[0], known.at(-1)]
  if (!series || !first || !last) return say.nothing
  const least = known.reduce((a, b) => (b.value < a.value ? b : a))
  const most = known.reduce((a, b) => (b.value > a.value ? b : a))
  const at = ({ label, value }: { label: string; value: number }) => say.at(shown(value), label)
  return say.about(series.name, at(first), at(last), at(least), at(most))
}

const across = (at: number, of: number) => Math.round((of < 2 ? 0.5 : at / (of - 1)) * 10_000) / 10
const up = (value: number, top: number) => Math.round((1 - Math.min(value, top) / top) * 1000) / 10

/** A line breaks where there is no figure; a point alone is drawn as a dot. */
const lineOf = (points: Series['points'], top: number): string =>
  points
    .map(({ value }, at) => {
      if (value === null) return ''
      const alone = (points[at - 1]?.value ?? null) === null
      const to = `${across(at, points.length)} ${up(value, top)}`
      return alone ? `M${to}h.1` : `L${to}`
    })
    .join('')

const barsOf = (series: Series[], top: number): string[] => {
  const count = series[0]?.points.length ?? 0
  const wide = 1000 / Math.max(count, 1)
  const gap = Math.min(wide * 0.15, 6)
  const under = Array<number>(count).fill(0)
  return series.map(({ points }) =>
    points
      .map(({ value }, at) => {
        if (!value) return ''
        const from = under[at]!
        under[at] = from + value
        const left = Math.round((at * wide + gap / 2) * 10) / 10
        const right = Math.round(((at + 1) * wide - gap / 2) * 10) / 10
        return `M${left} ${up(from, top)}V${up(from + value, top)}H${right}V${up(from, top)}z`
      })
      .join(''),
  )
}

const highest = (series: Series[], sum = false): number => {
  const at = (n: number) => series.map(({ points }) => points[n]?.value ?? 0)
  const all = (series[0]?.points ?? []).map((_, n) =>
    sum ? at(n).reduce((a, b) => a + b, 0) : Math.max(...at(n)),
  )
  return Math.max(1, ...all)
}

/** The next of 1, 2, 4, 10, 20, 40 …, so that half of it is a whole number from 2 on. */
const roundedUp = (value: number): number => {
  const ten = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 4, 10].map((by) => by * ten).find((one) => one >= value)!
}
