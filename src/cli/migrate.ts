import { migrate as bring } from '../../db/migrate.ts'
import { schemas } from '../env.ts'
import { type Command, readArgs, UsageError } from './command.ts'
import { explained } from './database.ts'
import { settingsOf } from './settings.ts'

export const migrate: Command = {
  summary: 'brings the database to the newest migration',
  help: `npm run migrate

  Brings the database of DATABASE_URL to the newest migration. A second time changes nothing.`,
  async run(args, io) {
    const { positionals } = readArgs(args, {})
    if (positionals.length > 0) throw new UsageError('migrate takes no arguments')
    const { DATABASE_URL } = settingsOf(schemas.cli, io)
    await bring(DATABASE_URL).catch((error) => {
      throw explained(error, DATABASE_URL)
    })
    io.out('the database is at the newest migration')
    return 0
  },
}
