import { expect, test } from 'vitest'
import { fieldInWords, lineInWords } from '../../src/desk/views/console/setUp/historyLines.ts'
import { languages } from '../../src/locales/index.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { ask } from '../../src/setup/askSchema.ts'
import { retention } from '../../src/setup/retentionSchema.ts'
import { fieldLines } from '../../src/setup/shown.ts'
import { signIn } from '../../src/setup/signInSchema.ts'
import type { SetUp } from '../../src/setup/state.ts'

const lineIn = (language: string, line: string) => lineInWords(line, staffWords(language))

test.each([
  ['en', 'digestHour: 7 -> 8', 'Hour of the daily digest: 7 → 8'],
  ['sv', 'digestHour: 7 -> 8', 'Timme för den dagliga sammanfattningen: 7 → 8'],
  ['nb', 'digestHour: 7 -> 8', 'Time for det daglige sammendraget: 7 → 8'],
  ['en', 'hours sat: 10:00-14:00 -> closed', 'Hours, Saturday: 10:00-14:00 → closed'],
  ['sv', 'hours sat: 10:00-14:00 -> closed', 'Öppettider, lördag: 10:00-14:00 → stängt'],
  ['en', 'authority.refund.month: 5000 -> none', 'May give, refund, a month: 5000 → none'],
  [
    'nb',
    'drivers.delivery-late: none -> lager',
    'Hvilken avdeling som kan rette hva, Sen levering: ingen → lager',
  ],
  ['en', 'excluded: false -> true', 'Nobody is asked: no → yes'],
  ['sv', 'logoSvg: none -> a text of 400 characters', 'Logotyp: inget → en text på 400 tecken'],
  ['sv', 'holidays: -2026-12-24, +2026-12-31 (now 14)', 'Helgdagar: -2026-12-24, +2026-12-31 (nu 14)'],
])('in %s, %s is shown as %s', (language, line, shown) => {
  expect(lineIn(language, line)).toBe(shown)
})

test.each(['frobnication: 1 -> 2', 'what nobody wrote', 'constructor: 1 -> 2', 'toString.valueOf: none'])(
  'of %s the name stays as it is',
  (line) => {
    expect(lineIn('en', line)).toBe(line.replace(' -> ', ' → '))
  },
)

test('lines of a text stay together, and what somebody named stays as they named it', () => {
  expect(lineIn('sv', 'name: A: b -> C\nd')).toBe('Namn: A: b → C\nd')
})

/** Every field of the set-up as rows, as `apply` compares them; each section's are named here once. */
const FIELDS: { [Section in keyof SetUp]: (keyof SetUp[Section][string])[] } = {
  organisation: ['name', 'ask', 'helpdesks', 'drivers', 'graceSeconds', 'privacy', 'signIn'],
  brands: ['name', 'senderName', 'senderAddress', 'replyTo', 'colour', 'logoSvg', 'language', 'disputeBody'],
  people: ['name', 'language', 'accounts', 'oidcSubject'],
  departments: [
    ...(['kind', 'name', 'language', 'timeZone', 'hours', 'holidays', 'destination', 'authority'] as const),
    ...(['digestHour', 'sampling', 'excluded', 'nextInLine', 'liaisons', 'managers'] as const),
  ],
  roles: ['departments'],
  partners: ['name', 'address', 'language', 'shares'],
  webhooks: ['url', 'events'],
  groups: ['helpdesk', 'group', 'brandKey', 'departmentKey'],
}
const PEOPLE = { purpose: 'x', consultation: 'x', notice: 'x', retention: 30 }

test.each(languages)('in %s every field that apply can change has a word', (language) => {
  const words = staffWords(language)
  const deep = [
    ...fieldLines('ask', {}, { ...ask.parse({}), ownDomains: [] }),
    ...fieldLines('privacy', {}, { people: PEOPLE, retention: {} }),
    ...fieldLines(
      'privacy',
      { people: {}, retention: {} },
      { people: PEOPLE, retention: retention.parse({}) },
    ),
    ...fieldLines('signIn', {}, { ...signIn.parse({}), mailedLinks: true, oidc: {} }),
  ].map((line) => line.slice(0, line.indexOf(':')))
  expect(deep.length).toBeGreaterThan(25)
  const paths = [...Object.values(FIELDS).flat().map(String), 'awayUntil', ...deep]
  for (const path of paths) {
    const title = fieldInWords(path, words)
    expect(title, path).toMatch(/^[A-ZÅÄÖØÆ]/)
    expect(title.endsWith(`, ${path.split('.').at(-1)}`), path).toBe(false)
  }
  expect(Object.keys(words.setUpHistory.sections).sort()).toEqual(Object.keys(FIELDS).sort())
})
