import { DriverError } from '../../db/driver.ts'
import { DomainError } from '../errors.ts'
import { staffWords } from '../locales/staff.ts'
import { apply } from './apply.ts'
import { type Command, Failure, type Io, UsageError } from './command.ts'
import { contacts } from './contacts.ts'
import { digest } from './digest.ts'
import { keys } from './keys.ts'
import { migrate } from './migrate.ts'
import { outbox } from './outbox.ts'
import { suppressions } from './suppressions.ts'
import { webhooks } from './webhooks.ts'

const commands: Record<string, Command> = {
  apply,
  keys,
  digest,
  outbox,
  contacts,
  suppressions,
  migrate,
  webhooks,
}
/** Shown when called alone, since there is nothing they do by themselves. */
const EXPLAIN = ['apply', 'digest', 'keys', 'contacts']

/** Runs a command line. Gives the exit code: 0 done, 1 an expected failure, 2 called wrongly. */
export const run = async ([name, ...args]: string[], io: Io): Promise<number> => {
  if (!name || name === 'help' || name === '--help') return overview(io)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    io.err(`There is no command ${name}.`)
    overview({ ...io, out: io.err })
    return 2
  }
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

const overview = (io: Io): number => {
  for (const [name, { summary }] of Object.entries(commands)) io.out(`npm run ${name.padEnd(12)}  ${summary}`)
  io.out('\nEach explains itself: npm run keys -- --help')
  return 0
}
