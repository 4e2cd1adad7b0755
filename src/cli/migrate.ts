import { migrate as bring, MigrationError } from '../../db/migrate.ts'
import { type MadeRole, makeRoles } from '../../db/roles.ts'
import { schemas } from '../env.ts'
import { type Command, Failure, readArgs, UsageError } from './command.ts'
import { explained } from './database.ts'
import { settingsOf } from './settings.ts'

export const migrate: Command = {
  summary: 'brings the database to the newest migration',
  help: `npm run migrate               brings the database to the newest migration
npm run migrate -- --roles    the same, and makes the role that the product runs as and the one that migrates
    --new-passwords           gives them new passwords

  It migrates MIGRATE_DATABASE_URL where that is set, else DATABASE_URL, while the product runs. A second time changes
  nothing; a run that was cut off is gone on with. Name the database itself, not a pooler of transactions.
  --roles wants a role that owns the tables and may create roles; no superuser is needed.`,
  async run(args, io) {
    const parsed = readArgs(args, { roles: { type: 'boolean' }, 'new-passwords': { type: 'boolean' } })
    if (parsed.positionals.length > 0) throw new UsageError('migrate takes no arguments')
    const { roles, 'new-passwords': renew = false } = parsed.values
    if (renew && !roles) throw new UsageError('--new-passwords goes with --roles')
    const { DATABASE_URL, MIGRATE_DATABASE_URL } = settingsOf(schemas.migrate, io)
    const url = MIGRATE_DATABASE_URL ?? DATABASE_URL
    await bring(url, io.err).catch((error) => {
      throw error instanceof MigrationError ? new Failure(error.message) : explained(error, url)
    })
    io.out('the database is at the newest migration')
    if (!roles) return 0
    const { product, migrations } = await makeRoles(url, { renew }).catch((error) => {
      throw explained(error, url)
    })
    io.out('Set for the product, its Workers (Hyperdrive) and the other commands:')
    io.out(`  DATABASE_URL=${addressFor(url, product)}`)
    io.out('Set where "npm run migrate" and "npm run purge -- --audit" run, and nowhere else:')
    io.out(`  MIGRATE_DATABASE_URL=${addressFor(url, migrations)}`)
    return 0
  },
}

/** A password is known by the run that made it alone. */
const addressFor = (url: string, { name, password }: MadeRole): string => {
  const to = new URL(url)
  to.username = name
  to.password = password ?? 'THE-PASSWORD-SHOWN-WHEN-IT-WAS-MADE'
  return to.href
}
