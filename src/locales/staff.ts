import type { allChatWords, ChatWords } from '../../integrations/words.ts'
import { staff as en } from './en/staff/index.ts'
import { type Language, spoken } from './index.ts'
import { staff as nb } from './nb/staff/index.ts'
import { staff as sv } from './sv/staff/index.ts'

/** English names every word of staff: a language that lacks one does not compile. Not for the edge. */
export type StaffWords = typeof en

const all: Record<Language, StaffWords> = { en, sv, nb }
/** A chat platform has words of its own for each as well: this does not compile where one is missing there. */
type EachInChat = typeof allChatWords extends Record<Language, ChatWords> ? true : never
true satisfies EachInChat

/** What staff read in a language, English where it is not spoken here. Renderers are handed it and name no language. */
export const staffWords = (language: string): StaffWords => all[spoken(language) ?? 'en']
