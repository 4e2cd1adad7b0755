import { listOdd, type OddRow } from '../contacts/odd.ts'
import { type Command, type Io, readArgs, UsageError } from './command.ts'
import { withDatabase } from './database.ts'
import { age, table } from './table.ts'

export const contacts: Command = {
  summary: 'what could not be read of other systems: odd',
  help: `npm run contacts -- odd               fields left out of contacts, groups and states that organisation.yaml does not
                                      name, webhooks refused; the latest first, 50 a page
npm run contacts -- odd --page 2      the next ones

  left out        the contact is there without this field
  unknown group   its contacts are not recorded: helpdesks.NAME.groups or .ignoredGroups
  unknown state   nobody is asked: helpdesks.NAME.states says whether it is closed or open
  refused         something a contact can't be without was wrong

  What was not seen for 30 days is forgotten.`,
  async run([verb, ...args], io) {
    if (verb !== 'odd') throw new UsageError(`contacts can't ${verb ?? 'do that'}: odd`)
    return odd(args, io)
  },
}

const HEAD = ['LAST', 'TIMES', 'SOURCE', 'WHAT', 'CONTACT', 'SAID', 'WHY']

const odd = async (args: string[], io: Io): Promise<number> => {
  const { values } = readArgs(args, { page: { type: 'string' } })
  const page = Number(values.page ?? 1)
  if (!Number.isInteger(page) || page < 1 || page > 100_000) throw new UsageError('--page is a number from 1')
  const now = io.now()
  const { total, pages, rows } = await withDatabase(io, (deps) => listOdd(deps, { page }))
  if (total === 0) {
    io.out('Nothing odd: everything that came in could be read.')
    return 0
  }
  const lines = rows.map((row) => line(row, now))
  for (const one of table(HEAD, lines)) io.out(one)
  if (pages > 1)
    io.out(`\npage ${page} of ${pages}, ${total} in all${page < pages ? `: --page ${page + 1}` : ''}`)
  return 0
}

const line = ({ lastAt, times, source, kind, externalId, value, detail }: OddRow, now: Date): string[] => [
  age(lastAt, now),
  String(times),
  source,
  kind,
  externalId || '-',
  value === null ? '-' : JSON.stringify(value),
  detail,
]
