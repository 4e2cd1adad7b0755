import { staff as en } from './en/staff/index.ts'
import { type Language, spoken } from './index.ts'

/** English names every word of staff: a language that lacks one does not compile. Not for the edge. */
export type StaffWords = typeof en

const all: Record<Language, StaffWords> = { en, sv: en, nb: en }

/** What staff read in a language, English where it is not spoken here. Renderers are handed it and name no language. */
export const staffWords = (language: string): StaffWords => all[spoken(language) ?? 'en']
