import { randomUUID } from 'node:crypto'
import type { Answer } from '../../integrations/inbound.ts'
import { loadCase } from '../../src/cases/caseFile.ts'
import type { EdgeDeps } from '../../src/deps.ts'
import { DomainError } from '../../src/errors.ts'
import { caseSteps } from '../../src/pages/case/steps.ts'
import { words } from './fill.ts'
import type { Chooser } from './steps.ts'

const STEPS = [
  ...['answer', 'answer', 'answer', 'say', 'again', 'again', 'again', 'account', 'remedy', 'call', 'else'],
  'stop',
] as const

/** What no wording of chance says: words with it are severe. */
export const SEVERE = 'The kettle exploded and I burned my hand so badly that I am in hospital.'

/** What the customer sends from the case page now: which of its forms, and what is in it. */
export const chooseForm = async (deps: EdgeDeps, id: string, choose: Chooser, now: Date) => {
  const found = await loadCase(deps.db, id)
  const step = choose.of(STEPS.filter((name) => Object.hasOwn(caseSteps, name)))
  const form: Record<string, string> = {
    words: choose.chance(0.1) ? `${words(choose)} ${SEVERE}` : words(choose),
  }
  if (step === 'answer') form.answer = choose.of(['yes', 'yes', 'partly', 'not yet'])
  if (step === 'account') form.version = String(found.account?.version ?? 1)
  if (step === 'remedy') {
    form.remedy = found.remedies.length > 0 ? choose.of(found.remedies).id : randomUUID()
    form.answer = choose.of(['accept', 'change'])
  }
  if (step === 'call') {
    form.at = new Date(Math.ceil((now.getTime() + 3 * 3600_000) / 1_800_000) * 1_800_000).toISOString()
    form.phone = '+46 8 123 45 67'
  }
  if (step === 'else' && choose.chance(0.3)) form.about = 'yes'
  return { step, form }
}

/** A refusal is an answer like any other. */
export const sendForm = async (
  deps: EdgeDeps,
  {
    step,
    form,
    token,
    formId,
    now,
  }: { step: string; form: Record<string, string>; token: string; formId: string; now: Date },
): Promise<Answer> => {
  try {
    const faults = await caseSteps[step]!(deps, { token, formId, now }, form)
    return faults ? { kind: 'faults', faults: {} } : { kind: 'done' }
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'notice', text: error.message }
    throw error
  }
}
