import { describe, expect, test } from 'vitest'
import type { CaseState } from '../../db/schema/index.ts'
import { allChatWords } from '../../integrations/words.ts'
import { ENDED, OPEN_STATES } from '../../src/cases/states.ts'
import { languages } from '../../src/locales/index.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { listed } from '../../src/staff/listed.ts'
import type { Mine } from '../../src/staff/mine.ts'
import { foreignIn, foundIn, leftIn, saidBy } from '../staffWords.ts'

const en = staffWords('en')
/** Words that the languages share. */
const SAME =
  /: (?:administrator|goodwill|helpdesk|logo|median|organisation|partner|person|text|send|webhook)$/i
const others = languages.filter((language) => language !== 'en')

const aMine = (state: CaseState): Mine => ({
  id: 'id',
  number: 1001,
  state,
  severity: 2,
  departmentKey: 'service',
  department: '',
  timeZone: 'Europe/Stockholm',
  due: null,
  owes: false,
  apologised: true,
  asks: false,
  score: 1,
  drivers: null,
  words: null,
  customer: null,
  message: null,
  accountable: '',
  decision: false,
  late: null,
  staffMember: null,
  notThem: false,
  answers: null,
  total: 1,
})

test('a reminder is a sentence that needs no comma after the name it begins with', () => {
  const said = languages.map((language) => `Maja Berg ${staffWords(language).thread.reminded[1]}`)
  expect(said.sort()).toEqual([
    'Maja Berg behöver titta på det här.',
    'Maja Berg må se på dette.',
    'Maja Berg needs to look at this.',
  ])
})

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

  test('to decline has one name, whatever was asked', () => {
    const { covers, proposals, turns } = words
    const names = [covers.decline, proposals.handover.decline, proposals.request.decline]
    expect(new Set([...names, turns.handover.decline.submit, turns.request.decline.submit]).size).toBe(1)
  })

  test('no word is left as English has it, but for those that are the same', () => {
    expect(leftIn(en, words).filter((word) => !SAME.test(word))).toEqual([])
  })

  test('a list of one’s cases names every state in it', () => {
    for (const state of [...OPEN_STATES, ...ENDED, 'documented', 'merged'] as const) {
      const [, one] = listed({ publicUrl: '' }, '', [aMine(state)], words, new Date())
      const own = words.personal.cases.standing[state as 'open'] ?? words.labels.state(state)
      expect(one!.summary, state).toContain(own)
      if (state !== 'open') expect(one!.summary, state).not.toContain(state)
    }
  })

  test('a field’s hint says as many sentences as in English', () => {
    const hints = (of: unknown, path = ''): [string, string][] =>
      typeof of === 'string'
        ? path.endsWith('hint')
          ? [[path, of]]
          : []
        : Object.entries(of ?? {}).flatMap(([key, value]) => hints(value, `${path}.${key}`))
    const counted = (of: unknown) =>
      Object.fromEntries(hints(of).map(([path, hint]) => [path, hint.split(/[.!?](?=\s|$)/).length]))
    expect(counted(words)).toEqual(counted(en))
    expect(hints(en).length).toBeGreaterThan(50)
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
