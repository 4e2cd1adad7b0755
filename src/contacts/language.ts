import { type Language, languages, pageWords, spoken } from '../locales/index.ts'

/** Systems also write `sv_SE`, `sv_SE.UTF-8`, `swe`. Undefined: not a language tag. */
const canonical = (given: string): string | undefined => {
  const tag = given
    .trim()
    .split(/[,;.@]/)[0]!
    .trim()
    .replaceAll('_', '-')
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}

/** Systems and people also write a language by its name: Swedish, svenska, Norsk bokmål. In the languages of the region. */
const names = new Map(
  languages.flatMap((language) =>
    [language, ...pageWords(language).also].flatMap((tag) =>
      [...languages, 'da', 'fi', 'de', tag].flatMap((locale) => {
        const name = new Intl.DisplayNames(locale, { type: 'language' }).of(tag)!.toLowerCase()
        return [name, name.split(' ').at(-1)!].map((one) => [one, language] as const)
      }),
    ),
  ),
)

const named = (given: string): Language | undefined =>
  names.get(given.replace(/\(.*$/s, '').trim().toLowerCase())

/** A well-formed language tag (BCP 47), whether spoken here or not, or the name of a language spoken here. */
export const isLanguageTag = (tag: string): boolean =>
  canonical(tag) !== undefined || named(tag) !== undefined

/** The language to write in: the first one wanted that is spoken here, `de,sv;q=0.8` too, else the brand's. */
export const pickLanguage = (wanted: string | undefined, otherwise: string): Language => {
  for (const one of (wanted ?? '').split(/[,;]/)) {
    const found = named(one) ?? spoken(canonical(one) ?? '')
    if (found) return found
  }
  return spoken(canonical(otherwise) ?? '') ?? 'en'
}
