import { Hono } from 'hono/tiny'
import type { EdgeDeps } from '../deps.ts'
import { methodNotAllowed, onError, tell } from './answer.ts'
import { answerCase, showCase } from './caseDoor.ts'
import { answerSurvey, showSurvey } from './surveyDoor.ts'
import { answerUnsubscribe, showUnsubscribe } from './unsubscribeDoor.ts'

/** Customers' pages. GET and HEAD change nothing; each POST saves one thing. Anywhere else is a friendly 404. */
export const pages = (deps: EdgeDeps) =>
  new Hono()
    .onError(onError(deps))
    .get('/s/:token', showSurvey(deps))
    .post('/s/:token', answerSurvey(deps))
    .all('/s/:token', methodNotAllowed)
    .get('/c/:token', showCase(deps))
    .post('/c/:token', answerCase(deps))
    .all('/c/:token', methodNotAllowed)
    .get('/u/:token', showUnsubscribe(deps))
    .post('/u/:token', answerUnsubscribe(deps))
    .all('/u/:token', methodNotAllowed)
    .all('*', (c) => tell(c, 'unknown'))
