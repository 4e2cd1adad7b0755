import { Hono } from 'hono/tiny'
import * as z from 'zod/mini'
import { ENDS, OPEN_STATES } from '../cases/states.ts'
import { departmentFaults } from '../contacts/faults.ts'
import { datable, instant } from '../contacts/input.ts'
import type { EdgeDeps } from '../deps.ts'
import { listCases } from '../records/caseList.ts'
import { caseRecord } from '../records/caseRecord.ts'
import { authenticate } from '../setup/keys.ts'
import { cursorOf, placeOf } from './cursor.ts'
import { faultsOf, problem } from './problem.ts'
import { queryFaults } from './request.ts'

/** A plus that was not written as %2B comes as a space. */
const since = z.optional(
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((given) => given.replace(/ (?=\d\d:?\d\d$)/, '+')),
    ),
    instant.check(datable),
  ),
)
const query = z.object({
  state: z.optional(z.enum([...OPEN_STATES, 'confirmed', ...ENDS])),
  department: z.optional(z.string()),
  openedSince: since,
  updatedSince: since,
  limit: z._default(
    z.pipe(
      z.string().check(z.regex(/^([1-9]\d?|100)$/, 'must be a number from 1 to 100')),
      z.transform(Number),
    ),
    50,
  ),
  cursor: z.optional(z.string()),
})
const PARAMETERS = Object.keys(query.shape)
const FRESH = { 'Cache-Control': 'no-store' }

/** `GET /v1/cases`, a page at a time, and `GET /v1/cases/:id`. Needs `cases:read`. */
export const casesApi = (deps: EdgeDeps) => {
  const enter = (header: string | undefined) => authenticate(deps, { header, scope: 'cases:read' })
  return new Hono()
    .get('/', async (c) => {
      await enter(c.req.header('authorization'))
      const sent = Object.fromEntries(new URL(c.req.url).searchParams)
      const given = query.safeParse(sent)
      const faults = [
        ...queryFaults(c, PARAMETERS),
        ...(given.success ? [] : faultsOf(given.error, sent, 'the query')),
        ...(sent.department === undefined ? [] : await departmentFaults(deps, sent.department)),
      ]
      const after = sent.cursor === undefined ? undefined : placeOf(sent.cursor)
      if (sent.cursor !== undefined && after?.by !== (sent.updatedSince ? 'updated' : 'opened'))
        faults.push({ field: 'cursor', message: 'is not the cursor of a page of this query' })
      if (!given.success || faults.length > 0)
        return problem(c, 422, 'The cases can’t be listed by this query.', faults)
      const { cursor: _, ...filter } = given.data
      const { cases, next } = await listCases(deps, { ...filter, after })
      return c.json({ cases, next: next ? cursorOf(next) : null }, 200, FRESH)
    })
    .get('/:id', async (c) => {
      await enter(c.req.header('authorization'))
      const faults = queryFaults(c)
      if (faults.length > 0) return problem(c, 422, 'The case can’t be read by this query.', faults)
      return c.json(await caseRecord(deps, c.req.param('id')), 200, FRESH)
    })
}
