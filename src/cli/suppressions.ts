import {
  lift,
  listSuppressions,
  REASONS,
  readAddress,
  SCOPES,
  type Suppression,
  suppressByHand,
} from '../addresses/suppress.ts'
import { type Command, Failure, type Io, readArgs, UsageError } from './command.ts'
import { withDatabase } from './database.ts'
import { day, table } from './table.ts'

export const suppressions: Command = {
  summary: 'addresses that are not written to: list, add, lift',
  help: `npm run suppressions                       addresses that are not written to, why, and since when
npm run suppressions -- list PART          those with PART in them, such as a domain
npm run suppressions -- add ADDRESS …      stops mail to them
    --scope invitations|all                  invitations and reminders (the default), or case mails too
    --reason unsubscribed|complained|unreachable   "unsubscribed" if not given: they asked for it
npm run suppressions -- lift ADDRESS …     writes to them again; --scope lifts one of the two

  unsubscribed   they asked for it, by link, by mail or to you; they can take it back themselves
  complained     they reported a mail as spam
  unreachable    their server said that there is no such address

  ADDRESS is an e-mail address or a telephone number. Adding drops what waits to ask them; lifting sends nothing.`,
  async run([verb = 'list', ...args], io) {
    const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    if (!act) throw new UsageError(`suppressions can't ${verb}: list, add or lift`)
    return act(args, io)
  },
}

const verbs: Record<string, (args: string[], io: Io) => Promise<number>> = {
  async list(args, io) {
    const [like, ...more] = readArgs(args, {}).positionals
    if (more.length > 0) throw new UsageError('give one part of an address')
    const rows = await withDatabase(io, (deps) => listSuppressions(deps, { like, limit: MOST + 1 }))
    if (rows.length === 0) io.out(like ? `no address with ${like} in it` : 'no address is suppressed')
    else for (const line of table(HEAD, rows.slice(0, MOST).map(row))) io.out(line)
    if (rows.length > MOST) io.out(`… and more: the newest ${MOST} are shown, name a part of the address`)
    return 0
  },
  async add(args, io) {
    const { values, positionals } = readArgs(args, { scope: { type: 'string' }, reason: { type: 'string' } })
    const scope = oneOf('--scope', SCOPES, values.scope) ?? 'invitations'
    const reason = oneOf('--reason', REASONS, values.reason) ?? 'unsubscribed'
    const addresses = given(positionals)
    await withDatabase(io, async ({ db }) => {
      for (const address of addresses) {
        await suppressByHand({ db }, { address, scope, reason, now: io.now() })
        io.out(`${address} gets no ${scope === 'all' ? 'mail' : 'invitations'} any more (${reason})`)
      }
    })
    return 0
  },
  async lift(args, io) {
    const { values, positionals } = readArgs(args, { scope: { type: 'string' } })
    const scope = oneOf('--scope', SCOPES, values.scope)
    const addresses = given(positionals)
    return withDatabase(io, async ({ db }) => {
      let code = 0
      for (const address of addresses) {
        const lifted = await lift(db, { address, scope, now: io.now() })
        for (const one of lifted) io.out(`lifted ${row(one).join(', ')}`)
        if (lifted.length > 0) continue
        io.err(`${address} is not suppressed${scope ? ` in the scope ${scope}` : ''}`)
        code = 1
      }
      return code
    })
  },
}

const MOST = 500
const HEAD = ['ADDRESS', 'SCOPE', 'REASON', 'SINCE']
const row = ({ address, scope, reason, createdAt }: Suppression) => [address, scope, reason, day(createdAt)]

const given = (addresses: string[]): string[] => {
  if (addresses.length === 0) throw new UsageError('give an address')
  return addresses.map((address) => {
    try {
      return readAddress(address)
    } catch (error) {
      throw new Failure((error as Error).message)
    }
  })
}

const oneOf = <T extends string>(
  option: string,
  known: readonly T[],
  value: string | undefined,
): T | undefined => {
  if (value === undefined || known.includes(value as T)) return value as T | undefined
  throw new UsageError(`${option} is ${known.join(' or ')}, not ${value}`)
}
