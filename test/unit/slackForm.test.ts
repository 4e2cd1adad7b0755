import { expect, test } from 'vitest'
import { checkView } from '../../dev/emulators/slack/limits.ts'
import type { Choice, Field, Form } from '../../integrations/chat.ts'
import { formView } from '../../integrations/slack/form.ts'

const choices = (n: number): Choice[] =>
  Array.from({ length: n }, (_, i) => ({ value: `v${i}`, label: `Choice ${i}` }))
const form = (fields: Field[], over: Partial<Form> = {}): Form => ({
  id: 'form_1',
  verb: 'apologise',
  subject: 'case_1',
  title: 'Apologise',
  submit: 'Send',
  intro: [],
  fields,
  ...over,
})
const elementOf = (field: Field) => {
  const block = formView(form([field])).blocks.at(-1)
  return block && 'element' in block ? block.element : undefined
}

test('each kind of field becomes an input of its own', () => {
  const base = { name: 'f', label: 'F', required: true }
  expect(elementOf({ ...base, kind: 'text', multiline: true, max: 9000 })).toMatchObject({
    type: 'plain_text_input',
    max_length: 3000,
  })
  expect(elementOf({ ...base, kind: 'choice', choices: choices(10), initial: 'v3' })).toMatchObject({
    type: 'radio_buttons',
    initial_option: { value: 'v3' },
  })
  expect(elementOf({ ...base, kind: 'choice', choices: choices(11) })?.type).toBe('static_select')
  expect(elementOf({ ...base, kind: 'choices', choices: choices(3), initial: ['v1'] })).toMatchObject({
    type: 'checkboxes',
    initial_options: [{ value: 'v1' }],
  })
  expect(elementOf({ ...base, kind: 'choices', choices: choices(28) })?.type).toBe('multi_static_select')
  expect(elementOf({ ...base, kind: 'date', initial: '2026-11-02' })).toMatchObject({
    initial_date: '2026-11-02',
  })
  expect(elementOf({ ...base, kind: 'number', min: 0, max: 500, decimals: true })).toMatchObject({
    min_value: '0',
    max_value: '500',
    is_decimal_allowed: true,
  })
})

test('Slack keeps only ids of a form', () => {
  const view = formView(form([], { intro: [{ kind: 'quote', text: 'secret words' }] }), {
    channel: 'C1',
    message: '1.2',
  })
  expect(JSON.parse(view.private_metadata ?? '')).toEqual({
    form: 'form_1',
    subject: 'case_1',
    channel: 'C1',
    message: '1.2',
  })
})

test('a title too long for a modal stands whole above the form', () => {
  const view = formView(form([], { title: 'Offer the customer a remedy now' }))
  expect(view.title.text).toHaveLength(24)
  expect(view.blocks[0]).toMatchObject({ type: 'header', text: { text: 'Offer the customer a remedy now' } })
})

test('a form with much before it stays within a modal', () => {
  const fields = Array.from(
    { length: 20 },
    (_, i): Field => ({ kind: 'text', name: `f${i}`, label: 'x'.repeat(5000), required: false }),
  )
  const intro = Array.from({ length: 120 }, () => ({ kind: 'text', text: 'x' }) as const)
  expect(checkView(formView(form(fields, { intro, submit: 'x'.repeat(50) })))).toEqual([])
})

test('more choices than Slack can show are a bug, not a silent cut', () => {
  expect(() =>
    elementOf({ kind: 'choice', name: 'f', label: 'F', required: true, choices: choices(101) }),
  ).toThrow('choices')
  expect(() => elementOf({ kind: 'choice', name: 'f', label: 'F', required: true, choices: [] })).toThrow(
    'choices',
  )
})
