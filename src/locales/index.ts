import * as en from './en/index.ts'
import type { Lists, Locale, PageWords } from './locale.ts'
import * as nb from './nb/index.ts'
import * as sv from './sv/index.ts'

export type {
  CaseWords,
  DataWords,
  Lists,
  Locale,
  PageWords,
  PartnerWords,
  StepKind,
} from './locale.ts'

// A language is its folder, its import above and its name in both lists: the edge takes its pages alone.
const pages = { en: en.pages, sv: sv.pages, nb: nb.pages } satisfies Record<string, PageWords>
const locales: Record<Language, Locale> = { en, sv, nb }

export type Language = keyof typeof pages
/** Every language that is spoken here, English first. */
export const languages = Object.keys(pages) as [Language, ...Language[]]

const tags = new Map(
  languages.flatMap((language) => [language, ...pages[language].also].map((tag) => [tag, language])),
)

/** The language spoken here of a tag (sv, sv-SE, no); undefined if there is none. */
export const spoken = (tag: string): Language | undefined => tags.get(tag.toLowerCase().split(/[-_]/, 1)[0]!)

/** The words of pages in a language, English where it is not spoken here. */
export const pageWords = (tag: string): PageWords => pages[spoken(tag) ?? 'en']

/** All words of a language, English where it is not spoken here. Not for the edge. */
export const localeOf = (tag: string): Locale => locales[spoken(tag) ?? 'en']

/** What every language recognises. Not for the edge. */
export const allLists = (): Lists[] => languages.map((language) => locales[language].lists)

/** A word by a key that came from outside; undefined where there is none. */
export const wordFor = <T>(words: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined
