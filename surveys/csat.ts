import { type Driver, drivers } from './drivers.ts'
import { chosen, chosenAll, readFields, required, text } from './fields.ts'
import { readPhone, withoutUnseen } from './phone.ts'
import { type Answers, defineSurvey, type Step, type StepReader } from './survey.ts'

/** Longest texts, in UTF-16 units as a browser's `maxlength` counts them. */
export const limits = { words: 5000, wish: 2000, when: 200, phone: 100, good: 5000, kudos: 200 }

const scores = required(chosen(['1', '2', '3', '4', '5']))
const aboutIt = { drivers: chosenAll<Driver>(drivers), words: text(limits.words) }

/** A step whose fields are its answers. */
const plain =
  (fields: Parameters<typeof readFields>[0]): StepReader =>
  (form) => {
    const read = readFields(fields, form)
    return 'faults' in read ? read : { answers: read.values }
  }

const score: StepReader = (form) => {
  const read = readFields({ score: scores }, form)
  return 'faults' in read ? read : { answers: { score: Number(read.values.score) as Answers['score'] } }
}

const right: StepReader = (form) => {
  const read = readFields(
    {
      wish: text(limits.wish),
      handling: chosen(['analytical', 'personal', 'functional', 'intuitive']),
      reach: chosen(['phone', 'mail', 'no']),
      phone: text(limits.phone),
      when: text(limits.when),
      // The page says so when the contact left a number, so that an empty field is an answer.
      phoneKnown: chosen(['yes']),
    },
    form,
  )
  if ('faults' in read) return read
  const { wish, handling, ...reach } = read.values
  const fault = phoneFault(reach)
  return fault
    ? { faults: [{ field: 'phone', fault }] }
    : { answers: { wish, handling, reach: reachOf(reach) } }
}

type Reach = { reach?: string; phone?: string; when?: string; phoneKnown?: string }

function phoneFault({ reach, phone, phoneKnown }: Reach) {
  if (reach !== 'phone') return null
  if (!phone) return phoneKnown ? null : 'missing'
  return readPhone(phone) ? null : 'no phone number'
}

function reachOf({ reach, phone, when }: Reach): Answers['reach'] {
  if (!reach) return undefined
  if (reach === 'no') return { may: false }
  if (reach === 'mail') return { may: true, how: 'mail' }
  return {
    may: true,
    how: 'phone',
    ...(phone && { phone: withoutUnseen(phone).trim() }),
    ...(when && { when }),
  }
}

const steps: Record<Step, StepReader> = {
  score,
  wrong: plain({ ...aboutIt, about: chosen(['person', 'process', 'both']) }),
  right,
  neutral: plain(aboutIt),
  satisfied: plain({ good: text(limits.good), kudos: text(limits.kudos) }),
}

export const csat = defineSurvey({
  key: 'csat-1',
  steps,
  after: (score) => (score >= 4 ? ['satisfied'] : score === 3 ? ['neutral'] : ['wrong', 'right']),
})
