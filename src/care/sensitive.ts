import { severeIn } from '../../surveys/severity.ts'
import { sensitiveWords, type Touches } from './sensitiveWords.ts'

const patterns = Object.entries(sensitiveWords).map(([touches, { sv, nb, en }]): [Touches, RegExp] => {
  const words = [sv, nb, en].join('|').replaceAll('*', String.raw`\p{L}*`).replaceAll(' ', String.raw`\s+`)
  return [touches as Touches, new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words})(?![\p{L}\p{N}])`, 'iu')]
})

/** How the product itself says what is severe: a category and no more. */
const OWN =
  /the customer names (?:(?:,? (?:and )?)?(?:safety or privacy|an injury|a legal threat|a data breach|discrimination))+/g

/**
 * What of health, children and discrimination a text touches, in Swedish, Norwegian or English. It rather says too much
 * than too little: the text stays one click away. Pure.
 */
export const touches = (text: string): Touches[] => {
  const plain = text.normalize('NFC').replaceAll("'", '’').replace(OWN, '')
  const severe = severeIn(plain)
  const found = patterns.filter(([, words]) => words.test(plain)).map(([kind]) => kind)
  if (severe.includes('injury') && !found.includes('health')) found.push('health')
  if (severe.includes('discrimination')) found.push('discrimination')
  return found
}
