import { dropAuditPartitions, makeAuditPartitions } from '../../db/auditPartitions.ts'
import { sqlOf } from '../../db/client.ts'
import { audit, OPERATOR } from '../audit/audit.ts'
import { schemas } from '../env.ts'
import { purgeDue, purge as purgeNow } from '../privacy/purge/purge.ts'
import { retentionOf } from '../privacy/retention.ts'
import { type Command, type Io, noArgs, readArgs } from './command.ts'
import { withDatabase, withDatabaseAt } from './database.ts'
import { settingsOf } from './settings.ts'
import { table } from './table.ts'

export const purge: Command = {
  summary: 'takes what is kept no longer, by privacy.retention',
  help: `npm run purge -- --dry-run     says what is due, and changes nothing
npm run purge                  takes it, as the night does by itself
npm run purge -- --audit       drops the months of the audit log that are kept no longer, and makes months ahead; as the
                               role that migrates (MIGRATE_DATABASE_URL), by a scheduler of yours once a month

  In small batches, each in a transaction of its own: it can be stopped at any time, and go on later. Nothing goes of an
  open case, of one with something owed, or of one on hold (npm run holds).`,
  async run(args, io) {
    const parsed = readArgs(args, {
      'dry-run': { type: 'boolean', default: false },
      audit: { type: 'boolean', default: false },
    })
    noArgs(parsed, 'purge')
    if (parsed.values.audit) return purgeAudit(io)
    const dryRun = parsed.values['dry-run']
    const rows = await withDatabase(io, async ({ db }) =>
      dryRun
        ? purgeDue(db, { now: io.now() })
        : (await purgeNow({ db, now: io.now }, { now: io.now() })).purged,
    )
    const lines = rows.map(({ name, period, count }) => [name, period, String(count)])
    for (const line of table(['WHAT', 'KEPT FOR', dryRun ? 'DUE' : 'GONE'], lines)) io.out(line)
    if (dryRun) io.out('dry run: nothing was changed')
    return 0
  },
}

const purgeAudit = async (io: Io): Promise<number> => {
  const { DATABASE_URL, MIGRATE_DATABASE_URL } = settingsOf(schemas.migrate, io)
  const now = io.now()
  const months = await withDatabaseAt(MIGRATE_DATABASE_URL ?? DATABASE_URL, ({ db }) =>
    db.transaction(async (tx) => {
      const { audit: period } = await retentionOf(tx)
      const [{ before }] = await sqlOf(tx)<
        [{ before: Date }]
      >`select ${now}::timestamptz - ${period}::interval as before`
      await makeAuditPartitions(sqlOf(tx))
      const dropped = await dropAuditPartitions(sqlOf(tx), before)
      if (dropped.length > 0)
        await audit(tx, { kind: 'audit.purged', ...OPERATOR, facts: { months: dropped }, now })
      return dropped
    }),
  )
  io.out(months.length === 0 ? 'no month of the audit log is old enough' : `dropped: ${months.join(', ')}`)
  return 0
}
