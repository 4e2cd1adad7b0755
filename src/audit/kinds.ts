/** A field before and after: numbers, yes and no as they are, everything else as `mark` makes it. */
export type Marked = number | boolean | null | string
type FieldChange = { field: string; before: Marked; after: Marked }

/** A key of the set-up, such as a department's; a person by id. */
type SetUpChange = {
  section: string
  id: string
  change: 'added' | 'changed' | 'removed'
  fields: FieldChange[]
}

type Nothing = Record<string, never>

/**
 * Every kind of deed that the audit log keeps, with its facts: ids, names of fields, numbers and hashes. Words of people,
 * names and addresses never stand here, so that an erasure leaves the log alone.
 */
export type AuditFacts = {
  'setup.applied': { changes: SetUpChange[] }
  'key.created': { scopes: string[]; expiresAt: string | null }
  'key.rotated': { before: string; endsAt: string }
  'key.revoked': Nothing
  'signin.done': { method: 'mail' | 'oidc' | 'visit' }
  'signin.refused': { method: 'mail' | 'oidc' | 'visit'; reason: string }
  'signin.linked': { provider: string; subject: string }
  'session.ended': { sessions: number; reason: string }
  'customer.exported': { withheld: number }
  'customer.erased': { erasure: string } & Record<string, number | string>
  'case.exported': Nothing
  'report.exported': { departments: string[] }
  'hold.placed': { customer?: string; case?: string }
  'hold.lifted': { customer?: string; case?: string }
  /** `answers`: ids, of a list of them. */
  'words.read': { answers?: string[] }
  'picture.read': { case: string }
  'webhook.enabled': { again: number }
  'webhook.disabled': Nothing
  'outbox.retried': Nothing
  'outbox.dropped': Nothing
  'suppression.added': { scope: string; reason: string; customer?: string }
  'suppression.lifted': { scope: string; customer?: string }
  'roster.imported': { shifts: number; people: number }
  'roster.followed': Nothing
  'roster.removed': Nothing
  'audit.exported': Nothing
  'audit.purged': { months: string[] }
}
export type AuditKind = keyof AuditFacts

/** What each is done to. */
export const SUBJECTS = {
  'setup.applied': 'organisation',
  'key.created': 'key',
  'key.rotated': 'key',
  'key.revoked': 'key',
  'signin.done': 'person',
  'signin.refused': 'person',
  'signin.linked': 'person',
  'session.ended': 'person',
  'customer.exported': 'customer',
  'customer.erased': 'customer',
  'case.exported': 'case',
  'report.exported': 'organisation',
  'hold.placed': 'hold',
  'hold.lifted': 'hold',
  'words.read': 'case',
  'picture.read': 'picture',
  'webhook.enabled': 'webhook',
  'webhook.disabled': 'webhook',
  'outbox.retried': 'outbox entry',
  'outbox.dropped': 'outbox entry',
  'suppression.added': 'suppression',
  'suppression.lifted': 'suppression',
  'roster.imported': 'department',
  'roster.followed': 'department',
  'roster.removed': 'department',
  'audit.exported': 'audit log',
  'audit.purged': 'audit log',
} as const satisfies Record<AuditKind, string>
