import type { Language } from './words.ts'

/** Beginnings of words that are plainly angry or plainly praise, whatever stands around them but a negation. */
const ANGRY: Record<Language, string> = {
  en: 'angry|furious|terrible|awful|horrible|disgust|useless|worst|rude|unacceptable|appalling|disgrace|ridiculous|rubbish|incompetent|scam|liar|never again|fed up|waste of',
  sv: 'arg|rasande|förbannad|hemsk|fruktansvärd|usel|uselt|värdelös|sämst|otrevlig|oacceptab|bedrövlig|skandal|skit|skräp|inkompeten|bedrägeri|lurad|aldrig mer|aldrig igen|under all kritik|katastrof|vidrig',
  nb: 'sint|rasende|forbanna|forferdelig|grusom|elendig|ubrukelig|verdiløs|verst|uhøflig|frekk|uakseptab|skandal|dritt|søppel|inkompeten|svindel|lurt|aldri mer|aldri igjen|under enhver kritikk|katastrof|håpløs',
}
const PRAISE: Record<Language, string> = {
  en: 'great|excellent|fantastic|amazing|brilliant|wonderful|perfect|superb|outstanding|awesome|love|helpful|friendly|very good|well done|thank you so much|best service',
  sv: 'utmärkt|fantastisk|toppen|suverän|underbar|perfekt|strålande|jättebra|kanonbra|superbra|mycket bra|väldigt bra|hjälpsam|trevlig|älskar|bäst',
  nb: 'utmerket|fantastisk|topp|suveren|nydelig|perfekt|strålende|kjempebra|superbra|veldig bra|meget bra|hjelpsom|hyggelig|elsker|best',
}
const NEGATION: Record<Language, string> = {
  en: "not|no|never|isn't|wasn't|weren't|aren't|hardly|without|nothing|don't|didn't",
  sv: 'inte|ej|aldrig|ingen|inget|inga|knappast|utan|varken|föga',
  nb: 'ikke|aldri|ingen|ingenting|neppe|uten|verken',
}

/** A word of the list at the start of a word, with no negation within the two words before it. */
const finder = (words: Record<Language, string>) =>
  Object.fromEntries(
    Object.entries(words).map(([language, list]) => [
      language,
      new RegExp(`(?<!\\p{L})(?:(${NEGATION[language as Language]})\\s+(?:\\p{L}+\\s+)?)?(?:${list})`, 'giu'),
    ]),
  ) as Record<Language, RegExp>
const angry = finder(ANGRY)
const praise = finder(PRAISE)
const plain = (text: string, words: RegExp) =>
  [...text.matchAll(words)].filter(([, negated]) => !negated).length

const firsts = [...Object.values(ANGRY), ...Object.values(PRAISE)].flatMap((list) =>
  list.split('|').map((words) => words.split(' ')[0]!),
)
const FIRST = new RegExp(`^[^\\p{L}]*(?:${[...new Set(firsts)].join('|')})|\\p{L}[^\\p{L}]+\\p{L}`, 'u')

/**
 * Whether what stands between two spaces, in small letters, may begin what is plainly angry or praise; two words in one
 * always may. Without one a comment is not mixed.
 */
export const mayBeMood = (chunk: string): boolean => FIRST.test(chunk)

/**
 * Whether the words say the opposite of the answer, so that a person should look: a satisfied one with angry words and no
 * praise, or a dissatisfied one with praise and no angry words. It says "check", never which of the two is meant.
 */
export function isMixed(text: string, language: Language, dissatisfied: boolean): boolean {
  const [bad, good] = [plain(text, angry[language]), plain(text, praise[language])]
  return dissatisfied ? good > 0 && bad === 0 : bad > 0 && good === 0
}
