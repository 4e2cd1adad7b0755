import { en } from './en.ts'
import { nb } from './nb.ts'
import { sv } from './sv.ts'
import type { Words } from './words.ts'

export type { Words } from './words.ts'

const languages: Record<string, Words> = { en, sv, nb, no: nb, nn: nb }

/** The words of a language tag (sv, sv-SE, no); undefined if we don't speak it. */
export function spoken(tag: string): Words | undefined {
  const language = tag.toLowerCase().split(/[-_]/, 1)[0]!
  return Object.hasOwn(languages, language) ? languages[language] : undefined
}

/** The words of a language tag, English where we don't speak it. */
export function words(tag: string): Words {
  return spoken(tag) ?? en
}
