import { createKey, type Key, listKeys, revokeKey, rotateKey, SCOPES } from '../setup/keys.ts'
import { type Command, type Io, noArgs, readArgs, UsageError } from './command.ts'
import { withDatabase } from './database.ts'
import { day, table } from './table.ts'

export const keys: Command = {
  summary: 'API keys: add, list, rotate, revoke',
  help: `npm run keys -- add NAME --scope SCOPE        makes a key and prints it, this once; --expires 90d: it is refused after
                                              that many days (1 to 730), and rotated before
npm run keys -- list                          all keys, what they may do, and when each was last used
npm run keys -- rotate NAME [--overlap HOURS] makes a key that takes over the name; the one before works on for
                                              that long (default 24, at most 720; 0 ends it at once). The new one lives
                                              as long as that was made to; --expires says otherwise
npm run keys -- revoke NAME|ID                ends one key at once, for good

  A name is one live key's alone. Scopes, of which a key may have several (--scope A --scope B):
    audit:read       reads the audit log: GET /v1/audit
    contacts:write   sends ended contacts: POST /v1/contacts
    cases:read       reads cases: GET /v1/cases
    customers:read   finds a customer and reads all that is kept of them: GET /v1/customers/ID/export
    customers:erase  erases a customer's personal data: DELETE /v1/customers/ID
    figures:read     reads what answers and cases come to: GET /v1/figures
    metrics:read     reads how the product itself does: GET /metrics
    remedies:write   says that a remedy was done: POST /v1/remedies/ID/done
    rosters:write    sets duty rosters: PUT /v1/rosters/DEPARTMENT

  Only a hash of a key is kept: one that is lost is revoked, and another is made.`,
  async run([verb, ...args], io) {
    // Scripts of before say "create"
    const named = verb === 'create' ? 'add' : verb
    const act = named && Object.hasOwn(verbs, named) ? verbs[named] : undefined
    if (!act) throw new UsageError(`keys can't "${verb}": add, list, rotate or revoke`)
    return act(args, io)
  },
}

const LONGEST_HOURS = 720
const LONGEST_DAYS = 730

/** "90d" as an instant. Throws UsageError for anything else. */
const expiryOf = (given: string | undefined, now: Date): Date | undefined => {
  if (given === undefined) return undefined
  const days = Number(/^(\d{1,3})d$/.exec(given)?.[1] ?? Number.NaN)
  if (days >= 1 && days <= LONGEST_DAYS) return new Date(now.getTime() + days * 24 * 3_600_000)
  throw new UsageError(`--expires is days from 1d to ${LONGEST_DAYS}d, such as 90d, not "${given}"`)
}
const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

const stateOf = ({ revokedAt, endsAt, expiresAt }: Key, now: Date): string => {
  if (revokedAt) return `revoked ${day(revokedAt)}`
  if (expiresAt && expiresAt <= now) return `expired ${day(expiresAt)}`
  if (!endsAt && expiresAt) return `expires ${day(expiresAt)}`
  if (!endsAt) return 'in use'
  return endsAt > now ? `until ${minute(endsAt)}` : `ended ${day(endsAt)}`
}

const verbs: Record<string, (args: string[], io: Io) => Promise<number>> = {
  async add(args, io) {
    const { values, positionals } = readArgs(args, {
      scope: { type: 'string', multiple: true },
      expires: { type: 'string' },
    })
    const expiresAt = expiryOf(values.expires, io.now())
    const [name, ...more] = positionals
    const faults = [
      ...(!name || more.length > 0 ? ['give the key one name'] : []),
      ...(values.scope ? [] : [`give the key a scope (--scope): ${SCOPES.join(', ')}`]),
    ]
    if (faults.length > 0 || !name) throw new UsageError(faults.join('\n'))
    const { key } = await withDatabase(io, (deps) =>
      createKey(deps, { name, scopes: values.scope!, expiresAt, now: io.now() }),
    )
    io.out(key)
    io.err('Keep it now: it is shown this once.')
    return 0
  },
  async list(args, io) {
    noArgs(readArgs(args, {}), 'list')
    const now = io.now()
    const rows = (await withDatabase(io, listKeys)).map((key) => [
      key.name,
      key.scopes.join(', '),
      day(key.createdAt),
      key.lastUsedAt ? minute(key.lastUsedAt) : 'never',
      stateOf(key, now),
      key.id,
    ])
    if (rows.length === 0) io.out('no keys yet')
    else for (const line of table(['NAME', 'SCOPES', 'MADE', 'LAST USED', 'STATE', 'ID'], rows)) io.out(line)
    return 0
  },
  async rotate(args, io) {
    const { values, positionals } = readArgs(args, {
      overlap: { type: 'string' },
      expires: { type: 'string' },
    })
    const [name, ...more] = positionals
    const hours = values.overlap === undefined ? 24 : Number(values.overlap.trim() || Number.NaN)
    const faults = [
      ...(!name || more.length > 0 ? ['give the name of one key'] : []),
      ...(hours >= 0 && hours <= LONGEST_HOURS
        ? []
        : [`--overlap is a number of hours from 0 to ${LONGEST_HOURS}, not "${values.overlap}"`]),
    ]
    if (faults.length > 0 || !name) throw new UsageError(faults.join('\n'))
    const now = io.now()
    const endsAt = new Date(now.getTime() + hours * 3_600_000)
    const expiresAt = expiryOf(values.expires, now)
    const { key, before, ...made } = await withDatabase(io, (deps) =>
      rotateKey(deps, { name, now, endsAt, ...(expiresAt && { expiresAt }) }),
    )
    io.out(key)
    io.err(
      `Keep it now: it is shown this once. The key before it (${before}) ${
        hours === 0 ? 'has ended' : `works until ${minute(endsAt)}`
      }.${made.expiresAt ? ` This one expires at ${minute(made.expiresAt)}.` : ''}`,
    )
    return 0
  },
  async revoke(args, io) {
    const { positionals } = readArgs(args, {})
    const [which, ...more] = positionals
    if (!which || more.length > 0) throw new UsageError('give one name or id')
    const { name, id, left } = await withDatabase(io, (deps) => revokeKey(deps, { which, now: io.now() }))
    io.out(`revoked ${name} (${id})`)
    for (const other of left)
      io.out(
        `another key ${name} works on${other.endsAt ? ` until ${minute(other.endsAt)}` : ''}: ${other.id}`,
      )
    return 0
  },
}
