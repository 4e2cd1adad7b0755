const SPOKEN = ['en', 'sv', 'nb'] as const
export type Language = (typeof SPOKEN)[number]

/** Norwegian is asked in Bokmål, whichever of its tags comes in. */
const SAME: Record<string, Language> = { no: 'nb', nn: 'nb' }

export const languages = {
  /** A well-formed language tag (BCP 47), whether spoken here or not. */
  valid(tag: string): boolean {
    try {
      return Intl.getCanonicalLocales(tag).length === 1
    } catch {
      return false
    }
  },
  /** The language to write in: the wanted one if spoken here, else the brand's. */
  pick(wanted: string | undefined, otherwise: string): Language {
    for (const tag of [wanted, otherwise]) {
      const primary = tag?.toLowerCase().split('-')[0] ?? ''
      const spoken = SAME[primary] ?? SPOKEN.find((language) => language === primary)
      if (spoken) return spoken
    }
    return 'en'
  },
}
