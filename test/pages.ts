import { Hono } from 'hono'
import type { PictureStore } from '../integrations/pictures/pictures.ts'
import type { EdgeDeps } from '../src/deps.ts'
import { casePages } from '../src/pages/case/routes.ts'
import { dataPages } from '../src/pages/data/routes.ts'
import { surveyPages } from '../src/pages/survey/routes.ts'

/** All of customers' pages, as one address serves them. */
export const pages = (deps: EdgeDeps & { pictures: PictureStore }) =>
  new Hono().route('/', casePages(deps)).route('/', dataPages(deps)).route('/', surveyPages(deps))
