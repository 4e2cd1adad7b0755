import type { Context } from 'hono'
import { csat } from '../../surveys/csat.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { admit } from '../links.ts'
import { openSurvey } from '../responses/open.ts'
import { submitResponse } from '../responses/submit.ts'
import { answer, oftenOf, tell } from './answer.ts'
import { readForm, WORDS_FORM } from './form.ts'
import { surveyPage } from './survey.tsx'

type Link = Context<object, '/s/:token'>

/** Shows the survey, with the score of a mail's link chosen. Records nothing. */
export const showSurvey = (deps: EdgeDeps) => async (c: Link) => {
  const view = await openSurvey(deps, { token: c.req.param('token'), now: deps.now() })
  // A mailed link ends with its score: what was copied along with it is no other score
  const score = /^([1-5])(?!\d)/.exec(c.req.query('score') ?? '')?.[1]
  return answer(c, surveyPage(view, { chosen: score }))
}

/** Saves one step and answers with the next: no redirect, one round trip less. */
export const answerSurvey = (deps: EdgeDeps) => async (c: Link) => {
  const at = { token: c.req.param('token'), now: deps.now() }
  await admit(deps, 'survey', at.token)
  const form = await readForm(c, WORDS_FORM)
  const read = form && csat.parseStep(form)
  if (!form || !read?.step) return tell(c, 'malformed')
  const { step } = read
  const refuse = async (
    faults: Extract<typeof read, { faults: unknown }>['faults'],
    { on = step, often }: { on?: typeof step; often?: 'hour' | 'all' } = {},
  ) => answer(c, surveyPage(await openSurvey(deps, at), { refused: { step: on, form, faults, often } }))
  if ('faults' in read) return refuse(read.faults)
  try {
    return answer(c, surveyPage(await submitResponse(deps, { ...at, step: read.answers }), { saved: step }))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'invalid') return refuse([{ field: 'score', fault: 'missing' }], { on: 'score' })
    if (error.code === 'too many') return refuse([], { often: oftenOf(error) })
    // The brand's own page says it kinder than a bare one.
    if (error.code === 'expired') return answer(c, surveyPage(await openSurvey(deps, at)))
    throw error
  }
}
