import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { findBinaries } from '../../dev/postgres/binaries.ts'
import { own, postgresUser } from '../../dev/postgres/user.ts'
import { startPostgres } from '../../dev/postgres.ts'

const GRANTS = [
  'alter role amends replication',
  'grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_promote(boolean, integer) to amends',
  'grant alter system on parameter synchronous_standby_names to amends',
  '',
].join(';\n')

/**
 * A primary with a standby that follows it, made from a copy between pg_backup_start and pg_backup_stop. `from` is the
 * stopped cluster that the primary begins as.
 */
export const startPair = async ({ synchronous, from }: { synchronous: boolean; from?: string }) => {
  const folder = mkdtempSync(join(tmpdir(), 'amends-pair-'))
  chmodSync(folder, 0o755)
  const [data, copy] = [join(folder, 'primary', 'data'), join(folder, 'standby', 'data')]
  if (from) {
    mkdirSync(dirname(data))
    execFileSync('cp', ['-a', realpathSync(from), data])
  }
  await startPostgres({ dataDir: data }).then((cluster) => cluster.stop())
  const bin = await findBinaries()
  execFileSync(bin.postgres, ['--single', '-j', '-D', data, 'amends'], {
    ...postgresUser(),
    cwd: data,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'pipe'],
    input: GRANTS.replaceAll(';\n', ';\n\n'),
  })
  appendFileSync(join(data, 'pg_hba.conf'), 'host replication amends 127.0.0.1/32 trust\n')
  const settings = { wal_keep_size: '512MB' }
  const primary = await startPostgres({ dataDir: data, settings })
  const sql = postgres(primary.url, { max: 1, onnotice: () => {} })
  await sql`select pg_backup_start('standby', true)`
  mkdirSync(dirname(copy))
  execFileSync('cp', ['-a', data, copy])
  const [stopped] = await sql<{ labelfile: string }[]>`select labelfile from pg_backup_stop(false)`
  for (const name of ['postmaster.pid', 'postmaster.opts']) rmSync(join(copy, name), { force: true })
  writeFileSync(join(copy, 'backup_label'), stopped!.labelfile)
  writeFileSync(join(copy, 'standby.signal'), '')
  for (const name of ['backup_label', 'standby.signal']) own(join(copy, name))
  own(dirname(copy))
  const source = `host=127.0.0.1 port=${primary.port} user=amends application_name=standby`
  const follows = { primary_conninfo: source }
  const standby = await startPostgres({ dataDir: copy, settings: { ...settings, ...follows } })
  if (synchronous) {
    await sql`alter system set synchronous_standby_names = 'standby'`
    process.kill(primary.pid, 'SIGHUP')
  }
  const wanted = synchronous ? 'sync' : 'async'
  for (let state = ''; state !== wanted; await sleep(50)) {
    const [row] = await sql`select sync_state from pg_stat_replication where state = 'streaming'`
    state = row?.sync_state
  }
  await sql.end()
  return {
    primary,
    standby,
    stop: async () => {
      await standby.stop()
      await primary.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
