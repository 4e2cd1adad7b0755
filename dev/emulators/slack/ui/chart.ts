import { html, raw } from 'hono/html'
import type { Block } from '../types.ts'
import type { Html } from './fields.ts'
import { escapeHtml } from './mrkdwn.ts'

type Series = { name: string; data: { label: string; value: number }[] }
type Line = { series: Series[]; axis_config: { categories: string[]; y_label?: string } }

const COLOURS = ['#1d9bd1', '#2bac76', '#e8912d', '#cd2553', '#7b3f80', '#5f5e60']
const WIDE = 600
const HIGH = 200
const LEFT = 40
const BELOW = 22

/** A line chart, roughly as Slack draws one: a line a series, and a legend. */
export function chart(block: Block): Html {
  const { series, axis_config: axis } = block.chart as Line
  const values = series.flatMap(({ data }) => data.map(({ value }) => value))
  const most = niceAbove(Math.max(...values))
  const x = (at: number) => LEFT + ((at + 0.5) / axis.categories.length) * (WIDE - LEFT)
  const y = (value: number) => (1 - value / most) * HIGH + 6
  const title = String(block.title)
  const grid = [0, most / 2, most].map(
    (value) =>
      `<line x1="${LEFT}" x2="${WIDE}" y1="${y(value)}" y2="${y(value)}" stroke="var(--line)"/>` +
      `<text x="${LEFT - 6}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
  )
  const every = Math.ceil(axis.categories.length / 7)
  const labels = axis.categories.map((label, at) =>
    at % every === 0
      ? `<text x="${x(at)}" y="${HIGH + BELOW}" text-anchor="middle">${escapeHtml(label)}</text>`
      : '',
  )
  const lines = series.map(({ data }, n) => {
    const points = axis.categories.map((label, at) => {
      const { value } = data.find((one) => one.label === label)!
      return `${x(at)},${y(value)}`
    })
    return `<polyline fill="none" stroke-width="2" stroke="${COLOURS[n]}" points="${points.join(' ')}"/>`
  })
  return html`<figure class="b-chart"><figcaption>${title}</figcaption>
    ${raw(`<svg viewBox="0 0 ${WIDE} ${HIGH + BELOW + 8}" role="img" aria-label="${escapeHtml(title)}">${[...grid, ...labels, ...lines].join('')}</svg>`)}
    <p>${series.map(({ name }, n) => html`<span><i style="background:${COLOURS[n]}"></i>${name}</span>`)}${axis.y_label ? html`<small>${axis.y_label}</small>` : ''}</p>
  </figure>`
}

/** 1, 2 or 5 times a power of ten, at least 1. */
const niceAbove = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)))
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= value)!
}
