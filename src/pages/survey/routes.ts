import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import { csat } from '../../../surveys/csat.ts'
import type { EdgeDeps } from '../../deps.ts'
import { DomainError } from '../../errors.ts'
import { resubscribe, unsubscribe, viewSubscription } from '../../invitations/unsubscribe.ts'
import { admit } from '../../links.ts'
import { admitToSurvey } from '../../responses/context.ts'
import { openSurvey } from '../../responses/open.ts'
import { submitResponse } from '../../responses/submit.ts'
import { BUTTON_FORM, readForm, WORDS_FORM } from '../shared/form.ts'
import {
  home,
  limitOf,
  methodNotAllowed,
  onError,
  respond,
  respondMessage,
  tidyLink,
} from '../shared/respond.ts'
import { surveyPage } from './surveyPage.tsx'
import { unsubscribePage } from './unsubscribePage.tsx'

type SurveyLink = Context<object, '/s/:token'>
type UnsubscribeLink = Context<object, '/u/:token'>

/** Shows the survey, with the score of a mail's link chosen. Records nothing. */
const showSurvey = (deps: EdgeDeps) => async (c: SurveyLink) => {
  const view = await openSurvey(deps, { token: c.req.param('token'), now: deps.now() })
  // A mailed link ends with its score: what was copied along with it is no other score
  const score = /^([1-5])(?!\d)/.exec(c.req.query('score') ?? '')?.[1]
  return respond(c, surveyPage(view, { chosen: score }))
}

/** Saves one step and answers with the next: no redirect, one round trip less. */
const answerSurvey = (deps: EdgeDeps) => async (c: SurveyLink) => {
  const at = { token: c.req.param('token'), now: deps.now() }
  await admitToSurvey(deps, at.token, at.now)
  const form = await readForm(c, WORDS_FORM)
  const read = form && csat.parseStep(form)
  if (!form || !read?.step) return respondMessage(c, 'malformed')
  const { step } = read
  const refuse = async (
    faults: Extract<typeof read, { faults: unknown }>['faults'],
    { on = step, often }: { on?: typeof step; often?: 'hour' | 'all' } = {},
  ) => respond(c, surveyPage(await openSurvey(deps, at), { refused: { step: on, form, faults, often } }))
  if ('faults' in read) return refuse(read.faults)
  try {
    return respond(c, surveyPage(await submitResponse(deps, { ...at, step: read.answers }), { saved: step }))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'invalid') return refuse([{ field: 'score', fault: 'missing' }], { on: 'score' })
    if (error.code === 'too many') return refuse([], { often: limitOf(error) })
    // The brand's own page says it kinder than a bare one.
    if (error.code === 'expired') return respond(c, surveyPage(await openSurvey(deps, at)))
    throw error
  }
}

/** Shows one button. Records nothing: scanners open every link. */
const showUnsubscribe = (deps: EdgeDeps) => async (c: UnsubscribeLink) =>
  respond(c, unsubscribePage(await viewSubscription(deps, { token: c.req.param('token'), now: deps.now() })))

/** Stops the asking, from the button or from a mail program (RFC 8058: no redirect, no cookies), or undoes it. */
const answerUnsubscribe = (deps: EdgeDeps) => async (c: UnsubscribeLink) => {
  const at = { token: c.req.param('token'), now: deps.now() }
  await admit(deps, 'unsubscribe', at.token)
  const form = await readForm(c, BUTTON_FORM)
  if (form?.undo === 'yes')
    return resubscribe(deps, at).then(
      (view) => respond(c, unsubscribePage(view, { back: true })),
      async (error) => {
        if (!(error instanceof DomainError && error.code === 'too many')) throw error
        return respond(c, unsubscribePage(await viewSubscription(deps, at), { often: true }))
      },
    )
  return respond(c, unsubscribePage(await unsubscribe(deps, at)))
}

/** What everybody who is asked may open. GET and HEAD change nothing; each POST saves one thing. Elsewhere is a friendly 404. */
export const surveyPages = (deps: EdgeDeps) =>
  new Hono()
    .onError(onError(deps))
    .use('/:door{[su]}/:token', tidyLink)
    .get('/s/:token', showSurvey(deps))
    .post('/s/:token', answerSurvey(deps))
    .all('/s/:token', methodNotAllowed)
    .get('/u/:token', showUnsubscribe(deps))
    .post('/u/:token', answerUnsubscribe(deps))
    .all('/u/:token', methodNotAllowed)
    .get('/', home)
    .get('/robots.txt', (c) =>
      c.text('User-agent: *\nDisallow: /\n', 200, { 'Cache-Control': 'public, max-age=86400' }),
    )
    .get('/favicon.ico', (c) => c.body(null, 204, { 'Cache-Control': 'public, max-age=86400' }))
    .all('*', (c) => respondMessage(c, 'unknown'))
