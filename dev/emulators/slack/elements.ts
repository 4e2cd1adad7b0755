import type { Element, Option, Text } from './types.ts'

/** Collects problems in Slack's own words, each with the JSON pointer of its place. */
export type Report = (problem: string, at: string) => void

type Size = { max: number; min?: number; plain?: boolean }

export function checkString(value: unknown, max: number, at: string, report: Report): void {
  if (value === undefined || value === null) return
  if (typeof value !== 'string') {
    report('must be a string', at)
    return
  }
  if (value.length > max) report(`must be less than ${max + 1} characters`, at)
}

export function checkText(text: Text | undefined, size: Size, at: string, report: Report): void {
  if (!text || typeof text !== 'object') {
    report('must be a valid text object', at)
    return
  }
  if (text.type !== 'plain_text' && text.type !== 'mrkdwn') {
    report(`unsupported type: ${text.type}`, `${at}/type`)
    return
  }
  if (size.plain && text.type !== 'plain_text') {
    report('must be a plain_text object', `${at}/type`)
    return
  }
  if (typeof text.text !== 'string') {
    report('missing required field: text', at)
    return
  }
  if (text.text.length < (size.min ?? 1)) {
    report(`must be more than ${(size.min ?? 1) - 1} characters`, `${at}/text`)
    return
  }
  checkString(text.text, size.max, `${at}/text`, report)
}

export function checkCount(
  list: unknown,
  min: number,
  max: number,
  at: string,
  report: Report,
): list is unknown[] {
  if (!Array.isArray(list)) {
    report('must be an array', at)
    return false
  }
  if (list.length < min) report(`no fewer than ${min} items allowed`, at)
  if (list.length > max) report(`no more than ${max} items allowed`, at)
  return true
}

export function checkKeys(thing: object, allowed: string, at: string, report: Report): void {
  const known = new Set(allowed.split(' '))
  for (const key of Object.keys(thing)) {
    if (!known.has(key)) report(`invalid additional property: ${key}`, at)
  }
}

const selects = ['static', 'users', 'conversations', 'channels', 'external']
const menuKeys: Record<string, string> = {
  static: 'options option_groups initial_option initial_options',
  users: 'initial_user initial_users',
  conversations:
    'initial_conversation initial_conversations default_to_current_conversation filter response_url_enabled',
  channels: 'initial_channel initial_channels response_url_enabled',
  external: 'min_query_length initial_option initial_options',
}
const inputKeys = 'initial_value min_length max_length dispatch_action_config focus_on_load placeholder'
const ownKeys: Record<string, string> = {
  button: 'text url value style confirm accessibility_label',
  overflow: 'options confirm',
  checkboxes: 'options initial_options confirm focus_on_load',
  radio_buttons: 'options initial_option confirm focus_on_load',
  datepicker: 'initial_date confirm focus_on_load placeholder',
  timepicker: 'initial_time confirm focus_on_load placeholder timezone',
  datetimepicker: 'initial_date_time confirm focus_on_load',
  plain_text_input: `${inputKeys} multiline`,
  email_text_input: inputKeys,
  url_text_input: inputKeys,
  number_input: `${inputKeys} is_decimal_allowed min_value max_value`,
  rich_text_input: 'initial_value dispatch_action_config focus_on_load placeholder',
  file_input: 'filetypes max_files',
}
for (const kind of selects) {
  const keys = `${menuKeys[kind]} confirm focus_on_load placeholder`
  ownKeys[`${kind}_select`] = keys
  ownKeys[`multi_${kind}_select`] = `${keys} max_selected_items`
}

const elementTypes = Object.keys(ownKeys)
export const inputTypes = elementTypes.filter((type) => type !== 'button' && type !== 'overflow')
export const actionTypes = elementTypes.filter((type) => !type.endsWith('_input'))

export function checkElement(element: Element, allowed: string[], at: string, report: Report): void {
  if (!element || typeof element !== 'object') {
    report('must be a valid element', at)
    return
  }
  const { type } = element
  if (!allowed.includes(type)) {
    report(`unsupported type: ${type}`, `${at}/type`)
    return
  }
  checkKeys(element, `type action_id ${ownKeys[type]}`, at, report)
  checkString(element.action_id, 255, `${at}/action_id`, report)
  if (element.placeholder)
    checkText(element.placeholder, { max: 150, plain: true }, `${at}/placeholder`, report)
  if (element.confirm) checkConfirm(element.confirm as Record<string, Text>, `${at}/confirm`, report)
  if (type === 'button') checkButton(element, at, report)
  if (element.options || element.option_groups || needsOptions(type)) checkOptions(element, at, report)
  if (type.endsWith('_input')) checkInput(element, at, report)
  if (type === 'datepicker')
    checkPattern(element.initial_date, /^\d{4}-\d{2}-\d{2}$/, `${at}/initial_date`, report)
  if (type === 'timepicker') checkPattern(element.initial_time, /^\d{2}:\d{2}$/, `${at}/initial_time`, report)
}

function needsOptions(type: string): boolean {
  return ['static_select', 'multi_static_select', 'overflow', 'checkboxes', 'radio_buttons'].includes(type)
}

function checkButton(button: Element, at: string, report: Report): void {
  checkText(button.text as Text, { max: 75, plain: true }, `${at}/text`, report)
  checkString(button.value, 2000, `${at}/value`, report)
  checkString(button.url, 3000, `${at}/url`, report)
  checkString(button.accessibility_label, 75, `${at}/accessibility_label`, report)
  if (button.style !== undefined && button.style !== 'primary' && button.style !== 'danger') {
    report('must be one of: primary, danger', `${at}/style`)
  }
}

function checkConfirm(confirm: Record<string, Text>, at: string, report: Report): void {
  checkKeys(confirm, 'title text confirm deny style', at, report)
  checkText(confirm.title, { max: 100, plain: true }, `${at}/title`, report)
  checkText(confirm.text, { max: 300 }, `${at}/text`, report)
  if (confirm.confirm) checkText(confirm.confirm, { max: 30, plain: true }, `${at}/confirm`, report)
  if (confirm.deny) checkText(confirm.deny, { max: 30, plain: true }, `${at}/deny`, report)
}

const mostOptions: Record<string, number> = { overflow: 5, checkboxes: 10, radio_buttons: 10 }

function checkOptions(element: Element, at: string, report: Report): void {
  const groups = element.option_groups
  const max = mostOptions[element.type] ?? 100
  const plain = !['checkboxes', 'radio_buttons'].includes(element.type)
  if (groups) {
    checkCount(groups, 1, 100, `${at}/option_groups`, report)
    groups.forEach((group, i) => {
      checkText(group.label, { max: 75, plain: true }, `${at}/option_groups/${i}/label`, report)
      checkOptionList(group.options, max, plain, `${at}/option_groups/${i}/options`, report)
    })
  } else checkOptionList(element.options, max, plain, `${at}/options`, report)
  const known = (groups ? groups.flatMap((group) => group.options ?? []) : (element.options ?? [])).map(
    fingerprint,
  )
  const initial = element.initial_options ?? (element.initial_option ? [element.initial_option] : [])
  if (initial.some((option) => !known.includes(fingerprint(option)))) {
    report('initial options must exactly match one of the options', at)
  }
}

const fingerprint = (option: Option) => JSON.stringify([option?.value, option?.text?.text])

function checkOptionList(
  options: Option[] | undefined,
  max: number,
  plain: boolean,
  at: string,
  report: Report,
): void {
  if (!checkCount(options, 1, max, at, report)) return
  ;(options as Option[]).forEach((option, i) => {
    checkKeys(option, 'text value description url', `${at}/${i}`, report)
    checkText(option.text, { max: 75, plain }, `${at}/${i}/text`, report)
    if (typeof option.value !== 'string') report('missing required field: value', `${at}/${i}`)
    checkString(option.value, 150, `${at}/${i}/value`, report)
    if (option.description)
      checkText(option.description, { max: 75, plain }, `${at}/${i}/description`, report)
  })
}

function checkInput(input: Element, at: string, report: Report): void {
  if (input.type === 'number_input' && typeof input.is_decimal_allowed !== 'boolean') {
    report('missing required field: is_decimal_allowed', at)
  }
  for (const key of ['min_length', 'max_length']) {
    const value = input[key]
    if (value === undefined) continue
    const least = key === 'max_length' ? 1 : 0
    if (typeof value !== 'number' || value < least || value > 3000)
      report(`must be between ${least} and 3000`, `${at}/${key}`)
  }
  if (input.type === 'plain_text_input') checkString(input.initial_value, 3000, `${at}/initial_value`, report)
}

function checkPattern(value: unknown, pattern: RegExp, at: string, report: Report): void {
  if (value !== undefined && !(typeof value === 'string' && pattern.test(value)))
    report('has an invalid format', at)
}
