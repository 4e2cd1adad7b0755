import { type Language, spoken } from '../locales/index.ts'

/** Systems also write `sv_SE`, `sv_SE.UTF-8`, `sv-SE,sv;q=0.9`, `swe`. Undefined: not a language tag. */
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

/** A well-formed language tag (BCP 47), whether spoken here or not. */
export const isLanguageTag = (tag: string): boolean => canonical(tag) !== undefined

/** The language to write in: the wanted one if spoken here, else the brand's. */
export const pickLanguage = (wanted: string | undefined, otherwise: string): Language =>
  spoken(canonical(wanted ?? '') ?? '') ?? spoken(canonical(otherwise) ?? '') ?? 'en'
