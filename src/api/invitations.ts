import { Hono } from 'hono/tiny'
import type { EdgeDeps } from '../deps.ts'
import { type Withdrawal, withdrawInvitation } from '../invitations/withdraw.ts'
import { authenticate } from '../setup/keys.ts'
import { problem } from './problem.ts'
import { queryFaults } from './request.ts'

const REASONS: Withdrawal[] = ['reopened', 'opted out']

/** `DELETE /v1/invitations/ID`: withdraws an invitation whose mail has not gone. Idempotent; 409 once it has. */
export const invitationsApi = (deps: EdgeDeps) =>
  new Hono().delete('/:id', async (c) => {
    const now = deps.now()
    await authenticate(deps, { header: c.req.header('authorization'), scope: 'contacts:write' })
    const faults = queryFaults(c, ['reason'])
    const given = c.req.query('reason') ?? 'reopened'
    const reason = REASONS.find((one) => one === given)
    if (!reason) faults.push({ field: 'reason', message: `must be one of ${REASONS.join(', ')}` })
    if (!reason || faults.length > 0)
      return problem(c, 422, 'The invitation can’t be withdrawn as it was asked.', faults)
    return c.json(await withdrawInvitation(deps, { id: c.req.param('id'), reason, now }))
  })
