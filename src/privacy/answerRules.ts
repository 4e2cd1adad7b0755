import type { Answers } from '../../surveys/survey.ts'
import type { KeyRules } from './declare.ts'

/** What of an answer is the customer's own; the rest is choices from closed lists, which figures count. */
export const ANSWERS: KeyRules<Answers> = {
  score: 'keep',
  drivers: 'keep',
  words: 'remove',
  about: 'keep',
  wish: 'remove',
  handling: 'keep',
  reach: 'remove',
  good: 'remove',
  kudos: 'remove',
}
