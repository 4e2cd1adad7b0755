import type { Context } from 'hono'
import type { Form } from '../../surveys/survey.ts'
import { lookOfLink, renewLink } from '../cases/customer/renewLink.ts'
import { viewCase } from '../cases/customer/viewCase.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { admit } from '../links.ts'
import { answer, oftenOf, tell } from './answer.ts'
import { type CaseOptions, casePage, endedLinkPage, stopPage } from './case.tsx'
import { caseSteps, isConfirmation } from './caseSteps.ts'
import { typedText } from './fields.tsx'
import { readForm, WORDS_FORM } from './form.ts'

type Link = Context<object, '/c/:token'>

/** Shows the case, with the answer of a mail's link chosen, or what stopping would stop. Records nothing. */
export const showCase = (deps: EdgeDeps) => (c: Link) =>
  orEnded(deps, c, async () => {
    const view = await viewCase(deps, { token: c.req.param('token'), now: deps.now() })
    if (c.req.query('stop') !== undefined && !view.stopped) return answer(c, stopPage(view))
    const chosen = c.req
      .query('answer')
      ?.replace(/[^a-z]+$/, '')
      .replaceAll('-', ' ')
    return answer(
      c,
      casePage(view, {
        chosen: chosen && isConfirmation(chosen) ? chosen : undefined,
        saved: c.req.query('saved') !== undefined,
        pictures: picturesSaid(c.req.query('pictures')),
      }),
    )
  })

const picturesSaid = (said: string | undefined) => (said === 'refused' || said === 'busy' ? said : undefined)

/** Saves the one thing a form of the page says, and answers with the page as it is then. */
export const answerCase = (deps: EdgeDeps) => async (c: Link) => {
  const at = { token: c.req.param('token'), now: deps.now() }
  await admit(deps, 'case', at.token)
  const form = await readForm(c, WORDS_FORM)
  const step = form && (typedText(form, 'step') || 'answer')
  if (!form || !step) return tell(c, 'malformed')
  if (step === 'renew') {
    await renewLink(deps, at)
    return answer(c, endedLinkPage(await lookOfLink(deps, at.token), true))
  }
  const run = Object.hasOwn(caseSteps, step) ? caseSteps[step] : undefined
  if (!run) return tell(c, 'malformed')
  return orEnded(deps, c, async () => {
    const options = await run(deps, { ...at, formId: typedText(form, 'form') || undefined }, form).then(
      (faults): CaseOptions => (faults ? { refused: { step, form, faults } } : { saved: true }),
      (error) => refusal(error, step, form),
    )
    return answer(c, casePage(await viewCase(deps, at), options))
  })
}

/** What was typed stays: where it can be mended, and where the case has moved on and its form is still there. */
const refusal = (error: unknown, step: string, form: Form): CaseOptions => {
  if (!(error instanceof DomainError)) throw error
  const { code, field } = error
  if (code === 'conflict') return { late: true, refused: { step, form, faults: [] } }
  if (code === 'too many') return { often: oftenOf(error), refused: { step, form, faults: [] } }
  if (code !== 'invalid' || !field) throw error
  const missing = typedText(form, field) === ''
  const fault = missing ? 'missing' : field === 'phone' ? 'no phone number' : 'not offered'
  return { refused: { step, form, faults: [{ field, fault }] } }
}

/** A link that has ended says so in its brand's look, with a way to a new one. */
const orEnded = async (deps: EdgeDeps, c: Link, draw: () => Promise<Response>): Promise<Response> => {
  try {
    return await draw()
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'expired')) throw error
    return answer(c, endedLinkPage(await lookOfLink(deps, c.req.param('token'))))
  }
}
