import type { Answers, Driver } from './survey.ts'

export type Verdict = {
  kind: 'satisfied' | 'neutral' | 'dissatisfied'
  /** 1 is worst; null unless dissatisfied. */
  severity: 1 | 2 | 3 | null
  drivers: Driver[]
}

/**
 * Judges a response by its score and drivers. CSAT 1-2 is dissatisfied, 3 neutral, 4-5 satisfied. A dissatisfied one is
 * of severity 1 where the customer names safety or privacy. Its words are judged after it is saved (responses/judge.ts).
 */
export function assess(answers: Answers): Verdict {
  const { score } = answers
  const drivers = answers.drivers ?? []
  if (score >= 4) return { kind: 'satisfied', severity: null, drivers }
  if (score === 3) return { kind: 'neutral', severity: null, drivers }
  const severity = namesSafety(answers) ? 1 : score === 1 ? 2 : 3
  return { kind: 'dissatisfied', severity, drivers }
}

export const namesSafety = ({ drivers = [] }: Pick<Answers, 'drivers'>): boolean =>
  drivers.includes('safety-or-privacy')
