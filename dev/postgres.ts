import { execFileSync } from 'node:child_process'
import { realpathSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './ports.ts'
import { findBinaries } from './postgres/binaries.ts'
import { makeCluster, startPostmaster, stopPostmaster } from './postgres/cluster.ts'
import { abandonedPlaces, keptPlace, throwAwayPlace } from './postgres/place.ts'

export interface PostgresOptions {
  /** Kept between runs; undefined = a throw-away folder, removed on stop. */
  dataDir?: string
  /** The data of a stopped one, which a throw-away one begins with. */
  from?: string
  /** undefined = a free one. */
  port?: number
  /** No fsync: for tests that don't kill the machine. */
  fast?: boolean
  settings?: Record<string, string>
}

export interface RunningPostgres {
  readonly url: string
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
  /** Ends the postmaster at once, as a crash would; `restart` recovers from it. */
  kill9(): void
  restart(): Promise<void>
}

const fastSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_wal_size: '256MB',
}

/** A real Postgres from npm on 127.0.0.1, with an empty database `amends` when it is new. */
export async function startPostgres(opts: PostgresOptions = {}): Promise<RunningPostgres> {
  const thrownAway = opts.dataDir === undefined
  if (thrownAway) await clearAbandoned()
  const data = opts.dataDir === undefined ? throwAwayPlace() : keptPlace(opts.dataDir)
  if (opts.from) execFileSync('cp', ['-a', `${realpathSync(opts.from)}/.`, data])
  const bin = await findBinaries()
  await stopPostmaster(data, ['SIGINT', 'SIGQUIT'])
  await makeCluster(bin, data, opts.fast ?? false)
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '200',
    ...(opts.fast ? fastSettings : {}),
    ...opts.settings,
  }
  let port = opts.port ?? (await freePort())
  const start = () => retry(() => startPostmaster(bin, data, port, settings))
  const atExit = () => thrownAway && quietly(() => process.kill(pid, 'SIGQUIT'))
  let pid = await start().catch(async (error: Error) => {
    if (opts.port !== undefined) throw error
    port = await freePort() // somebody else took the free port first
    return start()
  })
  process.once('exit', atExit)
  return {
    url: `postgres://amends:amends@127.0.0.1:${port}/amends`,
    port,
    get pid() {
      return pid
    },
    async stop() {
      process.off('exit', atExit)
      await stopPostmaster(data, [thrownAway ? 'SIGQUIT' : 'SIGINT', 'SIGQUIT', 'SIGKILL'])
      if (thrownAway) rmSync(dirname(data), { recursive: true, force: true, maxRetries: 5 })
    },
    kill9: () => quietly(() => process.kill(pid, 'SIGKILL')),
    async restart() {
      await stopPostmaster(data, ['SIGINT', 'SIGQUIT'])
      pid = await start()
    },
  }
}

/** Ends the Postgres that a killed launcher left on this data, if there is one. */
export async function stopPostgres(dataDir: string): Promise<void> {
  await stopPostmaster(dataDir, ['SIGINT', 'SIGQUIT'])
}

async function clearAbandoned(): Promise<void> {
  for (const data of abandonedPlaces()) {
    await stopPostmaster(data, ['SIGQUIT', 'SIGKILL']).catch(() => {})
    rmSync(dirname(data), { recursive: true, force: true })
  }
}

/** After a crash the old backends need a moment to let go of the shared memory. */
async function retry(start: () => Promise<number>): Promise<number> {
  for (let left = 50; ; left--) {
    try {
      return await start()
    } catch (error) {
      const held = /shared memory block|lock file "postmaster.pid" already exists/.test(String(error))
      if (!held || left === 0) throw error
      await sleep(100)
    }
  }
}

function quietly(act: () => void): void {
  try {
    act()
  } catch {
    // already gone
  }
}
