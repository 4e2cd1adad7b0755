import { Hono } from 'hono/tiny'
import * as z from 'zod/mini'
import { csat } from '../../surveys/csat.ts'
import { drivers } from '../../surveys/drivers.ts'
import { audit } from '../audit/audit.ts'
import { brandFaults, departmentFaults } from '../contacts/faults.ts'
import { CHANNELS } from '../contacts/input.ts'
import { csvOf } from '../csv.ts'
import type { EdgeDeps } from '../deps.ts'
import type { Fault } from '../errors.ts'
import { readCompared } from '../figures/figures.ts'
import { allDepartments, periodFault, type Slice } from '../figures/slice.ts'
import { figureRows } from '../figures/table.ts'
import { authenticate } from '../setup/keys.ts'
import { faultsOf, problem } from './problem.ts'
import { queryFaults } from './request.ts'

const query = z.object({
  from: z.string(),
  to: z.string(),
  department: z.optional(z.string()),
  brand: z.optional(z.string()),
  channel: z.optional(z.enum(CHANNELS)),
  survey: z.optional(z.enum([csat.key])),
  driver: z.optional(z.enum(drivers)),
  format: z._default(z.enum(['json', 'csv']), 'json'),
})
const PARAMETERS = Object.keys(query.shape)
const FRESH = { 'Cache-Control': 'no-store' }

/**
 * `GET /v1/figures`: what answers and cases of a period come to, as digest and report show it. Needs `figures:read`. As CSV
 * it is a download of the report, and is in the audit log.
 */
export const figuresApi = (deps: EdgeDeps) =>
  new Hono().get('/', async (c) => {
    const { id } = await authenticate(deps, {
      header: c.req.header('authorization'),
      scope: 'figures:read',
    })
    const sent = Object.fromEntries(new URL(c.req.url).searchParams)
    const given = query.safeParse(sent)
    const faults = [
      ...queryFaults(c, PARAMETERS),
      ...(given.success ? [] : faultsOf(given.error, sent, 'the query')),
      ...(await placeFaults(deps, sent)),
    ]
    if (!given.success || faults.length > 0)
      return problem(c, 422, 'There are no figures by this query.', faults)
    const { format, department, ...rest } = given.data
    const slice: Slice = {
      ...rest,
      departments: department === undefined ? await allDepartments(deps.db) : keysOf(department),
    }
    const now = deps.now()
    const { figures, days } = await deps.db.transaction((tx) => readCompared(tx, slice, now), {
      isolationLevel: 'repeatable read',
      accessMode: 'read only',
    })
    if (format === 'json') return c.json({ slice, ...figures, days }, 200, FRESH)
    if (c.req.method === 'GET') {
      const by = { kind: 'key', id } as const
      const { departments } = slice
      await audit(deps.db, {
        kind: 'report.exported',
        by,
        from: { door: 'api' },
        facts: { departments },
        now,
      })
    }
    return c.body(csvOf(figureRows(figures, days)), 200, {
      ...FRESH,
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="figures-${slice.from}-${slice.to}.csv"`,
    })
  })

const keysOf = (department: string) => [...new Set(department.split(',').map((key) => key.trim()))]

const placeFaults = async (deps: EdgeDeps, sent: Record<string, string>): Promise<Fault[]> => {
  const { from, to, department, brand } = sent
  const departments = department === undefined ? [] : keysOf(department)
  return [
    ...(from === undefined || to === undefined ? [] : periodFault(from, to)),
    ...(await Promise.all(departments.slice(0, MOST).map((key) => departmentFaults(deps, key)))).flat(),
    ...(departments.length > MOST ? [{ field: 'department', message: `lists more than ${MOST}` }] : []),
    ...(brand === undefined ? [] : await brandFaults(deps, brand)),
  ]
}
const MOST = 200
