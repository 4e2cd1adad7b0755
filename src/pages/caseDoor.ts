import type { Context } from 'hono'
import { limits } from '../../surveys/csat.ts'
import { clean } from '../../surveys/fields.ts'
import type { Fault, Form } from '../../surveys/survey.ts'
import { CONFIRMATIONS, type Confirmation } from '../cases/case.ts'
import { confirmCase } from '../cases/confirm.ts'
import { viewCase } from '../cases/viewCase.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { answer, tell } from './answer.ts'
import { casePage } from './case.tsx'
import { typedText } from './fields.tsx'
import { readForm } from './form.ts'

type Link = Context<object, '/c/:token'>

const isConfirmation = (said: string): said is Confirmation =>
  (CONFIRMATIONS as readonly string[]).includes(said)

/** Shows the case, with the answer of a mail's link chosen. Records nothing. */
export const showCase = (deps: EdgeDeps) => async (c: Link) => {
  const view = await viewCase(deps, { token: c.req.param('token'), now: deps.now() })
  const chosen = c.req.query('answer')?.replaceAll('-', ' ')
  return answer(c, casePage(view, { chosen: chosen && isConfirmation(chosen) ? chosen : undefined }))
}

/** Saves the customer's own word on whether it is put right. */
export const answerCase = (deps: EdgeDeps) => async (c: Link) => {
  const form = await readForm(c)
  if (!form) return tell(c, 'malformed')
  const at = { token: c.req.param('token'), now: deps.now() }
  const said = typedText(form, 'answer')
  const words = clean(typedText(form, 'words'))
  const faults = faultsOf(said, words)
  if (!isConfirmation(said) || faults.length > 0) return refuse(form, faults)
  try {
    const view = await confirmCase(deps, { ...at, answer: said, words: words || undefined })
    return answer(c, casePage(view, { saved: true }))
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'conflict')) throw error
    return answer(c, casePage(await viewCase(deps, at), { late: true }))
  }

  async function refuse(typed: Form, faults: Fault[]) {
    const view = await viewCase(deps, at)
    // There is nothing to mend once the question is closed.
    return answer(
      c,
      casePage(view, view.question === 'asked' ? { refused: { form: typed, faults } } : { late: true }),
    )
  }
}

function faultsOf(said: string, words: string): Fault[] {
  const faults: Fault[] = []
  if (!isConfirmation(said)) faults.push({ field: 'answer', fault: said ? 'not offered' : 'missing' })
  if (words.length > limits.words) faults.push({ field: 'words', fault: 'too long' })
  return faults
}
