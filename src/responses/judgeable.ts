import type { Answers } from '../../surveys/survey.ts'

export type Said = Partial<Answers>

/** What a customer writes in their own words, in a fixed order. */
export const textsOf = ({ words, wish, good, kudos, reach }: Said): (string | undefined)[] => [
  words,
  wish,
  good,
  kudos,
  reach?.when,
]

export const namesSafety = ({ drivers }: Said): boolean => drivers?.includes('safety-or-privacy') ?? false

/** Whether there is something to judge: words, or a chip that is severe where the score alone opens no case. */
export const isToJudge = (answers: Answers): boolean =>
  textsOf(answers).some(Boolean) || (answers.score > 2 && namesSafety(answers))
