import { expect, test } from 'vitest'
import { moreCommonP } from '../../src/insight/exact.ts'
import { logOddsZ } from '../../src/insight/logOdds.ts'
import { isMixed } from '../../src/insight/mood.ts'
import { phrasesOf } from '../../src/insight/phrases.ts'
import { randomFrom } from '../../src/insight/random.ts'
import { type Comment, themesIn } from '../../src/insight/themes.ts'
import { wordReader } from '../../src/insight/words.ts'

test('log-odds are those that the package fightin_words prints for its example', () => {
  // "the quick brown fox jumps over the lazy pig" and "the lazy purple pig jumps over the lazier donkey", prior 0.05 a word
  const z = (one: number, other: number) =>
    logOddsZ({ count: one, of: 9 }, { count: other, of: 9 }, 0.05, 0.05 * 11)
  expect(z(0, 1)).toBeCloseTo(-0.6894227886807968, 12)
  expect(z(1, 0)).toBeCloseTo(0.6894227886807968, 12)
  expect(z(1, 1)).toBe(0)
  expect(z(2, 2)).toBe(0)
})

test('the exact test is that of the lady tasting tea, and of large tables too', () => {
  // Fisher (1935): 3 of her 4 cups right where 4 of 8 are: 17 of 70 ways are as good
  expect(moreCommonP({ successes: 3, n: 4 }, { successes: 1, n: 4 })).toBeCloseTo(17 / 70, 12)
  expect(moreCommonP({ successes: 4, n: 4 }, { successes: 0, n: 4 })).toBeCloseTo(1 / 70, 12)
  expect(moreCommonP({ successes: 1, n: 4 }, { successes: 3, n: 4 })).toBe(1)
  expect(moreCommonP({ successes: 0, n: 0 }, { successes: 0, n: 9 })).toBe(1)
  // By summing all tables with whole numbers
  const ways = (n: number, of: number): bigint =>
    of === 0 ? 1n : (ways(n, of - 1) * BigInt(n - of + 1)) / BigInt(of)
  const atLeast = [40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50].reduce(
    (sum, at) => sum + ways(300, at) * ways(300, 50 - at),
    0n,
  )
  const p = Number((atLeast * 10n ** 30n) / ways(600, 50)) / 1e30
  expect(moreCommonP({ successes: 40, n: 300 }, { successes: 10, n: 300 }) / p).toBeCloseTo(1, 9)
})

test('a word that says nothing alone is no theme', () => {
  const comment = (text: string, dissatisfied: boolean): Comment => ({
    text,
    language: 'en',
    dissatisfied,
    drivers: [],
    period: 'now',
  })
  const comments = Array.from({ length: 60 }, (_, at) =>
    comment(at < 30 ? `Not ${'abcdefghijklmnopqrstuvwxyzåäöæ'[at]}${at}` : 'Lovely lamp', at < 30),
  )
  expect(themesIn(comments).themes).toEqual([])
})

test('comments are read in their language, without words that say nothing, and inflected words are one', () => {
  const { read, formOf } = wordReader()
  const words = (text: string, page?: string) => {
    const { language, words } = read(text, page)
    return [language, words.map((word) => (word < 0 ? '|' : formOf(word))).join(' ')]
  }
  expect(words('I had to wait for the delivery.')).toEqual(['en', 'wait delivery |'])
  expect(words('Jag fick vänta på leveransen')).toEqual(['sv', 'fick vänta leveransen'])
  expect(words('Jeg måtte vente på leveringen')).toEqual(['nb', 'måtte vente leveringen'])
  expect(read('waiting').words).toEqual(read('waited').words)
  expect(read('leveransen', 'sv').words).toEqual(read('leveranser', 'sv').words)
  expect(read('ok 42', 'sv').language).toBe('sv')
  expect(read('ok', 'de').language).toBe('en')
  expect(words('Not delivered')).toEqual(['en', 'not delivered'])
})

const random = randomFrom(8)
const pick = <One>(list: readonly One[]) => list[Math.floor(random() * list.length)]!
const USUAL = {
  en: [
    'The shop is near my home',
    'I bought a lamp',
    'My order had three parts',
    'We talked about the invoice',
    'It was about a chair',
  ],
  sv: [
    'Butiken ligger nära',
    'Jag köpte en lampa',
    'Min order hade tre delar',
    'Vi talade om fakturan',
    'Det gällde en stol',
  ],
  nb: [
    'Butikken ligger nær',
    'Jeg kjøpte en lampe',
    'Ordren min hadde tre deler',
    'Vi snakket om fakturaen',
    'Det gjaldt en stol',
  ],
}
const TROUBLE = {
  en: ['nobody called me back', 'Nobody called back at all.', 'they never called back'],
  sv: ['ingen ringde tillbaka', 'Ingen ringde mig tillbaka.', 'de ringde aldrig tillbaka'],
  nb: ['ingen ringte tilbake', 'Ingen ringte meg tilbake.', 'de ringte aldri tilbake'],
}
type Tongue = keyof typeof USUAL
/** 300 comments of each kind and period; so many of the dissatisfied ones name the trouble. */
const sample = (language: Tongue, now: number, before: number, satisfied = 0): Comment[] =>
  (['now', 'before'] as const).flatMap((period) =>
    [true, false].flatMap((dissatisfied) =>
      Array.from({ length: 300 }, (_, at) => {
        const share = dissatisfied ? (period === 'now' ? now : before) : satisfied
        const troubled = at < share
        return {
          text: `${pick(USUAL[language])}. ${troubled ? pick(TROUBLE[language]) : pick(USUAL[language])}`,
          language,
          dissatisfied,
          drivers: troubled ? ['no-callback'] : dissatisfied ? ['other'] : [],
          period,
        }
      }),
    ),
  )

test.each(['en', 'sv', 'nb'] as const)(
  'what dissatisfied customers write of is a theme, with its count, driver and quotes: %s',
  (language) => {
    const comments = sample(language, 60, 60)
    const { themes } = themesIn(comments)
    expect(themes).toHaveLength(1)
    const [theme] = themes
    expect(theme).toMatchObject({ language, count: 60, before: 60, driver: 'no-callback' })
    expect(theme!.p).toBeLessThan(0.001)
    expect(theme!.againstSatisfied).toBeGreaterThan(3)
    expect(theme!.againstBefore).toBeLessThan(2)
    expect(theme!.quotes).toHaveLength(3)
    for (const at of theme!.quotes)
      expect(comments[at]).toMatchObject({ period: 'now', drivers: ['no-callback'] })
  },
)

test('what is new against the 28 days before is a theme too, though satisfied customers write of it as well', () => {
  const { themes } = themesIn(sample('en', 80, 10, 80))
  expect(themes).toHaveLength(1)
  expect(themes[0]!.p).toBeLessThan(0.001)
  expect(themes[0]!.againstBefore).toBeGreaterThan(3)
  expect(themes[0]!.againstSatisfied).toBeLessThan(2)
})

test('where nothing stands out there is no theme, nor in a handful of comments', () => {
  expect(themesIn(sample('sv', 0, 0)).themes).toEqual([])
  expect(themesIn(sample('nb', 30, 30, 30)).themes).toEqual([])
  expect(themesIn([])).toEqual({ themes: [], mixed: [] })
  const { read } = wordReader()
  const phrases = (count: number) =>
    phrasesOf(
      Array.from({ length: count }, () => read('Nobody called back, nobody')),
      Array.from({ length: count }, () => 'now' as const),
    ).map(({ stems, where, counts }) => [stems.length, where.length, counts.now.of])
  expect(phrases(4)).toEqual([])
  // "nobody" counts once a comment, and no phrase goes over the comma; each comment has four words.
  expect(phrases(5)).toEqual([1, 1, 1, 2, 2, 3].map((length) => [length, 5, 20]))
})

test('two languages make two themes of the same trouble', () => {
  const { themes } = themesIn([...sample('sv', 60, 60), ...sample('nb', 60, 60)])
  expect(themes.map(({ language }) => language).sort()).toEqual(['nb', 'sv'])
})

test('words that say the opposite of the answer are flagged, and negated ones are not', () => {
  const flags = (language: 'en' | 'sv' | 'nb', dissatisfied: boolean, ...texts: string[]) =>
    texts.map((text) => isMixed(text, language, dissatisfied))
  expect(
    flags(
      'en',
      false,
      'Terrible service, rude staff',
      'Not rude at all',
      'No terrible waiting',
      'Great, though the queue was awful',
    ),
  ).toEqual([true, false, false, false])
  expect(
    flags(
      'en',
      true,
      'Excellent help, thank you',
      'Not very helpful',
      'They promised great service. Awful.',
      'Late',
    ),
  ).toEqual([true, false, false, false])
  expect(flags('sv', false, 'Hemskt bemötande, aldrig mer', 'Inte alls otrevlig', 'Vargen var stor')).toEqual(
    [true, false, false],
  )
  expect(flags('sv', true, 'Fantastisk hjälp av Nina', 'Inte särskilt trevligt')).toEqual([true, false])
  expect(flags('nb', false, 'Elendig service og frekk mann', 'Ikke frekk')).toEqual([true, false])
  expect(flags('nb', true, 'Veldig bra hjelp', 'Ikke veldig bra')).toEqual([true, false])
  const mixed: Comment = { text: 'Terrible service', dissatisfied: false, drivers: [], period: 'now' }
  expect(themesIn([{ ...mixed, text: 'fine' }, mixed, { ...mixed, period: 'before' }]).mixed).toEqual([1])
})

test('of 100 samples without a theme at most 5 % hold any', () => {
  let any = 0
  for (let run = 0; run < 100; run++)
    any += themesIn(sample(pick(['en', 'sv', 'nb'] as const), 40, 40, 40)).themes.length > 0 ? 1 : 0
  expect(any).toBeLessThanOrEqual(5)
})
