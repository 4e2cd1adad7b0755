import { Hono } from 'hono/tiny'
import type { PictureStore } from '../../integrations/pictures/pictures.ts'
import type { EdgeDeps } from '../deps.ts'
import { seal } from '../seal.ts'
import { auditApi } from './audit.ts'
import { casesApi } from './cases.ts'
import { contactsApi } from './contacts.ts'
import { customersApi } from './customers.ts'
import { figuresApi } from './figures.ts'
import { helpdesksApi } from './helpdesks.ts'
import { invitationsApi } from './invitations.ts'
import { noSuchRoute } from './methods.ts'
import { onError } from './problem.ts'
import { problemsPage } from './problemsPage.tsx'
import { rateLimit } from './rateLimit.ts'
import { remediesApi } from './remedies.ts'
import { rostersApi } from './rosters.ts'

/** Of one key, by one process or isolate, where the setting is left out: 100 a second. */
const PER_MINUTE = 6_000

/** `/v1`: what other systems touch. On ops, so that a customer's page carries none of it. `settings` hold the helpdesks' secrets. */
export const api = (deps: EdgeDeps & { pictures: PictureStore }, settings: Record<string, unknown>) => {
  const v1 = new Hono()
    .use(seal(deps))
    .use(rateLimit(deps, { perMinute: Number(settings.API_PER_MINUTE ?? PER_MINUTE) }))
    .onError(onError(deps.log))
    .route('/contacts', contactsApi(deps))
    .route('/invitations', invitationsApi(deps))
    .route('/audit', auditApi(deps))
    .route('/cases', casesApi(deps))
    .route('/customers', customersApi(deps))
    .route('/figures', figuresApi(deps))
    .route('/remedies', remediesApi(deps))
    .route('/rosters', rostersApi(deps))
    .route('/helpdesks', helpdesksApi(deps, settings))
    .get('/problems', (c) => c.html(problemsPage(), 200, { 'Cache-Control': 'public, max-age=3600' }))
  v1.all('*', noSuchRoute(v1.routes))
  return new Hono().route('/v1', v1)
}
