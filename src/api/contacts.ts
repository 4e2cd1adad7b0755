import { Hono } from 'hono/tiny'
import { contactInput } from '../contacts/input.ts'
import { readingOf } from '../contacts/reading.ts'
import { recordContact } from '../contacts/record.ts'
import type { EdgeDeps } from '../deps.ts'
import { authenticate } from '../setup/keys.ts'
import { parseJson, readBody } from './body.ts'
import { once } from './idempotency.ts'
import { faultsOf, problem } from './problem.ts'

/** `POST /v1/contacts`: an ended contact comes in, once. 202 with what becomes of its invitation. */
export const contactsApi = (deps: EdgeDeps) =>
  new Hono().post('/', async (c) => {
    const now = deps.now()
    const key = await authenticate(deps, {
      header: c.req.header('authorization'),
      scope: 'contacts:write',
    })
    const body = await readBody(c)
    const contact = contactInput.safeParse(parseJson(body), await readingOf(deps))
    if (!contact.success)
      return problem(c, 422, 'The contact is not complete or not well-formed.', faultsOf(contact.error))
    const recorded = await once(
      deps,
      { apiKeyId: key.id, key: c.req.header('idempotency-key'), request: body, now },
      (tx) => recordContact(deps, tx, contact.data, now),
    )
    deps.wake()
    return c.json(recorded, 202)
  })
