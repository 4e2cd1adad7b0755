import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Left } from '../../db/schema/index.ts'
import { forgetErased } from '../addresses/erased.ts'
import { readAddress } from '../addresses/suppress.ts'
import { OPERATOR } from '../audit/audit.ts'
import { schemas } from '../env.ts'
import { eraseCustomer, StillOwed } from '../personalData/erase.ts'
import { type Export, exportCustomer } from '../personalData/export.ts'
import { exportPage } from '../personalData/exportPage.tsx'
import { exportZip } from '../personalData/exportPictures.ts'
import { type Customer, findCustomers } from '../personalData/find.ts'
import { journalOf, replayJournal } from '../personalData/journal.ts'
import { inEnglish } from '../personalData/owed.ts'
import { type Command, Failure, type Io, noArgs, readArgs, UsageError } from './command.ts'
import { withDatabase, withDatabaseAt } from './database.ts'
import { picturesHere, writeStream } from './files.ts'
import { settingsOf } from './settings.ts'
import { day, table } from './table.ts'

export const customers: Command = {
  summary: 'a customer’s personal data: find, export, erase',
  help: `npm run customers -- find WHO            who that is: WHO is a whole e-mail address or telephone number, a case
                                         (#1007) or an id
npm run customers -- export WHO          everything about them, as JSON; --page gives a page to read,
    --zip FILE                             one zip with both and the pictures, which are read from PICTURES_DIR
npm run customers -- erase WHO           erases names, addresses, words and pictures; numbers stay
    --force                                although something is owed: it is not fulfilled then
npm run customers -- forget ADDRESS      takes contacts from an address again whose person was erased: on their wish
npm run customers -- journal             the erasures so far, to be kept beside the backups
npm run customers -- replay FILE         erases again what a restored backup brought back

  An address of which a part is missing finds nobody. docs/privacy.md says what an erasure does, and tells the person.`,
  async run([verb, ...args], io) {
    const act = verb && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    if (!act) throw new UsageError(`customers can't ${verb}: find, export, erase, forget, journal or replay`)
    return act(args, io)
  },
}

const verbs: Record<string, (args: string[], io: Io) => Promise<number>> = {
  async find(args, io) {
    const found = await withDatabase(io, (deps) => known(deps, one(readArgs(args, {}).positionals)))
    for (const line of table(HEAD, found.map(row))) io.out(line)
    return 0
  },
  async export(args, io) {
    const { values, positionals } = readArgs(args, {
      page: { type: 'boolean', default: false },
      zip: { type: 'string' },
    })
    const { zip } = values
    const exported = await withDatabase(io, async (deps) => {
      const { id } = only(await known(deps, one(positionals)))
      const found = await exportCustomer(deps, { customer: id, now: io.now(), ...OPERATOR })
      if (zip) await writeZip({ ...deps, pictures: picturesHere(io) }, found, resolve(io.cwd, zip), io.now())
      return found
    })
    if (zip) {
      io.out(`written: ${zip}`)
      return 0
    }
    io.out(values.page ? exportPage(exported) : JSON.stringify(exported, null, 2))
    return 0
  },
  async erase(args, io) {
    const { values, positionals } = readArgs(args, { force: { type: 'boolean', default: false } })
    return withKey(io, async (deps) => {
      const { id } = only(await known(deps, one(positionals)))
      const wanted = { customer: id, force: values.force, now: io.now(), ...OPERATOR }
      const { erasure, again } = await eraseCustomer(deps, wanted).catch((error) => {
        if (!(error instanceof StillOwed)) throw error
        const owed = error.owed.map((thing) => `  ${inEnglish(thing)}`).join('\n')
        throw new Failure(`Something is still owed:\n${owed}\nFulfil it, or erase with --force.`)
      })
      io.out(
        again
          ? `${id} was erased on ${day(erasure.at)}; nothing more was done`
          : `${id} is erased: ${Object.values(erasure.rows).reduce((sum, n) => sum + n, 0)} rows`,
      )
      for (const line of leftLines(erasure.left)) io.out(line)
      return 0
    })
  },
  async forget(args, io) {
    const address = one(readArgs(args, {}).positionals)
    return withKey(io, async (deps) => {
      const dropped = await forgetErased(deps, deps.db, readAddress(address))
      if (dropped) io.out('contacts from this address are taken again')
      else io.err('no one of this address was erased')
      return dropped ? 0 : 1
    })
  },
  async journal(args, io) {
    noArgs(readArgs(args, {}), 'journal')
    for (const line of await withDatabase(io, journalOf)) io.out(line)
    return 0
  },
  async replay(args, io) {
    const path = resolve(io.cwd, one(readArgs(args, {}).positionals))
    let lines: string[]
    try {
      lines = readFileSync(path, 'utf8').split('\n')
    } catch {
      throw new Failure(`${path} can't be read.`)
    }
    const { erased, before, unknown } = await withKey(io, (deps) =>
      replayJournal(deps, { lines, now: io.now() }),
    )
    io.out(`erased again: ${erased}; erased already: ${before}; not in this backup: ${unknown}`)
    return 0
  },
}

/** For the account that runs it alone. */
const writeZip = async (deps: Parameters<typeof exportZip>[0], found: Export, file: string, now: Date) => {
  const page = (named: Export) => exportPage(named, { pictures: true })
  await writeStream(await exportZip(deps, found, { page, now }), file)
}

const HEAD = ['ID', 'NAME', 'E-MAIL', 'TELEPHONE', 'CASES', 'SINCE']
const row = ({ id, name, email, phone, cases, createdAt, erasedAt }: Customer) => [
  id,
  name ?? '-',
  email ?? '-',
  phone ?? '-',
  cases.map((number) => `#${number}`).join(' ') || '-',
  erasedAt ? `erased ${day(erasedAt)}` : day(createdAt),
]

type With = Parameters<typeof findCustomers>[0]

const one = ([who, ...more]: string[]): string => {
  if (!who || more.length > 0) throw new UsageError('give one of these')
  return who
}

const known = async (deps: With, who: string): Promise<Customer[]> => {
  const found = await findCustomers(deps, who)
  if (found.length > 0) return found
  throw new Failure(`There is no customer ${who}: give a whole address, a number such as #1007, or an id.`)
}

const only = (found: Customer[]): Customer => {
  if (found.length === 1) return found[0]!
  throw new Failure(
    `There are ${found.length}: give the id of one.\n${table(HEAD, found.map(row)).join('\n')}`,
  )
}

const withKey = <T>(io: Io, act: (deps: With & { tokenKey: string }) => Promise<T>): Promise<T> => {
  const env = settingsOf(schemas.webhooks, io)
  return withDatabaseAt(env.DATABASE_URL, ({ db }) => act({ db, tokenKey: env.TOKEN_KEY }))
}

/** What nobody can take back from here. */
const leftLines = ({ mails, partners, webhooks, threads }: Left): string[] => [
  ...(mails > 0 ? [`${mails} mails went out to them before`] : []),
  ...partners.map((key) => `partner ${key} was mailed about them: ask that it is deleted there`),
  ...webhooks.map((key) => `endpoint ${key} was told of a remedy with their reference`),
  ...threads.map(
    ({ case: number, platform }) => `case ${number}: delete older replies in its thread in ${platform}`,
  ),
]
