import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { freePort } from './ports.ts'
import { endGroup, startBackground, waitForExit } from './processes.ts'
import { build, configure, root } from './workers/configure.ts'
import { quiet, wranglerFile } from './workers/wrangler.ts'

export interface WorkersOptions {
  /** undefined = a free one. */
  port?: number
  databaseUrl: string
  /** What both entries parse; each Worker gets only the settings of its own. */
  env: Record<string, string>
  /** Where configurations, state and the log are kept; undefined = a throw-away folder. */
  folder?: string
  /** Bundled once as for a deployment, for tests: quicker to restart, and deaf to edits in `src`. */
  built?: boolean
}

export interface RunningWorkers {
  readonly url: string
  readonly port: number
  /** The process group: wrangler and its workerd. */
  readonly pid: number
  readonly logFile: string
  /** Begins a run of ops’ crons, as the platform’s clock would, and does not wait for its end; false when ops was not reached. */
  tick(): Promise<boolean>
  stop(): Promise<void>
  /** Ends wrangler and workerd at once, as a crash would. */
  kill9(): void
  /** Starts again on the same port, after `kill9` or in the middle of things. */
  restart(): Promise<void>
}

/** Edge and ops in real workerd, with the queue between them, as `wrangler dev` runs them. */
export async function startWorkers(opts: WorkersOptions): Promise<RunningWorkers> {
  const folder = opts.folder ?? mkdtempSync(join(tmpdir(), 'amends-workers-'))
  mkdirSync(folder, { recursive: true })
  const port = opts.port ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const logFile = join(folder, 'workers.log')
  const configs = configure(folder, { PUBLIC_URL: url, ...opts.env })
  const start = () => spawnWrangler(configs, port, folder, logFile, opts.databaseUrl)
  if (opts.built) await build(configs)
  let pid = await start()
  const killGroup = (signal: NodeJS.Signals) => {
    try {
      process.kill(-pid, signal)
    } catch {
      // already gone
    }
  }
  return {
    url,
    port,
    get pid() {
      return pid
    },
    logFile,
    async tick() {
      const headers = { 'x-tick-key': opts.env.LOCAL_TICK_KEY ?? '' }
      const answer = await fetch(`${url}/local/tick`, { method: 'POST', headers }).catch(() => undefined)
      // A kill may come in the middle of it
      await answer?.text().catch(() => {})
      return answer?.ok ?? false
    },
    async stop() {
      await endGroup(pid)
      if (opts.folder === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
    kill9: () => killGroup('SIGKILL'),
    async restart() {
      killGroup('SIGKILL')
      await waitForExit(pid, 4000)
      pid = await start()
    },
  }
}

async function spawnWrangler(configs: string[], port: number, folder: string, logFile: string, db: string) {
  const command = [
    process.execPath,
    wranglerFile,
    'dev',
    ...configs.flatMap((config) => ['-c', config]),
    ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0', '--local-protocol', 'http'],
    ...['--persist-to', join(folder, 'state'), '--show-interactive-dev-session=false'],
  ]
  const pid = await startBackground(command, {
    cwd: root,
    env: { ...process.env, ...quiet, WRANGLER_REGISTRY_PATH: join(folder, 'registry'), [hyperdrive]: db },
    logFile,
    leash: true,
    ready: () => speaks(port),
    failed: () => /✘.*ERROR/.test(plain(logFile)),
  })
  if (pid) return pid
  const text = plain(logFile)
  throw new Error(
    `wrangler says:\n${text
      .slice(Math.max(0, text.indexOf('✘')))
      .trim()
      .slice(-3000)}`,
  )
}

const hyperdrive = 'CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE'

/** The bundler colours its errors whatever it is told. */
const plain = (file: string): string => stripVTControlCharacters(readFileSync(file, 'utf8'))

async function speaks(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(5000) }).catch(
    () => undefined,
  )
  await answer?.text().catch(() => {})
  return answer !== undefined
}
