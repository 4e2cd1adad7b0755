import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Driver } from '../../surveys/drivers.ts'
import type { Dice } from './dice.ts'

export type Language = 'en' | 'sv' | 'nb'
type Listed = Record<string, string[]>

/** What customers and staff write in one language: `words/en.yaml` and its siblings. */
export type Texts = {
  good: string[]
  neutral: Listed
  wrong: Listed
  severe: string[]
  wish: string[]
  about: string
  sorry: Listed
  meant: string[]
  next: string[]
  progress: string[]
  question: string[]
  reply: string[]
  remedy: Record<string, string>
  why: string
  done: Record<string, string>
  yes: string[]
  partly: string[]
  notYet: string[]
  account: string
  final: string[]
  again: string[]
  body: string
  withdrawn: string
  mistaken: string
}
type Finding = { cause: string; prevention: string; unpreventable?: true }

const read = <T>(name: string): T =>
  parse(readFileSync(join(import.meta.dirname, 'words', `${name}.yaml`), 'utf8')) as T

export const textsOf: Record<Language, Texts> = {
  en: read<Texts>('en'),
  sv: read<Texts>('sv'),
  nb: read<Texts>('nb'),
}
export const findings = read<Partial<Record<Driver, Finding[]>>>('findings')

export const DAYS: Record<Language, string[]> = {
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  sv: ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag'],
  nb: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag'],
}

/** People repeat "Perfect" and "Long wait"; nobody writes the same long sentence as another customer. */
const LONG = 45

/** Picks a text that may still be written; undefined where all long ones of the list are used up. */
export const picker = (dice: Dice, long = LONG) => {
  const used = new Set<string>()
  return (list: readonly string[]): string | undefined => {
    const free = list.filter((text) => text.length < long || !used.has(text))
    if (free.length === 0) return undefined
    const text = dice.of(free)
    used.add(text)
    return text
  }
}

/** Fills in what stands in braces. */
export const filled = (text: string, slots: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(slots[name] ?? whole))
