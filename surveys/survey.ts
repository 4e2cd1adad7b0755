import type { Driver } from './drivers.ts'

export type { Driver } from './drivers.ts'

/** What a customer has said. Texts are trimmed and free of control characters. */
export type Answers = {
  score: 1 | 2 | 3 | 4 | 5
  drivers?: Driver[]
  words?: string
  /** Was it the person, or the way things work? */
  about?: 'person' | 'process' | 'both'
  /** What would put it right. */
  wish?: string
  handling?: 'analytical' | 'personal' | 'functional' | 'intuitive'
  reach?: { may: boolean; how?: 'phone' | 'mail'; when?: string; phone?: string }
  /** What was good. */
  good?: string
  /** Whom the customer names. */
  kudos?: string
}

/** One page of questions, posted and saved by itself. `wrong` and `right` are the dissatisfied customer's. */
export type Step = 'score' | 'wrong' | 'right' | 'neutral' | 'satisfied'

/** A form as posted: a field sent twice is a list. */
export type Form = Record<string, string | string[]>

export type Fault = { field: string; fault: 'missing' | 'too long' | 'not offered' | 'no phone number' }

type Parsed = { step: Step; answers: Partial<Answers> } | { step: Step | null; faults: Fault[] }

export type Survey = {
  /** Stored with every response: a changed question is a new key. */
  key: string
  /** Reads one posted step. Its own fields are all there, `undefined` when cleared; others are not. */
  parseStep(form: Form): Parsed
  /** The steps offered after this score, in order. */
  after(score: Answers['score']): Step[]
}

/** Reads one step's fields. */
export type StepReader = (form: Form) => { answers: Partial<Answers> } | { faults: Fault[] }

export function defineSurvey(survey: {
  key: string
  steps: Record<Step, StepReader>
  after: Survey['after']
}): Survey {
  return {
    key: survey.key,
    after: survey.after,
    parseStep(form) {
      const name = Array.isArray(form.step) ? form.step[0] : form.step
      if (!name || !Object.hasOwn(survey.steps, name))
        return { step: null, faults: [{ field: 'step', fault: 'not offered' }] }
      const step = name as Step
      return { step, ...survey.steps[step](form) }
    },
  }
}

/** A step replaces only its own fields. Null when there is no score yet: nothing counts without one. */
export function mergeStep(said: Answers | null, step: Partial<Answers>): Answers | null {
  const merged = { ...said, ...step }
  for (const key of Object.keys(merged) as (keyof Answers)[]) {
    if (merged[key] === undefined) delete merged[key]
  }
  return merged.score === undefined ? null : (merged as Answers)
}
