import { staff as en } from './en/staff/index.ts'

/** English names every word of staff: a language that lacks one does not compile. Not for the edge. */
export type StaffWords = typeof en

const all: Record<string, StaffWords> = { en }

/** What staff read, English where it is not translated. Renderers are handed it and name no language. */
export const staffWords = (language = 'en'): StaffWords => all[language] ?? en
