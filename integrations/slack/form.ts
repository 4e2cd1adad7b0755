import type { types } from '@slack/bolt'
import { type CardPart, ChatError, type Choice, type Field, type Form, MAX_AMOUNT } from '../chat.ts'
import { cut } from '../cut.ts'
import { chatWords } from '../words.ts'
import { headerBlock, partBlocks } from './card.ts'
import { plainer } from './plainer.ts'
import { plain } from './text.ts'

const MAX_BLOCKS = 100
const MAX_TITLE = 24

/** What a form carries through Slack: ids only, since Slack keeps it (contracts.md). */
export type FormMeta = {
  form: string
  subject: string
  channel?: string
  message?: string
  thread?: string
  /** Opened in the home tab, which is rendered again after it. */
  home?: boolean
}

const option = (choice: Choice): types.PlainTextOption => ({
  text: plain(choice.label, 75),
  value: choice.value,
})

function options(field: { name: string; choices: Choice[] }): types.PlainTextOption[] {
  if (!field.choices.length || field.choices.length > 100 || field.choices.some((c) => c.value.length > 150))
    throw new ChatError('bug', `Slack can't offer the choices of ${field.name}`)
  return field.choices.map(option)
}

/** Under their headings, which all have or none. */
const groupsOf = (all: Choice[]) =>
  [...new Set(all.map(({ group }) => group))].map((group) => ({
    label: plain(group ?? '–', 75),
    options: all.filter((one) => one.group === group).map(option),
  }))

/** Up to ten choices are shown openly, more in a menu. */
function element(field: Field): types.InputBlock['element'] {
  const action_id = 'value'
  switch (field.kind) {
    case 'text': {
      const max = Math.min(field.max ?? 3000, 3000)
      return {
        type: 'plain_text_input',
        action_id,
        multiline: field.multiline ?? false,
        max_length: max,
        ...(field.initial && { initial_value: cut(field.initial, max) }),
        ...(field.placeholder && { placeholder: plain(field.placeholder, 150) }),
      }
    }
    case 'choice': {
      const all = options(field)
      const initial = all.find((o) => o.value === field.initial)
      const groups = groupsOf(field.choices)
      if (groups.length > 1) return { type: 'static_select', action_id, option_groups: groups }
      const type = all.length <= 10 && !field.compact ? 'radio_buttons' : 'static_select'
      return { type, action_id, options: all, ...(initial && { initial_option: initial }) }
    }
    case 'choices': {
      const all = options(field)
      const initial = all.filter((o) => field.initial?.includes(o.value ?? ''))
      const type = all.length <= 10 ? 'checkboxes' : 'multi_static_select'
      return { type, action_id, options: all, ...(initial.length && { initial_options: initial }) }
    }
    case 'date':
      return { type: 'datepicker', action_id, ...(field.initial && { initial_date: field.initial }) }
    case 'amount':
      return {
        type: 'plain_text_input',
        action_id,
        max_length: MAX_AMOUNT,
        ...(field.initial && { initial_value: cut(field.initial, MAX_AMOUNT) }),
      }
    case 'number':
      return {
        type: 'number_input',
        action_id,
        is_decimal_allowed: field.decimals ?? false,
        ...(field.min !== undefined && { min_value: String(field.min) }),
        ...(field.max !== undefined && { max_value: String(field.max) }),
        ...(field.initial && { initial_value: field.initial }),
      }
  }
}

/** A form as a modal. Block ids are the fields' names, so that faults find their way back. `bare`: no new blocks. */
export function formView(
  form: Form,
  meta: Omit<FormMeta, 'form' | 'subject'> = {},
  bare = false,
): types.ModalView {
  const inputs = form.fields.map(
    (field): types.KnownBlock => ({
      type: 'input',
      block_id: field.name,
      label: plain(field.label, 2000),
      optional: !field.required,
      element: element(field),
      ...(field.hint && { hint: plain(field.hint, 2000) }),
    }),
  )
  const title = form.title.length > MAX_TITLE ? [headerBlock(form.title)] : []
  return {
    type: 'modal',
    callback_id: `amends:${form.verb}`,
    private_metadata: JSON.stringify({ form: form.id, subject: form.subject, ...meta } satisfies FormMeta),
    title: plain(form.title, MAX_TITLE),
    submit: plain(form.submit, 24),
    close: plain(chatWords(form.language).cancel, 24),
    blocks: [
      ...title,
      ...partBlocks(
        plainer(form.intro, bare ? undefined : 'form'),
        MAX_BLOCKS - title.length - inputs.length,
        { language: form.language },
      ),
      ...inputs,
    ],
  }
}

/** A small view that only says something, for when a form can't be answered by field. */
export const noticeView = (
  text: string,
  language?: string,
  { yours = [], title = chatWords(language).note }: { yours?: CardPart[]; title?: string } = {},
): types.ModalView => ({
  type: 'modal',
  title: plain(title, MAX_TITLE),
  close: plain(chatWords(language).close, 24),
  blocks: [
    { type: 'section', text: plain(text, 3000) },
    ...partBlocks(yours, MAX_BLOCKS - 1, { language, most: Number.POSITIVE_INFINITY }),
  ],
})
