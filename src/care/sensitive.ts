import { type Found, find, type Phrases, phrases, wordsOf } from './phrases.ts'
import { sensitiveEn, sensitiveNorse, type Touches } from './sensitiveWords.ts'
import { severeIn } from './severe/severe.ts'

let made: Phrases[] | undefined
const lists = () => (made ??= [phrases(sensitiveEn), phrases(sensitiveNorse)])

/** The concepts that each says a thing of a person. */
const TELLS: Record<Touches, string[]> = {
  health: ['health', 'unwell', 'unwell2', 'bodily', 'bodily2', 'bodily3', 'bodily4'],
  children: ['children', 'kids', 'kids2', 'born', 'mineold', 'ages'],
  discrimination: ['group', 'origin'],
}

/** Log odds of an injury or discrimination from which it is hidden: an alarm that is wrong costs a look, and hiding costs every reader one. */
const SURE = 0.7

/** How the product itself says what is severe: a category and no more. */
const OWN =
  /the customer names (?:(?:,? (?:and )?)?(?:safety or privacy|an injury|a legal threat|a data breach|discrimination))+/g

/**
 * What of the health, the children or the origin of a person a text touches, in Swedish, Norwegian or English. It rather
 * says too much than too little: the text stays one click away. Pure.
 */
export const touches = (text: string): Touches[] => {
  const plain = text.replace(OWN, '')
  const severe = severeIn(plain, SURE)
  const read = wordsOf(plain)
  const found: Found[] = lists().map((list) => find(read, list, () => false))
  return (Object.keys(TELLS) as Touches[]).filter(
    (kind) =>
      TELLS[kind].some((concept) => found.some((one) => one.has(concept))) ||
      (kind === 'health' && (severe.includes('injury') || severe.includes('own life'))) ||
      (kind === 'discrimination' && severe.includes('discrimination')),
  )
}
