import { addressOf } from '../addresses/address.ts'
import { isUuid } from '../ids.ts'
import { addHold, type Held, liftHold, listHolds } from '../privacy/holds.ts'
import { type Command, Failure, type Io, readArgs, UsageError } from './command.ts'
import { withDatabase } from './database.ts'
import { day, table } from './table.ts'

export const holds: Command = {
  summary: 'legal holds on a case or a customer: list, add, lift',
  help: `npm run holds                                 holds in force, the newest first, 50 a page
npm run holds -- list --lifted                with those that were lifted
npm run holds -- list --after ID              the page after that hold
npm run holds -- add --case 1001 --by EMAIL --reason "..."       holds a case
npm run holds -- add --customer WHO --by EMAIL --reason "..."    holds a customer, with all their cases
npm run holds -- lift ID --by EMAIL --reason "..."               lifts one hold; others stay

  What is held is neither purged nor erased. WHO is the customer's e-mail address, or their id.
  EMAIL is that of the person who decided it, as in organisation.yaml. The reason names the matter, such as a court's
  file number, and not the customer.`,
  async run([verb = 'list', ...args], io) {
    const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    if (!act) throw new UsageError(`holds can't ${verb}: list, add or lift`)
    return act(args, io)
  },
}

const PAGE = 50
const FROM = { door: 'command line' } as const
const WHY = { by: { type: 'string' }, reason: { type: 'string' } } as const

const verbs: Record<string, (args: string[], io: Io) => Promise<number>> = {
  async list(args, io) {
    const { values } = readArgs(args, {
      lifted: { type: 'boolean', default: false },
      after: { type: 'string' },
    })
    if (values.after && !isUuid(values.after)) throw new UsageError('--after is the id of a hold')
    const rows = await withDatabase(io, ({ db }) =>
      listHolds(db, { lifted: values.lifted, before: values.after, limit: PAGE + 1 }),
    )
    if (rows.length === 0) {
      io.out(values.lifted ? 'There are no holds.' : 'There are no holds in force.')
      return 0
    }
    const shown = rows.slice(0, PAGE)
    const lines = shown.map(({ id, number, customerId, byName, at, liftedAt, liftedByName, ...row }) => [
      id,
      number === null ? `customer ${customerId}` : `case ${number}`,
      day(at),
      byName,
      liftedAt ? `lifted ${day(liftedAt)} by ${liftedByName}: ${row.liftReason}` : 'in force',
      row.reason,
    ])
    for (const line of table(['ID', 'HELD', 'SINCE', 'BY', 'STATE', 'REASON'], lines)) io.out(line)
    if (rows.length > PAGE) io.out(`\nmore: --after ${shown.at(-1)!.id}`)
    return 0
  },
  async add(args, io) {
    const { values } = readArgs(args, { ...WHY, case: { type: 'string' }, customer: { type: 'string' } })
    const why = whyOf(values)
    if ((values.case === undefined) === (values.customer === undefined))
      throw new UsageError('give --case or --customer')
    const on = values.case === undefined ? customerOf(values.customer!) : caseOf(values.case)
    const id = await withDatabase(io, ({ db }) =>
      db.transaction((tx) => addHold(tx, on, { ...why, now: io.now(), from: FROM })),
    )
    io.out(`held: ${id}`)
    return 0
  },
  async lift(args, io) {
    const { values, positionals } = readArgs(args, WHY)
    const [id, ...more] = positionals
    if (!id || !isUuid(id) || more.length > 0) throw new UsageError('give the id of one hold')
    const why = whyOf(values)
    await withDatabase(io, ({ db }) =>
      db.transaction((tx) => liftHold(tx, id, { ...why, now: io.now(), from: FROM })),
    )
    io.out(`lifted: ${id}`)
    return 0
  },
}

const whyOf = ({ by, reason }: { by?: string; reason?: string }) => {
  if (!by) throw new UsageError('--by is missing: who decided it')
  if (!reason?.trim()) throw new UsageError('--reason is missing')
  return { by, reason }
}

const caseOf = (given: string): Held => {
  const number = Number(given.replace(/^#/, ''))
  if (!Number.isInteger(number) || number < 1 || number > 2 ** 31 - 1)
    throw new UsageError('--case is the number of a case')
  return { case: number }
}

const customerOf = (given: string): Held => {
  if (isUuid(given)) return { customer: given }
  const email = addressOf(given, { keepCase: true })
  if (!email) throw new Failure(`${given} is neither an e-mail address nor a customer's id.`)
  return { email }
}
