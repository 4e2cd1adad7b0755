const SPOKEN = ['en', 'sv', 'nb'] as const
export type Language = (typeof SPOKEN)[number]

/** Norwegian is asked in Bokmål, whichever of its tags comes in. */
const SAME: Record<string, Language> = { no: 'nb', nn: 'nb' }

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

export const languages = {
  /** A well-formed language tag (BCP 47), whether spoken here or not. */
  valid: (tag: string): boolean => canonical(tag) !== undefined,
  /** The language to write in: the wanted one if spoken here, else the brand's. */
  pick(wanted: string | undefined, otherwise: string): Language {
    for (const tag of [wanted, otherwise]) {
      const primary = (tag && canonical(tag)?.toLowerCase().split('-')[0]) ?? ''
      const spoken = SAME[primary] ?? SPOKEN.find((language) => language === primary)
      if (spoken) return spoken
    }
    return 'en'
  },
}
