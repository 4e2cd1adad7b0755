import { Hono } from 'hono/tiny'
import type { EdgeDeps } from '../deps.ts'
import { methodNotAllowed, onError, tidy } from './answer.ts'
import { answerCase, showCase } from './caseDoor.ts'

/** The page of one customer's case. In ops, with its pictures: it can do most of what staff can, and edge stays small. */
export const casePages = (deps: EdgeDeps) =>
  new Hono()
    .onError(onError(deps))
    .use('/c/:token', tidy)
    .get('/c/:token', showCase(deps))
    .post('/c/:token', answerCase(deps))
    .all('/c/:token', methodNotAllowed)
