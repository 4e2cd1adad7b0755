import { DriverError } from '../../db/driver.ts'
import { DomainError } from '../errors.ts'
import { staffWords } from '../locales/staff.ts'
import { type Command, Failure, type Io, UsageError } from './command.ts'

/** Each is loaded when it is called: none waits for what the others need. */
const commands: Record<string, () => Promise<Command>> = {
  apply: async () => (await import('./apply.ts')).apply,
  cases: async () => (await import('./cases.ts')).cases,
  keys: async () => (await import('./keys.ts')).keys,
  digest: async () => (await import('./digest.ts')).digest,
  outbox: async () => (await import('./outbox.ts')).outbox,
  contacts: async () => (await import('./contacts.ts')).contacts,
  customers: async () => (await import('./customers.ts')).customers,
  doctor: async () => (await import('./doctor.ts')).doctor,
  roster: async () => (await import('./roster.ts')).roster,
  suppressions: async () => (await import('./suppressions.ts')).suppressions,
  holds: async () => (await import('./holds.ts')).holds,
  purge: async () => (await import('./purge.ts')).purge,
  migrate: async () => (await import('./migrate.ts')).migrate,
  webhooks: async () => (await import('./webhooks.ts')).webhooks,
}
/** Shown when called alone, since there is nothing they do by themselves. */
const EXPLAIN = ['apply', 'digest', 'keys', 'contacts', 'customers']

/** Runs a command line. Gives the exit code: 0 done, 1 an expected failure, 2 called wrongly. */
export const run = async ([name, ...args]: string[], io: Io): Promise<number> => {
  if (!name || name === 'help' || name === '--help') return overview(io)
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) {
    io.err(`There is no command ${name}.`)
    await overview({ ...io, out: io.err })
    return 2
  }
  const command = await load()
  if (args.includes('--help') || args[0] === 'help' || (args.length === 0 && EXPLAIN.includes(name))) {
    io.out(command.help)
    return 0
  }
  try {
    return await command.run(args, io)
  } catch (error) {
    if (error instanceof UsageError) io.err(`${error.message}\n\n${command.help}`)
    else if (error instanceof DomainError) io.err(error.says(staffWords('en')))
    else if (error instanceof Failure || error instanceof DriverError) io.err(error.message)
    else throw error
    return error instanceof UsageError ? 2 : 1
  }
}

const overview = async (io: Io): Promise<number> => {
  for (const [name, load] of Object.entries(commands))
    io.out(`npm run ${name.padEnd(12)}  ${(await load()).summary}`)
  io.out('\nEach explains itself: npm run keys -- --help')
  return 0
}
