import { Hono } from 'hono/tiny'
import * as z from 'zod/mini'
import { audit } from '../audit/audit.ts'
import { AUDIT_KINDS, listAudit, markText, readMark } from '../audit/list.ts'
import type { EdgeDeps } from '../deps.ts'
import { authenticate } from '../setup/keys.ts'
import { faultsOf, problem } from './problem.ts'
import { queryFaults } from './request.ts'

const LINES = 1_000
const day = z.optional(z.iso.date())
const query = z.object({
  from: day,
  to: day,
  kind: z.optional(z.enum(AUDIT_KINDS)),
  cursor: z.optional(z.string()),
})
const PARAMETERS = Object.keys(query.shape)

/**
 * `GET /v1/audit`: the audit log as NDJSON, the newest first, up to 1,000 lines; `Link` names the next page. Needs
 * `audit:read`, and is itself in the log.
 */
export const auditApi = (deps: EdgeDeps) =>
  new Hono().get('/', async (c) => {
    const { id } = await authenticate(deps, {
      header: c.req.header('authorization'),
      scope: 'audit:read',
    })
    const sent = Object.fromEntries(new URL(c.req.url).searchParams)
    const given = query.safeParse(sent)
    const after = readMark(sent.cursor)
    const faults = [
      ...queryFaults(c, PARAMETERS),
      ...(given.success ? [] : faultsOf(given.error, sent, 'the query')),
      ...(sent.cursor !== undefined && !after
        ? [{ field: 'cursor', message: 'is not the cursor of a page' }]
        : []),
    ]
    if (!given.success || faults.length > 0)
      return problem(c, 422, 'The audit log can’t be read by this query.', faults)
    const { cursor: _, ...filter } = given.data
    const { entries, next } = await listAudit(deps.db.$client, filter, {
      limit: LINES,
      ...(after && { after }),
    })
    const by = { kind: 'key', id } as const
    await audit(deps.db, { kind: 'audit.exported', by, from: { door: 'api' }, facts: {}, now: deps.now() })
    const more = next && new URLSearchParams({ ...sent, cursor: markText(next) })
    return c.body(entries.map((entry) => `${JSON.stringify(lineOf(entry))}\n`).join(''), 200, {
      'Cache-Control': 'no-store',
      'Content-Type': 'application/x-ndjson',
      ...(more && { Link: `</v1/audit?${more}>; rel="next"` }),
    })
  })

/** Names of people stay out: the ids say who. */
const lineOf = ({ byName: _, ...entry }: Awaited<ReturnType<typeof listAudit>>['entries'][number]) => entry
