import { migrate as bring, MigrationError } from '../../db/migrate.ts'
import { schemas } from '../env.ts'
import { type Command, Failure, readArgs, UsageError } from './command.ts'
import { explained } from './database.ts'
import { settingsOf } from './settings.ts'

export const migrate: Command = {
  summary: 'brings the database to the newest migration',
  help: `npm run migrate

  Brings the database of DATABASE_URL to the newest migration, while the product runs. A second time changes
  nothing; a run that was cut off is gone on with. Name the database itself, not a pooler of transactions.`,
  async run(args, io) {
    const { positionals } = readArgs(args, {})
    if (positionals.length > 0) throw new UsageError('migrate takes no arguments')
    const { DATABASE_URL } = settingsOf(schemas.cli, io)
    await bring(DATABASE_URL, io.err).catch((error) => {
      throw error instanceof MigrationError ? new Failure(error.message) : explained(error, DATABASE_URL)
    })
    io.out('the database is at the newest migration')
    return 0
  },
}
