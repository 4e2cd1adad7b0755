import { Hono } from 'hono/tiny'
import { health } from './api/health.ts'
import type { EdgeDeps } from './deps.ts'
import { surveyPages } from './pages/survey/routes.ts'
import { seal } from './seal.ts'

/** What everybody who is asked may open, and health. The same on a Worker and on Node. */
export const edgeApp = (deps: EdgeDeps) =>
  new Hono().use(seal(deps)).route('/health', health(deps)).route('/', surveyPages(deps))
