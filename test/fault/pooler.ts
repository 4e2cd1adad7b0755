import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { answers, freePort } from '../../dev/ports.ts'
import { own, runsAsRoot } from '../../dev/postgres/user.ts'
import { endGroup, isAlive, startBackground, waitForExit } from '../../dev/processes.ts'

/** Real pgbouncer before a Postgres on loopback. */
export type Pooler = {
  /** By transaction: what a connection string with `pgbouncer=true` is for. */
  url: string
  /** By session, for statements prepared by name: releases before 1.21 keep none over transactions, as Hyperdrive does. */
  sessionUrl: string
  kill9(): void
  restart(): Promise<void>
  stop(): Promise<void>
}

const findPgbouncer = () =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
    .map((folder) => join(folder, 'pgbouncer'))
    .find((file) => existsSync(file))

/** Undefined where pgbouncer is not installed (Debian: `apt-get install pgbouncer`). `size` is its connections to Postgres. */
export const startPooler = async (databasePort: number, size = 40): Promise<Pooler | undefined> => {
  const program = findPgbouncer()
  if (!program) return undefined
  const folder = own(mkdtempSync(join(tmpdir(), 'amends-pgbouncer-')))
  const port = await freePort()
  const file = join(folder, 'pgbouncer.ini')
  const server = `host=127.0.0.1 port=${databasePort} dbname=amends user=amends password=amends`
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'any',
    pool_mode: 'transaction',
    default_pool_size: size,
    max_client_conn: 1000,
    // Its default is 15 s after a Postgres that was not there
    server_login_retry: 0.2,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  writeFileSync(
    file,
    [
      '[databases]',
      `amends = ${server}`,
      `amends_session = ${server} pool_mode=session`,
      '[pgbouncer]',
      ...lines,
      '',
    ].join('\n'),
  )
  own(file)
  // It refuses to run as root; on a leash it never outlives the test
  const as = runsAsRoot() ? ['-u', 'nobody'] : []
  const start = async () => {
    const started = await startBackground([program, '-q', ...as, file], {
      cwd: folder,
      env: process.env,
      logFile: join(folder, 'pgbouncer.log'),
      leash: true,
      ready: () => answers(port),
    })
    if (!started) throw new Error('pgbouncer did not start')
    return started
  }
  let pid = await start()
  const kill9 = () => {
    if (isAlive(pid)) process.kill(-pid, 'SIGKILL')
  }
  const at = (database: string) => `postgres://amends:amends@127.0.0.1:${port}/${database}`
  return {
    url: `${at('amends')}?pgbouncer=true`,
    sessionUrl: at('amends_session'),
    kill9,
    restart: async () => {
      kill9()
      await waitForExit(pid, 4000)
      pid = await start()
    },
    stop: async () => {
      await endGroup(pid)
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
