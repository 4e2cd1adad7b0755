import {
  apiKeys,
  auditLog,
  personAccounts,
  personRoles,
  sessions,
  signInSubjects,
  signIns,
  visits,
  webhooks,
} from '../../../db/schema/index.ts'
import { type Declaration, declare, NOBODY, ofStaff } from '../declare.ts'

const SET_UP = { reach: NOBODY, lifetime: 'set-up' } as const
const secret = { exported: { withheld: 'security' } } as const

/** How people and systems get in, and what was noted of it. */
export const ACCESS: Declaration[] = [
  declare(personRoles, {
    ...SET_UP,
    plain: ['role', 'departments'],
    personal: { personId: ofStaff('id') },
  }),
  declare(personAccounts, {
    ...SET_UP,
    plain: ['personId', 'platform', 'workspace'],
    personal: { user: ofStaff('id') },
  }),
  declare(webhooks, {
    ...SET_UP,
    plain: ['key', 'events', 'disabledAt', 'active'],
    personal: { url: ofStaff('token', secret) },
  }),
  declare(apiKeys, {
    ...SET_UP,
    plain: ['id', 'name', 'scopes', 'createdAt', 'revokedAt', 'endsAt', 'expiresAt', 'lastUsedAt'],
    personal: { hash: ofStaff('token', secret) },
  }),
  declare(signIns, {
    reach: NOBODY,
    lifetime: { from: { column: 'expires_at' }, rows: 'signIns' },
    plain: ['createdAt', 'expiresAt', 'usedAt'],
    personal: {
      hash: ofStaff('token', secret),
      nonce: ofStaff('token', secret),
      personId: ofStaff('id'),
    },
  }),
  declare(sessions, {
    reach: NOBODY,
    lifetime: { from: { column: 'expires_at' }, rows: 'sessions' },
    plain: ['id', 'way', 'createdAt', 'lastSeenAt', 'vouchedAt', 'expiresAt'],
    personal: { hash: ofStaff('token', secret), personId: ofStaff('id'), device: ofStaff('id') },
  }),
  declare(signInSubjects, {
    ...SET_UP,
    plain: ['issuer', 'linkedAt'],
    personal: { subject: ofStaff('id', secret), personId: ofStaff('id') },
  }),
  declare(visits, {
    reach: NOBODY,
    lifetime: { from: { column: 'expires_at' }, rows: 'sessions' },
    plain: ['opens', 'createdAt', 'expiresAt'],
    personal: {
      link: ofStaff('token', secret),
      hash: ofStaff('token', secret),
      personId: ofStaff('id'),
    },
  }),
  declare(auditLog, {
    ...SET_UP,
    // Made of ids and hashes, so that an erasure leaves it; its months go by the role that migrates
    plain: ['id', 'at', 'kind', 'byKind', 'subjectKind', 'subjectId', 'door', 'network', 'facts'],
    personal: { byId: ofStaff('id', secret) },
  }),
]
