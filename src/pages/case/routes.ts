import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import type { Form } from '../../../surveys/survey.ts'
import { lookOfLink, renewLink } from '../../customers/renewLink.ts'
import type { EdgeDeps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { admit } from '../../links.ts'
import { askForData, type DataWish } from '../../personalData/ask.ts'
import { viewCase } from '../../render/story.ts'
import { typedText } from '../shared/fields.tsx'
import { readForm, WORDS_FORM } from '../shared/form.ts'
import { limitOf, methodNotAllowed, onError, respond, respondMessage, tidyLink } from '../shared/respond.ts'
import { type CaseOptions, casePage, endedLinkPage, stopPage } from './casePage.tsx'
import { dataPage } from './dataPage.tsx'
import { caseSteps, isConfirmation } from './steps.ts'

type Link = Context<object, '/c/:token'>

/** Shows the case, with the answer of a mail's link chosen, or what stopping would stop. Records nothing. */
const showCase = (deps: EdgeDeps) => (c: Link) =>
  orEndedLink(deps, c, async () => {
    const view = await viewCase(deps, { token: c.req.param('token'), now: deps.now() })
    if (c.req.query('stop') !== undefined && !view.stopped) return respond(c, stopPage(view))
    if (c.req.query('data') !== undefined) return respond(c, dataPage(view))
    const chosen = c.req
      .query('answer')
      ?.replace(/[^a-z]+$/, '')
      .replaceAll('-', ' ')
    return respond(
      c,
      casePage(view, {
        chosen: chosen && isConfirmation(chosen) ? chosen : undefined,
        saved: c.req.query('saved') !== undefined,
        pictures: pictureOutcome(c.req.query('pictures')),
      }),
    )
  })

const pictureOutcome = (said: string | undefined) =>
  said === 'refused' || said === 'busy' ? said : undefined

/** Saves the one thing a form of the page says, and answers with the page as it is then. */
const answerCase = (deps: EdgeDeps) => async (c: Link) => {
  const at = { token: c.req.param('token'), now: deps.now() }
  await admit(deps, 'case', at.token)
  const form = await readForm(c, WORDS_FORM)
  const step = form && (typedText(form, 'step') || 'answer')
  if (!form || !step) return respondMessage(c, 'malformed')
  if (step === 'renew') {
    await renewLink(deps, at)
    return respond(c, endedLinkPage(await lookOfLink(deps, at.token), true))
  }
  if (step === 'copy' || step === 'erasure') return orEndedLink(deps, c, () => askData(deps, c, step, at))
  const run = Object.hasOwn(caseSteps, step) ? caseSteps[step] : undefined
  if (!run) return respondMessage(c, 'malformed')
  return orEndedLink(deps, c, async () => {
    const options = await run(deps, { ...at, formId: typedText(form, 'form') || undefined }, form).then(
      (faults): CaseOptions => (faults ? { refused: { step, form, faults } } : { saved: true }),
      (error) => refusal(error, step, form),
    )
    return respond(c, casePage(await viewCase(deps, at), options))
  })
}

/** Has a mail sent whose link asks for a yes; nothing is copied or erased before that. */
const askData = async (deps: EdgeDeps, c: Link, what: DataWish, at: { token: string; now: Date }) => {
  const view = await viewCase(deps, at)
  const asked = await askForData(deps, { ...at, what }).catch((error) => {
    if (error instanceof DomainError && error.code === 'too many') return 'often' as const
    throw error
  })
  return respond(c, dataPage(view, asked))
}

/** What was typed stays: where it can be corrected, and where the case has moved on and its form is still there. */
const refusal = (error: unknown, step: string, form: Form): CaseOptions => {
  if (!(error instanceof DomainError)) throw error
  const { code, field } = error
  if (code === 'conflict') return { late: true, refused: { step, form, faults: [] } }
  if (code === 'too many') return { often: limitOf(error), refused: { step, form, faults: [] } }
  if (code !== 'invalid' || !field) throw error
  const missing = typedText(form, field) === ''
  const fault = missing ? 'missing' : field === 'phone' ? 'no phone number' : 'not offered'
  return { refused: { step, form, faults: [{ field, fault }] } }
}

/** A link that has ended says so in its brand's look, with a way to a new one. */
const orEndedLink = async (deps: EdgeDeps, c: Link, render: () => Promise<Response>): Promise<Response> => {
  try {
    return await render()
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'expired')) throw error
    return respond(c, endedLinkPage(await lookOfLink(deps, c.req.param('token'))))
  }
}

/** The page of one customer's case. In ops, with its pictures: it can do most of what staff can, and edge stays small. */
export const casePages = (deps: EdgeDeps) =>
  new Hono()
    .onError(onError(deps))
    .use('/c/:token', tidyLink)
    .get('/c/:token', showCase(deps))
    .post('/c/:token', answerCase(deps))
    .all('/c/:token', methodNotAllowed)
