import * as z from 'zod/mini'
import { type Driver, drivers } from './drivers.ts'
import { chosen, chosenAll, text } from './fields.ts'
import { type Answers, defineSurvey, type Step, type StepSchema } from './survey.ts'

/** Longest texts, in UTF-16 units as a browser's `maxlength` counts them. */
export const limits = { words: 5000, wish: 2000, when: 200, phone: 40, good: 5000, kudos: 200 }

const score = z.pipe(
  z.object({
    score: z.pipe(
      z.transform((value: unknown) => [value].flat()[0]),
      z.enum(['1', '2', '3', '4', '5']),
    ),
  }),
  z.transform((form) => ({ score: Number(form.score) as Answers['score'] })),
)

const aboutIt = { drivers: chosenAll<Driver>(drivers), words: text(limits.words) }
const ways = chosen(['person', 'process', 'both'])

// Field by field: zod leaves out what was not posted, and a browser does not post what was unchosen.
const neutral = z.pipe(
  z.object(aboutIt),
  z.transform(({ drivers, words }) => ({ drivers, words })),
)
const wrong = z.pipe(
  z.object({ ...aboutIt, about: ways }),
  z.transform(({ drivers, words, about }) => ({ drivers, words, about })),
)
const satisfied = z.pipe(
  z.object({ good: text(limits.good), kudos: text(limits.kudos) }),
  z.transform(({ good, kudos }) => ({ good, kudos })),
)

const right = z.pipe(
  z.object({
    wish: text(limits.wish),
    handling: chosen(['analytical', 'personal', 'functional', 'intuitive']),
    reach: chosen(['phone', 'mail', 'no']),
    phone: text(limits.phone),
    when: text(limits.when),
    // The page says so when the contact left a number, so that an empty field is an answer.
    phoneKnown: chosen(['yes']),
  }),
  z.transform((form, context) => {
    const { wish, handling } = form
    const fault = phoneFault(form)
    if (fault) context.issues.push({ code: 'custom', path: ['phone'], message: fault, input: form.phone })
    return { wish, handling, reach: reachOf(form) }
  }),
)

type Reach = { reach?: string; phone?: string; when?: string; phoneKnown?: string }

function phoneFault({ reach, phone, phoneKnown }: Reach) {
  if (reach !== 'phone') return null
  if (!phone) return phoneKnown ? null : 'missing'
  const digits = phone.replace(/\D/g, '').length
  return /^[+\d\s().\-/]+$/.test(phone) && digits >= 5 && digits <= 15 ? null : 'no phone number'
}

function reachOf({ reach, phone, when }: Reach): Answers['reach'] {
  if (!reach) return undefined
  if (reach === 'no') return { may: false }
  if (reach === 'mail') return { may: true, how: 'mail' }
  return { may: true, how: 'phone', ...(phone && { phone }), ...(when && { when }) }
}

const steps: Record<Step, StepSchema> = { score, wrong, right, neutral, satisfied }

export const csat = defineSurvey({
  key: 'csat-1',
  steps,
  after: (score) => (score >= 4 ? ['satisfied'] : score === 3 ? ['neutral'] : ['wrong', 'right']),
})
