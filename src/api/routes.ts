import { Hono } from 'hono/tiny'
import { zammad } from '../../integrations/helpdesk/zammad.ts'
import type { EdgeDeps } from '../deps.ts'
import { casesApi } from './cases.ts'
import { contactsApi } from './contacts.ts'
import { helpdesksApi } from './helpdesks.ts'
import { invitationsApi } from './invitations.ts'
import { onError, problem } from './problem.ts'
import { remediesApi } from './remedies.ts'

/** `/v1`: what other systems touch. On ops, so that a customer's page carries none of it. */
export const api = (deps: EdgeDeps, { zammadSecret }: { zammadSecret: string | undefined }) => {
  const v1 = new Hono()
    .onError(onError(deps.log))
    .route('/contacts', contactsApi(deps))
    .route('/invitations', invitationsApi(deps))
    .route('/cases', casesApi(deps))
    .route('/remedies', remediesApi(deps))
    .route('/helpdesks', helpdesksApi(deps, [{ helpdesk: zammad, secret: zammadSecret }]))
    .all('*', (c) => problem(c, 404, 'There is nothing at this address.'))
  return new Hono().route('/v1', v1)
}
