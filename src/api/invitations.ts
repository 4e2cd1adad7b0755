import { Hono } from 'hono/tiny'
import type { EdgeDeps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type Withdrawal, withdrawInvitation } from '../invitations/withdraw.ts'
import { authenticate } from '../setup/keys.ts'

const REASONS: Withdrawal[] = ['reopened', 'opted out']

/** `DELETE /v1/invitations/ID`: withdraws an invitation whose mail has not gone. Idempotent; 409 once it has. */
export const invitationsApi = (deps: EdgeDeps) =>
  new Hono().delete('/:id', async (c) => {
    const now = deps.now()
    await authenticate(deps, { header: c.req.header('authorization'), scope: 'contacts:write' })
    const given = c.req.query('reason') ?? 'reopened'
    const reason = REASONS.find((one) => one === given)
    if (!reason) throw new DomainError('invalid', `reason is one of: ${REASONS.join(', ')}.`, 'reason')
    return c.json(await withdrawInvitation(deps, { id: c.req.param('id'), reason, now }))
  })
