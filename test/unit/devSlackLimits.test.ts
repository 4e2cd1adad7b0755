import { expect, test } from 'vitest'
import { checkMessage, checkView } from '../../dev/emulators/slack/limits.ts'

const plain = (size: number) => ({ type: 'plain_text', text: 'x'.repeat(size) })
const mrkdwn = (size: number) => ({ type: 'mrkdwn', text: 'x'.repeat(size) })
const button = (extra: object = {}) => ({ type: 'button', action_id: 'take', text: plain(4), ...extra })
const message = (...blocks: object[]) => checkMessage({ text: 'x', blocks })
const actions = (...elements: object[]) => message({ type: 'actions', elements })
const option = (text = 5, value = 5) => ({ text: plain(text), value: 'v'.repeat(value) })
const select = (extra: object) => ({ type: 'static_select', action_id: 'a', options: [option()], ...extra })
const input = (element: object, extra: object = {}) => ({ type: 'input', label: plain(5), element, ...extra })
const words = { type: 'plain_text_input', action_id: 'words' }
const view = (extra: object) =>
  checkView({ type: 'modal', title: plain(10), submit: plain(4), blocks: [input(words)], ...extra } as never)
const element = (one: object) => view({ blocks: [input(one)] })
const times = (count: number, one: (i: number) => object) => Array.from({ length: count }, (_, i) => one(i))

test.each<[string, string[], string[]]>([
  [
    'section text of 3,000',
    message({ type: 'section', text: mrkdwn(3000) }),
    message({ type: 'section', text: mrkdwn(3001) }),
  ],
  [
    'header of 150',
    message({ type: 'header', text: plain(150) }),
    message({ type: 'header', text: plain(151) }),
  ],
  [
    '10 fields',
    message({ type: 'section', fields: times(10, () => mrkdwn(5)) }),
    message({ type: 'section', fields: times(11, () => mrkdwn(5)) }),
  ],
  [
    'field of 2,000',
    message({ type: 'section', fields: [mrkdwn(2000)] }),
    message({ type: 'section', fields: [mrkdwn(2001)] }),
  ],
  [
    '10 context elements',
    message({ type: 'context', elements: times(10, () => mrkdwn(1)) }),
    message({ type: 'context', elements: times(11, () => mrkdwn(1)) }),
  ],
  [
    '50 blocks',
    message(...times(50, () => ({ type: 'divider' }))),
    message(...times(51, () => ({ type: 'divider' }))),
  ],
  [
    '13,200 characters in all',
    message(...times(4, () => ({ type: 'section', text: mrkdwn(3000) }))),
    message(...times(5, () => ({ type: 'section', text: mrkdwn(3000) }))),
  ],
  [
    '25 elements in actions',
    actions(...times(25, (i) => button({ action_id: `a${i}` }))),
    actions(...times(26, (i) => button({ action_id: `a${i}` }))),
  ],
  ['button text of 75', actions(button({ text: plain(75) })), actions(button({ text: plain(76) }))],
  [
    'button value of 2,000',
    actions(button({ value: 'x'.repeat(2000) })),
    actions(button({ value: 'x'.repeat(2001) })),
  ],
  [
    'action_id of 255',
    actions(button({ action_id: 'x'.repeat(255) })),
    actions(button({ action_id: 'x'.repeat(256) })),
  ],
  [
    'block_id of 255',
    message({ type: 'divider', block_id: 'x'.repeat(255) }),
    message({ type: 'divider', block_id: 'x'.repeat(256) }),
  ],
  [
    'option text of 75',
    actions(select({ options: [option(75)] })),
    actions(select({ options: [option(76)] })),
  ],
  [
    'option value of 150',
    actions(select({ options: [option(5, 150)] })),
    actions(select({ options: [option(5, 151)] })),
  ],
  [
    'placeholder of 150',
    actions(select({ placeholder: plain(150) })),
    actions(select({ placeholder: plain(151) })),
  ],
  [
    '100 options',
    actions(select({ options: times(100, () => option()) })),
    actions(select({ options: times(101, () => option()) })),
  ],
  [
    '10 checkboxes',
    element({ type: 'checkboxes', options: times(10, () => option()) }),
    element({ type: 'checkboxes', options: times(11, () => option()) }),
  ],
  ['text of 40,000', checkMessage({ text: 'x'.repeat(40_000) }), checkMessage({ text: 'x'.repeat(40_001) })],
  [
    'updated text of 4,000',
    checkMessage({ text: 'x'.repeat(4000) }, true),
    checkMessage({ text: 'x'.repeat(4001) }, true),
  ],
  ['modal title of 24', view({ title: plain(24) }), view({ title: plain(25) })],
  ['submit of 24', view({ submit: plain(24) }), view({ submit: plain(25) })],
  ['close of 24', view({ close: plain(24) }), view({ close: plain(25) })],
  [
    '100 blocks in a modal',
    view({ blocks: times(100, () => ({ type: 'divider' })) }),
    view({ blocks: times(101, () => ({ type: 'divider' })) }),
  ],
  [
    'private_metadata of 3,000',
    view({ private_metadata: 'x'.repeat(3000) }),
    view({ private_metadata: 'x'.repeat(3001) }),
  ],
  [
    'input label of 2,000',
    view({ blocks: [input(words, { label: plain(2000) })] }),
    view({ blocks: [input(words, { label: plain(2001) })] }),
  ],
])('%s is taken, one more refused', (_, taken, refused) => {
  expect(taken).toEqual([])
  expect(refused).toHaveLength(1)
})

test.each<[string, string[], string]>([
  [
    'the same action_id twice in one block',
    actions(button(), button()),
    'already exists for another element',
  ],
  [
    'the same block_id twice',
    message({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' }),
    'already exists for another block',
  ],
  ['an empty text', message({ type: 'section', text: mrkdwn(0) }), 'must be more than 0 characters'],
  ['a section without text', message({ type: 'section' }), 'missing required field: text'],
  ['mrkdwn in a header', message({ type: 'header', text: mrkdwn(3) }), 'must be a plain_text object'],
  ['an unknown block', message({ type: 'sektion' }), 'unsupported type: sektion'],
  ['an unknown property', actions(button({ actionId: 'x' })), 'invalid additional property: actionId'],
  ['a text input outside an input block', actions(words), 'unsupported type: plain_text_input'],
  ['a button in an input block', element(button()), 'unsupported type: button'],
  ['a style that is not one', actions(button({ style: 'warning' })), 'must be one of: primary, danger'],
  [
    'an initial option that is no option',
    actions(select({ initial_option: option(6, 6) })),
    'must exactly match',
  ],
  ['a number input that leaves decimals open', element({ type: 'number_input' }), 'is_decimal_allowed'],
  ['an input without a submit button', view({ submit: undefined }), 'missing required field: submit'],
  ['a date of another shape', element({ type: 'datepicker', initial_date: '5/3/2026' }), 'invalid format'],
  ['neither text nor blocks', checkMessage({}), 'no_text'],
  [
    'metadata without a type',
    checkMessage({ text: 'x', metadata: { event_payload: {} } }),
    'invalid_metadata_format',
  ],
])('%s is refused', (_, problems, words) => {
  expect(problems.join('\n')).toContain(words)
})

test('a problem names its place', () => {
  expect(message({ type: 'divider' }, { type: 'section', text: mrkdwn(3001) })).toEqual([
    'must be less than 3001 characters [json-pointer:/blocks/1/text/text]',
  ])
})
