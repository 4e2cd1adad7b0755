import { randomBytes } from 'node:crypto'

const SYLLABLES = [
  'ba',
  'de',
  'fi',
  'go',
  'hu',
  'ka',
  'le',
  'mi',
  'no',
  'pu',
  'ra',
  'se',
  'ti',
  'vo',
  'ny',
  'lå',
]

/** An apology like no other: its words are made up, so that none says the same as one before. */
export const ownWords = (about = 'what happened to you'): string => {
  const word = () => [...randomBytes(3)].map((byte) => SYLLABLES[byte % 16]).join('')
  return `I am truly sorry that ${about}: ${Array.from({ length: 20 }, word).join(' ')}.`
}
