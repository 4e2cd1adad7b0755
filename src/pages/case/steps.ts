import { limits } from '../../../surveys/csat.ts'
import { clean } from '../../../surveys/fields.ts'
import type { Fault, Form } from '../../../surveys/survey.ts'
import { CONFIRMATIONS, type Confirmation } from '../../cases/otherMoves.ts'
import type { ByLink } from '../../customers/changeByCustomer.ts'
import { confirmCase } from '../../customers/confirm.ts'
import { correct, LONGEST_ACCOUNT } from '../../customers/correct.ts'
import { openAgain } from '../../customers/openAgain.ts'
import { answerRemedy } from '../../customers/remedyAnswer.ts'
import { say } from '../../customers/say.ts'
import { allowAgain, stop } from '../../customers/stop.ts'
import { bookByLink, cancelByLink, elseByLink } from '../../customers/turnsByLink.ts'
import type { EdgeDeps } from '../../deps.ts'
import { typedText } from '../shared/fields.tsx'

/** Saves what one form of a case's page says, or tells what is wrong with it. Throws what the verb throws. */
type Step = (deps: EdgeDeps, by: ByLink, form: Form) => Promise<Fault[] | undefined>

export const isConfirmation = (said: string): said is Confirmation =>
  (CONFIRMATIONS as readonly string[]).includes(said)

const wordsIn = (form: Form, { max = limits.words, needed = true } = {}) => {
  const words = clean(typedText(form, 'words'))
  const faults: Fault[] = []
  if (words.length > max) faults.push({ field: 'words', fault: 'too long' })
  if (needed && !words) faults.push({ field: 'words', fault: 'missing' })
  return { words, faults }
}

const notChosen = (field: string, said: string): Fault => ({ field, fault: said ? 'not offered' : 'missing' })

/** Runs unless something is wrong with the form. */
const unless = async (faults: Fault[], run: () => Promise<unknown>): Promise<Fault[] | undefined> => {
  if (faults.length > 0) return faults
  await run()
  return undefined
}

export const caseSteps: Record<string, Step> = {
  answer: (deps, by, form) => {
    const answer = typedText(form, 'answer')
    const { words, faults } = wordsIn(form, { needed: false })
    if (!isConfirmation(answer)) return Promise.resolve([notChosen('answer', answer), ...faults])
    return unless(faults, () => confirmCase(deps, { ...by, answer, words }))
  },
  say: (deps, by, form) => {
    const { words, faults } = wordsIn(form)
    return unless(faults, () => say(deps, { ...by, words }))
  },
  again: (deps, by, form) => {
    const { words, faults } = wordsIn(form)
    return unless(faults, () => openAgain(deps, { ...by, words }))
  },
  account: (deps, by, form) => {
    const { words, faults } = wordsIn(form, { max: LONGEST_ACCOUNT })
    return unless(faults, () => correct(deps, { ...by, words, version: Number(typedText(form, 'version')) }))
  },
  remedy: (deps, by, form) => {
    const [answer, remedy] = [typedText(form, 'answer'), typedText(form, 'remedy')]
    const { words, faults } = wordsIn(form, { needed: answer === 'change' })
    if (answer !== 'accept' && answer !== 'change') return Promise.resolve([notChosen('answer', answer)])
    return unless(faults, () => answerRemedy(deps, { ...by, remedy, answer, words }))
  },
  call: (deps, by, form) => {
    const [at, phone] = [typedText(form, 'at'), clean(typedText(form, 'phone'))]
    const faults = Number.isNaN(Date.parse(at)) ? [notChosen('at', at)] : []
    return unless(faults, () => bookByLink(deps, { ...by, at, phone }))
  },
  cancel: (deps, by) => unless([], () => cancelByLink(deps, by)),
  else: (deps, by, form) => {
    const { words, faults } = wordsIn(form, { needed: false })
    const about = typedText(form, 'about') === 'yes'
    return unless(faults, () =>
      elseByLink(deps, { ...by, about, person: typedText(form, 'person') || undefined, words }),
    )
  },
  stop: (deps, by) => unless([], () => stop(deps, by)),
  undo: (deps, by) => unless([], () => allowAgain(deps, by)),
}
