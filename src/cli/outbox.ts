import { DomainError } from '../errors.ts'
import { type Listed, listOutbox } from '../outbox/list.ts'
import { dropEntry, retryEntry } from '../outbox/mend.ts'
import { type Command, type Io, readArgs, UsageError } from './command.ts'
import { withDatabase } from './database.ts'
import { age, day, table } from './table.ts'

export const outbox: Command = {
  summary: 'messages that wait, failed or are uncertain: list, retry, drop',
  help: `npm run outbox                     what waits, failed or is uncertain, and why
npm run outbox -- retry ID …       sends entries again, at once
npm run outbox -- drop ID …        gives entries up; they stay stored as dropped

  failed      the message can't be sent as it is
  uncertain   it may have arrived: look there first, then retry or drop`,
  async run([verb = 'list', ...args], io) {
    const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    if (!act) throw new UsageError(`outbox can't ${verb}: list, retry or drop`)
    return act(args, io)
  },
}

const verbs: Record<string, (args: string[], io: Io) => Promise<number>> = {
  async list(args, io) {
    readArgs(args, {})
    const now = io.now()
    const { problems, refusing, entries } = await withDatabase(io, (deps) => listOutbox(deps, { now }))
    if (problems.length > 0) {
      io.out('Destinations that need a person:')
      for (const { destination, problem } of problems) io.out(`  ${destination}: ${problem}`)
      io.out('')
    }
    if (refusing.length > 0) {
      io.out('Domains that refuse our mail, perhaps by a fault of ours (blocklist, SPF, DKIM, DMARC, quota):')
      for (const { domain, times, words, firstAt } of refusing)
        io.out(`  ${domain}: ${times} since ${day(firstAt)}, at last: ${words}`)
      io.out('')
    }
    if (entries.length === 0) {
      io.out('The outbox is empty: nothing waits, nothing failed, nothing is uncertain.')
      return 0
    }
    for (const line of table(
      HEAD,
      entries.map((entry) => row(entry, now)),
    ))
      io.out(line)
    return 0
  },
  retry: (args, io) => each(args, io, 'retried', retryEntry),
  drop: (args, io) => each(args, io, 'dropped', dropEntry),
}

const HEAD = ['ID', 'AGE', 'KIND', 'DESTINATION', 'STATE', 'ATTEMPTS', 'CAUSE']
const row = (entry: Listed, now: Date): string[] => [
  String(entry.id),
  age(entry.createdAt, now),
  entry.kind,
  entry.destination,
  entry.state,
  String(entry.attempts),
  entry.cause ?? '',
]

const each = async (args: string[], io: Io, done: string, verb: typeof retryEntry): Promise<number> => {
  const { positionals } = readArgs(args, {})
  const wrong = positionals.find((id) => !/^\d{1,15}$/.test(id))
  if (positionals.length === 0 || wrong)
    throw new UsageError(wrong ? `${wrong} is not an entry's id` : 'give the ids of entries')
  return withDatabase(io, async (deps) => {
    let code = 0
    for (const id of positionals) {
      try {
        await verb(deps, { id: Number(id), now: io.now() })
        io.out(`${done} ${id}`)
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        io.err(error.message)
        code = 1
      }
    }
    return code
  })
}
