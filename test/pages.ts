import { Hono } from 'hono'
import type { EdgeDeps } from '../src/deps.ts'
import { casePages } from '../src/pages/case/routes.ts'
import { surveyPages } from '../src/pages/survey/routes.ts'

/** All of customers' pages, as one address serves them. */
export const pages = (deps: EdgeDeps) => new Hono().route('/', casePages(deps)).route('/', surveyPages(deps))
