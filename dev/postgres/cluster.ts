import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { commandOf, end, isAlive, startBackground } from '../processes.ts'
import type { Binaries } from './binaries.ts'
import { own, postgresUser } from './user.ts'

const run = promisify(execFile)
const environment = () => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' })
const logOf = (data: string): string => join(data, '..', 'postgres.log')

/** Roles that "migrate -- --roles" makes come with their password. */
const HOSTS = ['amends 127.0.0.1/32 trust', 'postgres 127.0.0.1/32 reject', 'all 127.0.0.1/32 scram-sha-256']
  .map((line) => `host all ${line}\n`)
  .join('')

/** Makes the cluster once: role and database `amends`, and no way in for the superuser. */
export async function makeCluster(bin: Binaries, home: string, fast: boolean): Promise<void> {
  if (existsSync(join(home, 'PG_VERSION'))) return
  const data = `${home}.making` // renamed when whole: a killed making leaves nothing half-made
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { mode: 0o700 })
  own(data)
  const how = { ...postgresUser(), env: environment(), cwd: data }
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const args = ['-D', data, '-U', 'postgres', '--auth=reject', ...locale, ...(fast ? ['--no-sync'] : [])]
  await run(bin.initdb, args, how)
  const single = run(bin.postgres, ['--single', '-D', data, 'postgres'], how)
  single.child.stdin?.end(
    [
      "CREATE ROLE amends LOGIN CREATEDB CREATEROLE PASSWORD 'amends'",
      'GRANT pg_monitor, pg_checkpoint, pg_signal_backend TO amends',
      'CREATE DATABASE amends OWNER amends',
      '',
    ].join('\n'),
  )
  await single
  writeFileSync(join(data, 'pg_hba.conf'), HOSTS)
  renameSync(data, home)
}

/** Starts the postmaster in a session of its own, so that a Ctrl-C reaches it only through us. */
export async function startPostmaster(
  bin: Binaries,
  data: string,
  port: number,
  settings: Record<string, string>,
) {
  rmSync(logOf(data), { force: true }) // a killed postmaster's children still write to the old one
  const flags = Object.entries({ port: String(port), ...settings }).flatMap(([k, v]) => ['-c', `${k}=${v}`])
  const pid = await startBackground([bin.postgres, '-D', data, ...flags], {
    ...postgresUser(),
    cwd: data,
    env: environment(),
    logFile: logOf(data),
    ready: (pid) => Number(lockFile(data)[0]) === pid && lockFile(data)[7]?.trim() === 'ready',
  })
  if (pid) return pid
  const tail = readFileSync(logOf(data), 'utf8').trim().split('\n').slice(-8).join('\n')
  throw new Error(`Postgres did not start on port ${port}:\n${tail}`)
}

/** Ends the postmaster that holds this data: ours, or one whose launcher was killed. */
export async function stopPostmaster(data: string, signals: NodeJS.Signals[]): Promise<void> {
  const pid = Number(lockFile(data)[0])
  if (!pid || !isAlive(pid) || !commandOf(pid).includes('postgres')) return
  await end(pid, signals, 10_000)
}

const lockFile = (data: string): string[] => {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}
