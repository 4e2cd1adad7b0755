import { createKey, listKeys, revokeKey } from '../setup/keys.ts'
import { type Command, type Io, readArgs, UsageError } from './command.ts'
import { withDatabase } from './database.ts'
import { day, table } from './table.ts'

export const keys: Command = {
  summary: 'API keys: create, list, revoke',
  help: `npm run keys -- create NAME --scope SCOPE   makes a key and prints it, this once
npm run keys -- list                        all keys, with what they may do
npm run keys -- revoke NAME|ID              ends a key at once, for good

  Scopes, of which a key may have several (--scope A --scope B):
    contacts:write   sends ended contacts: POST /v1/contacts
    cases:read       reads cases: GET /v1/cases
    remedies:write   says that a remedy was done: POST /v1/remedies/ID/done

  Only a hash of a key is kept: one that is lost is revoked, and another is made.`,
  async run([verb, ...args], io) {
    const act = verb && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    if (!act) throw new UsageError(`keys can't ${verb}: create, list or revoke`)
    return act(args, io)
  },
}

const verbs: Record<string, (args: string[], io: Io) => Promise<number>> = {
  async create(args, io) {
    const { values, positionals } = readArgs(args, { scope: { type: 'string', multiple: true } })
    const [name, ...more] = positionals
    if (!name || more.length > 0) throw new UsageError('give the key one name')
    if (!values.scope) throw new UsageError('give the key a scope, such as --scope contacts:write')
    const { key } = await withDatabase(io, (deps) =>
      createKey(deps, { name, scopes: values.scope!, now: io.now() }),
    )
    io.out(key)
    io.err('Keep it now: it is shown this once.')
    return 0
  },
  async list(args, io) {
    readArgs(args, {})
    const rows = (await withDatabase(io, listKeys)).map((key) => [
      key.name,
      key.scopes.join(', '),
      day(key.createdAt),
      key.revokedAt ? `revoked ${day(key.revokedAt)}` : 'in use',
      key.id,
    ])
    if (rows.length === 0) io.out('no keys yet')
    else for (const line of table(['NAME', 'SCOPES', 'MADE', 'STATE', 'ID'], rows)) io.out(line)
    return 0
  },
  async revoke(args, io) {
    const { positionals } = readArgs(args, {})
    const [which, ...more] = positionals
    if (!which || more.length > 0) throw new UsageError('give one name or id')
    const revoked = await withDatabase(io, (deps) => revokeKey(deps, { which, now: io.now() }))
    for (const { name, id } of revoked) io.out(`revoked ${name} (${id})`)
    return 0
  },
}
