import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../../dev/ports.ts'
import { isAlive, waitForExit } from '../../../dev/processes.ts'
import { root } from '../../../dev/workers/configure.ts'
import { startWorkers } from '../../../dev/workers.ts'

/** One running copy of the product. */
export type Server = {
  name: 'node' | 'workerd'
  url: string
  kill9(): void
  restart(): Promise<void>
  stop(): Promise<void>
  /** Why it ended, if nobody killed it. */
  fell(): string | undefined
}

/** `npm run serve`: the same command, on a leash so that it never outlives the test. */
export const nodeServer = async (databaseUrl: string, env: Record<string, string>): Promise<Server> => {
  const folder = mkdtempSync(join(tmpdir(), 'amends-ledger-node-'))
  const logFile = join(folder, 'node.log')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let pid = 0
  let killed = false
  const start = async () => {
    const log = openSync(logFile, 'a')
    const leash = join(root, 'dev', 'workers', 'leash.ts')
    const child = spawn(
      process.execPath,
      [leash, process.execPath, join(root, 'dev', 'launch.mjs'), 'serve'],
      {
        cwd: root,
        detached: true,
        stdio: ['pipe', log, log],
        env: { ...process.env, ...env, PUBLIC_URL: url, PORT: String(port), DATABASE_URL: databaseUrl },
      },
    )
    closeSync(log)
    child.on('error', () => {})
    pid = child.pid ?? 0
    killed = false
    // PostgreSQL may be killed meanwhile, more than once on a busy machine
    for (const deadline = Date.now() + 180_000; Date.now() < deadline; await sleep(25)) {
      if (await answersAt(url)) return
      if (!isAlive(pid)) break
    }
    throw new Error(`the Node server did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`)
  }
  const kill9 = () => {
    killed = true
    if (isAlive(pid)) process.kill(-pid, 'SIGKILL')
  }
  await start()
  return {
    name: 'node',
    url,
    kill9,
    fell: () => (killed || isAlive(pid) ? undefined : readFileSync(logFile, 'utf8').slice(-2000)),
    restart: async () => {
      await waitForExit(pid, 4000)
      await start()
    },
    stop: async () => {
      kill9()
      await waitForExit(pid, 4000)
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Edge and ops in real workerd, with a ticker as `npm start` has one. */
export const workerdServer = async (databaseUrl: string, env: Record<string, string>): Promise<Server> => {
  const workers = await startWorkers({ databaseUrl, env, built: true })
  let killed = false
  let stopped = false
  const ticker = (async () => {
    while (!stopped) {
      await workers.tick()
      await sleep(1000, undefined, { ref: false })
    }
  })()
  return {
    name: 'workerd',
    url: workers.url,
    kill9: () => {
      killed = true
      workers.kill9()
    },
    fell: () =>
      killed || isAlive(workers.pid) ? undefined : readFileSync(workers.logFile, 'utf8').slice(-2000),
    restart: async () => {
      await workers.restart()
      killed = false
    },
    stop: async () => {
      stopped = true
      killed = true
      await workers.stop()
      await ticker
    },
  }
}

const answersAt = async (url: string): Promise<boolean> => {
  const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined)
  await answer?.text().catch(() => {})
  return answer !== undefined
}
