import type { Block, Element, Option, StateValue, StateValues, View } from './types.ts'

export type Given = string | string[] | StateValue | null

/** What the person filled in, by block id or action id, as Slack's `view.state.values`; what isn't given keeps its initial value. */
export function fillState(view: View, given: Record<string, Given>): StateValues {
  const values: StateValues = {}
  for (const { block, element } of fieldsOf(view.blocks)) {
    const blockId = block.block_id!
    const actionId = element.action_id!
    const value = Object.hasOwn(given, blockId) ? given[blockId] : given[actionId]
    values[blockId] = {
      ...values[blockId],
      [actionId]: stateOf(element, value === undefined ? initialOf(element) : value),
    }
  }
  return values
}

export function fieldsOf(blocks: Block[]): { block: Block; element: Element }[] {
  return blocks.flatMap((block) => {
    const elements = block.element ? [block.element] : block.type === 'actions' ? (block.elements ?? []) : []
    if (block.accessory && block.accessory.type !== 'image') elements.push(block.accessory)
    return elements
      .filter((element) => !['button', 'overflow'].includes(element.type))
      .map((element) => ({ block, element }))
  })
}

export const optionsOf = (element: Element): Option[] =>
  element.options ?? element.option_groups?.flatMap(({ options }) => options) ?? []

export function initialOf(element: Element): Given {
  if (element.initial_options) return element.initial_options.map((option) => option.value)
  if (element.initial_option) return element.initial_option.value
  return ((element.initial_value ?? element.initial_date) as Given | undefined) ?? null
}

/** A value in the shape Slack gives this kind of element. */
export function stateOf(element: Element, given: Given): StateValue {
  const { type } = element
  if (given && typeof given === 'object' && !Array.isArray(given)) return { ...given, type }
  const many = given === null ? [] : Array.isArray(given) ? given : [given]
  const one = many[0] || null
  const pick = (value: string | null) => {
    if (value === null) return null
    const option = optionsOf(element).find((each) => each.value === value)
    if (!option) throw new Error(`no option "${value}" in ${element.action_id}`)
    return option
  }
  if (type === 'static_select' || type === 'radio_buttons') return { type, selected_option: pick(one) }
  if (type === 'multi_static_select' || type === 'checkboxes') {
    return { type, selected_options: many.filter(Boolean).map((value) => pick(value)!) }
  }
  if (type === 'datepicker') return { type, selected_date: one }
  return { type, value: one }
}

function isEmpty(value: StateValue): boolean {
  const { type, ...rest } = value
  return Object.values(rest).every(
    (one) => one === null || one === '' || (Array.isArray(one) && one.length === 0),
  )
}

/** What Slack's own client refuses before it sends anything, by block id. */
export function refuseByClient(view: View, values: StateValues): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { block, element } of fieldsOf(view.blocks)) {
    if (block.type !== 'input') continue
    const value = values[block.block_id!]![element.action_id!]!
    const problem = isEmpty(value)
      ? !block.optional && 'Please complete this required field.'
      : problemOf(element, value)
    if (problem) errors[block.block_id!] = problem
  }
  return errors
}

function problemOf(element: Element, { value }: StateValue): string | undefined {
  if (typeof value !== 'string') return undefined
  const {
    min_length: least,
    max_length: most,
    min_value: low,
    max_value: high,
  } = element as Record<string, number | undefined>
  if (least !== undefined && value.length < least) return `Please enter at least ${least} characters.`
  if (most !== undefined && value.length > most) return `Please enter no more than ${most} characters.`
  if (element.type !== 'number_input') return undefined
  const pattern = element.is_decimal_allowed ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/
  if (!pattern.test(value)) return 'Please enter a valid number.'
  if (low !== undefined && Number(value) < Number(low)) return `Please enter a number of at least ${low}.`
  if (high !== undefined && Number(value) > Number(high)) return `Please enter a number of at most ${high}.`
  return undefined
}
