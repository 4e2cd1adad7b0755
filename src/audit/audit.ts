import { createHash } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'
import type { Tx } from '../../db/client.ts'
import { auditLog } from '../../db/schema/index.ts'
import { type AuditFacts, type AuditKind, type Marked, SUBJECTS } from './kinds.ts'

/** Who did it: a person of the set-up, an API key, a customer, a person who may run commands, or the clock. */
export type Doer =
  | { kind: 'person' | 'key' | 'customer'; id: string }
  | { kind: 'operator' | 'clock' | 'stranger' }

/** Where it came in. `address`: the whole IP address where it is known; only its network is kept. */
export type From = {
  door: 'desk' | 'chat' | 'api' | 'case page' | 'command line' | 'clock'
  address?: string | undefined
}

export type Deed = {
  [Kind in AuditKind]: {
    kind: Kind
    by: Doer
    from: From
    /** The id of what it was done to, of the kind that `SUBJECTS` says; none where there is one of it, or it has gone. */
    id?: string
    facts: AuditFacts[Kind]
    now: Date
  }
}[AuditKind]

/** Who does something, and through which door. */
export type As = Pick<Deed, 'by' | 'from'>
/** A command of an operator. */
export const OPERATOR: As = { by: { kind: 'operator' }, from: { door: 'command line' } }

export const CLOCK: As = { by: { kind: 'clock' }, from: { door: 'clock' } }

/**
 * Notes a deed, in the transaction that does it: both are there, or neither. The facts hold ids, names of fields and
 * numbers; a text that looks like anything else is kept as its hash, so that no words of people get in by mistake.
 */
export const audit = async (tx: Tx, { kind, by, from, id, facts, now }: Deed): Promise<void> => {
  await tx.insert(auditLog).values({
    at: now,
    kind,
    byKind: by.kind,
    byId: 'id' in by ? by.id : null,
    subjectKind: SUBJECTS[kind],
    subjectId: id === undefined ? null : plain(id),
    door: from.door,
    network: networkOf(from.address),
    facts: withoutWords(facts) as Record<string, unknown>,
  })
}

/** What may be kept of a value: a number, yes or no as it is, and of everything else a hash that tells two apart. */
export const mark = (value: unknown): Marked => {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' || typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `sha256:${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
}

/** Ids, keys, dates and hashes: no space, no @, nothing that only people write. */
const plain = (text: string) => (/^[\w.:+-]{0,100}$/.test(text) ? text : String(mark(text)))

const withoutWords = (value: unknown): unknown => {
  if (typeof value === 'string') return plain(value)
  if (Array.isArray(value)) return value.map(withoutWords)
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [plain(key), withoutWords(one)]))
  return value
}

/** The network of an address: its first three numbers of four, or the first 48 bits. Null for what is no address. */
export const networkOf = (address: string | undefined): string | null => {
  const given = address?.trim().replace(/^::ffff:(?=\d+\.)/i, '') ?? ''
  if (isIPv4(given)) return `${given.split('.').slice(0, 3).join('.')}.0/24`
  if (!isIPv6(given)) return null
  const [head = ''] = given.split('%')
  const [left = '', right] = head.split('::')
  const groups = (text = '') => (text ? text.split(':') : [])
  const [front, back] = [groups(left), groups(right)]
  const zeros = right === undefined ? [] : Array.from({ length: 8 - front.length - back.length }, () => '0')
  return `${[...front, ...zeros, ...back]
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/48`
}
