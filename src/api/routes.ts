import { Hono } from 'hono/tiny'
import type { EdgeDeps } from '../deps.ts'
import { seal } from '../seal.ts'
import { casesApi } from './cases.ts'
import { contactsApi } from './contacts.ts'
import { helpdesksApi } from './helpdesks.ts'
import { invitationsApi } from './invitations.ts'
import { noSuchRoute } from './methods.ts'
import { onError } from './problem.ts'
import { problemsPage } from './problemsPage.tsx'
import { remediesApi } from './remedies.ts'

/** `/v1`: what other systems touch. On ops, so that a customer's page carries none of it. `settings` hold the helpdesks' secrets. */
export const api = (deps: EdgeDeps, settings: Record<string, unknown>) => {
  const v1 = new Hono()
    .use(seal(deps))
    .onError(onError(deps.log))
    .route('/contacts', contactsApi(deps))
    .route('/invitations', invitationsApi(deps))
    .route('/cases', casesApi(deps))
    .route('/remedies', remediesApi(deps))
    .route('/helpdesks', helpdesksApi(deps, settings))
    .get('/problems', (c) => c.html(problemsPage(), 200, { 'Cache-Control': 'public, max-age=3600' }))
  v1.all('*', noSuchRoute(v1.routes))
  return new Hono().route('/v1', v1)
}
