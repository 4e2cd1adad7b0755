import { Hono } from 'hono/tiny'
import * as z from 'zod/mini'
import type { EdgeDeps } from '../deps.ts'
import { remedyFulfilled } from '../remedies/fulfil.ts'
import { authenticate } from '../setup/keys.ts'
import { onceRepeatable } from './idempotency.ts'
import { faultsOf, problem } from './problem.ts'
import { readJson } from './request.ts'

const input = z.strictObject({
  reference: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
})

/** `POST /v1/remedies/:id/done`: another system did a remedy, and says under which reference. Needs `remedies:write`. */
export const remediesApi = (deps: EdgeDeps) =>
  new Hono().post('/:id/done', async (c) => {
    const now = deps.now()
    const header = c.req.header('authorization')
    const key = await authenticate(deps, { header, scope: 'remedies:write' })
    const { text, given: sent, faults } = await readJson(c)
    const given = input.safeParse(sent)
    if (!given.success || faults.length > 0) {
      const own = given.success ? [] : faultsOf(given.error, sent, 'this request')
      return problem(c, 422, 'The remedy can’t be noted as done as it was sent.', [...faults, ...own])
    }
    const remedyId = c.req.param('id').toLowerCase()
    const request = `remedies/${remedyId}/done\n${text}`
    const done = await onceRepeatable(
      deps,
      { apiKeyId: key.id, key: c.req.header('idempotency-key'), request, now },
      () => remedyFulfilled(deps, { remedyId, reference: given.data.reference, now }),
    )
    return c.json(done, 200)
  })
