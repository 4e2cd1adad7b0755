import { describe, expect, test } from 'vitest'
import { severeIn, whySevere } from '../../src/care/severe/severe.ts'
import { severeLabel } from '../../src/cases/labels.ts'
import { staffWords } from '../../src/locales/staff.ts'
import { linesOf } from '../blind/measure.ts'
import { weightsFile } from '../blind/train.ts'
import { cpuOf } from '../cpu.ts'
import { harmless, roundabout, severe } from '../fixtures/severity.ts'

const languages = ['sv', 'nb', 'en'] as const
const HURT = {
  sv: 'Jag fick en elstöt av er lampa och åkte till akuten.',
  nb: 'Jeg fikk støt av lampen deres og havnet på legevakta.',
  en: 'I got an electric shock from your lamp and ended up in hospital.',
}

describe.each(languages)('severe words in %s', (language) => {
  test('what it learned from is judged as it was labelled, with its kind', () => {
    const missed = severe[language].filter(([text, kinds]) => !severeIn(text).includes(kinds[0]!))
    const alarms = harmless[language].filter((text) => severeIn(text).length > 0)
    expect([...missed.map(([text]) => text), ...alarms]).toEqual([])
  })

  test('one severe sentence in a long letter is found, and no length is severe by itself', () => {
    const ordinary = linesOf('held', language).flatMap(([label, text]) =>
      label === 'ordinary' && text ? [text.replace(/(?<![.!?])$/, '.')] : [],
    )
    const letter = ordinary.slice(0, 40).join(' ')
    expect(severeIn(letter)).toEqual([])
    const said = HURT[language]
    for (const at of [0, 700, letter.length]) {
      const end = letter.indexOf('. ', at) + 1 || letter.length
      expect(severeIn(`${letter.slice(0, end)} ${said} ${letter.slice(end)}`)).toEqual(['injury'])
    }
  })
})

test('what is said in a roundabout way: what words can’t tell is printed', () => {
  const wrong = languages.map((language) => {
    const missed = roundabout[language].severe.filter((text) => severeIn(text).length === 0)
    const alarms = roundabout[language].harmless.filter((text) => severeIn(text).length > 0)
    console.log(
      `${language}, roundabout: ${missed.length} of ${roundabout[language].severe.length} missed, ${alarms.length} of ${roundabout[language].harmless.length} false alarms`,
      ...[...missed, ...alarms].map((text) => `\n  ${text}`),
    )
    return { missed: missed.length, alarms: alarms.length }
  })
  const sum = (of: 'missed' | 'alarms') => wrong.reduce((all, one) => all + one[of], 0)
  expect(sum('missed')).toBeLessThanOrEqual(3)
  expect(sum('alarms')).toBeLessThanOrEqual(2)
})

test('the weights are what the lines give', () => {
  const { made, kept } = weightsFile()
  expect(made === kept, 'npm run words:train').toBe(true)
})

test('who asks why reads the words that weighed most', () => {
  expect(whySevere('The shop was nice. Now my lawyer will sue you!', 2)).toContain('lawyer')
  expect(whySevere('The shop was nice.')).toEqual([])
})

test.each([
  'Någon som ringer mig och har läst det här först.',
  'Personen i telefon sa att jag skulle försöka senare. Det gjorde jag. Drogs igen.',
  'Vi skickades från bord till bord hela kvällen.',
  'Fick någon annans gardiner',
  'The parcel came late and nobody answers. My personal number is 19800101-1231.',
  'Mitt personnummer är 19800101-1231.',
  'Fødselsnummeret mitt er 010180 12345.',
])('a wish, a wrong parcel and one’s own number alarm nobody: %s', (text) => {
  expect(severeIn(text)).toEqual([])
})

test.each([
  'Mitt personnummer är 19800101-1231. Det låg öppet på er hemsida.',
  'Fødselsnummeret mitt er 010180 12345, og dere sendte det til naboen.',
  'My personal number is 19800101-1231 and you gave it to my ex husband.',
  'Ett brev till en annan kund låg i mitt kuvert.',
  'Someone else’s bank card came in the post',
])('one’s own number told to others, and somebody else’s papers, are a data breach: %s', (text) => {
  expect(severeIn(text)).toEqual(['data breach'])
})

test('a word in other cases counts, within another word it does not', () => {
  expect(severeIn('ADVOKAT')).toEqual(['legal threat'])
  for (const text of [
    'Leveransen till Advokatgatan 4 blev sen.',
    'The pursuer of tissues',
    'Sueño sofa arrived late',
  ])
    expect(severeIn(text), text).toEqual([])
})

test.each([
  'Die Lieferung kam zu spät und niemand hat geantwortet.',
  'El paquete llegó tarde y nadie contestó.',
  'Tilaus tuli myöhässä eikä kukaan vastannut puhelimeen.',
  'Zamówienie przyszło uszkodzone, a telefon był zajęty.',
  '配送が遅れました',
  '😀',
  '',
  '...',
])('another language, or none, alarms nobody: %j', (text) => {
  expect(severeIn(text)).toEqual([])
})

test('two languages in one answer', () => {
  expect(severeIn('Hello, sorry for my Swedish. Jag fick en elstöt av lampan och åkte till akuten.')).toEqual(
    ['injury'],
  )
})

test('names are put together as people say them', () => {
  const words = staffWords('en')
  expect(severeLabel([], words)).toBe('')
  expect(severeLabel(['injury'], words)).toBe('an injury')
  expect(severeLabel(['injury', 'legal threat', 'discrimination'], words)).toBe(
    'an injury, a legal threat and discrimination',
  )
})

test('a long text is read in milliseconds', async () => {
  const long = 'jag var inte nöjd med att vänta och ingen svarade på min fråga om leveransen '
    .repeat(70)
    .slice(0, 5000)
  const each = await cpuOf(() => severeIn(long), 15)
  console.log(`5,000 characters: ${each.toFixed(1)} ms`)
  expect(each).toBeLessThan(15)
})

test.each([
  'my mother broke her hand and the lawyer ',
  'not ',
  "i can't ",
  'a',
  'hit me ',
  'someone else letter sent my ',
  'jag bröt handen någon annans uppgifter ',
  'skada mig ej ? ',
  '. ',
])('time grows with the text, whatever it is made of: %j', async (unit) => {
  const text = (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
  const [short, long] = [
    await cpuOf(() => severeIn(text(4000)), 5),
    await cpuOf(() => severeIn(text(64_000)), 3),
  ]
  expect(long).toBeLessThan(64 * Math.max(short, 4))
})
