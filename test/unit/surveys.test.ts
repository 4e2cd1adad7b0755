import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { languages, pageWords, spoken } from '../../src/locales/index.ts'
import { assess } from '../../surveys/assess.ts'
import { csat, limits } from '../../surveys/csat.ts'
import { drivers, likelyDrivers } from '../../surveys/drivers.ts'
import { type Form, mergeStep } from '../../surveys/survey.ts'

const read = (form: Form) => csat.parseStep(form)
const faults = (form: Form) => {
  const parsed = read(form)
  return 'faults' in parsed ? parsed.faults : []
}

describe('a posted step', () => {
  test('holds its own fields, cleared ones as undefined', () => {
    const form = { step: 'wrong', drivers: ['other', 'other'], words: ' late\r\nagain ', good: 'x' }
    expect(read(form)).toStrictEqual({
      step: 'wrong',
      answers: { drivers: ['other'], words: 'late\nagain', about: undefined },
    })
    expect(read({ step: 'wrong' })).toStrictEqual({
      step: 'wrong',
      answers: { drivers: undefined, words: undefined, about: undefined },
    })
  })

  test('names the faulty field', () => {
    expect(faults({ step: 'score' })).toEqual([{ field: 'score', fault: 'missing' }])
    expect(faults({ step: 'score', score: '6' })).toEqual([{ field: 'score', fault: 'not offered' }])
    expect(faults({ step: 'wrong', drivers: 'bad-luck' })).toEqual([
      { field: 'drivers', fault: 'not offered' },
    ])
    expect(faults({ step: 'right', wish: 'x'.repeat(limits.wish + 1) })).toEqual([
      { field: 'wish', fault: 'too long' },
    ])
    expect(faults({ step: 'toString' })).toEqual([{ field: 'step', fault: 'not offered' }])
  })

  test('wants a number to call, unless the contact left one', () => {
    const call = { step: 'right', reach: 'phone' }
    expect(faults(call)).toEqual([{ field: 'phone', fault: 'missing' }])
    expect(faults({ ...call, phone: 'ring me' })).toEqual([{ field: 'phone', fault: 'no phone number' }])
    expect(read({ ...call, phoneKnown: 'yes', when: 'after 15' })).toMatchObject({
      answers: { reach: { may: true, how: 'phone', when: 'after 15' } },
    })
    expect(read({ step: 'right', reach: 'no', phone: 'ring me' })).toMatchObject({
      answers: { reach: { may: false } },
    })
  })

  test.each([
    ['\u200e+46 70 123 45 67', '+46 70 123 45 67'],
    ['070–123 45 67', '070–123 45 67'],
    ['070 123 45 67,', '070 123 45 67,'],
    ['070-123 45 67 (kvällar)', '070-123 45 67 (kvällar)'],
    ['\u2066070\u2060 123\u00a045 67\u2069', '070 123\u00a045 67'],
    ['mobil 070/123.45.67 ankn 4', 'mobil 070/123.45.67 ankn 4'],
  ])('a number to call is taken as people write it: %j', (given, phone) => {
    expect(read({ step: 'right', reach: 'phone', phone: given })).toMatchObject({
      answers: { reach: { may: true, how: 'phone', phone } },
    })
  })

  test('a text as long as the browser allows is taken, line breaks and all', () => {
    const form = { step: 'wrong', words: `${'\r\n'.repeat(2)}${'x'.repeat(limits.words - 2)}` }
    expect(faults(form)).toEqual([])
  })

  test('no text carries NUL, other controls or direction overrides', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (said) => {
        const parsed = read({ step: 'satisfied', good: `a${said}\u0000\u202Eb` })
        const good = 'answers' in parsed ? parsed.answers.good! : ''
        expect(good).not.toMatch(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/u)
        expect(good.isWellFormed()).toBe(true)
      }),
    )
  })
})

describe('saving step by step', () => {
  test('a step replaces only its own fields', () => {
    const said = { score: 2 as const, words: 'late', drivers: ['other' as const] }
    expect(mergeStep(said, { words: undefined, drivers: ['sent-around'], about: 'both' })).toEqual({
      score: 2,
      drivers: ['sent-around'],
      about: 'both',
    })
  })

  test('nothing counts without a score', () => {
    expect(mergeStep(null, { words: 'late' })).toBeNull()
  })

  test('the dissatisfied are asked in two short steps, others in one', () => {
    expect(([1, 2, 3, 4, 5] as const).map(csat.after)).toEqual([
      ['wrong', 'right'],
      ['wrong', 'right'],
      ['neutral'],
      ['satisfied'],
      ['satisfied'],
    ])
  })
})

test('the verdict follows the score, and safety or privacy is worst', () => {
  const verdict = (score: 1 | 2 | 3 | 4 | 5) => {
    const { kind, severity } = assess({ score })
    return [kind, severity]
  }
  expect(([1, 2, 3, 4, 5] as const).map(verdict)).toEqual([
    ['dissatisfied', 2],
    ['dissatisfied', 3],
    ['neutral', null],
    ['satisfied', null],
    ['satisfied', null],
  ])
  expect(assess({ score: 2, drivers: ['safety-or-privacy'] })).toEqual({
    kind: 'dissatisfied',
    severity: 1,
    drivers: ['safety-or-privacy'],
  })
})

describe('words', () => {
  test('Norwegian by any of its tags, English where we speak nothing closer', () => {
    expect(['sv-SE', 'no', 'nn-NO', 'NB', 'de', 'constructor'].map((tag) => pageWords(tag).lang)).toEqual([
      'sv',
      'nb',
      'nb',
      'nb',
      'en',
      'en',
    ])
    expect(spoken('de')).toBeUndefined()
  })

  test.each(languages)('%s tells all drivers apart', (language) => {
    const said = drivers.map((driver) => pageWords(language).drivers[driver])
    expect(new Set(said).size).toBe(drivers.length)
  })

  test('every channel has likely drivers, each once', () => {
    for (const channel of ['phone', 'chat', 'email', 'store', 'web', 'visit', 'social media', 'parcel'])
      expect(new Set(likelyDrivers(channel)).size, channel).toBe(8)
  })
})
