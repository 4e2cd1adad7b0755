import { Hono } from 'hono/tiny'
import type { EdgeDeps } from '../deps.ts'
import { home, methodNotAllowed, onError, tell, tidy } from './answer.ts'
import { answerSurvey, showSurvey } from './surveyDoor.ts'
import { answerUnsubscribe, showUnsubscribe } from './unsubscribeDoor.ts'

/** What everybody who is asked may open. GET and HEAD change nothing; each POST saves one thing. Elsewhere is a friendly 404. */
export const surveyPages = (deps: EdgeDeps) =>
  new Hono()
    .onError(onError(deps))
    .use('/:door{[su]}/:token', tidy)
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
    .all('*', (c) => tell(c, 'unknown'))
