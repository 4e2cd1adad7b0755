import { z } from 'zod/v4'
import { block, list, plain, text, words } from './shapes.ts'

/** Slack's blocks of 2026, as far as the product sends them. Where sources differ, the stricter holds. */

/**
 * Charts, in messages alone and two at most. Each series has a point at each category, and names are unique.
 * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */
const named = <T extends z.ZodType>(one: T, most: number, name: (value: z.infer<T>) => string) =>
  list(one, 1, most).refine((all) => new Set(all.map(name)).size === all.length, 'names must be unique')
const point = z.strictObject({ label: words(20), value: z.number() })
const series = z.strictObject({ name: words(20), data: named(point, 20, ({ label }) => label) })
const lineChart = z
  .strictObject({
    type: z.enum(['line', 'bar', 'area']),
    series: named(series, 6, ({ name }) => name),
    axis_config: z.strictObject({
      categories: named(words(20), 20, (name) => name),
      x_label: words(50).optional(),
      y_label: words(50).optional(),
    }),
  })
  .refine(
    ({ series, axis_config: { categories } }) =>
      series.every(
        ({ data }) =>
          data.length === categories.length && data.every(({ label }) => categories.includes(label)),
      ),
    'labels must match axis_config.categories',
  )
export const CHARTS = 2
export const fewCharts = (all: { type: string }[]) =>
  all.filter(({ type }) => type === 'data_visualization').length <= CHARTS
export const chart = block('data_visualization', { title: words(50), chart: lineChart })

/**
 * https://docs.slack.dev/reference/block-kit/blocks/data-table-block: pages of it say 101 rows and 201, with the header. Its
 * cells have 20,000 characters in all.
 */
const CELLS = 20_000
const rawText = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) })
const rawNumber = z.strictObject({
  type: z.literal('raw_number'),
  value: z.number(),
  text: z.string().min(1).optional(),
})
const cells = list(z.discriminatedUnion('type', [rawText, rawNumber]), 1, 20)
export const table = block('data_table', {
  caption: z.string().min(1),
  page_size: z.int().min(1).max(100).optional(),
  row_header_column_index: z.int().min(0).max(19).optional(),
  rows: z
    .array(cells)
    .min(2)
    .max(101)
    .refine((rows) => rows.every(({ length }) => length === rows[0]?.length), 'all rows must be as long')
    .refine((rows) => rows[0]?.every(({ type }) => type === 'raw_text'), 'header cells must be raw_text')
    .refine(
      (rows) => rows.flat().reduce((sum, { text = '' }) => sum + text.length, 0) <= CELLS,
      `must be less than ${CELLS + 1} characters`,
    ),
})

/**
 * https://docs.slack.dev/reference/block-kit/blocks/container-block. Its page takes rich text in it; a library's author found
 * that its validator does not (docs.rs/slack-morphism), so it is refused here.
 */
export const containerOf = <T extends z.ZodType>(child: T) =>
  block('container', {
    title: plain(150),
    subtitle: text(150).optional(),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
    child_blocks: list(child, 1, 10),
  }).refine(
    (one) => !(one.is_collapsible && one.has_header_divider),
    'has_header_divider wants no is_collapsible',
  )
/** https://docs.slack.dev/reference/block-kit/blocks/alert-block */
export const alert = block('alert', {
  text: text(200),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
})
