import { randomFrom } from '../src/insight/random.ts'
import type { Comment } from '../src/insight/themes.ts'

const USUAL = ['Butiken ligger nära', 'Jag köpte en lampa', 'Min order hade tre delar', 'Det gällde en stol']
const TROUBLE = ['ingen ringde tillbaka', 'Ingen ringde mig tillbaka.', 'de ringde aldrig tillbaka']

/** So many comments of 8,000 different words, as often as words of a language come; one trouble is told again and again. */
export function madeComments(count: number): Comment[] {
  const random = randomFrom(8)
  const pick = <One>(list: readonly One[]) => list[Math.floor(random() * list.length)]!
  const words = Array.from(
    { length: 8000 },
    (_, at) =>
      `${[...at.toString(20)].map((digit) => 'bdfgklmnprstvaeiouåö'[Number.parseInt(digit, 20)]).join('')}en`,
  )
  const zipf = () => words[Math.floor(words.length ** random()) - 1]!
  return Array.from({ length: count }, (_, at): Comment => {
    const text = `${pick(USUAL)} ${Array.from({ length: 8 }, zipf).join(' ')}. ${pick(at % 40 === 0 ? TROUBLE : USUAL)}`
    const dissatisfied = at % 5 === 0
    return {
      text,
      language: 'sv',
      dissatisfied,
      drivers: dissatisfied ? ['other'] : [],
      period: at % 2 === 0 ? 'now' : 'before',
    }
  })
}
