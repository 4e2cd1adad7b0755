import { Hono } from 'hono/tiny'
import { placeFaults } from '../contacts/faults.ts'
import { contactInput } from '../contacts/input.ts'
import { readingOf } from '../contacts/reading.ts'
import { recordContact } from '../contacts/record.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError, type Fault } from '../errors.ts'
import { authenticate } from '../setup/keys.ts'
import { once } from './idempotency.ts'
import { faultsOf, problem } from './problem.ts'
import { readJson } from './request.ts'

/** `POST /v1/contacts`: an ended contact comes in, once. 202 with what becomes of its invitation. */
export const contactsApi = (deps: EdgeDeps) =>
  new Hono().post('/', async (c) => {
    const now = deps.now()
    const key = await authenticate(deps, {
      header: c.req.header('authorization'),
      scope: 'contacts:write',
    })
    const { text, given, faults } = await readJson(c)
    const refuse = async (found: Fault[]) => {
      const all = [...found, ...(await placeFaults(deps, given, now))]
      return problem(c, 422, 'The contact can’t be recorded as it was sent.', all)
    }
    const contact = contactInput.safeParse(given, await readingOf(deps))
    if (!contact.success) return refuse([...faults, ...faultsOf(contact.error, given, 'a contact')])
    if (faults.length > 0) return refuse(faults)
    const recorded = await once(
      deps,
      { apiKeyId: key.id, key: c.req.header('idempotency-key'), request: text, now },
      (tx) => recordContact(deps, tx, contact.data, now),
    ).catch((error) => {
      if (error instanceof DomainError && error.code === 'invalid') return undefined
      throw error
    })
    if (!recorded) return refuse([])
    deps.wake()
    return c.json(recorded, 202)
  })
