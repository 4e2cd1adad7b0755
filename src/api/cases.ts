import { Hono } from 'hono/tiny'
import * as z from 'zod/mini'
import { ENDS, OPEN_STATES } from '../cases/case.ts'
import { listCases } from '../cases/personal/list.ts'
import { caseRecord } from '../cases/record.ts'
import { datable, instant } from '../contacts/input.ts'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { authenticate } from '../setup/keys.ts'
import { cursorOf, placeOf } from './cursor.ts'
import { faultsOf, problem } from './problem.ts'

const since = z.optional(instant.check(datable))
const query = z.strictObject({
  state: z.optional(z.enum([...OPEN_STATES, 'confirmed', ...ENDS])),
  department: z.optional(
    z.string().check(z.regex(/^[a-z][a-z0-9-]{0,49}$/, 'is not the key of a department')),
  ),
  openedSince: since,
  updatedSince: since,
  limit: z._default(
    z.pipe(
      z.pipe(z.string().check(z.regex(/^\d{1,3}$/, 'is a number from 1 to 100')), z.transform(Number)),
      z.int().check(z.minimum(1), z.maximum(100)),
    ),
    50,
  ),
  cursor: z.optional(z.string()),
})
const FRESH = { 'Cache-Control': 'no-store' }

/** `GET /v1/cases`, a page at a time, and `GET /v1/cases/:id`. Needs `cases:read`. */
export const casesApi = (deps: EdgeDeps) => {
  const enter = (header: string | undefined) => authenticate(deps, { header, scope: 'cases:read' })
  return new Hono()
    .get('/', async (c) => {
      await enter(c.req.header('authorization'))
      const given = query.safeParse(once(new URL(c.req.url).searchParams))
      if (!given.success)
        return problem(c, 422, 'The query is not well-formed.', faultsOf(given.error, 'the query'))
      const { cursor, ...filter } = given.data
      const after = cursor === undefined ? undefined : placeOf(cursor)
      const by = filter.updatedSince ? 'updated' : 'opened'
      if (cursor !== undefined && after?.by !== by)
        throw new DomainError('invalid', 'This is not the cursor of a page of this query.', 'cursor')
      const { cases, next } = await listCases(deps, { ...filter, after })
      return c.json({ cases, next: next ? cursorOf(next) : null }, 200, FRESH)
    })
    .get('/:id', async (c) => {
      await enter(c.req.header('authorization'))
      return c.json(await caseRecord(deps, c.req.param('id')), 200, FRESH)
    })
}

const once = (params: URLSearchParams): Record<string, string> => {
  for (const name of new Set(params.keys()))
    if (params.getAll(name).length > 1)
      throw new DomainError('invalid', `${name} is given more than once.`, name.slice(0, 50))
  return Object.fromEntries(params)
}
