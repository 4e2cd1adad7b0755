import { z } from 'zod/v4'
import { alert, CHARTS, chart, containerOf, fewCharts, table } from './newBlocks.ts'
import { block, list, plain, str, text } from './shapes.ts'

/** Slack's limits on blocks and views, as far as the product sends any; what is not here is refused. */
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
const anywhere = [
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
] as const

/** What stands in messages alone as far as it is sent, and what in modals alone. */
const IN_MESSAGES = [chart, table, containerOf(z.discriminatedUnion('type', anywhere))] as const
const IN_MODALS = [alert] as const

const blocks = (most: number, more: readonly [] | typeof IN_MESSAGES | typeof IN_MODALS = []) =>
  z
    .array(
      z.discriminatedUnion('type', [
        ...more,
        ...anywhere,
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
  private_metadata: str(3000).optional(),
  callback_id: str(255).optional(),
}
export const messageBlocks = blocks(50, IN_MESSAGES).refine(
  fewCharts,
  `no more than ${CHARTS} charts allowed`,
)
export const home = z.strictObject({ type: z.literal('home'), blocks: blocks(100), ...view })
export const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    external_id: str(255).optional(),
    blocks: blocks(100, IN_MODALS),
    ...view,
  })
  .refine(
    (one) => one.submit || !one.blocks.some(({ type }) => type === 'input'),
    'missing required field: submit',
  )
