import { Hono } from 'hono/tiny'
import { zammad } from '../integrations/helpdesk/zammad.ts'
import { casesApi } from './api/cases.ts'
import { contactsApi } from './api/contacts.ts'
import { health } from './api/health.ts'
import { helpdesksApi } from './api/helpdesks.ts'
import { onError, problem } from './api/problem.ts'
import { remediesApi } from './api/remedies.ts'
import type { EdgeDeps } from './deps.ts'
import { pages } from './pages/routes.ts'

/** What customers and integrators touch: pages and API. The same on a Worker and on Node. */
export const edgeApp = (deps: EdgeDeps, { zammadSecret }: { zammadSecret: string | undefined }) => {
  const v1 = new Hono()
    .onError(onError(deps.log))
    .route('/contacts', contactsApi(deps))
    .route('/cases', casesApi(deps))
    .route('/remedies', remediesApi(deps))
    .route('/helpdesks', helpdesksApi(deps, [{ helpdesk: zammad, secret: zammadSecret }]))
    .all('*', (c) => problem(c, 404, 'There is nothing at this address.'))
  return new Hono().route('/health', health(deps)).route('/v1', v1).route('/', pages(deps))
}
