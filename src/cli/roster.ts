import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Db } from '../../db/client.ts'
import { pinnedClient } from '../../integrations/webhooks/pinned.ts'
import { OPERATOR } from '../audit/audit.ts'
import { followRoster, removeRoster } from '../rosters/follow.ts'
import { importRoster, readAddress } from '../rosters/import.ts'
import { type Command, Failure, type Io, readArgs, UsageError } from './command.ts'
import { withDatabase } from './database.ts'
import { day, table } from './table.ts'

export const roster: Command = {
  summary: 'who is on duty when: list, import, follow, remove',
  help: `npm run roster                                          the rosters there are
npm run roster -- import FILE --department KEY          takes an iCal file, or a table (CSV)
npm run roster -- import URL --department KEY           the same of an address, once
npm run roster -- follow URL --department KEY           has an iCal address read each day
npm run roster -- remove --department KEY               forgets the roster, and who was on duty

  --zone ZONE   of times in a table that name none, such as Europe/Stockholm

  A table has the columns person, from and to, and perhaps zone; people by e-mail address or name. A roster with a fault
  is not taken, and each fault is named by its line. It replaces what is kept from its first shift on. Nothing is taken
  until organisation.yaml says in privacy.people why and for how long.`,
  async run([verb = 'list', ...args], io) {
    const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    if (!act) throw new UsageError(`roster can't ${verb}: list, import, follow or remove`)
    return act(args, io)
  },
}

const options = { department: { type: 'string' }, zone: { type: 'string' } } as const
const given = (args: string[], what: string | undefined) => {
  const { values, positionals } = readArgs(args, options)
  const { department, zone } = values
  if (!department) throw new UsageError('give the department: --department KEY')
  if (positionals.length !== (what ? 1 : 0))
    throw new UsageError(what ? `give one ${what}` : `remove takes no arguments: ${positionals.join(', ')}`)
  return { department, zone, what: positionals[0] ?? '' }
}
const isAddress = (text: string) => /^[a-z]+:\/\//i.test(text)

const verbs: Record<string, (args: string[], io: Io) => Promise<number>> = {
  async list(args, io) {
    readArgs(args, {})
    const rows = await withDatabase(io, listRosters)
    if (rows.length === 0) io.out('no rosters: npm run roster -- import FILE --department KEY')
    else for (const line of table(['DEPARTMENT', 'SHIFTS', 'TAKEN', 'STATE', 'ADDRESS'], rows)) io.out(line)
    return 0
  },
  async import(args, io) {
    const { department, zone, what } = given(args, 'file or address')
    const now = io.now()
    const { shifts, people } = await withDatabase(io, ({ db }) =>
      isAddress(what)
        ? readAddress({ db, webhookClient: pinnedClient() }, { department, url: what, now })
        : importRoster(db, { department, handed: { text: read(what, io), zone }, now, as: OPERATOR }),
    )
    io.out(`${department}: ${shifts} shifts of ${people} people are kept`)
    return 0
  },
  async follow(args, io) {
    const { department, what } = given(args, 'address')
    await withDatabase(io, ({ db }) =>
      followRoster(db, { department, url: what, as: OPERATOR, now: io.now() }),
    )
    io.out(`${department} follows ${what}: it is read within a minute, and each day: npm run roster`)
    return 0
  },
  async remove(args, io) {
    const { department } = given(args, undefined)
    const removed = await withDatabase(io, ({ db }) =>
      removeRoster(db, { department, as: OPERATOR, now: io.now() }),
    )
    if (!removed) throw new Failure(`${department} has no roster.`)
    io.out(`${department} has no roster any more`)
    return 0
  },
}

const listRosters = async ({ db }: { db: Db }): Promise<string[][]> => {
  const rows = await db.$client<
    { key: string; shifts: number; importedAt: Date | null; problem: string | null; url: string | null }[]
  >`
    select r.department_key as key, r.imported_at, r.problem, r.url,
      (select count(*)::int from duties t where t.department_key = r.department_key) as shifts
    from rosters r order by 1`
  return rows.map(({ key, shifts, importedAt, problem, url }) => [
    key,
    String(shifts),
    importedAt ? day(importedAt) : '-',
    problem ? 'could not be read' : url && !importedAt ? 'to be read' : 'in use',
    url ?? '-',
  ])
}

const read = (file: string, io: Io): string => {
  for (const folder of [io.cwd, io.env.INIT_CWD]) {
    try {
      if (folder) return readFileSync(resolve(folder, file), 'utf8')
    } catch {}
  }
  throw new Failure(`${file} can't be read.`)
}
