import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import * as en from '../../src/locales/en/index.ts'
import { languages, localeOf, spoken } from '../../src/locales/index.ts'
import type { Locale } from '../../src/locales/locale.ts'
import { staffWords } from '../../src/locales/staff.ts'

const root = resolve(import.meta.dirname, '../..')
const code = ['src', 'integrations', 'db', 'surveys'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(room, name)),
)

test('a language is named in its folder and in the registry, and nowhere else in the product', () => {
  const tags = languages.filter((language) => language !== 'en').join('|')
  const names = new RegExp(`['"/](${tags})['"/]|\\b(${tags}):`)
  const outside = code.filter((file) => !/^src\/locales\/\w+\//.test(file))
  expect(outside.filter((file) => names.test(readFileSync(join(root, file), 'utf8')))).toEqual([
    // Which languages comments are read in: other ones are not themed
    'src/insight/mood.ts',
    'src/insight/words.ts',
    'src/locales/index.ts',
    'src/locales/staff.ts',
    // What chat platforms say themselves: they know nothing of the product
    'integrations/words.ts',
  ])
})

test('a language that lacks a word, or a file, does not compile', () => {
  const { send: _send, ...survey } = en.pages.survey
  // @ts-expect-error: a page has no word for its button
  const word: Locale = { ...en, pages: { ...en.pages, survey } }
  const { lists: _lists, ...files } = en
  // @ts-expect-error: nothing is recognised
  const file: Locale = files
  expect([word, file]).toHaveLength(2)
})

test.each(languages)(
  '%s is found by its tag, and none of its sentences is English by mistake',
  (language) => {
    expect(spoken(language)).toBe(language)
    const { pages, casePage, mails } = localeOf(language)
    expect(pages.lang).toBe(language)
    if (language === 'en') return
    const texts = (words: unknown): string[] =>
      typeof words === 'string'
        ? [words]
        : words && typeof words === 'object'
          ? Object.values(words).flatMap(texts)
          : []
    const english = new Set(texts([en.pages, en.casePage, en.mails]).filter((text) => text.includes(' ')))
    expect(texts([pages, casePage, mails]).filter((text) => english.has(text))).toEqual([])
  },
)

test('a month or a weekday has one name in each language', () => {
  for (const language of languages) {
    const { months, days } = localeOf(language).lists.dates
    expect([months.split(' ').length, days.split(' ').length], language).toEqual([12, 7])
  }
})

test.each(languages)(
  'in %s staff read how a customer wants to be treated in the words the customer chose',
  (language) => {
    const { pages } = localeOf(language)
    const staff = staffWords(language)
    for (const [wish, chosen] of Object.entries(pages.handling))
      expect(staff.labels.handling[wish as 'personal']).toContain(chosen)
  },
)
