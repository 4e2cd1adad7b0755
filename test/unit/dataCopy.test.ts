import { expect, test } from 'vitest'
import { languages, localeOf } from '../../src/locales/index.ts'
import { isTold } from '../../src/personalData/export.ts'
import { isShown, labelFor, linesOf } from '../../src/personalData/exportLines.ts'
import { ANSWERS } from '../../src/privacy/answerRules.ts'
import { DECLARATION } from '../../src/privacy/declaration.ts'
import type { Declaration } from '../../src/privacy/declare.ts'
import { EVENT_RULES } from '../../src/privacy/eventRules.ts'

/** Columns of several parts, by what is in them; how a customer may be reached has parts of its own. */
const PARTS: Record<string, string[]> = {
  answers: [...Object.keys(ANSWERS).filter((key) => key !== 'reach'), 'may', 'how', 'when', 'phone'],
  'case_events.data': Object.values(EVENT_RULES).flatMap(({ facts }) =>
    Object.entries(facts).flatMap(([key, rule]) => (rule === 'staff' || typeof rule === 'object' ? [] : key)),
  ),
}
PARTS['cases.said'] = PARTS.answers!

const columnsOf = ({ table, plain, personal }: Declaration): string[] =>
  [
    ...plain,
    ...Object.keys(personal).filter((column) => typeof personal[column]!.exported === 'string'),
  ].flatMap((column) => PARTS[`${table}.${column}`] ?? PARTS[column] ?? column)

test.each(languages)(
  'every table, column and kind of event in a customer’s copy has a label in %s',
  (language) => {
    const words = localeOf(language)
    const told = DECLARATION.filter((declared) => isTold(declared) && declared.reach.by !== 'nobody')
    // What is found by an address alone is in no copy
    const inCopy = told.filter(({ reach }) => reach.by !== 'address')
    expect(inCopy.length).toBeGreaterThan(15)
    const unlabelled = inCopy.flatMap((declared) =>
      columnsOf(declared)
        .filter((column) => isShown(column) && !labelFor(words, declared.table, column))
        .map((column) => `${declared.table}.${column}`),
    )
    expect(unlabelled).toEqual([])
    const tables = Object.keys(words.dataCopy.tables)
    expect(inCopy.map(({ table }) => table).filter((table) => !tables.includes(table))).toEqual([])
    expect(Object.keys(words.dataValues.event).sort()).toEqual(Object.keys(EVENT_RULES).sort())
  },
)

test('a row of a copy is told in words, without keys, codes and ids', () => {
  const names = { brands: { nordly: 'Nordly' }, departments: { service: 'Kundservice' } }
  const row = {
    id: 'b7a0c9de-6b1a-4c59-8f3c-1d6a1c2b3e4f',
    brand_key: 'nordly',
    department_key: 'service',
    channel: 'phone',
    language: 'sv',
    zone_given: false,
    started_at: '2026-03-02T09:30:00+00:00',
  }
  const told = (language: string) => linesOf({ table: 'contacts', row, names }, localeOf(language))
  expect(told('en')).toEqual([
    ['Brand', 'Nordly'],
    ['Department', 'Kundservice'],
    ['How you were in contact', 'Phone call'],
    ['Language', 'Swedish'],
    ['You told us your time zone', 'No, we used the department’s'],
    ['The contact began', '2026-03-02 09:30 UTC'],
  ])
  expect(told('sv')[4]).toEqual(['Du har sagt vilken tidszon du har', 'Nej, vi använde avdelningens'])
  expect(told('nb')[3]).toEqual(['Språk', 'svensk'])
  const event = {
    kind: 'reminded',
    data: { timer: 'take', level: 2, remedy: row.id, kind: 'refund', departments: [] },
    text: 'yes',
  }
  const held = { kind: 'held', data: { how: 'counter' } }
  expect(linesOf({ table: 'case_events', row: held, names }, localeOf('en'))[1]).toEqual([
    'How',
    'At the counter',
  ])
  expect(linesOf({ table: 'case_events', row: event, names }, localeOf('en'))).toEqual([
    ['What happened', 'Our staff was reminded'],
    ['Of what', 'Somebody takes the case'],
    ['Who was reminded', 'Their manager'],
    ['What for', 'Refund'],
    ['Words', 'yes'],
  ])
})
