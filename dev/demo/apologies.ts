import { similarity, THRESHOLD } from '../../src/care/similarity.ts'
import type { Driver } from '../../surveys/drivers.ts'
import type { Dice } from './dice.ts'
import { type Language, textsOf } from './texts.ts'

/** The next apology for this, unlike those before: the product refuses one that says the same as another. */
export type Apologies = (language: Language, driver: Driver) => string

const TRIES = 100
/** What the name in front adds. */
const ROOM = 0.02

/** Some sentences, put together so that no earlier apology says the same: one could that has two of them. */
export const apologiesFrom = (dice: Dice): Apologies => {
  const before: string[][] = []
  return (language, driver) => {
    const { sorry, meant, next } = textsOf[language]
    const likeness = (parts: string[]) => {
      const others = before.filter((other) => other.filter((part) => parts.includes(part)).length > 1)
      return Math.max(0, ...others.map((other) => similarity(other.join(' '), parts.join(' '))))
    }
    let [best, least] = [[] as string[], 1]
    for (let tries = 0; tries < TRIES && least > THRESHOLD - ROOM; tries++) {
      const parts = [dice.of(sorry[driver] ?? sorry.other!), ...dice.some(meant, 3), dice.of(next)]
      const alike = likeness(parts)
      if (alike < least) [best, least] = [parts, alike]
    }
    before.push(best)
    return best.join(' ')
  }
}
