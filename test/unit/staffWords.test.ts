import { describe, expect, test } from 'vitest'
import { allChatWords } from '../../integrations/words.ts'
import { languages } from '../../src/locales/index.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { foreignIn, foundIn, leftIn, saidBy } from '../staffWords.ts'

const en = staffWords('en')
/** Words that the languages share. */
const SAME =
  /: (?:administrator|goodwill|helpdesk|logo|median|organisation|partner|person|text|send|webhook)$/i
const others = languages.filter((language) => language !== 'en')

describe.each(others)('%s', (language) => {
  const words = staffWords(language)
  const said = saidBy(words)
  const foreign = foreignIn(en, words)

  test('every word of staff is there, and says no English', () => {
    expect([...said.keys()].sort()).toEqual([...saidBy(en).keys()].sort())
    expect(foreign.length).toBeGreaterThan(700)
    const english = [...said].flatMap(([path, texts]) =>
      texts.flatMap((text) => foundIn(text, foreign).map((piece) => `${path}: ${piece}`)),
    )
    expect([...new Set(english)]).toEqual([])
  })

  test('no word is left as English has it, but for those that are the same', () => {
    expect(leftIn(en, words).filter((word) => !SAME.test(word))).toEqual([])
  })

  test('quotation marks are the language’s own', () => {
    const marks = language === 'sv' ? /["“«»‘]/ : /["“”‘]/
    const wrong = [...said].filter(([, texts]) => texts.some((text) => marks.test(text)))
    expect(wrong.map(([path]) => path)).toEqual([])
  })
})

test.each(languages)('%s: buttons and titles are as short as the platforms take', (language) => {
  const { moves, submit, save, personal, turns, remedies, improvements, rosters } = staffWords(language)
  const titles = [
    ...Object.values(moves),
    personal.openCase.title,
    ...[turns.handover.decline.title, turns.request.decline.title, turns.request.done.title],
    ...[remedies.change.title, remedies.decline.title, rosters.form.title],
    ...[
      improvements.new.title,
      improvements.inPlace.title,
      improvements.change.title,
      improvements.close.title,
    ],
  ]
  const submits = [
    ...Object.values(submit),
    save,
    personal.more.submit,
    personal.openCase.submit,
    ...[turns.handover.decline.submit, turns.request.decline.submit, turns.request.done.submit],
    ...[remedies.change.submit, remedies.decline.submit, improvements.new.submit, rosters.form.submit],
    ...[allChatWords[language].cancel, allChatWords[language].close, allChatWords[language].note],
  ]
  // Slack's modal: 24 for the title and for what sends it
  expect([...titles, ...submits].filter((text) => text.length > 24)).toEqual([])
})

test('counts and places of what was found read as sentences', () => {
  const { discoveries, report } = staffWords('en')
  const it = {
    ...{ about: '', where: 'parcel', inside: '27', cases: '31', expected: '9' },
    ...{ from: '16', to: '18', days: 'on weekdays', p: '0.01', comparisons: '40' },
  }
  expect(discoveries.pattern(it)).toMatch(/^27 of 31 dissatisfied answers \(parcel\) are about contacts/)
  expect(report.others.personal('1')).toBe('1 answer to a personal question is counted apart.')
  expect(report.others.unprompted('2')).toBe('2 answers came unprompted and are counted apart.')
})
