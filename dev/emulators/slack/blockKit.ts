import { z } from 'zod/v4'

/** Slack's limits on blocks and views, as far as the product sends any; what is not here is refused. */
const str = (max: number) => z.string().max(max)
const list = <T extends z.ZodType>(one: T, min: number, max: number) => z.array(one).min(min).max(max)
const words = (max: number) => z.string().min(1).max(max)
const plain = (max: number) =>
  z.object({ type: z.literal('plain_text', { error: 'must be a plain_text object' }), text: words(max) })
const text = (max: number) => z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: words(max) })

const confirm = z.strictObject({
  title: plain(100),
  text: text(300),
  confirm: plain(30).optional(),
  deny: plain(30).optional(),
})
const element = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), action_id: str(255).optional(), ...shape })
const input = {
  initial_value: str(3000).optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
  placeholder: plain(150).optional(),
}

const option = (words: ReturnType<typeof plain> | ReturnType<typeof text>) =>
  z.strictObject({ text: words, value: str(150), description: words.optional() })
type Option = { value: string; text: { text: string } }
const fingerprint = ({ value, text }: Option) => JSON.stringify([value, text.text])
const amongOptions = (one: { options: Option[]; initial_option?: Option; initial_options?: Option[] }) => {
  const known = one.options.map(fingerprint)
  const initial = one.initial_options ?? (one.initial_option ? [one.initial_option] : [])
  return initial.every((option) => known.includes(fingerprint(option)))
}
const NOT_AMONG = 'initial options must exactly match one of the options'
/** Boxes and circles stand openly, at most ten of them; a menu has up to a hundred, in plain text, and a placeholder. */
const one = <T extends string>(type: T, words: Parameters<typeof option>[0], most: number, more = {}) =>
  element(type, {
    options: list(option(words), 1, most),
    initial_option: option(words).optional(),
    ...more,
  }).refine(amongOptions, NOT_AMONG)
const many = <T extends string>(type: T, words: Parameters<typeof option>[0], most: number, more = {}) =>
  element(type, {
    options: list(option(words), 1, most),
    initial_options: z.array(option(words)).optional(),
    ...more,
  }).refine(amongOptions, NOT_AMONG)
const menu = { placeholder: plain(150).optional() }

const button = element('button', {
  text: plain(75),
  value: str(2000).optional(),
  url: str(3000).optional(),
  style: z.enum(['primary', 'danger'], { error: 'must be one of: primary, danger' }).optional(),
  confirm: confirm.optional(),
  accessibility_label: str(75).optional(),
})
const pickers = [
  one('radio_buttons', text(75), 10),
  many('checkboxes', text(75), 10),
  element('static_select', {
    options: list(option(plain(75)), 1, 100).optional(),
    option_groups: list(
      z.strictObject({ label: plain(75), options: list(option(plain(75)), 1, 100) }),
      1,
      100,
    ).optional(),
    initial_option: option(plain(75)).optional(),
    ...menu,
  })
    .refine((one) => !one.options !== !one.option_groups, 'one of: options, option_groups')
    .refine(({ options, ...one }) => !options || amongOptions({ ...one, options }), NOT_AMONG),
  many('multi_static_select', plain(75), 100, menu),
  element('datepicker', {
    initial_date: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
    ...menu,
  }),
] as const
const acting = z.discriminatedUnion('type', [
  button,
  element('overflow', { options: list(option(plain(75)), 1, 5), confirm: confirm.optional() }),
  ...pickers,
])
const filled = z.discriminatedUnion('type', [
  element('plain_text_input', { ...input, multiline: z.boolean().optional() }),
  element('number_input', {
    ...input,
    is_decimal_allowed: z.boolean(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  ...pickers,
])

/** Names are unique among siblings. */
const unique =
  (key: 'block_id' | 'action_id', what: string) => (all: Record<string, unknown>[], ctx: z.RefinementCtx) =>
    all.forEach((one, i) => {
      const name = one[key]
      if (name && all.findIndex((other) => other[key] === name) < i)
        ctx.addIssue({
          code: 'custom',
          path: [i, key],
          message: `\`${key}\` "${name}" already exists for another ${what}`,
        })
    })
const block = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), block_id: str(255).optional(), ...shape })

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
const CHARTS = 2
const fewCharts = (all: { type: string }[]) =>
  all.filter(({ type }) => type === 'data_visualization').length <= CHARTS
const charts = [block('data_visualization', { title: words(50), chart: lineChart })] as const

const blocks = (most: number, more: readonly [] | typeof charts = []) =>
  z
    .array(
      z.discriminatedUnion('type', [
        ...more,
        block('section', {
          text: text(3000).optional(),
          fields: list(text(2000), 1, 10).optional(),
          accessory: acting.optional(),
          expand: z.boolean().optional(),
        }).refine((one) => one.text || one.fields, 'missing required field: text'),
        block('header', { text: plain(150) }),
        block('context', { elements: list(text(3000), 1, 10) }),
        block('divider', {}),
        block('actions', { elements: list(acting, 1, 25).superRefine(unique('action_id', 'element')) }),
        block('rich_text', { elements: list(z.looseObject({ type: z.string() }), 0, 1000) }),
        block('input', {
          label: plain(2000),
          element: filled,
          hint: plain(2000).optional(),
          optional: z.boolean().optional(),
        }),
      ]),
    )
    .max(most)
    .superRefine(unique('block_id', 'block'))

const view = {
  blocks: blocks(100),
  private_metadata: str(3000).optional(),
  callback_id: str(255).optional(),
}
export const messageBlocks = blocks(50, charts).refine(fewCharts, `no more than ${CHARTS} charts allowed`)
export const home = z.strictObject({ type: z.literal('home'), ...view })
export const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    external_id: str(255).optional(),
    ...view,
  })
  .refine(
    (one) => one.submit || !one.blocks.some(({ type }) => type === 'input'),
    'missing required field: submit',
  )
